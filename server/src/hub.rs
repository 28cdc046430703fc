//! Who watches which feeds, and what they have not been told yet. A watcher is told where a feed stands, not what is
//! in it: what they may read is judged when they pull.

use linli_domain::{Audience, PersonId};
use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::sync::Notify;

/// So many places one person has, on all devices; a further one takes that of the oldest.
const PLACES: usize = 8;

/// Everybody who watches.
#[derive(Default)]
pub struct Hub {
    watchers: Mutex<Watchers>,
    /// Mostly nobody watches a feed that grew: then nothing is locked.
    count: AtomicUsize,
}

#[derive(Default)]
struct Watchers {
    next: u64,
    closed: bool,
    all: HashMap<u64, Arc<Watcher>>,
    /// The oldest first.
    by_person: HashMap<PersonId, VecDeque<u64>>,
    by_audience: HashMap<Audience, HashMap<u64, Arc<Watcher>>>,
}

/// One who watches.
#[derive(Default)]
pub struct Watcher {
    pending: Mutex<Pending>,
    wake: Notify,
}

/// What a watcher has not been told yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// Where feeds stand.
    pub heads: BTreeMap<Audience, u64>,
    /// Anything may have changed: somebody else has written to the database.
    pub anything: bool,
    /// The server stops.
    pub closed: bool,
    /// A newer place of the same person is in its stead.
    pub displaced: bool,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Watcher {
    /// Waits until there is something to be told.
    pub async fn woken(&self) {
        self.wake.notified().await;
    }

    /// Takes what is to be told.
    pub fn take(&self) -> Pending {
        std::mem::take(&mut *locked(&self.pending))
    }

    fn tell(&self, tell: impl FnOnce(&mut Pending)) {
        tell(&mut locked(&self.pending));
        self.wake.notify_one();
    }
}

impl Hub {
    /// Somebody watches feeds until the answer is dropped.
    pub fn watch(self: &Arc<Self>, person: PersonId, audiences: &[Audience]) -> Watching {
        let watcher = Arc::new(Watcher::default());
        let mut watchers = locked(&self.watchers);
        watchers.next += 1;
        let id = watchers.next;
        if watchers.closed {
            watcher.tell(|pending| pending.closed = true);
        }
        watchers.all.insert(id, Arc::clone(&watcher));
        let places = watchers.by_person.entry(person).or_default();
        places.push_back(id);
        let many = places.len() > PLACES;
        let oldest = many.then(|| places.pop_front()).flatten();
        if let Some(oldest) = oldest.and_then(|id| watchers.all.get(&id)) {
            oldest.tell(|pending| pending.displaced = true);
        }
        self.count.store(watchers.all.len(), Ordering::Release);
        drop(watchers);
        let hub = Arc::clone(self);
        let mut watching = Watching {
            hub,
            id,
            person,
            watcher,
            audiences: Vec::new(),
        };
        watching.listen(audiences);
        watching
    }

    /// These feeds have grown.
    pub fn grown(&self, heads: &[(Audience, u64)]) {
        if self.count.load(Ordering::Acquire) == 0 {
            return;
        }
        let watchers = locked(&self.watchers);
        for (audience, head) in heads {
            for watcher in watchers
                .by_audience
                .get(audience)
                .into_iter()
                .flat_map(HashMap::values)
            {
                watcher.tell(|pending| {
                    let told = pending.heads.entry(audience.clone()).or_default();
                    *told = (*told).max(*head);
                });
            }
        }
    }

    /// Somebody else has written: anything may have changed.
    pub fn anything(&self) {
        for watcher in locked(&self.watchers).all.values() {
            watcher.tell(|pending| pending.anything = true);
        }
    }

    /// Sends everybody away, now and later.
    pub fn close(&self) {
        let mut watchers = locked(&self.watchers);
        watchers.closed = true;
        for watcher in watchers.all.values() {
            watcher.tell(|pending| pending.closed = true);
        }
    }

    /// How many watch.
    pub fn watchers(&self) -> usize {
        self.count.load(Ordering::Acquire)
    }
}

