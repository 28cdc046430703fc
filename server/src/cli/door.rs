//! What stands at the door: trusted proxies and limits, as flags of `linli serve` or from the environment.

use crate::{
    address::{Forwarded, Network, Proxies},
    door::{Door, Limits},
    rates::Rate,
};
use std::time::Duration;

/// A rate is written `10,30`: ten at once, and thirty an hour that come back one by one; `off` for no limit.
#[derive(clap::Args)]
pub struct DoorFlags {
    /// A proxy that is believed about whom it asks for: its address or network. May be repeated, or listed with commas.
    #[arg(
        long,
        env = "LINLI_TRUSTED_PROXY",
        value_delimiter = ',',
        value_name = "CIDR|ADDR"
    )]
    trusted_proxy: Vec<Network>,
    /// The header in which it says so, x-forwarded-for or forwarded. It must be the proxy that writes it.
    #[arg(long, env = "LINLI_FORWARDED_HEADER", default_value_t)]
    forwarded_header: Forwarded,
    /// Guesses of one password from devices on which its person never signed in.
    #[arg(long, env = "LINLI_ACCOUNT_GUESSES", value_name = "RATE", default_value_t = Limits::default().account_guesses)]
    account_guesses: Rate,
    /// The same from one address.
    #[arg(long, env = "LINLI_PAIR_GUESSES", value_name = "RATE", default_value_t = Limits::default().pair_guesses)]
    pair_guesses: Rate,
    /// Guesses of one password from a device on which its person has signed in before.
    #[arg(long, env = "LINLI_DEVICE_GUESSES", value_name = "RATE", default_value_t = Limits::default().device_guesses)]
    device_guesses: Rate,
    /// Guesses of any password from one address.
    #[arg(long, env = "LINLI_ADDRESS_GUESSES", value_name = "RATE", default_value_t = Limits::default().address_guesses)]
    address_guesses: Rate,
    /// What one account sends.
    #[arg(long, env = "LINLI_ACCOUNT_REQUESTS", value_name = "RATE", default_value_t = Limits::default().account_requests)]
    account_requests: Rate,
    /// How often one account takes along all that is held about it.
    #[arg(long, env = "LINLI_ACCOUNT_EXPORTS", value_name = "RATE", default_value_t = Limits::default().account_exports)]
    account_exports: Rate,
    /// What one address sends; this machine itself is not counted.
    #[arg(long, env = "LINLI_ADDRESS_REQUESTS", value_name = "RATE", default_value_t = Limits::default().address_requests)]
    address_requests: Rate,
    /// Seconds that a request's headers may take, and that a connection may rest.
    #[arg(long, env = "LINLI_HEADER_SECONDS", value_name = "SECONDS", default_value_t = Limits::default().headers_within.as_secs())]
    header_seconds: u64,
    /// Seconds that a request's body may take.
    #[arg(long, env = "LINLI_BODY_SECONDS", value_name = "SECONDS", default_value_t = Limits::default().body_within.as_secs())]
    body_seconds: u64,
    /// Connections at the same time.
    #[arg(long, env = "LINLI_CONNECTIONS", value_name = "COUNT", default_value_t = Limits::default().connections)]
    connections: usize,
    /// Of those, from one address that is no trusted proxy; this machine itself is not counted.
    #[arg(long, env = "LINLI_ADDRESS_CONNECTIONS", value_name = "COUNT", default_value_t = Limits::default().address_connections)]
    address_connections: usize,
}

impl DoorFlags {
    /// As the server takes it.
    pub fn read(&self) -> Door {
        Door {
            proxies: Proxies {
                trusted: self.trusted_proxy.clone(),
                header: self.forwarded_header,
            },
            limits: Limits {
                account_guesses: self.account_guesses,
                pair_guesses: self.pair_guesses,
                device_guesses: self.device_guesses,
                address_guesses: self.address_guesses,
                account_requests: self.account_requests,
                account_exports: self.account_exports,
                address_requests: self.address_requests,
                headers_within: Duration::from_secs(self.header_seconds),
                body_within: Duration::from_secs(self.body_seconds),
                connections: self.connections,
                address_connections: self.address_connections,
            },
        }
    }
}
