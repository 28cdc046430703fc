//! A text as a file, and a file as a text.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlElement, HtmlInputElement, Url};

/// Offers a text for saving, as a file of a media type. False where the browser would not.
pub fn save(name: &str, kind: &str, text: &str) -> bool {
    offer(name, kind, &text.into()).is_some()
}

/// Offers bytes likewise.
pub fn save_bytes(name: &str, kind: &str, bytes: &[u8]) -> bool {
    offer(name, kind, &js_sys::Uint8Array::from(bytes).into()).is_some()
}

fn offer(name: &str, kind: &str, content: &JsValue) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(content);
    let blob = Blob::new_with_blob_sequence_and_options(&parts, &options).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let link = leptos::prelude::document().create_element("a").ok()?;
    link.set_attribute("href", &url).ok()?;
    link.set_attribute("download", name).ok()?;
    link.dyn_ref::<HtmlElement>()?.click();
    // The download has its own hold on the content by now.
    Url::revoke_object_url(&url).ok()
}

/// The file that was chosen, so that another choice of the same file is heard too.
pub fn chosen(input: &HtmlInputElement) -> Option<File> {
    input.files()?.get(0)
}

/// What is in a file.
pub async fn read(file: &File) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}
