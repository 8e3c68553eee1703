//! Photos as they are kept: what [`photo_intake`] made of an upload, encrypted.
//!
//! [`PhotoStore`] keeps a photo in an object store, encrypted with the application's own key, and beside
//! it, while it may still be changed, the [`Original`] from which another part can be cut.

mod store;
mod turns;
mod uploads;

pub use photo_intake::{
    MAX_BYTES, Original, Photo, PhotoFault, cut_again, intake, intake_with_original, is_large,
};
pub use store::{PhotoStore, PhotoStoreError};
pub use turns::{NoTurn, Turns};
pub use uploads::{Upload, Uploads};
