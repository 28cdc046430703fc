//! Keys and values over IndexedDB. One version, generic stores: a rolled-back app still opens it. A batch is one
//! transaction with strict durability, acknowledged on `complete`; inside a transaction nothing but its own requests
//! is awaited, and reads are issued all at once.

use js_sys::{Array, Function, Object, Promise, Reflect};
use linli_sync::{KeyValue, Put, StoreError, Table};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
};

const VERSION: u32 = 1;

/// An open database.
#[derive(Clone)]
pub struct IndexedDb {
    name: Rc<str>,
    open: Rc<RefCell<Option<IdbDatabase>>>,
    closed: Rc<Cell<bool>>,
}

fn failed(what: &JsValue) -> StoreError {
    let message = Reflect::get(what, &"message".into())
        .ok()
        .and_then(|m| m.as_string());
    StoreError(
        message
            .or_else(|| what.as_string())
            .unwrap_or_else(|| "IndexedDB failed".into()),
    )
}

/// A promise that settles with an event target's `success`/`complete` or its failures.
fn settled(target: &JsValue, good: &[&str], bad: &[&str]) -> Promise {
    let target = target.clone();
    let (good, bad): (Vec<String>, Vec<String>) = (
        good.iter().map(|s| (*s).to_owned()).collect(),
        bad.iter().map(|s| (*s).to_owned()).collect(),
    );
    Promise::new(&mut |resolve, reject| {
        for name in &good {
            let _ = Reflect::set(&target, &name.as_str().into(), &resolve);
        }
        let (held, reject) = (target.clone(), reject);
        let fail = Closure::once_into_js(move || {
            let error = Reflect::get(&held, &"error".into()).unwrap_or(JsValue::NULL);
            let _ = reject.call1(&JsValue::NULL, &error);
        });
        for name in &bad {
            let _ = Reflect::set(&target, &name.as_str().into(), &fail);
        }
    })
}

async fn answer(request: &IdbRequest) -> Result<JsValue, StoreError> {
    JsFuture::from(settled(request, &["onsuccess"], &["onerror"]))
        .await
        .map_err(|e| failed(&e))?;
    request.result().map_err(|e| failed(&e))
}

fn factory() -> Result<web_sys::IdbFactory, StoreError> {
    let window = web_sys::window().ok_or_else(|| StoreError("no window".into()))?;
    window
        .indexed_db()
        .ok()
        .flatten()
        .ok_or_else(|| StoreError("this browser keeps no data here".into()))
}

impl IndexedDb {
    /// Opens a database, making it where it is new.
    ///
    /// # Errors
    /// When the browser keeps no data (private windows of some browsers, a full disk).
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        let db = IndexedDb {
            name: name.into(),
            open: Rc::default(),
            closed: Rc::default(),
        };
        db.handle().await?;
        Ok(db)
    }

    /// Deletes a database with all that is in it.
    ///
    /// # Errors
    /// When the browser does not.
    pub async fn delete(name: &str) -> Result<(), StoreError> {
        let request = factory()?.delete_database(name).map_err(|e| failed(&e))?;
        answer(&request).await.map(|_| ())
    }

    /// Closes it for good, so that it can be deleted: whoever still holds it does not make it anew.
    pub fn close(&self) {
        self.closed.set(true);
        self.let_go();
    }

    fn let_go(&self) {
        if let Some(db) = self.open.borrow_mut().take() {
            db.close();
        }
    }

    /// The open handle; opened again where another tab or the browser has closed it.
    async fn handle(&self) -> Result<IdbDatabase, StoreError> {
        if let Some(db) = self.open.borrow().as_ref() {
            return Ok(db.clone());
        }
        let closed = || StoreError("this database was closed".into());
        if self.closed.get() {
            return Err(closed());
        }
        let request: IdbOpenDbRequest = factory()?
            .open_with_u32(&self.name, VERSION)
            .map_err(|e| failed(&e))?;
        let upgrading = request.clone();
        let upgrade = Closure::once_into_js(move || {
            let Ok(db) = upgrading
                .result()
                .map(JsCast::unchecked_into::<IdbDatabase>)
            else {
                return;
            };
            for table in Table::ALL {
                // It fails only where the store is there already.
                let _ = db.create_object_store(table.name());
            }
        });
        request.set_onupgradeneeded(Some(upgrade.unchecked_ref::<Function>()));
        let db: IdbDatabase = answer(&request).await?.unchecked_into();
        if self.closed.get() {
            db.close();
            return Err(closed());
        }
        // Another tab wants to delete or upgrade it, or the browser closed it: let go, and open again when needed.
        let (letting_go, closing) = (self.open.clone(), db.clone());
        let let_go = Closure::<dyn FnMut()>::new(move || {
            closing.close();
            letting_go.borrow_mut().take();
        })
        .into_js_value();
        db.set_onversionchange(Some(let_go.unchecked_ref()));
        db.set_onclose(Some(let_go.unchecked_ref()));
        *self.open.borrow_mut() = Some(db.clone());
        Ok(db)
    }

    async fn transaction(
        &self,
        tables: &[Table],
        write: bool,
    ) -> Result<IdbTransaction, StoreError> {
        let names = tables
            .iter()
            .map(|table| JsValue::from_str(table.name()))
            .collect::<Array>();
        let options = Object::new();
        let _ = Reflect::set(&options, &"durability".into(), &"strict".into());
        let mode = JsValue::from_str(if write { "readwrite" } else { "readonly" });
        for last in [false, true] {
            let db = self.handle().await?;
            let begin: Function = Reflect::get(&db, &"transaction".into())
                .map_err(|e| failed(&e))?
                .unchecked_into();
            match begin.call3(&db, &names, &mode, &options) {
                Ok(transaction) => return Ok(transaction.unchecked_into()),
                Err(error) if last => return Err(failed(&error)),
                // The handle was closed under us: once more with a new one.
                Err(_) => self.let_go(),
            }
        }
        Err(StoreError("IndexedDB cannot be opened".into()))
    }
}

