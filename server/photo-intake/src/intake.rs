//! From an uploaded file to a photo: decode within limits, turn, crop, scale, convert to sRGB, encode
//! anew.

use super::colours::{MAX_PROFILE, is_flat, to_srgb};
use super::frame::{as_stored, frame, swaps_sides};
use super::{jpeg, png};
use domain::photo::{Frame, MIN_SIZE};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, Limits, RgbImage};
use std::io::Cursor;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Largest file that is looked at, in bytes.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
/// Longest side and most pixels that are decoded; a 50-megapixel phone stays below.
const MAX_SIDE: u32 = 12_000;
const MAX_PIXELS: u64 = 52_000_000;
/// More pixels than this are decoded alone.
const LARGE: u64 = 16_000_000;
/// Most bytes of decoded pixels: all of three bytes, fewer of those with eight.
const MAX_ALLOCATION: u64 = 3 * MAX_PIXELS;
/// Largest photo kept.
const MAX_SIZE: (u32, u32) = (800, 1200);
/// The picture that travels inside a V-Pass page, at twice the size it is shown, and the bytes it
/// should stay below.
const SMALL_SIZE: (u32, u32) = (192, 288);
const SMALL_BYTES: usize = 8 * 1024;
const QUALITY: u8 = 85;

/// A photo as it is kept: JPEG, sRGB, 2:3, without any metadata.
#[derive(Clone)]
pub struct Photo {
    /// 400 × 600 to 800 × 1200 pixels.
    pub jpeg: Vec<u8>,
    /// 192 × 288 pixels and about 8 KB, for a page that must be small.
    pub small: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// Why a file cannot be taken, each with what the person can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhotoFault {
    #[error("no file, or an empty one")]
    Empty,
    #[error("more than {MAX_BYTES} bytes")]
    TooLarge,
    /// A phone's own format that browsers cannot show either.
    #[error("a HEIF picture")]
    Heif,
    #[error("not a JPEG, PNG or WebP picture")]
    NotAPicture,
    #[error("a moving picture")]
    Animated,
    #[error("more pixels than are decoded")]
    TooManyPixels,
    #[error("broken or cut off")]
    Unreadable,
    /// Nobody is in it.
    #[error("a picture of one colour")]
    Flat,
    /// The 2:3 part of the picture, in pixels.
    #[error("only {width} × {height} pixels after cropping")]
    TooSmall { width: u32, height: u32 },
}

impl PhotoFault {
    /// Key of the plain reason. `photo-too-small` takes the arguments of [`Self::arguments`].
    pub const fn message_key(self) -> &'static str {
        match self {
            Self::Empty => "photo-missing",
            Self::TooLarge => "photo-too-large",
            Self::Heif => "photo-heif",
            Self::NotAPicture => "photo-not-a-picture",
            Self::Animated => "photo-animated",
            Self::TooManyPixels => "photo-too-many-pixels",
            Self::Unreadable => "photo-unreadable",
            Self::Flat => "photo-flat",
            Self::TooSmall { .. } => "photo-too-small",
        }
    }

    /// Arguments of the message, by name.
    pub fn arguments(self) -> Vec<(String, String)> {
        match self {
            Self::TooSmall { width, height } => vec![
                ("width".to_owned(), width.to_string()),
                ("height".to_owned(), height.to_string()),
            ],
            _ => Vec::new(),
        }
    }
}

/// Makes a photo of an uploaded file. Takes up to a second and some hundred megabytes for the
/// largest pictures: call it in `spawn_blocking`, few at a time.
///
/// # Errors
/// The reason, when the file cannot become a photo.
pub fn intake(bytes: &[u8]) -> Result<Photo, PhotoFault> {
    read(bytes, photo)
}

