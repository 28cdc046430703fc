//! A photograph on its way from the camera: made smaller, and rid of what says where and by whom it was taken.

use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use linli_domain::photo;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlInputElement, ImageBitmap,
};

/// The longer side in pixels, and how good a JPEG: the first that is small enough.
const TRIES: [(f64, f64); 3] = [(1600.0, 0.8), (1280.0, 0.7), (960.0, 0.6)];

/// The file that somebody picked or took. It is taken out of the field, so that the same may be picked again.
#[must_use]
pub fn picked(event: &web_sys::Event) -> Option<File> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = field.files()?.get(0);
    field.set_value("");
    file
}

/// The picture of a file, as it may be kept: at most 1600 pixels long, and nothing beside the picture. None where it
/// is no picture that this browser reads.
pub async fn shrunk(file: &File) -> Option<Vec<u8>> {
    let picture = opened(file).await?;
    let mut kept = None;
    for (side, quality) in TRIES {
        let bytes = drawn(&picture, side, quality).await?;
        // Some browsers write a few words of their own beside the picture.
        let clean = photo::without_more(&bytes).ok()?;
        if photo::check(&clean).is_ok() {
            kept = Some(clean);
            break;
        }
    }
    picture.close();
    kept
}

/// Reads the picture, turned as the camera was held.
async fn opened(file: &File) -> Option<ImageBitmap> {
    let window = web_sys::window()?;
    let open: Function = Reflect::get(&window, &"createImageBitmap".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let turned = Object::new();
    Reflect::set(&turned, &"imageOrientation".into(), &"from-image".into()).ok()?;
    // Old browsers do not know the wish, and refuse all of it.
    for wish in [JsValue::from(turned), JsValue::UNDEFINED] {
        let asked = open.call2(&window, file, &wish).ok();
        let asked = asked.and_then(|asked| asked.dyn_into::<Promise>().ok());
        if let Some(asked) = asked
            && let Ok(picture) = JsFuture::from(asked).await
        {
            return picture.dyn_into().ok();
        }
    }
    None
}

async fn drawn(picture: &ImageBitmap, side: f64, quality: f64) -> Option<Vec<u8>> {
    let (w, h) = (f64::from(picture.width()), f64::from(picture.height()));
    let smaller = (side / w.max(h)).min(1.0);
    let (w, h) = ((w * smaller).round(), (h * smaller).round());
    if w < 1.0 || h < 1.0 {
        return None;
    }
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    // Between 1 and 1600.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let (width, height) = (w as u32, h as u32);
    canvas.set_width(width);
    canvas.set_height(height);
    let on: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    on.draw_image_with_image_bitmap_and_dw_and_dh(picture, 0.0, 0.0, w, h)
        .ok()?;
    let written = Promise::new(&mut |done, failed| {
        let hand =
            Closure::once_into_js(move |blob: JsValue| drop(done.call1(&JsValue::NULL, &blob)));
        let begun = canvas.to_blob_with_type_and_encoder_options(
            hand.unchecked_ref(),
            "image/jpeg",
            &quality.into(),
        );
        if begun.is_err() {
            let _ = failed.call0(&JsValue::NULL);
        }
    });
    let blob: Blob = JsFuture::from(written).await.ok()?.dyn_into().ok()?;
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// What an address of data for a picture begins with.
const DATA: &str = "data:image/jpeg;base64,";

/// Bytes as an address that a picture shows, and that a database keeps.
#[must_use]
pub fn as_data(bytes: &[u8]) -> Option<String> {
    let letters: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let text = web_sys::window()?.btoa(&letters).ok()?;
    Some(format!("{DATA}{text}"))
}

/// The bytes of such an address.
#[must_use]
pub fn of_data(data: &str) -> Option<Vec<u8>> {
    let letters = web_sys::window()?.atob(data.strip_prefix(DATA)?).ok()?;
    letters
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).ok())
        .collect()
}