fn put_all(transaction: &IdbTransaction, batch: &[Put]) -> Result<(), JsValue> {
    for put in batch {
        let store = transaction.object_store(put.table.name())?;
        let key = JsValue::from_str(&put.key);
        match &put.value {
            Some(value) => store.put_with_key(&JsValue::from_str(value), &key)?,
            None => store.delete(&key)?,
        };
    }
    Ok(())
}

impl KeyValue for IndexedDb {
    async fn get(&self, table: Table, keys: &[String]) -> Result<Vec<Option<String>>, StoreError> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let store = self.store(table).await?;
        let requests: Vec<IdbRequest> = keys
            .iter()
            .map(|key| store.get(&JsValue::from_str(key)))
            .collect::<Result<_, _>>()
            .map_err(|e| failed(&e))?;
        let answers: Vec<Promise> = requests
            .iter()
            .map(|request| settled(request, &["onsuccess"], &["onerror"]))
            .collect();
        for answer in answers {
            JsFuture::from(answer).await.map_err(|e| failed(&e))?;
        }
        requests
            .iter()
            .map(|request| {
                request
                    .result()
                    .map(|v| v.as_string())
                    .map_err(|e| failed(&e))
            })
            .collect()
    }

    async fn range(
        &self,
        table: Table,
        from: &str,
        to: &str,
        limit: usize,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let store = self.store(table).await?;
        let range =
            IdbKeyRange::bound_with_lower_open_and_upper_open(&from.into(), &to.into(), true, true)
                .map_err(|e| failed(&e))?;
        let limit = u32::try_from(limit).unwrap_or(u32::MAX);
        let values = store
            .get_all_with_key_and_limit(&range, limit)
            .map_err(|e| failed(&e))?;
        let keys = store
            .get_all_keys_with_key_and_limit(&range, limit)
            .map_err(|e| failed(&e))?;
        let answers = [
            settled(&values, &["onsuccess"], &["onerror"]),
            settled(&keys, &["onsuccess"], &["onerror"]),
        ];
        for answer in answers {
            JsFuture::from(answer).await.map_err(|e| failed(&e))?;
        }
        let list = |request: &IdbRequest| {
            request
                .result()
                .map(JsCast::unchecked_into::<Array>)
                .map_err(|e| failed(&e))
        };
        let (keys, values) = (list(&keys)?, list(&values)?);
        Ok(keys
            .iter()
            .zip(values.iter())
            .filter_map(|(k, v)| Some((k.as_string()?, v.as_string()?)))
            .collect())
    }

    async fn write(&self, batch: Vec<Put>) -> Result<(), StoreError> {
        if batch.is_empty() {
            return Ok(());
        }
        let mut tables: Vec<Table> = batch.iter().map(|put| put.table).collect();
        tables.sort_unstable();
        tables.dedup();
        let transaction = self.transaction(&tables, true).await?;
        let done = settled(&transaction, &["oncomplete"], &["onerror", "onabort"]);
        if let Err(error) = put_all(&transaction, &batch) {
            let _ = transaction.abort();
            let _ = JsFuture::from(done).await;
            return Err(failed(&error));
        }
        JsFuture::from(done)
            .await
            .map(|_| ())
            .map_err(|e| failed(&e))
    }
}

impl IndexedDb {
    async fn store(&self, table: Table) -> Result<IdbObjectStore, StoreError> {
        self.transaction(&[table], false)
            .await?
            .object_store(table.name())
            .map_err(|e| failed(&e))
    }
}