/// A place among those who watch.
pub struct Watching {
    hub: Arc<Hub>,
    id: u64,
    person: PersonId,
    watcher: Arc<Watcher>,
    audiences: Vec<Audience>,
}

impl Watching {
    /// Whoever is told.
    pub fn watcher(&self) -> &Watcher {
        &self.watcher
    }

    /// Watches these feeds from now on, and no others.
    pub fn listen(&mut self, audiences: &[Audience]) {
        if self.audiences == audiences {
            return;
        }
        let mut watchers = locked(&self.hub.watchers);
        forget(&mut watchers, self.id, &self.audiences);
        for audience in audiences {
            watchers
                .by_audience
                .entry(audience.clone())
                .or_default()
                .insert(self.id, Arc::clone(&self.watcher));
        }
        drop(watchers);
        self.audiences = audiences.to_vec();
    }
}

fn forget(watchers: &mut Watchers, id: u64, audiences: &[Audience]) {
    for audience in audiences {
        if let Some(of_audience) = watchers.by_audience.get_mut(audience) {
            of_audience.remove(&id);
            if of_audience.is_empty() {
                watchers.by_audience.remove(audience);
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let mut watchers = locked(&self.hub.watchers);
        forget(&mut watchers, self.id, &self.audiences);
        watchers.all.remove(&self.id);
        if let Some(places) = watchers.by_person.get_mut(&self.person) {
            places.retain(|id| *id != self.id);
            if places.is_empty() {
                watchers.by_person.remove(&self.person);
            }
        }
        self.hub.count.store(watchers.all.len(), Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(n: u128) -> PersonId {
        PersonId(uuid::Uuid::from_u128(n))
    }

    fn desk(code: &str) -> Audience {
        Audience::Desk(code.parse().unwrap())
    }

    #[test]
    fn a_watcher_is_told_the_newest_of_its_own_feeds_and_of_no_others() {
        let hub = Arc::new(Hub::default());
        let watching = hub.watch(person(1), &[desk("2102")]);
        hub.grown(&[(desk("2102"), 4), (desk("2103"), 9)]);
        hub.grown(&[(desk("2102"), 6)]);
        let pending = watching.watcher().take();
        assert_eq!(pending.heads, BTreeMap::from([(desk("2102"), 6)]));
        assert_eq!(watching.watcher().take(), Pending::default(), "told once");
    }

    #[test]
    fn who_leaves_is_forgotten_and_who_changes_feeds_hears_the_new_ones() {
        let hub = Arc::new(Hub::default());
        let mut watching = hub.watch(person(1), &[desk("2102")]);
        watching.listen(&[desk("2103")]);
        hub.grown(&[(desk("2102"), 1), (desk("2103"), 2)]);
        assert_eq!(
            watching.watcher().take().heads,
            BTreeMap::from([(desk("2103"), 2)])
        );
        drop(watching);
        assert_eq!(hub.watchers(), 0);
        let left = locked(&hub.watchers);
        assert!(left.by_audience.is_empty() && left.by_person.is_empty());
    }

    #[test]
    fn when_the_server_stops_everybody_is_sent_away() {
        let hub = Arc::new(Hub::default());
        let early = hub.watch(person(1), &[]);
        hub.close();
        assert!(early.watcher().take().closed);
        assert!(hub.watch(person(1), &[]).watcher().take().closed);
    }

    #[test]
    fn a_ninth_place_of_somebody_is_that_of_their_oldest_and_of_nobody_else() {
        let hub = Arc::new(Hub::default());
        let other = hub.watch(person(2), &[]);
        let mut all: Vec<Watching> = (0..PLACES).map(|_| hub.watch(person(1), &[])).collect();
        let displaced = |one: &Watching| one.watcher().take().displaced;
        assert!(!all.iter().any(displaced));
        for _ in 0..3 {
            all.push(hub.watch(person(1), &[]));
            let oldest = all.remove(0);
            assert!(displaced(&oldest) && !all.iter().any(displaced));
        }
        assert!(!displaced(&other));
    }
}
