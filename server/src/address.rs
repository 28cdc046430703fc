//! Where a request comes from: the peer's address or, behind a proxy that the operator trusts, what that proxy says.
//! Anybody else may write into those headers whatever they like.

use axum::http::{HeaderMap, HeaderName, header::FORWARDED};
use std::{
    fmt,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    str::FromStr,
};

/// One party's address as limits count it: an IPv4 address, or an IPv6 network of 64 bits, of which one household or
/// server has all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Address(IpAddr);

impl Address {
    /// The party of an address.
    pub fn of(address: IpAddr) -> Self {
        Address(match address.to_canonical() {
            IpAddr::V6(address) => {
                let network = address.to_bits() & (u128::MAX << 64);
                IpAddr::V6(Ipv6Addr::from_bits(network))
            }
            v4 => v4,
        })
    }
}

/// A network: `10.0.0.0/8`, `fd00::/8`, or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// Whether an address lies in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        let shared = |there: u128, here: u128, width: u8| {
            let free = u32::from(width - self.bits);
            let (there, here) = (there.checked_shr(free), here.checked_shr(free));
            there.unwrap_or(0) == here.unwrap_or(0)
        };
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(there), IpAddr::V4(here)) => {
                shared(there.to_bits().into(), here.to_bits().into(), 32)
            }
            (IpAddr::V6(there), IpAddr::V6(here)) => shared(there.to_bits(), here.to_bits(), 128),
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = "an address or a network, like 10.0.0.7 or 10.0.0.0/8";
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address = address.trim().parse::<IpAddr>().map_err(|_| bad)?;
        let address = address.to_canonical();
        let width = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            Some(bits) => bits.trim().parse().map_err(|_| bad)?,
            None => width,
        };
        if bits > width {
            return Err(bad);
        }
        Ok(Network { address, bits })
    }
}

/// In which header a proxy says for whom it asks. Only one is believed: the other may be the visitor's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Forwarded {
    /// `X-Forwarded-For`.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Standard,
}

impl fmt::Display for Forwarded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.header().as_str())
    }
}

impl FromStr for Forwarded {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.to_ascii_lowercase().as_str() {
            "x-forwarded-for" => Ok(Forwarded::XForwardedFor),
            "forwarded" => Ok(Forwarded::Standard),
            _ => Err("x-forwarded-for or forwarded"),
        }
    }
}

impl Forwarded {
    fn header(self) -> HeaderName {
        match self {
            Forwarded::XForwardedFor => HeaderName::from_static("x-forwarded-for"),
            Forwarded::Standard => FORWARDED,
        }
    }

    /// What one hop wrote.
    fn read(self, hop: &str) -> Option<IpAddr> {
        match self {
            Forwarded::XForwardedFor => node(hop),
            Forwarded::Standard => hop.split(';').find_map(|pair| {
                let (name, value) = pair.split_once('=')?;
                let same = name.trim().eq_ignore_ascii_case("for");
                same.then(|| node(value.trim().trim_matches('"'))).flatten()
            }),
        }
    }
}

/// An address as proxies write it, with or without a port.
fn node(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    let address = bare.unwrap_or(text).parse::<IpAddr>();
    let with_port = || text.parse::<SocketAddr>().ok().map(|socket| socket.ip());
    address.ok().or_else(with_port).map(|ip| ip.to_canonical())
}

/// The proxies that are believed.
#[derive(Clone, Debug, Default)]
pub struct Proxies {
    /// Where they are.
    pub trusted: Vec<Network>,
    /// Which header they write.
    pub header: Forwarded,
}

