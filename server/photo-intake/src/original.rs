//! The picture that a photo was cut from, as it is kept while the photo may still be changed: upright,
//! in sRGB, without metadata, and no larger than a photo needs that comes one step nearer.

use super::colours::to_srgb;
use super::frame::{as_stored, swaps_sides};
use super::intake::{
    Decoded, Photo, PhotoFault, cut, encode, fault, finish, guarded, large_enough, limits,
    on_white, photo, read,
};
use domain::photo::{Frame, Source};
use image::codecs::jpeg::JpegDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, RgbImage};
use std::io::Cursor;

/// Most pixels in height of the largest photo in it: four fifths of that are a photo at its best. A
/// picture of a phone, 3 to 4, then has 1125 × 1500 or 2000 × 1500.
const FRAME_HEIGHT: u32 = 1500;
/// The same of the small picture that shows the parts to choose from.
const OVERVIEW_HEIGHT: u32 = 360;
/// Of a panorama and of a very tall picture so much is kept: so many times the other side.
const WIDEST: u32 = 2;
const TALLEST: u32 = 3;
const QUALITY: u8 = 88;
const OVERVIEW_QUALITY: u8 = 70;

/// An original as it is kept: two JPEG of at most 3000 × 1500 or 1000 × 3000 pixels, and of at most
/// 720 × 360 or 240 × 720.
#[derive(Clone)]
pub struct Original {
    pub jpeg: Vec<u8>,
    /// The same picture, small.
    pub overview: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

impl Original {
    pub(super) fn of(decoded: &Decoded) -> Result<Self, PhotoFault> {
        let (width, height) = decoded.upright();
        let (width, height) = bounded(width, height, FRAME_HEIGHT);
        let kept = trimmed(width, height);
        let mut picture = part(&decoded.picture, decoded.orientation, (width, height), kept);
        if let Some(profile) = &decoded.profile {
            to_srgb(&mut picture, profile);
        }
        let (width, height) = picture.dimensions();
        let (small_width, small_height) = bounded(width, height, OVERVIEW_HEIGHT);
        let overview = image::imageops::thumbnail(&picture, small_width, small_height);
        Ok(Self {
            jpeg: encode(&picture, QUALITY)?,
            overview: encode(&overview, OVERVIEW_QUALITY)?,
            width,
            height,
        })
    }

    /// What the photo is cut from, and the part that is taken first.
    pub fn source(&self) -> Source {
        Source::of(self.width, self.height)
    }
}

/// As [`super::intake()`], with the picture from which another part can be cut later.
///
/// # Errors
/// The reason, when the file cannot become a photo.
pub fn intake_with_original(bytes: &[u8]) -> Result<(Photo, Original), PhotoFault> {
    read(bytes, |decoded| {
        let original = Original::of(&decoded)?;
        Ok((photo(decoded)?, original))
    })
}

/// Cuts another photo from an original, within the limits of [`super::intake()`].
///
/// # Errors
/// The part is too small, or of one colour; or the original is none.
pub fn cut_again(jpeg: &[u8], source: &Source) -> Result<Photo, PhotoFault> {
    large_enough(source.frame())?;
    guarded(|| {
        let mut decoder = JpegDecoder::new(Cursor::new(jpeg)).map_err(fault)?;
        if decoder.dimensions() != (source.width, source.height) {
            return Err(PhotoFault::Unreadable);
        }
        decoder.set_limits(limits()).map_err(fault)?;
        let picture = DynamicImage::from_decoder(decoder).map_err(fault)?;
        let turn = match source.crop.turns % 4 {
            0 => Orientation::NoTransforms,
            1 => Orientation::Rotate90,
            2 => Orientation::Rotate180,
            _ => Orientation::Rotate270,
        };
        finish(&cut(picture, turn, source.frame()))
    })
}

/// The size of a picture whose largest photo is at most so high.
fn bounded(width: u32, height: u32, most: u32) -> (u32, u32) {
    let frame = Source::of(width, height).frame().height;
    let scale = |side: u32| {
        let side = u64::from(side) * u64::from(most) / u64::from(frame.max(1));
        u32::try_from(side).unwrap_or(u32::MAX).max(1)
    };
    if frame > most {
        (scale(width), scale(height))
    } else {
        (width, height)
    }
}

/// The part of a picture that is kept. Its largest photo lies where that of the picture does.
fn trimmed(width: u32, height: u32) -> Frame {
    let kept_width = width.min(height.saturating_mul(WIDEST));
    let kept_height = height.min(width.saturating_mul(TALLEST));
    Frame {
        x: (width - kept_width) / 2,
        y: (height - kept_height) / 4,
        width: kept_width,
        height: kept_height,
    }
}

/// A part of a picture, which is first scaled down to a size as people see it, then turned upright.
fn part(
    picture: &DynamicImage,
    orientation: Orientation,
    (width, height): (u32, u32),
    kept: Frame,
) -> RgbImage {
    let (width, height) = if swaps_sides(orientation) {
        (height, width)
    } else {
        (width, height)
    };
    let there = as_stored(kept, orientation, width, height);
    let crop =
        |picture: &DynamicImage| picture.crop_imm(there.x, there.y, there.width, there.height);
    let mut part = if (width, height) == (picture.width(), picture.height()) {
        crop(picture)
    } else {
        // Averaging: the exact filter works in floating point, which takes too much memory here.
        crop(&picture.thumbnail_exact(width, height))
    };
    if part.color().has_alpha() {
        part = DynamicImage::ImageRgb8(on_white(part));
    }
    part.apply_orientation(orientation);
    part.into_rgb8()
}

#[cfg(test)]
mod tests;
