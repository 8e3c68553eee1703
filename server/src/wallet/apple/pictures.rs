//! The pictures of a pass. A generic pass shows icon, logo and thumbnail, and neither strip nor background:
//! the mark of the portal, drawn for it, and the holder's photo.

use crate::wallet::WalletError;
use image::imageops::FilterType;
use image::{ImageFormat, imageops};
use std::io::Cursor;

/// Icon 29 × 29 points, logo 50 × 50, each for screens of one, two and three pixels a point.
const MARK: [(&str, &[u8]); 6] = [
    ("icon.png", include_bytes!("images/icon.png")),
    ("icon@2x.png", include_bytes!("images/icon@2x.png")),
    ("icon@3x.png", include_bytes!("images/icon@3x.png")),
    ("logo.png", include_bytes!("images/logo.png")),
    ("logo@2x.png", include_bytes!("images/logo@2x.png")),
    ("logo@3x.png", include_bytes!("images/logo@3x.png")),
];

/// 60 × 90 points of the 90 × 90 that a thumbnail has: the form of the photo.
const THUMBNAILS: [(&str, u32, u32); 3] = [
    ("thumbnail.png", 60, 90),
    ("thumbnail@2x.png", 120, 180),
    ("thumbnail@3x.png", 180, 270),
];

/// `photo` is a JPEG; without one there is no thumbnail.
pub(super) fn files(photo: Option<&[u8]>) -> Result<Vec<(String, Vec<u8>)>, WalletError> {
    let mark = MARK.into_iter();
    let mut files: Vec<_> = mark
        .map(|(name, png)| (name.to_owned(), png.to_vec()))
        .collect();
    let Some(photo) = photo else {
        return Ok(files);
    };
    let failed = |error: image::ImageError| WalletError::Photo(error.to_string());
    let photo = image::load_from_memory_with_format(photo, ImageFormat::Jpeg).map_err(failed)?;
    let photo = photo.to_rgb8();
    for (name, width, height) in THUMBNAILS {
        let small = imageops::resize(&photo, width, height, FilterType::Triangle);
        let mut png = Cursor::new(Vec::new());
        small.write_to(&mut png, ImageFormat::Png).map_err(failed)?;
        files.push((name.to_owned(), png.into_inner()));
    }
    Ok(files)
}
