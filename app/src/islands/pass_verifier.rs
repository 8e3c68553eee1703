//! The pass verifier checks an e-visa or a V-Pass on the device: from the address that was opened,
//! from pasted text, from a picture, or through the camera. No part of the document leaves the
//! device, and with the page and the published lists kept by the service worker it needs no
//! network.
//!
//! Without wasm the island is a plain form that posts to the server.

#[cfg(feature = "hydrate")]
pub(super) mod camera;
#[cfg(feature = "hydrate")]
mod device;
#[cfg(feature = "hydrate")]
mod picture;
#[cfg(feature = "hydrate")]
mod published;

use super::outcome::{DATE, outcome, unsure};
use crate::contract::SealReport;
use domain::doc9303::seal::VerificationResult;
use leptos::html::{Input, Video};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Texts by message key.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Texts(pub BTreeMap<String, String>);

impl Texts {
    fn get(&self, key: &str) -> String {
        self.0.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }
}

/// The state of the verification, as the person sees it.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "only the browser verifies here")
)]
enum Shown {
    #[default]
    Nothing,
    Working,
    /// The verification could not be made; a message key says why.
    Unsure(&'static str),
    /// There is no code in the picture.
    Unread,
    Report(SealReport),
}

/// How current the lists on this device are: a message key and its date.
type ListNote = Option<(&'static str, String)>;

/// The signals of one pass verifier.
#[derive(Clone, Copy)]
struct Signals {
    shown: RwSignal<Shown>,
    list: RwSignal<ListNote>,
    filming: RwSignal<bool>,
    /// The page and its lists are kept on this device.
    kept: RwSignal<bool>,
    /// Wasm is running: camera and pictures may be offered.
    awake: RwSignal<bool>,
    has_camera: RwSignal<bool>,
    typed: NodeRef<Input>,
    video: NodeRef<Video>,
}

#[island]
pub fn PassVerifier(texts: Texts) -> impl IntoView {
    let signals = Signals {
        shown: RwSignal::default(),
        list: RwSignal::default(),
        filming: RwSignal::new(false),
        kept: RwSignal::new(false),
        awake: RwSignal::new(false),
        // Until it is known: its room is kept.
        has_camera: RwSignal::new(true),
        typed: NodeRef::new(),
        video: NodeRef::new(),
    };
    #[cfg(feature = "hydrate")]
    device::wake(signals);
    let texts = StoredValue::new(texts);
    let text = move |key: &str| texts.with_value(|texts| texts.get(key));
    let result = move || match signals.shown.get() {
        Shown::Nothing => ().into_any(),
        Shown::Working => view! { <p>{text("verify-working")}</p> }.into_any(),
        Shown::Unsure(key) => unsure(text("verify-unsure"), text(key), None),
        Shown::Unread => {
            let code = VerificationResult::unread().sub_indication;
            unsure(text("verify-unsure"), text("verify-picture-none"), code)
        }
        Shown::Report(report) => outcome(report, &text),
    };
    let note = move || {
        let (key, date) = signals.list.get()?;
        Some(view! { <p class="hint">{text(key).replace(DATE, &date)}</p> })
    };
    let camera_label = move || {
        text(if signals.filming.get() {
            "verify-camera-stop"
        } else if matches!(signals.shown.get(), Shown::Report(_)) {
            "verify-camera-next"
        } else {
            "verify-camera"
        })
    };
    let camera_first = move || signals.awake.get() && signals.has_camera.get();
    view! {
        <div class="verifier">
            <div role="status" aria-live="polite" tabindex="-1" id="outcome">{result} {note}</div>
            <div class="ways buttons" class:asleep=move || !signals.awake.get()>
                <button type="button" class="button main" hidden=move || !signals.has_camera.get()
                    on:click=move |_| film(signals)>{camera_label}</button>
                <video node_ref=signals.video playsinline=true muted=true hidden=move || !signals.filming.get()></video>
                <input class="unseen" type="file" accept="image/*" id="picture" on:change=move |event| chosen(&event, signals) />
                <label class="button second" for="picture">{text("verify-picture")}</label>
            </div>
            <form method="post" action="/act/verify" on:submit=move |event| pasted(&event, signals)>
                <div class="field">
                    <label for="text">{text("verify-text")}</label>
                    <p class="hint" id="text-hint">{text("verify-text-hint")}</p>
                    <input class="whole code" type="text" id="text" name="text" required=true autocomplete="off" spellcheck="false"
                        aria-describedby="text-hint" node_ref=signals.typed />
                </div>
                <button type="submit" class="button" class:main=move || !camera_first()
                    class:second=camera_first>{text("verify-submit")}</button>
            </form>
            <p class="hint" hidden=move || !signals.kept.get()>{text("verify-offline-ready")}</p>
        </div>
    }
}

#[cfg(feature = "hydrate")]
use device::{chosen, film, pasted};
#[cfg(not(feature = "hydrate"))]
use unheard::{chosen, film, pasted};

/// The server renders the controls and never hears of their events.
#[cfg(not(feature = "hydrate"))]
mod unheard {
    use super::Signals;
    use leptos::ev::{Event, SubmitEvent};

    pub fn pasted(_: &SubmitEvent, _: Signals) {}
    pub fn chosen(_: &Event, _: Signals) {}
    pub fn film(_: Signals) {}
}
