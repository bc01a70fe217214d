//! An encrypted line to PostgreSQL: whose certificate is taken, and that nothing goes in the open where it must not.

use std::fs;
use std::path::{Path, PathBuf};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tenon_store::{Connection, Error, Listener, Postgres};
use tenon_tests::postgres::TestServer;

/// An authority, and what it made: the files of a server.
struct Authority {
    pem: PathBuf,
    certificate: String,
    key: String,
}

impl Authority {
    /// One that says that whoever holds the key is `host`.
    fn for_host(dir: &Path, name: &str, host: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let own_key = KeyPair::generate().unwrap();
        let root = params.self_signed(&own_key).unwrap();
        let issuer = Issuer::new(params, own_key);
        let key = KeyPair::generate().unwrap();
        let leaf = CertificateParams::new(vec![host.to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
        let pem = dir.join(format!("{name}.pem"));
        fs::write(&pem, root.pem()).unwrap();
        Self { pem, certificate: leaf.pem(), key: key.serialize_pem() }
    }
}

fn encrypted(url: &str) -> Result<bool, Error> {
    let sql = "SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    Ok(Postgres::connect(url)?.query(sql, &[])?[0].text(0)? == "true")
}

#[test]
fn the_line_is_encrypted_as_the_url_asks() {
    let Some(server) = TestServer::start() else { return };
    let dir = tempfile::tempdir().unwrap();
    let ours = Authority::for_host(dir.path(), "ours", "127.0.0.1");
    let foreign = Authority::for_host(dir.path(), "foreign", "127.0.0.1");
    let elsewhere = Authority::for_host(dir.path(), "elsewhere", "db.example.com");
    let url = server.database();
    let require = format!("{url}?sslmode=require");
    let verified = |by: &Authority| format!("{url}?sslmode=verify-full&sslrootcert={}", by.pem.display());

    assert!(encrypted(&require).is_err(), "a server that speaks no TLS is not spoken to in the open");
    assert!(!encrypted(&url).unwrap() && !encrypted(&format!("{url}?sslmode=disable")).unwrap());

    server.speak_tls(&ours.certificate, &ours.key);
    assert!(encrypted(&require).unwrap() && encrypted(&verified(&ours)).unwrap());
    assert!(encrypted(&format!("{}&connect_timeout=3", verified(&ours))).unwrap(), "what else it says stays");
    let news = Listener::connect(&verified(&ours)).unwrap().next(std::time::Duration::from_millis(50));
    assert!(news.unwrap().is_none());
    assert!(encrypted(&verified(&foreign)).is_err(), "an authority that nobody named");
    assert!(encrypted(&format!("{url}?sslmode=verify-full")).is_err(), "the system does not know ours");

    server.speak_tls(&elsewhere.certificate, &elsewhere.key);
    assert!(encrypted(&verified(&elsewhere)).is_err(), "the certificate is another host's");
    assert!(encrypted(&require).unwrap(), "whose it is is not asked");

    for wrong in ["sslmode=verify-ca", "sslmode=", "sslmode=verify-full&sslrootcert=/none.pem"] {
        assert!(matches!(encrypted(&format!("{url}?{wrong}")), Err(Error::Tls(_))), "{wrong}");
    }
}
