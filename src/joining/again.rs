//! Sending once more where nobody knows what became of what was sent before: the same where nothing was changed, else the
//! corrected text. If the first had arrived after all, it holds, and whoever sent it is told so.

/// What an answer that is no success says of what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nobody knows: it may have arrived.
    Unknown,
    /// It did not happen, because what it would make is there: something sent before may have arrived.
    There,
    /// It did not happen.
    Not,
}

/// What can be sent more than once: with one id it is done once.
pub trait Sent {
    /// What comes back.
    type Answer;
    /// Why nothing came back, or no success.
    type Why;

    /// Whether another says the same, whatever id it is sent under.
    fn says_the_same(&self, other: &Self) -> bool;

    /// Sends it.
    fn send(&self) -> impl Future<Output = Result<Self::Answer, Self::Why>>;

    /// What became of it.
    fn fate(why: &Self::Why) -> Fate;
}

/// Sends something. `open` is what was sent before, of which nobody knows what became. With the answer comes what
/// arrived in place of this, where something did.
///
/// # Errors
/// Where nothing is known to have arrived.
pub async fn send<S: Sent>(fresh: S, open: &mut Vec<S>) -> Result<(S::Answer, Option<S>), S::Why> {
    let same = open.iter().position(|before| before.says_the_same(&fresh));
    let now = same.map_or(fresh, |at| open.remove(at));
    let why = match now.send().await {
        Ok(answer) => return Ok((answer, None)),
        Err(why) => why,
    };
    match S::fate(&why) {
        Fate::Unknown => open.push(now),
        Fate::There => {
            if let Some((answer, before)) = arrived(open).await? {
                return Ok((answer, Some(before)));
            }
        }
        Fate::Not => {}
    }
    Err(why)
}

/// Which of those that were sent before has arrived, and what comes back for it. To be asked only where what they would
/// make is there: else it would be made now.
///
/// # Errors
/// Where it is still not known.
pub async fn arrived<S: Sent>(open: &mut Vec<S>) -> Result<Option<(S::Answer, S)>, S::Why> {
    while let Some(before) = open.pop() {
        match before.send().await {
            Ok(answer) => return Ok(Some((answer, before))),
            Err(why) if S::fate(&why) == Fate::Unknown => {
                open.push(before);
                return Err(why);
            }
            Err(_) => {}
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::{Fate, Sent, send};
    use futures::FutureExt;
    use std::{
        cell::{Cell, RefCell},
        rc::Rc,
    };
    use wasm_bindgen_test::wasm_bindgen_test;

    /// A desk that takes one note down; it may hear nothing, or not be heard.
    #[derive(Default)]
    struct Desk {
        deaf: Cell<bool>,
        mute: Cell<bool>,
        has: RefCell<Option<(u8, &'static str)>>,
    }

    struct Note {
        id: u8,
        text: &'static str,
        desk: Rc<Desk>,
    }

    impl Sent for Note {
        type Answer = &'static str;
        type Why = Fate;

        fn says_the_same(&self, other: &Self) -> bool {
            self.text == other.text
        }

        async fn send(&self) -> Result<&'static str, Fate> {
            if self.desk.deaf.get() {
                return Err(Fate::Unknown);
            }
            let mut has = self.desk.has.borrow_mut();
            let (id, text) = *has.get_or_insert((self.id, self.text));
            match (self.desk.mute.get(), id == self.id) {
                (true, _) => Err(Fate::Unknown),
                (false, true) => Ok(text),
                (false, false) => Err(Fate::There),
            }
        }

        fn fate(why: &Fate) -> Fate {
            *why
        }
    }

    /// A desk, and what somebody does: sends a note under an id, and hears what holds and what arrived in its place.
    type Sending = Box<dyn FnMut(u8, &'static str) -> Result<(&'static str, Option<u8>), Fate>>;

    fn somebody() -> (Rc<Desk>, Sending) {
        let desk = Rc::new(Desk::default());
        let (of, mut open) = (desk.clone(), Vec::new());
        let sends = move |id, text| {
            let desk = of.clone();
            let sent = send(Note { id, text, desk }, &mut open).now_or_never();
            let sent = sent.expect("this desk answers at once");
            sent.map(|(text, before)| (text, before.map(|before| before.id)))
        };
        (desk, Box::new(sends))
    }

    #[wasm_bindgen_test]
    fn what_was_corrected_after_nothing_arrived_is_sent_corrected() {
        let (desk, mut sends) = somebody();
        desk.deaf.set(true);
        assert_eq!(sends(1, "wrong"), Err(Fate::Unknown));
        desk.deaf.set(false);
        assert_eq!(sends(2, "right"), Ok(("right", None)));
    }

    #[wasm_bindgen_test]
    fn what_was_not_changed_is_sent_again_as_it_was() {
        let (desk, mut sends) = somebody();
        desk.mute.set(true);
        assert_eq!(sends(1, "right"), Err(Fate::Unknown));
        desk.mute.set(false);
        assert_eq!(sends(2, "right"), Ok(("right", None)));
        assert_eq!(*desk.has.borrow(), Some((1, "right")));
    }

    #[wasm_bindgen_test]
    fn what_had_arrived_before_it_was_corrected_holds_and_is_named() {
        let (desk, mut sends) = somebody();
        desk.mute.set(true);
        assert_eq!(sends(1, "wrong"), Err(Fate::Unknown));
        desk.mute.set(false);
        assert_eq!(sends(2, "right"), Ok(("wrong", Some(1))));
    }

    #[wasm_bindgen_test]
    fn of_several_corrections_the_one_that_arrived_is_found() {
        let (desk, mut sends) = somebody();
        desk.deaf.set(true);
        assert_eq!(sends(1, "wrong"), Err(Fate::Unknown));
        desk.deaf.set(false);
        desk.mute.set(true);
        assert_eq!(sends(2, "better"), Err(Fate::Unknown));
        assert_eq!(sends(3, "right"), Err(Fate::Unknown));
        desk.mute.set(false);
        assert_eq!(sends(4, "wrong"), Ok(("better", Some(2))));
    }

    #[wasm_bindgen_test]
    fn where_nothing_of_ones_own_is_there_it_is_refused() {
        let (desk, mut sends) = somebody();
        *desk.has.borrow_mut() = Some((9, "somebody else's"));
        assert_eq!(sends(1, "mine"), Err(Fate::There));
    }
}
