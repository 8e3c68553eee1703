//! Islands: the few parts that run in the browser. Leaf islands only: texts come in as properties,
//! never a secret, since properties are written into the page. Code that needs the browser itself
//! lies in modules under `hydrate`; the server renders an island as it stands without it.

pub mod outcome;
mod pass_verifier;

pub use outcome::DATE;
pub use pass_verifier::{PassVerifier, Texts};
