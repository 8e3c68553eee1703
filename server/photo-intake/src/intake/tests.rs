mod colours;

use super::*;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, GenericImageView, ImageEncoder, Rgb, Rgba, RgbaImage};
use std::io::Read;

const PORTRAIT: &[u8] = include_bytes!("../../../testdata/portrait.png");
const CMYK: &[u8] = include_bytes!("../../../testdata/cmyk.jpg");

fn enlarged() -> RgbImage {
    image::load_from_memory(PORTRAIT)
        .unwrap()
        .resize_exact(1536, 1536, FilterType::Triangle)
        .into_rgb8()
}

fn as_jpeg(picture: &RgbImage, exif: Option<Vec<u8>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
    if let Some(exif) = exif {
        encoder.set_exif_metadata(exif).unwrap();
    }
    encoder.encode_image(picture).unwrap();
    bytes
}

fn as_png(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture
        .write_with_encoder(PngEncoder::new(&mut bytes))
        .unwrap();
    bytes
}

fn as_webp(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    WebPEncoder::new_lossless(&mut bytes)
        .write_image(
            picture.as_raw(),
            picture.width(),
            picture.height(),
            ExtendedColorType::Rgb8,
        )
        .unwrap();
    bytes
}

/// Dark above, light below.
fn halves(width: u32, height: u32) -> RgbImage {
    let half = height / 2;
    RgbImage::from_fn(width, height, |_, y| {
        Rgb(if y < half { [40; 3] } else { [220; 3] })
    })
}

/// One little-endian directory with the orientation and a name that must not survive.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    exif.extend([0x3B, 0x01, 2, 0, 12, 0, 0, 0, 38, 0, 0, 0]);
    exif.extend([0, 0, 0, 0]);
    exif.extend(b"PHOTOGRAPHER");
    exif
}

fn mean(picture: &DynamicImage, x: u32, y: u32, width: u32, height: u32) -> [i64; 3] {
    let mut sum = [0_i64; 3];
    for (_, _, pixel) in picture.view(x, y, width, height).pixels() {
        for (total, channel) in sum.iter_mut().zip(pixel.0) {
            *total += i64::from(channel);
        }
    }
    sum.map(|total| total / i64::from(width * height))
}

#[test]
fn the_portrait_is_too_small_as_it_is_and_good_enlarged() {
    assert_eq!(
        intake(PORTRAIT).err(),
        Some(PhotoFault::TooSmall {
            width: 341,
            height: 512
        })
    );
    let picture = enlarged();
    for bytes in [
        as_jpeg(&picture, None),
        as_png(&DynamicImage::ImageRgb8(picture.clone())),
        as_webp(&picture),
    ] {
        let photo = intake(&bytes).unwrap();
        assert_eq!((photo.width, photo.height), (800, 1200));
        let full = image::load_from_memory(&photo.jpeg).unwrap();
        assert_eq!(full.dimensions(), (800, 1200));
        let small = image::load_from_memory(&photo.small).unwrap();
        assert_eq!(small.dimensions(), (192, 288));
        assert!(photo.small.len() <= SMALL_BYTES, "{}", photo.small.len());
        assert!(photo.jpeg.len() < 400_000, "{}", photo.jpeg.len());
    }
}

#[test]
fn a_large_one_is_told_by_its_head() {
    let (large, small) = (halves(4001, 4000), halves(4000, 4000));
    for file in [as_jpeg(&large, None), as_png(&large.clone().into())] {
        assert!(is_large(&file));
        // What is cut off says as much, and no file says nothing.
        assert!(is_large(&file[..file.len() / 2]));
    }
    for file in [as_jpeg(&small, None), as_png(&small.into()), Vec::new()] {
        assert!(!is_large(&file));
    }
    assert!(!is_large(b"RIFF\0\0\0\0WEBPVP8 "));
}

#[test]
fn a_picture_just_large_enough_keeps_its_pixels() {
    let photo = intake(&as_jpeg(&halves(400, 600), None)).unwrap();
    assert_eq!((photo.width, photo.height), (400, 600));
    assert!(intake(&as_jpeg(&halves(399, 600), None)).is_err());
}

