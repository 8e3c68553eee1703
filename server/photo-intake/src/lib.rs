//! What people upload becomes a picture of one form.
//!
//! [`mod@intake`] decides by content what a file is, decodes it within limits, turns and crops it,
//! converts its colours to sRGB, and encodes it anew without metadata. From an [`Original`] another part
//! can be cut. A further picture format is a line in `intake::known`.
//!
//! A crate of its own, since pixels are unbearably slow without optimisation: it is built with it in
//! development too.

mod colours;
mod frame;
mod intake;
mod jpeg;
mod original;
mod png;

pub use intake::{MAX_BYTES, Photo, PhotoFault, intake, is_large};
pub use original::{Original, cut_again, intake_with_original};
