//! The camera, and what its video shows.
//!
//! It is not in `web-sys` without unstable flags, so it is reached by name.

use js_sys::{Array, ArrayBuffer, Function, Object, Promise, Reflect, Uint8ClampedArray};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement, HtmlVideoElement};

/// The longer side of a picture that we read ourselves, in pixels: enough for a card at arm's length, and quick enough
/// for an old phone.
const LONGER_SIDE: f64 = 720.0;

pub(super) fn get(on: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(on, &name.into())
        .ok()
        .filter(|value| !value.is_undefined() && !value.is_null())
}

pub(super) fn call(on: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let function: Function = get(on, name)?.dyn_into().ok()?;
    function
        .apply(on, &arguments.iter().collect::<Array>())
        .ok()
}

pub(super) async fn wait(promise: Option<JsValue>) -> Option<JsValue> {
    let promise: Promise = promise?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

/// Whether this page may ask for a camera at all.
#[must_use]
pub fn may_ask() -> bool {
    web_sys::window().is_some_and(|window| get(&window.navigator(), "mediaDevices").is_some())
}

/// A canvas off the page, on which a picture of the video is looked at.
pub(super) struct Frame {
    canvas: HtmlCanvasElement,
    on: CanvasRenderingContext2d,
}

impl Frame {
    pub(super) fn new() -> Option<Frame> {
        let document = web_sys::window()?.document()?;
        let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
        let options = Object::new();
        Reflect::set(&options, &"willReadFrequently".into(), &true.into()).ok()?;
        let on = canvas.get_context_with_context_options("2d", &options);
        let on = on.ok()??.dyn_into().ok()?;
        Some(Frame { canvas, on })
    }

    /// What the video shows now: how wide, and the red, green, blue and opacity of each point, row by row.
    pub(super) fn points(&self, video: &HtmlVideoElement) -> Option<(u32, ArrayBuffer)> {
        let (w, h) = (
            f64::from(video.video_width()),
            f64::from(video.video_height()),
        );
        let smaller = (LONGER_SIDE / w.max(h)).min(1.0);
        let (w, h) = ((w * smaller).floor(), (h * smaller).floor());
        if w < 1.0 || h < 1.0 {
            return None;
        }
        // Between 1 and LONGER_SIDE.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let (width, height) = (w as u32, h as u32);
        if (self.canvas.width(), self.canvas.height()) != (width, height) {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        self.on
            .draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, w, h)
            .ok()?;
        let image = self.on.get_image_data(0.0, 0.0, w, h).ok()?;
        let data: Uint8ClampedArray = get(&image, "data")?.dyn_into().ok()?;
        Some((width, data.buffer()))
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
