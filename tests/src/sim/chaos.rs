//! Disks that fail: at each write, by chance, nothing is written, or all is and nobody hears of it.

use crate::rng::Rng;
use linli_sync::{Fault, MemoryKv};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

/// What may go wrong with one disk.
#[derive(Debug)]
pub struct Chaos {
    rng: RefCell<Rng>,
    /// So many writes in a thousand go wrong.
    pub per_mille: Cell<u32>,
    /// What is being written.
    pub step: Cell<&'static str>,
    /// What went wrong last, and has not been looked at.
    pub struck: Cell<Option<Fault>>,
    /// Everything that went wrong: the step, and how.
    pub points: RefCell<Vec<(&'static str, Fault)>>,
}

impl Chaos {
    /// Lets a disk fail by chance.
    #[must_use]
    pub fn over(kv: &MemoryKv, rng: Rng) -> Rc<Self> {
        let chaos = Rc::new(Chaos {
            rng: RefCell::new(rng),
            per_mille: Cell::new(0),
            step: Cell::new("none"),
            struck: Cell::new(None),
            points: RefCell::default(),
        });
        let plan = chaos.clone();
        kv.with_faults(move |_| plan.strikes());
        chaos
    }

    fn strikes(&self) -> Option<Fault> {
        let mut rng = self.rng.borrow_mut();
        if !rng.chance(self.per_mille.get()) {
            return None;
        }
        let fault = if rng.chance(500) {
            Fault::Fails
        } else {
            Fault::AnswerLost
        };
        self.struck.set(Some(fault));
        self.points.borrow_mut().push((self.step.get(), fault));
        Some(fault)
    }
}
