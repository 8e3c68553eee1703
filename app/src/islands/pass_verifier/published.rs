//! The two documents under `/.well-known/` that verification rests on: the public keys and the
//! signed list of replaced and revoked seals. Both come through the service worker, which keeps
//! its last copy for the time without a network.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

pub const KEYS: &str = "/.well-known/portal-keys.json";
pub const SEALS: &str = "/.well-known/portal-seals.bin";

/// The keys as JSON, if the network or the kept copy has them.
pub async fn keys() -> Option<String> {
    let response = get(KEYS).await?;
    JsFuture::from(response.text().ok()?)
        .await
        .ok()?
        .as_string()
}

/// The signed list as bytes, if the network or the kept copy has it.
pub async fn seals() -> Option<Vec<u8>> {
    let response = get(SEALS).await?;
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

async fn get(path: &str) -> Option<Response> {
    let response: Response = JsFuture::from(window().fetch_with_str(path))
        .await
        .ok()?
        .dyn_into()
        .ok()?;
    response.ok().then_some(response)
}
