//! What stands at the door of a server: which proxies are believed, and how much anybody may ask.

use crate::{
    address::{Address, Proxies},
    rates::{Buckets, Rate},
};
use axum::http::HeaderMap;
use linli_domain::{PersonId, time::Instant};
use std::{
    net::IpAddr,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

/// How the door is set up.
#[derive(Clone, Debug, Default)]
pub struct Door {
    /// Who is believed about where a request comes from.
    pub proxies: Proxies,
    /// How much anybody may ask.
    pub limits: Limits,
}

/// How much anybody may ask. Addresses of this machine itself are not counted: without a trusted proxy everybody would
/// share them.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Guesses of one password from all devices that are not known to it.
    pub account_guesses: Rate,
    /// The same from one address.
    pub pair_guesses: Rate,
    /// Guesses of one password from one device on which its person has signed in before.
    pub device_guesses: Rate,
    /// Guesses of any password from one address, devices that are known to it aside.
    pub address_guesses: Rate,
    /// What one account sends: requests, and in a request of several commands each of them.
    pub account_requests: Rate,
    /// How often one account takes along all that is held about it: each looks at all documents.
    pub account_exports: Rate,
    /// What comes from one address. A whole festival may stand behind one.
    pub address_requests: Rate,
    /// How long a request's headers may take; also how long a connection may rest between two.
    pub headers_within: Duration,
    /// How long a request's body may take.
    pub body_within: Duration,
    /// Connections at the same time.
    pub connections: usize,
    /// Of those, from one address that is no trusted proxy.
    pub address_connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            account_guesses: Rate::of(10, 30),
            pair_guesses: Rate::of(5, 10),
            device_guesses: Rate::of(8, 4),
            address_guesses: Rate::of(200, 360),
            account_requests: Rate::of(2_000, 36_000),
            account_exports: Rate::of(3, 3),
            address_requests: Rate::of(10_000, 720_000),
            // Longer than proxies keep a connection that rests, so that it is never us who closes it first.
            headers_within: Duration::from_secs(75),
            body_within: Duration::from_secs(60),
            connections: 10_000,
            address_connections: 3_000,
        }
    }
}

/// Counts requests, and knows where they come from.
pub struct Watch {
    proxies: Proxies,
    account: Buckets,
    exports: Buckets,
    address: Buckets,
    warned: AtomicBool,
}

impl Watch {
    /// Nobody has asked yet.
    pub fn new(door: &Door) -> Self {
        Watch {
            proxies: door.proxies.clone(),
            account: Buckets::new(door.limits.account_requests),
            exports: Buckets::new(door.limits.account_exports),
            address: Buckets::new(door.limits.address_requests),
            warned: AtomicBool::new(false),
        }
    }

    /// Where a request comes from; nowhere, where it is this machine itself.
    pub fn address(&self, peer: IpAddr, headers: &HeaderMap) -> Option<Address> {
        if self.proxies.unheard(peer, headers) && !self.warned.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                header = %self.proxies.header,
                "requests name another sender than their peer, which is no trusted proxy: see --trusted-proxy"
            );
        }
        let asker = self.proxies.asker(peer, headers);
        (!asker.is_loopback()).then(|| Address::of(asker))
    }

    /// As whose a connection is counted; nobody's, where it is a trusted proxy's or this machine's own.
    pub fn peer(&self, peer: IpAddr) -> Option<Address> {
        let many = self.proxies.trusts(peer) || peer.to_canonical().is_loopback();
        (!many).then(|| Address::of(peer))
    }

    /// Counts a request of an address.
    ///
    /// # Errors
    /// After too many: the seconds until one may ask again.
    pub fn asks_from(&self, address: Address, now: Instant) -> Result<(), u64> {
        self.address.take(&address, now)
    }

    /// Counts a request of an account.
    ///
    /// # Errors
    /// After too many: the seconds until one may ask again.
    pub fn asks(&self, person: PersonId, now: Instant) -> Result<(), u64> {
        self.account.take(&person, now)
    }

    /// Counts that somebody takes along all that is held about them.
    ///
    /// # Errors
    /// After too many: the seconds until one may again.
    pub fn exports(&self, person: PersonId, now: Instant) -> Result<(), u64> {
        self.exports.take(&person, now)
    }

    /// Counts what a request of an account brings beyond the first.
    pub fn brings(&self, person: PersonId, more: usize, now: Instant) {
        let more = u32::try_from(more).unwrap_or(u32::MAX);
        self.account.charge(&person, more, now);
    }
}
