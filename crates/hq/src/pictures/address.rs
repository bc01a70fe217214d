//! Which addresses are asked. A catalog's source may name any address, so one inside of head office's own network must
//! not be reached through it, neither by a number, nor by a name that resolves to one, nor by a redirection.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::trouble::Trouble;

/// What may be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The public internet.
    Public,
    /// This machine and private networks too: for a picture server inside, and for tests.
    Anywhere,
}

impl Reach {
    /// The address to ask, or why it is not asked.
    pub(super) fn check(self, url: &str) -> Result<Url, Trouble> {
        let url =
            Url::parse(url).map_err(|error| Trouble::address(&format!("The address cannot be read ({error})")))?;
        self.check_url(&url)?;
        Ok(url)
    }

    /// As `check`, of an address that was read.
    pub(super) fn check_url(self, url: &Url) -> Result<(), Trouble> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Trouble::address("The address begins neither with http:// nor with https://"));
        }
        let host = url.host_str().ok_or_else(|| Trouble::address("The address names no server"))?;
        let number = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        if number.is_ok_and(|address| !self.allows(address)) {
            return Err(private());
        }
        Ok(())
    }

    fn allows(self, address: IpAddr) -> bool {
        self == Self::Anywhere || is_public(address)
    }
}

pub(super) fn private() -> Trouble {
    Trouble::address("The address lies in a private network, which is not asked without --private-addresses")
}

/// The words by which a refusal is recognised inside of what reqwest says.
pub(super) const ONLY_PRIVATE: &str = "resolves to private addresses only";

/// Resolves names, and leaves out what may not be reached.
#[derive(Debug)]
pub(super) struct Resolver(pub(super) Reach);

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let allowed: Vec<SocketAddr> = found.into_iter().filter(|one| reach.allows(one.ip())).collect();
            if allowed.is_empty() {
                return Err(format!("the name {ONLY_PRIVATE}").into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// Whether an address lies in the public internet (the registries of special addresses that IANA keeps).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast();
    let ranged = match address.octets() {
        [0 | 240..=255, ..] | [192, 0, 0, _] | [198, 18 | 19, ..] => true,
        [100, second, ..] => (64..128).contains(&second),
        _ => false,
    };
    !special && !ranged
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, third, ..] = address.segments();
    let low = address.octets();
    let last_v4 = Ipv4Addr::new(low[12], low[13], low[14], low[15]);
    match first {
        // Addresses that carry an IPv4 one: mapped and translated ones.
        0 if address.to_ipv4_mapped().is_some() => is_public_v4(last_v4),
        0x64 if second == 0xff9b => third == 0 && is_public_v4(last_v4),
        0x2002 => is_public_v4(Ipv4Addr::new(low[2], low[3], low[4], low[5])),
        // Teredo and other protocols' own, and documentation.
        0x2001 => second >= 0x200 && second != 0xdb8,
        // Everything that is handed out lies in 2000::/3.
        _ => (0x2000..0x4000).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::{Reach, is_public};

    #[test]
    fn private_addresses_are_known_in_every_dress() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "192.0.0.8",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "fc00::1",
            "fe80::1",
            "ff02::1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["8.8.8.8", "100.128.0.1", "172.32.0.1", "2606:4700::1111", "64:ff9b::808:808", "2001:4860::1"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn what_is_no_address_of_the_web_is_refused_by_name() {
        for wrong in [
            "file:///etc/passwd",
            "ftp://x/1.jpg",
            "http://",
            "data:image/png;base64,AA",
            "http://[::1]/1.jpg",
            "http://0x7f.1/",
            "http://2130706433/",
        ] {
            assert_eq!(Reach::Public.check(wrong).unwrap_err().code, "picture_address", "{wrong}");
        }
        assert!(Reach::Public.check("https://cdn.example.com/1.jpg").is_ok());
        assert!(Reach::Anywhere.check("http://127.0.0.1/1.jpg").is_ok());
    }
}
