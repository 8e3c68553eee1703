//! The verifier in the browser: from address, form, picture or camera to a text, and from the text
//! to the result.

use super::{ListNote, Shown, Signals, camera, picture, published};
use crate::contract::SealVerdict;
use crate::seal_report::{day, keys, report_of, verified_on};
use chrono::{DateTime, NaiveDate};
use domain::calendar::ministry_date;
use domain::doc9303::seal::{SealKeys, SealList};
use js_sys::Reflect;
use leptos::ev::{Event, SubmitEvent, hashchange};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

/// Wakes the verifier: verifies the address that was opened, and each new fragment.
pub fn wake(signals: Signals) {
    Effect::new(move |_| {
        signals.awake.set(true);
        signals.has_camera.set(camera::is_there());
        fragment(signals);
        spawn_local(async move {
            signals.kept.set(keep_page().await.is_some());
        });
    });
    let listener = window_event_listener(hashchange, move |_| fragment(signals));
    on_cleanup(move || listener.remove());
}

/// Has the service worker keep the page; `None` where the browser keeps nothing.
async fn keep_page() -> Option<()> {
    let navigator = window().navigator();
    // Absent without `https`, and in some private windows.
    let container = Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    if container.is_undefined() {
        return None;
    }
    let workers = navigator.service_worker();
    JsFuture::from(workers.register("/service-worker.js"))
        .await
        .ok()?;
    JsFuture::from(workers.ready().ok()?).await.ok()?;
    Some(())
}

fn fragment(signals: Signals) {
    let hash = window().location().hash().unwrap_or_default();
    if hash.len() > 1 {
        spawn_local(verify(hash, signals));
    }
}

pub fn pasted(event: &SubmitEvent, signals: Signals) {
    event.prevent_default();
    let text = signals.typed.get_untracked().map(|field| field.value());
    spawn_local(verify(text.unwrap_or_default(), signals));
}

pub fn chosen(event: &Event, signals: Signals) {
    let input = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(file) = input.as_ref().and_then(|input| input.files()?.get(0)) else {
        return;
    };
    signals.shown.set(Shown::Working);
    spawn_local(async move {
        match picture::read_file(&file).await {
            Some(text) => verify(text, signals).await,
            None => signals.shown.set(Shown::Unread),
        }
        // The same picture may be chosen again.
        if let Some(input) = input {
            input.set_value("");
        }
    });
}

/// Starts the camera, or stops it.
pub fn film(signals: Signals) {
    if signals.filming.get_untracked() {
        signals.filming.set(false);
        return;
    }
    let Some(video) = signals.video.get_untracked() else {
        return;
    };
    signals.filming.set(true);
    spawn_local(async move {
        let running = move || signals.filming.try_get_untracked().unwrap_or(false);
        let read = camera::read(&video, running).await;
        signals.filming.set(false);
        match read {
            Ok(text) => verify(text, signals).await,
            Err(camera::Stopped::NoCamera) => {
                signals.shown.set(Shown::Unsure("verify-camera-none"));
            }
            Err(camera::Stopped::ByPerson) => {}
        }
    });
}

async fn verify(text: String, signals: Signals) {
    signals.shown.set(Shown::Working);
    signals.list.set(None);
    let clock = today();
    let Some(json) = published::keys().await else {
        return signals.shown.set(Shown::Unsure("verify-no-keys"));
    };
    let Some(keys) = keys(&json) else {
        return signals.shown.set(Shown::Unsure("verify-keys-unreadable"));
    };
    let (list, note) = list(&keys, clock).await;
    signals.list.set(note);
    let today = verified_on(clock, list.as_ref());
    let is_current = list
        .as_ref()
        .is_some_and(|list| list.covers().next_update >= today);
    let mut report = report_of(&text, &keys, today, list.as_ref());
    if !is_current && report.verdict == SealVerdict::InForce {
        report.verdict = SealVerdict::Unchecked;
    }
    signals.shown.set(Shown::Report(report));
    if let Some(result) = document().get_element_by_id("outcome") {
        result.scroll_into_view();
    }
}

/// The list of replaced and revoked seals, if its signature is good, and a note on how current it
/// is.
async fn list(keys: &SealKeys, today: NaiveDate) -> (Option<SealList>, ListNote) {
    let Some(bytes) = published::seals().await else {
        return (None, Some(("verify-list-missing", String::new())));
    };
    let Ok(list) = SealList::decode(&bytes, keys, today) else {
        return (None, Some(("verify-list-bad", String::new())));
    };
    let covers = list.covers();
    let note = if covers.next_update < today {
        ("verify-list-old", day(covers.next_update))
    } else {
        ("verify-list-covers", day(covers.until))
    };
    (Some(list), Some(note))
}

/// The day in Phnom Penh by the device's clock.
#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds since 1970 fit for ages"
)]
fn today() -> NaiveDate {
    let now = DateTime::from_timestamp_millis(js_sys::Date::now() as i64);
    ministry_date(now.unwrap_or_default())
}
