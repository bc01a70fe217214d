//! TLS to PostgreSQL, as `sslmode` of the URL asks for it:
//!
//! | `sslmode` | |
//! | --- | --- |
//! | `disable`, or none given | not encrypted: for a server on the same machine or behind a tunnel |
//! | `require` | encrypted; whose certificate it is is not checked, so that somebody in between can still listen |
//! | `verify-full` | encrypted, and the certificate is for the URL's host and from an authority that is trusted |
//!
//! Trusted are the system's authorities, or those in the PEM file that `sslrootcert` names.

use std::path::Path;
use std::sync::Arc;

use ::postgres::config::SslMode;
use ::postgres::{Client, Config, NoTls};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::Error;

/// How a URL asks to be connected to.
pub(super) enum Tls {
    Off,
    On(Box<ClientConfig>),
}

impl Tls {
    /// Takes `sslmode` and `sslrootcert` off `url`; answers the rest of it.
    pub(super) fn of(url: &str) -> Result<(String, Self), Error> {
        let Some((address, query)) = url.split_once('?') else { return Ok((url.to_owned(), Self::Off)) };
        let (mut mode, mut roots, mut rest) = ("disable", None, Vec::new());
        for pair in query.split('&') {
            match pair.split_once('=') {
                Some(("sslmode", asked)) => mode = asked,
                Some(("sslrootcert", file)) => roots = Some(Path::new(file)),
                _ => rest.push(pair),
            }
        }
        let url = if rest.is_empty() { address.to_owned() } else { format!("{address}?{}", rest.join("&")) };
        let provider = Arc::new(aws_lc_rs::default_provider());
        let begun = ClientConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions();
        let begun = begun.map_err(|error| Error::Tls(error.to_string()))?;
        let config = match mode {
            "disable" => return Ok((url, Self::Off)),
            "require" => {
                begun.dangerous().with_custom_certificate_verifier(Arc::new(Anybody(provider))).with_no_client_auth()
            }
            "verify-full" => begun.with_root_certificates(trusted(roots)?).with_no_client_auth(),
            other => {
                let known = "disable, require, verify-full";
                return Err(Error::Tls(format!("sslmode={other} is not supported; there are {known}")));
            }
        };
        Ok((url, Self::On(Box::new(config))))
    }

    pub(super) fn connect(self, config: &mut Config) -> Result<Client, ::postgres::Error> {
        match self {
            Self::Off => config.ssl_mode(SslMode::Disable).connect(NoTls),
            Self::On(tls) => config.ssl_mode(SslMode::Require).connect(MakeRustlsConnect::new(*tls)),
        }
    }
}

/// The authorities in the PEM file `roots`, or the system's.
fn trusted(roots: Option<&Path>) -> Result<RootCertStore, Error> {
    let mut trusted = RootCertStore::empty();
    match roots {
        Some(file) => {
            let unread = |error: &dyn std::fmt::Display| Error::Tls(format!("{}: {error}", file.display()));
            for one in CertificateDer::pem_file_iter(file).map_err(|error| unread(&error))? {
                trusted.add(one.map_err(|error| unread(&error))?).map_err(|error| unread(&error))?;
            }
        }
        None => {
            trusted.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
    }
    if trusted.is_empty() {
        return Err(Error::Tls("no authority is trusted; name a PEM file with sslrootcert".to_owned()));
    }
    Ok(trusted)
}

/// Takes every certificate, and still proves that the server holds its key.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }
    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, cert, signed, &self.0.signature_verification_algorithms)
    }
    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, cert, signed, &self.0.signature_verification_algorithms)
    }
    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
