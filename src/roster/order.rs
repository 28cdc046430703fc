//! The order of names: by their pinyin where the browser knows it.

use js_sys::{Array, Intl::Collator, Object};
use linli_domain::shift::SignUp;
use std::cmp::Ordering;
use wasm_bindgen::JsValue;

/// Sorts entries by name, as a Chinese list does.
pub fn by_name(entries: &mut [SignUp]) {
    let collator = Collator::new(&Array::of1(&"zh-u-co-pinyin".into()), &Object::new());
    let compare = collator.compare();
    entries.sort_by(|a, b| {
        let answer = compare.call2(&JsValue::UNDEFINED, &(&*a.name).into(), &(&*b.name).into());
        match answer.ok().and_then(|answer| answer.as_f64()) {
            Some(n) if n < 0.0 => Ordering::Less,
            Some(n) if n > 0.0 => Ordering::Greater,
            Some(_) => a.rank.cmp(&b.rank),
            None => a.name.cmp(&b.name),
        }
    });
}
