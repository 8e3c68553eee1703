//! Islands: the few parts that run in the browser. Leaf islands only: texts come in as properties,
//! never a secret, since properties are written into the page. Code that needs the browser itself
//! lies in modules under `hydrate`; the server renders an island as it stands without it.

pub mod outcome;
mod pass_verifier;

pub use outcome::DATE;
pub use pass_verifier::{PassVerifier, Texts};

/// The text of the code that the camera sees first, until `video` is hidden: `None` then.
///
/// # Errors
/// Where the person or the browser refused the camera, or there is none.
#[cfg(feature = "hydrate")]
pub async fn read_code(video: web_sys::HtmlVideoElement) -> Result<Option<String>, NoCamera> {
    use pass_verifier::camera::{Stopped, read};
    match read(&video, || !video.hidden()).await {
        Ok(text) => Ok(Some(text)),
        Err(Stopped::ByPerson) => Ok(None),
        Err(Stopped::NoCamera) => Err(NoCamera),
    }
}

/// There is no camera, or it may not be used.
#[cfg(feature = "hydrate")]
#[derive(Debug)]
pub struct NoCamera;