/// Decodes a file and makes something of it.
pub(super) fn read<T>(
    bytes: &[u8],
    make: fn(Decoded) -> Result<T, PhotoFault>,
) -> Result<T, PhotoFault> {
    if bytes.is_empty() {
        return Err(PhotoFault::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(PhotoFault::TooLarge);
    }
    let format = known(bytes)?;
    guarded(|| make(decode(bytes, format)?))
}

/// The decoders hold against what is known to be hostile; should one of them still panic, it is this
/// file that fails and not the request's thread.
pub(super) fn guarded<T>(
    make: impl FnOnce() -> Result<T, PhotoFault> + std::panic::UnwindSafe,
) -> Result<T, PhotoFault> {
    std::panic::catch_unwind(make).unwrap_or(Err(PhotoFault::Unreadable))
}

pub(super) fn photo(decoded: Decoded) -> Result<Photo, PhotoFault> {
    let (width, height) = decoded.upright();
    let mut framed = cut(decoded.picture, decoded.orientation, frame(width, height));
    if let Some(profile) = decoded.profile {
        to_srgb(&mut framed, &profile);
    }
    finish(&framed)
}

/// What the first bytes say, whatever the file is called.
fn known(bytes: &[u8]) -> Result<ImageFormat, PhotoFault> {
    const HEIF: [&[u8]; 6] = [b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"];
    match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => Ok(format),
        _ if bytes.get(4..8) == Some(b"ftyp")
            && bytes.get(8..12).is_some_and(|brand| HEIF.contains(&brand)) =>
        {
            Err(PhotoFault::Heif)
        }
        _ => Err(PhotoFault::NotAPicture),
    }
}

/// Whether a file has so many pixels, by its head, that it is decoded alone; no file that is none.
pub fn is_large(bytes: &[u8]) -> bool {
    let size = guarded(|| dimensions(bytes, known(bytes)?));
    size.is_ok_and(|(width, height)| u64::from(width) * u64::from(height) > LARGE)
}

fn dimensions(bytes: &[u8], format: ImageFormat) -> Result<(u32, u32), PhotoFault> {
    let size = match format {
        ImageFormat::Png => {
            let png::Chunks { picture, .. } = png::chunks(bytes);
            PngDecoder::with_limits(Cursor::new(picture), limits()).map(|png| png.dimensions())
        }
        ImageFormat::WebP => WebPDecoder::new(Cursor::new(bytes)).map(|webp| webp.dimensions()),
        _ => JpegDecoder::new(Cursor::new(bytes)).map(|jpeg| jpeg.dimensions()),
    };
    size.map_err(fault)
}

/// Held while a large picture is in memory: there is one at a time. Taken by the threads that decode,
/// once the decoder has told the size within its limits.
static LARGE_ONE: Mutex<()> = Mutex::new(());

/// What the head of a picture tells.
struct Head {
    orientation: Orientation,
    alone: Option<MutexGuard<'static, ()>>,
}

/// A picture as its file has it.
pub(super) struct Decoded {
    pub picture: DynamicImage,
    pub orientation: Orientation,
    /// The ICC profile of its colours.
    pub profile: Option<Vec<u8>>,
    /// Of a large one.
    _alone: Option<MutexGuard<'static, ()>>,
}

impl Decoded {
    /// Width and height as people see it.
    pub fn upright(&self) -> (u32, u32) {
        upright(
            self.picture.width(),
            self.picture.height(),
            self.orientation,
        )
    }
}

fn upright(width: u32, height: u32, orientation: Orientation) -> (u32, u32) {
    if swaps_sides(orientation) {
        (height, width)
    } else {
        (width, height)
    }
}

fn decode(bytes: &[u8], format: ImageFormat) -> Result<Decoded, PhotoFault> {
    match format {
        ImageFormat::Png => {
            let png::Chunks { picture, profile } = png::chunks(bytes);
            let reader = Cursor::new(picture);
            let mut decoder = PngDecoder::with_limits(reader, limits()).map_err(fault)?;
            if decoder.is_apng().map_err(fault)? {
                return Err(PhotoFault::Animated);
            }
            let head = look_at(&mut decoder)?;
            pixels(decoder, head, profile)
        }
        ImageFormat::WebP => {
            let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(fault)?;
            if decoder.has_animation() {
                return Err(PhotoFault::Animated);
            }
            let head = look_at(&mut decoder)?;
            let profile = profile_of(&mut decoder);
            pixels(decoder, head, profile)
        }
        _ => {
            let mut decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(fault)?;
            let head = look_at(&mut decoder)?;
            jpeg::check_whole(bytes).map_err(|jpeg::Damaged| PhotoFault::Unreadable)?;
            let profile = profile_of(&mut decoder);
            pixels(decoder, head, profile)
        }
    }
}

/// Looks at what is known before the pixels are, so that a refusal costs nothing; a large picture waits
/// here until it is the only one.
fn look_at(decoder: &mut impl ImageDecoder) -> Result<Head, PhotoFault> {
    let (width, height) = decoder.dimensions();
    let in_all = u64::from(width) * u64::from(height);
    if in_all > MAX_PIXELS || decoder.total_bytes() > MAX_ALLOCATION {
        return Err(PhotoFault::TooManyPixels);
    }
    decoder.set_limits(limits()).map_err(fault)?;
    // Broken metadata is no reason to refuse a good picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let (width, height) = upright(width, height, orientation);
    large_enough(frame(width, height))?;
    let alone = (in_all > LARGE).then(|| LARGE_ONE.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(Head { orientation, alone })
}

fn profile_of(decoder: &mut impl ImageDecoder) -> Option<Vec<u8>> {
    let profile = decoder.icc_profile().ok()??;
    (profile.len() <= MAX_PROFILE).then_some(profile)
}

fn pixels(
    decoder: impl ImageDecoder,
    head: Head,
    profile: Option<Vec<u8>>,
) -> Result<Decoded, PhotoFault> {
    Ok(Decoded {
        picture: DynamicImage::from_decoder(decoder).map_err(fault)?,
        orientation: head.orientation,
        profile,
        _alone: head.alone,
    })
}

pub(super) fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOCATION);
    limits
}

