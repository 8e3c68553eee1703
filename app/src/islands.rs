//! The few parts that run in the browser. Leaf islands only: texts come in as properties, never a
//! secret, since properties are written into the page. What needs the browser itself lies in
//! modules under `hydrate`; what an island shows without it is rendered by the server.

pub mod outcome;
mod pass_verifier;

pub use pass_verifier::{DATE, PassVerifier, Texts};