#[test]
fn every_exif_turn_ends_upright_and_no_metadata_survives() {
    let upright = DynamicImage::ImageRgb8(enlarged()).crop_imm(100, 0, 900, 1350);
    let plain = intake(&as_jpeg(&upright.to_rgb8(), None)).unwrap();
    let plain = image::load_from_memory(&plain.jpeg).unwrap();
    for (stored, undo) in [
        (1, 1),
        (2, 2),
        (3, 3),
        (4, 4),
        (5, 5),
        (6, 8),
        (7, 7),
        (8, 6),
    ] {
        // Turned the other way, and marked so that a viewer turns it back.
        let mut turned = upright.clone();
        turned.apply_orientation(Orientation::from_exif(undo).unwrap());
        let photo = intake(&as_jpeg(&turned.to_rgb8(), Some(exif(stored)))).unwrap();
        assert!(!photo.jpeg.windows(4).any(|window| window == b"Exif"));
        assert!(!photo.jpeg.windows(8).any(|window| window == b"PHOTOGRA"));
        let found = image::load_from_memory(&photo.jpeg).unwrap();
        assert_eq!(found.dimensions(), (800, 1200));
        for (x, y) in [(0, 0), (700, 0), (0, 1100), (700, 1100), (350, 500)] {
            let (a, b) = (mean(&plain, x, y, 100, 100), mean(&found, x, y, 100, 100));
            for (one, other) in a.into_iter().zip(b) {
                assert!((one - other).abs() < 6, "{stored}: {a:?} {b:?} at {x},{y}");
            }
        }
    }
}

#[test]
fn what_is_transparent_becomes_white_and_sixteen_bits_become_eight() {
    let clear = RgbaImage::from_fn(600, 900, |_, y| {
        Rgba([0, 0, 0, if y < 450 { 0 } else { 255 }])
    });
    let photo = intake(&as_png(&DynamicImage::ImageRgba8(clear))).unwrap();
    let picture = image::load_from_memory(&photo.jpeg).unwrap();
    assert_eq!(mean(&picture, 0, 0, 600, 430), [255; 3]);

    let deep = image::ImageBuffer::from_fn(600, 900, |_, y| {
        Rgb(if y < 450 {
            [0x8000_u16, 0, 0xFFFF]
        } else {
            [0xFFFF; 3]
        })
    });
    let photo = intake(&as_png(&DynamicImage::ImageRgb16(deep))).unwrap();
    let picture = image::load_from_memory(&photo.jpeg).unwrap();
    let [red, green, blue] = mean(&picture, 0, 0, 600, 430);
    assert!((red - 128).abs() < 4 && green < 4 && blue > 250);
}

#[test]
fn a_jpeg_in_printing_colours_keeps_its_colours() {
    let photo = intake(CMYK).unwrap();
    let picture = image::load_from_memory(&photo.jpeg).unwrap();
    // The orange suit: red above green above blue, not inverted.
    let [red, green, blue] = mean(&picture, 43, 400, 35, 25);
    assert!(
        red > 150 && red > green + 50 && green > blue,
        "{red} {green} {blue}"
    );
}

