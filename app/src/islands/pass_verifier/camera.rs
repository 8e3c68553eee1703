//! The camera: requested only when a person presses the button, and released as soon as a code was
//! read, the person stops, or the page goes away.

use super::picture;
use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlVideoElement, MediaStream, MediaStreamConstraints, MediaStreamTrack};

/// The pause between two readings of the picture, in milliseconds.
const PAUSE: i32 = 200;

/// Whether this browser offers this page a camera at all (without `https` it does not).
pub fn is_there() -> bool {
    Reflect::get(&window().navigator(), &"mediaDevices".into())
        .is_ok_and(|devices| !devices.is_undefined() && !devices.is_null())
}

/// Why no code was read.
pub enum Stopped {
    /// The person or the browser refused the camera, or there is none.
    NoCamera,
    /// The person stopped it.
    ByPerson,
}

/// Shows the camera in `video` until a code is read or `running` says no.
pub async fn read(video: &HtmlVideoElement, running: impl Fn() -> bool) -> Result<String, Stopped> {
    let stream = open().await.map_err(|_| Stopped::NoCamera)?;
    video.set_src_object(Some(&stream));
    let played = match video.play() {
        Ok(promise) => JsFuture::from(promise).await.is_ok(),
        Err(_) => false,
    };
    let mut text = None;
    while played && running() && text.is_none() {
        text = picture::read_video(video).await;
        if text.is_none() {
            pause().await;
        }
    }
    for track in stream.get_tracks() {
        if let Ok(track) = track.dyn_into::<MediaStreamTrack>() {
            track.stop();
        }
    }
    video.set_src_object(None);
    match text {
        Some(text) => Ok(text),
        None if played => Err(Stopped::ByPerson),
        None => Err(Stopped::NoCamera),
    }
}

/// The camera that looks away from the person, where there are two.
async fn open() -> Result<MediaStream, JsValue> {
    let facing = Object::new();
    Reflect::set(&facing, &"facingMode".into(), &"environment".into())?;
    let constraints = MediaStreamConstraints::new();
    constraints.set_video(&facing);
    let promise = window()
        .navigator()
        .media_devices()?
        .get_user_media_with_constraints(&constraints)?;
    JsFuture::from(promise).await?.dyn_into()
}

async fn pause() {
    let promise = Promise::new(&mut |resolve: Function, _reject: Function| {
        // Without a timer the promise would never end: resolve at once instead.
        if window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, PAUSE)
            .is_err()
        {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    let _ = JsFuture::from(promise).await;
}