pub(super) fn fault(error: ImageError) -> PhotoFault {
    match error {
        ImageError::Limits(_) => PhotoFault::TooManyPixels,
        _ => PhotoFault::Unreadable,
    }
}

pub(super) fn large_enough(kept: Frame) -> Result<(), PhotoFault> {
    if kept.width < MIN_SIZE.0 || kept.height < MIN_SIZE.1 {
        return Err(PhotoFault::TooSmall {
            width: kept.width,
            height: kept.height,
        });
    }
    Ok(())
}

/// Crops to a part of the upright picture, scales down to the largest size kept, turns upright, and
/// puts what is transparent on white.
pub(super) fn cut(picture: DynamicImage, orientation: Orientation, kept: Frame) -> RgbImage {
    let (width, height) = (picture.width(), picture.height());
    let there = as_stored(kept, orientation, width, height);
    let mut cropped = picture.crop_imm(there.x, there.y, there.width, there.height);
    drop(picture);
    // Averaging first keeps the exact filter, which works in floating point, small.
    let (target_width, target_height) = (kept.width.min(MAX_SIZE.0), kept.height.min(MAX_SIZE.1));
    let sides = |width: u32, height: u32| upright(width, height, orientation);
    if cropped.color().has_alpha() {
        cropped = DynamicImage::ImageRgb8(on_white(cropped));
    }
    if kept.width > 3 * target_width {
        let (width, height) = sides(2 * target_width, 2 * target_height);
        cropped = cropped.thumbnail_exact(width, height);
    }
    let (width, height) = sides(target_width, target_height);
    if (cropped.width(), cropped.height()) != (width, height) {
        cropped = cropped.resize_exact(width, height, FilterType::Lanczos3);
    }
    cropped.apply_orientation(orientation);
    cropped.into_rgb8()
}

pub(super) fn on_white(picture: DynamicImage) -> RgbImage {
    let picture = picture.into_rgba8();
    let (width, height) = picture.dimensions();
    let mut rgb = Vec::with_capacity(picture.len() / 4 * 3);
    for pixel in picture.as_raw().chunks_exact(4) {
        let alpha = u16::from(pixel[3]);
        for &channel in &pixel[..3] {
            let mixed = (u16::from(channel) * alpha + 255 * (255 - alpha) + 127) / 255;
            rgb.push(u8::try_from(mixed).unwrap_or(u8::MAX));
        }
    }
    RgbImage::from_raw(width, height, rgb).unwrap_or_else(|| RgbImage::new(width, height))
}

pub(super) fn finish(framed: &RgbImage) -> Result<Photo, PhotoFault> {
    if is_flat(framed) {
        return Err(PhotoFault::Flat);
    }
    let (width, height) = framed.dimensions();
    Ok(Photo {
        jpeg: encode(framed, QUALITY)?,
        small: small(framed)?,
        width,
        height,
    })
}

fn small(framed: &RgbImage) -> Result<Vec<u8>, PhotoFault> {
    let (width, height) = SMALL_SIZE;
    let scaled = image::imageops::resize(framed, width, height, FilterType::Triangle);
    let mut encoded = Vec::new();
    for quality in [80, 70, 60, 50, 40, 30] {
        encoded = encode(&scaled, quality)?;
        if encoded.len() <= SMALL_BYTES {
            break;
        }
    }
    Ok(encoded)
}

pub(super) fn encode(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, PhotoFault> {
    let mut encoded = Vec::new();
    JpegEncoder::new_with_quality(&mut encoded, quality)
        .encode_image(picture)
        .map_err(fault)?;
    Ok(encoded)
}

#[cfg(test)]
mod tests;
