//! Colours: an embedded ICC profile is what a file's numbers mean, and phones write another than
//! sRGB. The kept photo has no profile, so its numbers are converted to sRGB.

use image::RgbImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, RenderingIntent, TransformOptions};

/// Largest profile that is read, in bytes. Those of cameras and screens have a few hundred bytes,
/// those with tables a few hundred kilobytes.
pub(super) const MAX_PROFILE: usize = 4 * 1024 * 1024;

/// Converts a picture to sRGB. A profile that cannot be read, or that is none of the picture's
/// colours (a decoder turns printing colours into red, green and blue by itself), changes nothing.
pub(super) fn to_srgb(picture: &mut RgbImage, profile: &[u8]) {
    if let Some(converted) = converted(picture, profile) {
        *picture = converted;
    }
}

fn converted(picture: &RgbImage, profile: &[u8]) -> Option<RgbImage> {
    if profile.len() > MAX_PROFILE {
        return None;
    }
    let profile = ColorProfile::new_from_slice(profile).ok()?;
    let is_grey = match profile.color_space {
        DataColorSpace::Rgb => false,
        DataColorSpace::Gray => true,
        _ => return None,
    };
    let options = TransformOptions {
        rendering_intent: RenderingIntent::RelativeColorimetric,
        ..TransformOptions::default()
    };
    let from = if is_grey { Layout::Gray } else { Layout::Rgb };
    let transform = profile
        .create_transform_8bit(from, &ColorProfile::new_srgb(), Layout::Rgb, options)
        .ok()?;
    let (width, height) = picture.dimensions();
    let mut pixels = vec![0; picture.as_raw().len()];
    if is_grey {
        let grey: Vec<u8> = picture.pixels().map(|pixel| pixel.0[0]).collect();
        transform.transform(&grey, &mut pixels).ok()?;
    } else {
        transform.transform(picture.as_raw(), &mut pixels).ok()?;
    }
    RgbImage::from_raw(width, height, pixels)
}

/// Whether a picture is of one colour, or nearly: no face is.
pub(super) fn is_flat(picture: &RgbImage) -> bool {
    /// Levels within which pixels are of one colour.
    const SAME: i64 = 12;
    /// One pixel of so many may be of another.
    const FEW: usize = 50;
    let pixels = i64::try_from(picture.pixels().len()).unwrap_or(i64::MAX);
    let mut sums = [0_i64; 3];
    for pixel in picture.pixels() {
        for (sum, channel) in sums.iter_mut().zip(pixel.0) {
            *sum += i64::from(channel);
        }
    }
    let mean = sums.map(|sum| sum / pixels.max(1));
    let others = picture
        .pixels()
        .filter(|pixel| {
            let mut channels = pixel.0.into_iter().zip(mean);
            channels.any(|(channel, mean)| (i64::from(channel) - mean).abs() > SAME)
        })
        .count();
    others <= picture.pixels().len() / FEW
}
