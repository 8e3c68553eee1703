//! Photos: what people upload becomes a picture of one form, kept encrypted.
//!
//! [`mod@intake`] decides by content what a file is, decodes it within limits, turns and crops it,
//! converts its colours to sRGB, and encodes it anew without metadata. [`PhotoStore`] keeps the result in an object store,
//! encrypted with the application's own key. A further picture format is a line in `intake::known`.

mod colours;
mod frame;
mod intake;
mod jpeg;
mod png;
mod store;
mod uploads;

pub use intake::{MAX_BYTES, Photo, PhotoFault, intake};
pub use store::{PhotoStore, PhotoStoreError};
pub use uploads::{Upload, Uploads};
