//! Photos: what people upload becomes a picture of one form, kept encrypted.
//!
//! [`mod@intake`] decides by content what a file is, decodes it within limits, turns and crops it,
//! converts its colours to sRGB, and encodes it anew without metadata. [`PhotoStore`] keeps the result in an object store,
//! encrypted with the application's own key, and beside it, while the photo may still be changed, the
//! [`Original`] from which another part can be cut. A further picture format is a line in `intake::known`.

mod colours;
mod frame;
mod intake;
mod jpeg;
mod original;
mod png;
mod store;
mod uploads;

pub use intake::{MAX_BYTES, Photo, PhotoFault, intake, intake_with_original};
pub use original::{Original, cut_again};
pub use store::{PhotoStore, PhotoStoreError};
pub use uploads::{Upload, Uploads};
