//! Runs a future that never waits.

use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

/// The value of a future over memory.
///
/// # Panics
/// When it waits after all.
pub fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("memory does not wait"),
    }
}
