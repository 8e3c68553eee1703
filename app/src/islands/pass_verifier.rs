//! Verifies an e-visa or a V-Pass on the device: from the address that was opened, from pasted
//! text, from a picture, or through the camera. Nothing of the document leaves the device, and
//! with the page and the published lists kept by the service worker it needs no network.
//!
//! Without wasm what is shown here is a plain form that posts to the server.

#[cfg(feature = "hydrate")]
mod camera;
#[cfg(feature = "hydrate")]
mod device;
#[cfg(feature = "hydrate")]
mod picture;
#[cfg(feature = "hydrate")]
mod published;

use super::outcome::{outcome, unsure};
use crate::contract::SealReport;
use domain::doc9303::seal::VerificationResult;
use leptos::html::{Input, Video};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Texts by message key.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Words(pub BTreeMap<String, String>);

impl Words {
    fn get(&self, key: &str) -> String {
        self.0.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }
}

/// Stands for a date in a text, until the device knows it.
pub const DATE: &str = "{date}";

/// What the person sees of the verification.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "only the browser verifies here")
)]
enum Shown {
    #[default]
    Nothing,
    Working,
    /// A message key that says why nothing can be said.
    Unsure(&'static str),
    /// There is no code in the picture.
    Unread,
    Report(SealReport),
}

/// What the lists on this device are worth: a message key and its date.
type ListNote = Option<(&'static str, String)>;

/// The signals of one verifier.
#[derive(Clone, Copy)]
struct Bench {
    shown: RwSignal<Shown>,
    list: RwSignal<ListNote>,
    filming: RwSignal<bool>,
    /// The page and its lists are kept on this device.
    kept: RwSignal<bool>,
    /// Wasm has woken: the ways that need it may be offered.
    awake: RwSignal<bool>,
    has_camera: RwSignal<bool>,
    typed: NodeRef<Input>,
    video: NodeRef<Video>,
}

#[island]
pub fn PassVerifier(words: Words) -> impl IntoView {
    let bench = Bench {
        shown: RwSignal::default(),
        list: RwSignal::default(),
        filming: RwSignal::new(false),
        kept: RwSignal::new(false),
        awake: RwSignal::new(false),
        has_camera: RwSignal::new(false),
        typed: NodeRef::new(),
        video: NodeRef::new(),
    };
    #[cfg(feature = "hydrate")]
    device::wake(bench);
    let words = StoredValue::new(words);
    let word = move |key: &str| words.with_value(|words| words.get(key));
    let result = move || match bench.shown.get() {
        Shown::Nothing => ().into_any(),
        Shown::Working => view! { <p>{word("verify-working")}</p> }.into_any(),
        Shown::Unsure(key) => unsure(word("verify-unsure"), word(key), None),
        Shown::Unread => {
            let code = VerificationResult::unread().sub_indication;
            unsure(word("verify-unsure"), word("verify-picture-none"), code)
        }
        Shown::Report(report) => outcome(report, &word),
    };
    let note = move || {
        let (key, date) = bench.list.get()?;
        Some(view! { <p class="hint">{word(key).replace(DATE, &date)}</p> })
    };
    let camera_label = move || {
        word(if bench.filming.get() {
            "verify-camera-stop"
        } else {
            "verify-camera"
        })
    };
    view! {
        <div class="verifier">
            <div role="status" aria-live="polite" tabindex="-1" id="outcome">{result} {note}</div>
            <form method="post" action="/act/verify" on:submit=move |event| pasted(&event, bench)>
                <div class="field">
                    <label for="text">{word("verify-text")}</label>
                    <p class="hint" id="text-hint">{word("verify-text-hint")}</p>
                    <input class="whole code" type="text" id="text" name="text" autocomplete="off" spellcheck="false"
                        aria-describedby="text-hint" node_ref=bench.typed />
                </div>
                <button type="submit" class="button main">{word("verify-submit")}</button>
            </form>
            <div class="ways buttons" hidden=move || !bench.awake.get()>
                <button type="button" class="button second" hidden=move || !bench.has_camera.get()
                    on:click=move |_| film(bench)>{camera_label}</button>
                <video node_ref=bench.video playsinline=true muted=true hidden=move || !bench.filming.get()></video>
                <input class="unseen" type="file" accept="image/*" id="picture" on:change=move |event| chosen(&event, bench) />
                <label class="button second" for="picture">{word("verify-picture")}</label>
            </div>
            <p class="hint" hidden=move || !bench.kept.get()>{word("verify-offline-ready")}</p>
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
    use super::Bench;
    use leptos::ev::{Event, SubmitEvent};

    pub fn pasted(_: &SubmitEvent, _: Bench) {}
    pub fn chosen(_: &Event, _: Bench) {}
    pub fn film(_: Bench) {}
}