impl Proxies {
    /// Whether an address is one of theirs.
    pub fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.contains(address))
    }

    /// Whether the headers say something that is not believed: a proxy that nobody has named, or a liar.
    pub fn unheard(&self, peer: IpAddr, headers: &HeaderMap) -> bool {
        !self.trusts(peer) && headers.contains_key(self.header.header())
    }

    /// Who asks: the nearest hop that is not one of our own. Where a proxy does not name who asked it, it counts itself.
    pub fn asker(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut asker = peer.to_canonical();
        if !self.trusts(asker) {
            return asker;
        }
        // Each hop writes behind what it was sent, so the last ones are the nearest.
        let written = headers.get_all(self.header.header()).iter().rev();
        for line in written {
            for hop in line.to_str().unwrap_or_default().rsplit(',') {
                let Some(address) = self.header.read(hop) else {
                    return asker;
                };
                asker = address;
                if !self.trusts(asker) {
                    return asker;
                }
            }
        }
        asker
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies(trusted: &[&str], header: Forwarded) -> Proxies {
        let trusted = trusted.iter().map(|text| text.parse().unwrap()).collect();
        Proxies { trusted, header }
    }

    fn asker(proxies: &Proxies, peer: &str, headers: &[(&'static str, &str)]) -> String {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        proxies.asker(peer.parse().unwrap(), &map).to_string()
    }

    const XFF: &str = "x-forwarded-for";

    #[test]
    fn a_stranger_who_names_another_address_is_not_believed() {
        for trusted in [&[][..], &["10.0.0.0/8"]] {
            let proxies = proxies(trusted, Forwarded::XForwardedFor);
            let said = [(XFF, "192.0.2.1"), ("forwarded", "for=192.0.2.1")];
            assert_eq!(asker(&proxies, "198.51.100.9", &said), "198.51.100.9");
        }
    }

    #[test]
    fn the_nearest_hop_that_is_not_our_own_is_believed_whatever_stands_before_it() {
        let proxies = proxies(&["10.0.0.0/8", "127.0.0.1"], Forwarded::XForwardedFor);
        let cases: [(&[(&str, &str)], &str); 9] = [
            (&[(XFF, "198.51.100.9")], "198.51.100.9"),
            (&[(XFF, "192.0.2.1, 198.51.100.9")], "198.51.100.9"),
            (
                &[(XFF, "192.0.2.1, 198.51.100.9, 10.1.2.3")],
                "198.51.100.9",
            ),
            (&[(XFF, "192.0.2.1"), (XFF, "198.51.100.9")], "198.51.100.9"),
            (&[(XFF, "10.9.9.9, 198.51.100.9")], "198.51.100.9"),
            (&[(XFF, "[2001:db8::1]:4711")], "2001:db8::1"),
            (&[(XFF, "198.51.100.9:4711")], "198.51.100.9"),
            (&[(XFF, "198.51.100.9, unknown")], "127.0.0.1"),
            (&[], "127.0.0.1"),
        ];
        for (headers, expected) in cases {
            assert_eq!(
                asker(&proxies, "127.0.0.1", headers),
                expected,
                "{headers:?}"
            );
        }
        let standard = [("forwarded", "for=192.0.2.1")];
        assert_eq!(
            asker(&proxies, "127.0.0.1", &standard),
            "127.0.0.1",
            "the other header"
        );
    }

    #[test]
    fn the_standard_header_is_read_where_it_is_asked_for() {
        let proxies = proxies(&["fd00::/8"], Forwarded::Standard);
        let cases = [
            ("for=192.0.2.60;proto=http;by=203.0.113.43", "192.0.2.60"),
            (
                "for=192.0.2.1, For=\"[2001:db8:cafe::17]:4711\"",
                "2001:db8:cafe::17",
            ),
            ("for=198.51.100.17, for=\"[fd12::1]\"", "198.51.100.17"),
            ("for=_hidden", "fd00::1"),
            ("proto=https", "fd00::1"),
        ];
        for (value, expected) in cases {
            assert_eq!(
                asker(&proxies, "fd00::1", &[("forwarded", value)]),
                expected
            );
        }
        let other = [(XFF, "192.0.2.1")];
        assert_eq!(
            asker(&proxies, "fd00::1", &other),
            "fd00::1",
            "the other header"
        );
    }

    #[test]
    fn networks_hold_what_begins_alike() {
        let holds = |network: &str, address: &str| {
            let network: Network = network.parse().unwrap();
            network.contains(address.parse().unwrap())
        };
        assert!(holds("10.0.0.0/8", "10.255.0.1") && !holds("10.0.0.0/8", "11.0.0.1"));
        assert!(holds("127.0.0.1", "127.0.0.1") && !holds("127.0.0.1", "127.0.0.2"));
        assert!(holds("127.0.0.1", "::ffff:127.0.0.1"));
        assert!(holds("0.0.0.0/0", "203.0.113.1") && !holds("0.0.0.0/0", "2001:db8::1"));
        assert!(holds("::/0", "2001:db8::1") && holds("2001:db8::/32", "2001:db8:1::1"));
        for bad in [
            "",
            "10.0.0.0/33",
            "10.0.0/8",
            "::/129",
            "proxy",
            "10.0.0.0/-1",
        ] {
            assert!(bad.parse::<Network>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_network_of_64_bits_is_one_party() {
        let of = |text: &str| Address::of(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2:3::4"), of("2001:db8:1:2::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }
}
