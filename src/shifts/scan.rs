//! Scanning a code with the camera: the lead's, or a member's card. Where there is no camera, nothing of it is offered:
//! whoever shows this offers another way beside it.

use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::HtmlVideoElement;

use crate::locales::{Lang, checkin as words, say};
use crate::platform::{
    camera::{Camera, may_ask},
    clock,
    code_reader::Reader,
};
use crate::ui::{Banner, BannerKind, Button, ButtonKind, Glyph};

/// How often a picture is looked at, in milliseconds.
const LOOK: i32 = 250;
/// How long the same card may stay before the camera without being read again, in looks.
const SAME: u8 = 12;

/// A button, then the camera's picture.
#[component]
pub fn Scan(
    /// What the button says.
    button: fn(Lang) -> &'static str,
    /// What to point the camera at.
    point: fn(Lang) -> &'static str,
    /// What to do where the camera does not work.
    no_camera: fn(Lang) -> &'static str,
    /// Whether the camera goes on after a code: for one card after the other.
    #[prop(optional)]
    goes_on: bool,
    /// What the camera read.
    on_code: Callback<(String,)>,
) -> impl IntoView {
    let on = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let start = move || {
        failed.set(false);
        on.set(true);
    };
    let lost = move || {
        let _ = failed.try_set(true);
        let _ = on.try_set(false);
    };
    let found = move |text: String| {
        if !goes_on {
            let _ = on.try_set(false);
        }
        on_code.run((text,));
    };
    may_ask().then(|| view! {
        <Show when=move || failed.get()>
            <Banner kind=BannerKind::Notice words=say(no_camera) />
        </Show>
        <Show
            when=move || on.get()
            fallback=move || view! {
                <Button kind=ButtonKind::Quiet icon=Glyph::Camera on_press=start>{say(button)}</Button>
            }
        >
            <Viewfinder point on_found=found on_lost=lost />
            <Button kind=ButtonKind::Quiet on_press=move || on.set(false)>{say(words::stop_camera)}</Button>
        </Show>
    })
}

/// The camera's picture, looked at until it is taken off the page. A code is told once, as long as it stays in view.
#[component]
fn Viewfinder(
    point: fn(Lang) -> &'static str,
    #[prop(into)] on_found: Callback<(String,)>,
    #[prop(into)] on_lost: Callback<()>,
) -> impl IntoView {
    let video = NodeRef::<html::Video>::new();
    // It goes with the page, whatever is being waited for then; the camera stops with it.
    let running = StoredValue::new_local(None::<Camera>);
    let here = move || running.try_with_value(|_| ()).is_some();
    Effect::new(move |_| {
        let Some(video) = video.get() else { return };
        spawn_local(async move {
            let (Some(camera), Some(video)) = (
                Camera::open(&video).await,
                video.dyn_ref::<HtmlVideoElement>(),
            ) else {
                // Nobody may be there any more to be told.
                on_lost.try_run(());
                return;
            };
            if running.try_set_value(Some(camera)).is_some() {
                return;
            }
            let mut reader = Reader::open().await;
            let mut last = (String::new(), SAME);
            while here() {
                last.1 = last.1.saturating_add(1);
                match reader.read(video).await {
                    Ok(Some(text)) if here() => {
                        let again = text == last.0 && last.1 < SAME;
                        last = (text, 0);
                        if !again {
                            on_found.run((last.0.clone(),));
                        }
                    }
                    Ok(_) => {}
                    // Without a network, and never fetched: there is another way.
                    Err(_) => {
                        on_lost.try_run(());
                        return;
                    }
                }
                clock::sleep(LOOK).await;
            }
        });
    });
    view! {
        <figure class="viewfinder">
            <video node_ref=video muted playsinline></video>
            <figcaption class="second">{say(point)}</figcaption>
        </figure>
    }
}
