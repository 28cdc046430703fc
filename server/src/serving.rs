//! Accepts connections, and gives each only so long: headers that never end, and connections that rest, hold no place
//! for ever, and no address has all places. (`axum::serve` sets no such limit.)

use crate::{
    address::Address,
    door::{Limits, Watch},
};
use axum::{Router, extract::ConnectInfo, serve::Listener};
use hyper::{
    Request,
    body::Incoming,
    server::conn::http1,
    service::{Service, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use std::{
    collections::HashMap,
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::{net::TcpListener, sync::Semaphore};

/// How many connections each address has.
#[derive(Clone, Default)]
struct Peers(Arc<Mutex<HashMap<Address, usize>>>);

/// The place of one connection of an address.
struct Inside(Peers, Address);

impl Peers {
    /// A place among at most so many of that address; none where it has as many.
    fn enter(&self, address: Address, most: usize) -> Option<Inside> {
        let mut all = self.all();
        let count = all.entry(address).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Inside(self.clone(), address))
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Address, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        let mut all = self.0.all();
        if let Some(count) = all.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                all.remove(&self.1);
            }
        }
    }
}

/// Serves until `end`; what has begun by then is answered first.
pub async fn serve(
    mut listener: TcpListener,
    router: Router,
    (limits, watch): (&Limits, &Watch),
    end: impl Future<Output = ()>,
) {
    let most = limits.connections.clamp(1, Semaphore::MAX_PERMITS);
    let places = Arc::new(Semaphore::new(most));
    let (each, peers) = (limits.address_connections.max(1), Peers::default());
    let open = GracefulShutdown::new();
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(limits.headers_within);
    let mut end = pin!(end);
    loop {
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            // Waits a moment by itself where the machine has no more handles.
            (place, Listener::accept(&mut listener).await)
        };
        let (place, (stream, peer)) = tokio::select! {
            accepted = accepted => accepted,
            () = &mut end => break,
        };
        let counted = watch.peer(peer.ip());
        let inside = counted.map(|address| peers.enter(address, each));
        if matches!(inside, Some(None)) {
            // Whoever has as many is hung up on, and the place is free again.
            continue;
        }
        let routes = TowerToHyperService::new(router.clone());
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            routes.call(request)
        });
        let connection = open.watch(builder.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // Whoever hangs up in the middle is nobody's fault.
            let _ = connection.await;
            drop((place, inside));
        });
    }
    drop(listener);
    open.shutdown().await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{address::Proxies, door::Door};

    #[test]
    fn no_address_takes_more_than_its_part_of_the_places() {
        let peers = Peers::default();
        let [one, other] =
            ["198.51.100.1", "198.51.100.2"].map(|text| Address::of(text.parse().unwrap()));
        let mut inside: Vec<Inside> = (0..9).filter_map(|_| peers.enter(one, 3)).collect();
        assert_eq!(inside.len(), 3);
        let beside = peers.enter(other, 3);
        assert!(beside.is_some(), "another one has its own");
        inside.pop();
        inside.extend(peers.enter(one, 3));
        assert!(inside.len() == 3 && peers.enter(one, 3).is_none());
        drop((inside, beside));
        assert!(peers.all().is_empty(), "nobody is remembered who has left");
    }

    #[test]
    fn a_trusted_proxy_and_the_machine_itself_take_as_many_as_they_need() {
        let proxies = Proxies {
            trusted: vec!["10.0.0.0/8".parse().unwrap()],
            ..Proxies::default()
        };
        let door = Door {
            proxies,
            ..Door::default()
        };
        let watch = Watch::new(&door);
        let counted = |peer: &str| watch.peer(peer.parse().unwrap()).is_some();
        for peer in [
            "10.1.2.3",
            "::ffff:10.1.2.3",
            "127.0.0.1",
            "::1",
            "::ffff:127.0.0.1",
        ] {
            assert!(!counted(peer), "{peer}");
        }
        assert!(counted("198.51.100.1") && counted("2001:db8::1"));
    }
}
