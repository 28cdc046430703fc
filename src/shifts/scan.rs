//! Scanning the lead's code. Where the browser cannot, nothing of it is offered: the code can be typed.

use leptos::{html, prelude::*, task::spawn_local};

use super::camera::{Camera, Reader};
use crate::locales::{checkin as words, say};
use crate::platform::clock;
use crate::ui::{Banner, BannerKind, Button, ButtonKind, Glyph};

/// How often a picture is looked at, in milliseconds.
const LOOK: i32 = 250;

/// A button, then the camera's picture.
#[component]
pub fn Scan(
    /// What the camera read.
    on_code: Callback<(String,)>,
) -> impl IntoView {
    let can = Reader::new().is_some();
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
        let _ = on.try_set(false);
        on_code.run((text,));
    };
    can.then(|| view! {
        <Show when=move || failed.get()>
            <Banner kind=BannerKind::Notice words=say(words::no_camera) />
        </Show>
        <Show
            when=move || on.get()
            fallback=move || view! {
                <Button kind=ButtonKind::Quiet icon=Glyph::Camera on_press=start>{say(words::scan)}</Button>
            }
        >
            <Viewfinder on_found=found on_lost=lost />
            <Button kind=ButtonKind::Quiet on_press=move || on.set(false)>{say(words::stop_camera)}</Button>
        </Show>
    })
}

/// The camera's picture, looked at until it shows a code or is taken off the page.
#[component]
fn Viewfinder(
    #[prop(into)] on_found: Callback<(String,)>,
    #[prop(into)] on_lost: Callback<()>,
) -> impl IntoView {
    let video = NodeRef::<html::Video>::new();
    let here = RwSignal::new(true);
    Effect::new(move |_| {
        let Some(video) = video.get() else { return };
        spawn_local(async move {
            let (Some(reader), Some(_camera)) = (Reader::new(), Camera::open(&video).await) else {
                on_lost.run(());
                return;
            };
            // The signal goes with the page; then the camera stops.
            while here.try_get_untracked() == Some(true) {
                if let Some(text) = reader.read(&video).await {
                    if here.try_get_untracked() == Some(true) {
                        on_found.run((text,));
                    }
                    return;
                }
                clock::sleep(LOOK).await;
            }
        });
    });
    view! {
        <figure class="viewfinder">
            <video node_ref=video muted playsinline></video>
            <figcaption class="second">{say(words::point_the_camera)}</figcaption>
        </figure>
    }
}
