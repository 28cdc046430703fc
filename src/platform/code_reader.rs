//! What reads codes in the camera's picture: the browser's own reader where it has one, else ours, in a worker.
//!
//! The browser's is not in `web-sys` without unstable flags, so it is reached by name.

use futures::{
    StreamExt,
    channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded},
    future::{Either, select},
};
use js_sys::{Array, Function, Object, Reflect};
use std::pin::pin;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, HtmlVideoElement, MessageEvent};

use super::{
    camera::{Frame, call, get, wait},
    clock,
};
use crate::late::NotFetched;

/// How long our own reader may look at one picture, in milliseconds. A sound one takes less than a tenth of it.
const PATIENCE: i32 = 5_000;

/// How long it may take to fetch it, in milliseconds: there is another way beside the camera.
const FETCH: i32 = 30_000;

/// Reads codes from pictures.
pub struct Reader {
    browsers: Option<JsValue>,
    frame: Option<Frame>,
    ours: Option<Worker>,
}

impl Reader {
    /// The browser's reader where it reads these codes, and ours for where it does not.
    pub async fn open() -> Reader {
        Reader {
            browsers: browsers_reader().await,
            frame: None,
            ours: None,
        }
    }

    /// The first code that a video shows now.
    ///
    /// # Errors
    /// When our own reader is needed and could not be fetched.
    pub async fn read(&mut self, video: &HtmlVideoElement) -> Result<Option<String>, NotFetched> {
        if let Some(browsers) = &self.browsers {
            let found = wait(call(browsers, "detect", &[video.into()])).await;
            match found.and_then(|found| found.dyn_into::<Array>().ok()) {
                Some(found) => {
                    let text = get(&found.get(0), "rawValue").and_then(|text| text.as_string());
                    return Ok(text);
                }
                // Some browsers have the reader's name and nothing behind it.
                None => self.browsers = None,
            }
        }
        if self.frame.is_none() {
            self.frame = Frame::new();
        }
        let Some((width, points)) = self.frame.as_ref().and_then(|frame| frame.points(video))
        else {
            return Ok(None);
        };
        let mut ours = match self.ours.take() {
            Some(ours) => ours,
            None => Worker::open().await?,
        };
        // A worker that dies of a picture is not missed: the next picture gets another.
        let Some(text) = ours.read(width, &points).await else {
            return Ok(None);
        };
        self.ours = Some(ours);
        Ok(text)
    }
}

async fn browsers_reader() -> Option<JsValue> {
    let detector: Function = get(&js_sys::global(), "BarcodeDetector")?.dyn_into().ok()?;
    let reads: Array = wait(call(&detector, "getSupportedFormats", &[]))
        .await?
        .dyn_into()
        .ok()?;
    let ours: JsValue = "qr_code".into();
    if !reads.includes(&ours, 0) {
        return None;
    }
    let options = Object::new();
    Reflect::set(&options, &"formats".into(), &Array::of1(&ours)).ok()?;
    Reflect::construct(&detector, &Array::of1(&options)).ok()
}

/// What our own reader says (`reader/worker.js`).
enum Said {
    Ready,
    Read(Option<String>),
    /// It could not be fetched, or died of a picture, or the browser has no workers.
    Gone,
}

impl Said {
    fn by(message: &JsValue) -> Said {
        let text = |name| get(message, name).and_then(|value| value.as_string());
        match text("is").as_deref() {
            Some("ready") => Said::Ready,
            Some("read") => Said::Read(text("text")),
            _ => Said::Gone,
        }
    }
}

/// Our own reader, beside the page. It ends when it is dropped.
struct Worker {
    worker: web_sys::Worker,
    says: UnboundedReceiver<Said>,
    _hear: [Closure<dyn FnMut(Event)>; 2],
}

impl Worker {
    async fn open() -> Result<Worker, NotFetched> {
        let worker = web_sys::Worker::new("/reader.js").map_err(|_| NotFetched)?;
        let (tell, says) = unbounded();
        let on_message = heard(&tell, |event| match event.dyn_ref::<MessageEvent>() {
            Some(event) => Said::by(&event.data()),
            None => Said::Gone,
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let on_error = heard(&tell, |_| Said::Gone);
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let mut worker = Worker {
            worker,
            says,
            _hear: [on_message, on_error],
        };
        match select(worker.says.next(), pin!(clock::sleep(FETCH))).await {
            Either::Left((Some(Said::Ready), _)) => {}
            _ => return Err(NotFetched),
        }
        Ok(worker)
    }

    /// The first text in a picture; nothing when the picture was too much for it.
    async fn read(&mut self, width: u32, points: &js_sys::ArrayBuffer) -> Option<Option<String>> {
        let picture = Object::new();
        Reflect::set(&picture, &"width".into(), &width.into()).ok()?;
        Reflect::set(&picture, &"points".into(), points).ok()?;
        self.worker
            .post_message_with_transfer(&picture, &Array::of1(points))
            .ok()?;
        match select(self.says.next(), pin!(clock::sleep(PATIENCE))).await {
            Either::Left((Some(Said::Read(text)), _)) => Some(text),
            _ => None,
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // What it may still have said is heard by nobody.
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

fn heard(
    tell: &UnboundedSender<Said>,
    means: impl Fn(Event) -> Said + 'static,
) -> Closure<dyn FnMut(Event)> {
    let tell = tell.clone();
    Closure::new(move |event: Event| {
        // After the reader was dropped nobody listens.
        let _ = tell.unbounded_send(means(event));
    })
}
