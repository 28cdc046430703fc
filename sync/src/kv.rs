//! Keys and values with atomic batches: what IndexedDB gives, and memory for tests. The device's outbox and replica,
//! and the device authority, are built on this alone.

use crate::store::StoreError;
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

/// The generic stores. One version of the database holds them all, so that an app that is rolled back still opens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Documents of a device authority.
    Documents,
    /// Feed rows of a device authority, by audience and place.
    Feed,
    /// Where in its feed a document's row is.
    FeedIndex,
    /// Ledger of a device authority.
    Ledger,
    /// Counters and chain heads of a device authority.
    Counters,
    /// Transitions of a device authority.
    Transitions,
    /// What time will change, by time.
    Due,
    /// Envelopes that wait, in order.
    Outbox,
    /// Rows that this device holds.
    Replica,
    /// Cursors, settings, refusals to show.
    Meta,
}

impl Table {
    /// Every table.
    pub const ALL: [Table; 10] = [
        Table::Documents,
        Table::Feed,
        Table::FeedIndex,
        Table::Ledger,
        Table::Counters,
        Table::Transitions,
        Table::Due,
        Table::Outbox,
        Table::Replica,
        Table::Meta,
    ];

    /// The store's name. Never change one.
    pub fn name(self) -> &'static str {
        match self {
            Table::Documents => "documents",
            Table::Feed => "feed",
            Table::FeedIndex => "feed_index",
            Table::Ledger => "ledger",
            Table::Counters => "counters",
            Table::Transitions => "transitions",
            Table::Due => "due",
            Table::Outbox => "outbox",
            Table::Replica => "replica",
            Table::Meta => "meta",
        }
    }
}

/// One change of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// The table.
    pub table: Table,
    /// The key.
    pub key: String,
    /// The value, or none to delete.
    pub value: Option<String>,
}

impl Put {
    /// Writes a value.
    pub fn set(table: Table, key: impl Into<String>, value: impl Into<String>) -> Self {
        Put {
            table,
            key: key.into(),
            value: Some(value.into()),
        }
    }

    /// Deletes a key.
    pub fn delete(table: Table, key: impl Into<String>) -> Self {
        Put {
            table,
            key: key.into(),
            value: None,
        }
    }
}

/// Keys and values.
#[allow(async_fn_in_trait, reason = "browsers have one thread")]
pub trait KeyValue {
    /// The values of these keys, in their order.
    async fn get(&self, table: Table, keys: &[String]) -> Result<Vec<Option<String>>, StoreError>;
    /// At most `limit` pairs with `from` < key < `to`, in order of keys.
    async fn range(
        &self,
        table: Table,
        from: &str,
        to: &str,
        limit: usize,
    ) -> Result<Vec<(String, String)>, StoreError>;
    /// Writes all or none, durably: acknowledged only once it is safe.
    async fn write(&self, batch: Vec<Put>) -> Result<(), StoreError>;
}

/// What a [`MemoryKv`] does at a write, for tests of crashes and full disks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is written, and the caller hears of it.
    Fails,
    /// All is written, but the caller never hears of it.
    AnswerLost,
}

type Rows = BTreeMap<(Table, String), String>;

/// Decides at each write whether it goes wrong.
pub type FaultPlan = Box<dyn FnMut(&[Put]) -> Option<Fault>>;

/// Keys and values in memory; clones share them, as tabs share a database.
#[derive(Clone, Default)]
pub struct MemoryKv {
    rows: Rc<RefCell<Rows>>,
    plan: Rc<RefCell<Option<FaultPlan>>>,
}

impl MemoryKv {
    /// Empty.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks `plan` at each write from now on.
    pub fn with_faults(&self, plan: impl FnMut(&[Put]) -> Option<Fault> + 'static) {
        *self.plan.borrow_mut() = Some(Box::new(plan));
    }

    /// No more faults.
    pub fn heal(&self) {
        *self.plan.borrow_mut() = None;
    }

    /// Everything that it holds, as one batch: to be written somewhere else at once.
    pub fn dump(&self) -> Vec<Put> {
        self.rows
            .borrow()
            .iter()
            .map(|((table, key), value)| Put::set(*table, key, value))
            .collect()
    }

    /// How many pairs it holds.
    pub fn len(&self) -> usize {
        self.rows.borrow().len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl KeyValue for MemoryKv {
    async fn get(&self, table: Table, keys: &[String]) -> Result<Vec<Option<String>>, StoreError> {
        let rows = self.rows.borrow();
        Ok(keys
            .iter()
            .map(|key| rows.get(&(table, key.clone())).cloned())
            .collect())
    }

    async fn range(
        &self,
        table: Table,
        from: &str,
        to: &str,
        limit: usize,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let rows = self.rows.borrow();
        Ok(rows
            .range((
                std::ops::Bound::Excluded((table, from.to_owned())),
                std::ops::Bound::Excluded((table, to.to_owned())),
            ))
            .take(limit)
            .map(|((_, key), value)| (key.clone(), value.clone()))
            .collect())
    }

    async fn write(&self, batch: Vec<Put>) -> Result<(), StoreError> {
        let fault = self
            .plan
            .borrow_mut()
            .as_mut()
            .and_then(|plan| plan(&batch));
        if fault == Some(Fault::Fails) {
            return Err(StoreError("fault: nothing was written".into()));
        }
        let mut rows = self.rows.borrow_mut();
        for put in batch {
            match put.value {
                Some(value) => rows.insert((put.table, put.key), value),
                None => rows.remove(&(put.table, put.key)),
            };
        }
        match fault {
            Some(Fault::AnswerLost) => Err(StoreError("fault: the answer was lost".into())),
            _ => Ok(()),
        }
    }
}
