//! The site's WebAssembly module. A crate of its own, since a library that is also made into a
//! module for browsers is linked anew whenever the server is built, and keeps the server waiting.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::JsValue;

/// Wakes the islands of the page that loaded this module.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}

/// The text of the code that the camera sees first, until `video` is hidden; an exception without a
/// camera. For the desk, which has no island.
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn read_code(video: web_sys::HtmlVideoElement) -> Result<Option<String>, JsValue> {
    app::islands::read_code(video)
        .await
        .map_err(|_| JsValue::from_str("no camera"))
}

/// The line by which a day-pack finds whom the box of the desk means, for the day `today`
/// (`YYYY-MM-DD`); an exception that names the message of what is wrong with it.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn desk_line(text: &str, today: &str) -> Result<String, JsValue> {
    app::desk_query::browser_line(text, today).map_err(|message| JsValue::from_str(&message))
}

/// A state with its code, as pages write it, by the code of Doc 9303; the code itself where none has it.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn desk_state(code: &str) -> String {
    app::desk_query::browser_state(code)
}