#[test]
fn other_files_are_refused_by_what_they_hold() {
    assert_eq!(intake(b"").err(), Some(PhotoFault::Empty));
    assert_eq!(
        intake(&vec![0; MAX_BYTES + 1]).err(),
        Some(PhotoFault::TooLarge)
    );
    for bytes in [
        b"%PDF-1.7 portrait.jpg".as_slice(),
        b"GIF89a\x01\0\x01\0\0\0\0",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xFF",
    ] {
        assert_eq!(intake(bytes).err(), Some(PhotoFault::NotAPicture));
    }
    assert_eq!(
        intake(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").err(),
        Some(PhotoFault::Heif)
    );
}

#[test]
fn moving_pictures_are_refused() {
    // An animation control chunk before the pixels makes a PNG move.
    let mut moving = as_png(&DynamicImage::ImageRgb8(RgbImage::new(600, 900)));
    let mut chunk = vec![0, 0, 0, 8];
    chunk.extend(b"acTL\0\0\0\x01\0\0\0\0");
    let check = crc32(&chunk[4..]);
    chunk.extend(check.to_be_bytes());
    moving.splice(33..33, chunk);
    assert_eq!(intake(&moving).err(), Some(PhotoFault::Animated));
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

#[test]
fn small_files_that_unfold_without_end_are_refused_before_they_unfold() {
    // A PNG header that promises 60 000 × 60 000 pixels.
    let mut bomb = as_png(&DynamicImage::ImageLuma8(image::GrayImage::new(600, 900)));
    bomb[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    bomb[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let check = crc32(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&check.to_be_bytes());
    assert_eq!(intake(&bomb).err(), Some(PhotoFault::TooManyPixels));

    // Truly 11 000 × 11 000 pixels in a few kilobytes.
    let flat = as_png(&DynamicImage::ImageLuma8(image::GrayImage::new(
        11_000, 11_000,
    )));
    assert!(flat.len() < 1_000_000);
    assert_eq!(intake(&flat).err(), Some(PhotoFault::TooManyPixels));

    // A JPEG header that promises 65 500 × 65 500.
    let mut bomb = as_jpeg(&RgbImage::new(600, 900), None);
    let frame = bomb
        .windows(2)
        .position(|pair| pair == [0xFF, 0xC0])
        .unwrap();
    bomb[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xDC, 0xFF, 0xDC]);
    assert_eq!(intake(&bomb).err(), Some(PhotoFault::TooManyPixels));
}

#[test]
fn cut_off_files_are_refused_and_hostile_bytes_never_panic() {
    let picture = image::imageops::resize(&enlarged(), 600, 900, FilterType::Triangle);
    for whole in [
        as_jpeg(&picture, Some(exif(6))),
        as_png(&DynamicImage::ImageRgb8(picture.clone())),
        as_webp(&picture),
    ] {
        assert!(intake(&whole).is_ok());
        for part in 0..16 {
            let length = whole.len() * part / 16;
            assert!(intake(&whole[..length]).is_err(), "{length}");
        }
        // Flips near the start reach the headers; each must come back with an answer.
        for index in (0..whole.len().min(400)).step_by(8) {
            let mut changed = whole.clone();
            changed[index] ^= 0x55;
            let _ = decode_or_fault(&changed);
        }
        for index in (400..whole.len()).step_by(whole.len() / 12) {
            let mut changed = whole.clone();
            changed[index] ^= 0xFF;
            let _ = decode_or_fault(&changed);
        }
    }
}

/// Without the net that `intake` spreads under the decoders, so that a panic is seen.
fn decode_or_fault(bytes: &[u8]) -> Result<(), PhotoFault> {
    let decoded = decode(bytes, known(bytes)?)?;
    crate::Original::of(&decoded)?;
    let (width, height) = decoded.upright();
    let mut framed = cut(decoded.picture, decoded.orientation, frame(width, height));
    if let Some(profile) = decoded.profile {
        to_srgb(&mut framed, &profile);
    }
    Ok(())
}

/// A profile that unfolds to hundred megabytes is not unfolded to look at the size of the picture.
#[test]
fn a_profile_without_end_costs_no_memory_and_no_time() {
    let picture = as_png(&DynamicImage::ImageRgb8(halves(800, 1200)));
    let mut bomb = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::copy(&mut std::io::repeat(0).take(100_000_000), &mut bomb).unwrap();
    let mut chunk = b"iCCPx\0\0".to_vec();
    chunk.extend(bomb.finish().unwrap());
    let length = u32::try_from(chunk.len() - 4).unwrap().to_be_bytes();
    let head = 8 + 25;
    let mut file = picture[..head].to_vec();
    file.extend(length);
    file.extend(&chunk);
    file.extend(crc32(&chunk).to_be_bytes());
    file.extend(&picture[head..]);
    let begun = std::time::Instant::now();
    assert!(intake(&file).is_ok());
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}
