//! The store that lives in keys and values keeps the contract of stores.

use linli_sync::{KvStore, MemoryKv, contract};
use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

/// Nothing in memory ever waits.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("memory does not wait"),
    }
}

macro_rules! over_memory {
    ($case:ident) => {
        #[test]
        fn $case() {
            at_once(async {
                let store = KvStore::open(MemoryKv::new(), "first").await.unwrap();
                contract::$case(store).await;
            });
        }
    };
}

linli_sync::contract_cases!(over_memory);
