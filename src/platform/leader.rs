//! One tab at a time leads: it sends, pulls and listens. Web Locks see to it that the next one takes over.

use futures::channel::oneshot;
use js_sys::{Function, Promise, Reflect};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// A place in the line of tabs that would lead. Given back with [`Lease::release`].
#[derive(Clone, Default)]
pub struct Lease(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    released: bool,
    let_go: Option<Function>,
}

impl Lease {
    /// Leads no more, or never: another tab may.
    pub fn release(&self) {
        let mut state = self.0.borrow_mut();
        state.released = true;
        if let Some(let_go) = state.let_go.take() {
            let _ = let_go.call0(&JsValue::NULL);
        }
    }
}

/// A turn, given back when it is dropped.
pub struct Turn(Lease);

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.release();
    }
}

/// Waits for a turn: one tab has it at a time.
pub async fn turn(name: &str) -> Turn {
    let (tell, told) = oneshot::channel();
    // Whoever waits no longer has given the turn back before it came.
    let turn = Turn(when_leader(name, move || {
        let _ = tell.send(());
    }));
    let _ = told.await;
    turn
}

/// Calls `lead` once this tab holds the lock, which it then keeps until the lease is released or the tab is gone.
/// Where the browser has no locks, at once.
pub fn when_leader(name: &str, lead: impl FnOnce() + 'static) -> Lease {
    let lease = Lease::default();
    let locks = web_sys::window()
        .and_then(|window| Reflect::get(&window.navigator(), &"locks".into()).ok())
        .filter(|locks| !locks.is_undefined());
    let request = locks
        .as_ref()
        .and_then(|locks| Reflect::get(locks, &"request".into()).ok());
    let (Some(locks), Some(request)) = (locks, request) else {
        lead();
        return lease;
    };
    let state = lease.0.clone();
    let hold = Closure::once_into_js(move || -> JsValue {
        if state.borrow().released {
            return JsValue::UNDEFINED;
        }
        let held = Promise::new(&mut |resolve, _| state.borrow_mut().let_go = Some(resolve));
        lead();
        held.into()
    });
    let request: Function = request.unchecked_into();
    // The promise of the request itself settles when the lock is given back: nobody waits for that.
    let _ = request.call2(&locks, &JsValue::from_str(name), &hold);
    lease
}
