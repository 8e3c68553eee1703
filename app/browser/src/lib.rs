//! The site's WebAssembly module. A crate of its own, since a library that is also made into a
//! module for browsers is linked anew whenever the server is built, and keeps the server waiting.
#![cfg(target_arch = "wasm32")]

// The islands register themselves; naming the crate links them in.
use app as _;

/// Wakes the islands of the page that loaded this module.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
