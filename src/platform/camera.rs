//! The browser's camera and its reader of codes, where it has both.
//!
//! Neither is in `web-sys` without unstable flags, so they are reached by name.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

fn get(on: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(on, &name.into())
        .ok()
        .filter(|value| !value.is_undefined() && !value.is_null())
}

fn call(on: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let function: Function = get(on, name)?.dyn_into().ok()?;
    function
        .apply(on, &arguments.iter().collect::<Array>())
        .ok()
}

async fn wait(promise: Option<JsValue>) -> Option<JsValue> {
    let promise: Promise = promise?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

/// Reads codes from pictures.
pub struct Reader(JsValue);

impl Reader {
    /// The browser's reader, where it has one and a camera may be asked for.
    pub fn new() -> Option<Reader> {
        let detector: Function = get(&js_sys::global(), "BarcodeDetector")?.dyn_into().ok()?;
        get(&web_sys::window()?.navigator(), "mediaDevices")?;
        let options = Object::new();
        let formats = Array::of1(&"qr_code".into());
        Reflect::set(&options, &"formats".into(), &formats).ok()?;
        Reflect::construct(&detector, &Array::of1(&options))
            .ok()
            .map(Reader)
    }

    /// The first code that a video shows now.
    pub async fn read(&self, video: &HtmlElement) -> Option<String> {
        let found = wait(call(&self.0, "detect", &[video.into()])).await?;
        let first = found.dyn_into::<Array>().ok()?.get(0);
        get(&first, "rawValue")?.as_string()
    }
}

/// A camera that runs. It stops when it is dropped.
pub struct Camera(JsValue);

impl Camera {
    /// Asks for the camera at the back, and shows it in a video element.
    pub async fn open(video: &HtmlElement) -> Option<Camera> {
        let devices = get(&web_sys::window()?.navigator(), "mediaDevices")?;
        let (wish, at_back) = (Object::new(), Object::new());
        Reflect::set(&at_back, &"facingMode".into(), &"environment".into()).ok()?;
        Reflect::set(&wish, &"video".into(), &at_back).ok()?;
        let stream = wait(call(&devices, "getUserMedia", &[wish.into()])).await?;
        let camera = Camera(stream);
        Reflect::set(video, &"srcObject".into(), &camera.0).ok()?;
        wait(call(video, "play", &[])).await;
        Some(camera)
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        let tracks =
            call(&self.0, "getTracks", &[]).and_then(|tracks| tracks.dyn_into::<Array>().ok());
        for track in tracks.iter().flat_map(Array::iter) {
            call(&track, "stop", &[]);
        }
    }
}
