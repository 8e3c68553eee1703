//! Colours by embedded profiles, flat pictures, and what unfolds without end.

use super::*;
use moxcms::ColorProfile;

/// Six colours in sRGB, and the numbers that Display P3 has for them.
const COLOURS: [([u8; 3], [u8; 3]); 6] = [
    ([200, 30, 41], [184, 50, 49]),
    ([31, 140, 58], [68, 138, 68]),
    ([223, 172, 139], [215, 174, 144]),
    ([255, 255, 255], [255, 255, 255]),
    ([0, 0, 0], [0, 0, 0]),
    ([128, 128, 128], [128, 128, 128]),
];

/// Six stripes of a hundred pixels.
fn stripes(colour: impl Fn(usize) -> [u8; 3]) -> RgbImage {
    RgbImage::from_fn(400, 600, |_, y| {
        Rgb(colour(usize::try_from(y / 100).unwrap()))
    })
}

fn with_profile(mut encoder: impl ImageEncoder, picture: &RgbImage, profile: &ColorProfile) {
    encoder.set_icc_profile(profile.encode().unwrap()).unwrap();
    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture.as_raw(), width, height, ExtendedColorType::Rgb8)
        .unwrap();
}

/// The same picture as JPEG, PNG and WebP.
fn files(picture: &RgbImage, profile: &ColorProfile) -> [Vec<u8>; 3] {
    let mut files = [Vec::new(), Vec::new(), Vec::new()];
    let [jpeg, png, webp] = &mut files;
    with_profile(JpegEncoder::new_with_quality(jpeg, 95), picture, profile);
    with_profile(PngEncoder::new(png), picture, profile);
    with_profile(WebPEncoder::new_lossless(webp), picture, profile);
    files
}

fn assert_colours(file: &[u8]) {
    let photo = intake(file).unwrap();
    let kept = image::load_from_memory(&photo.jpeg).unwrap();
    for (stripe, (wanted, _)) in (0..).zip(COLOURS) {
        let found = mean(&kept, 50, stripe * 100 + 30, 300, 40);
        for (found, wanted) in found.into_iter().zip(wanted) {
            assert!(
                (found - i64::from(wanted)).abs() <= 8,
                "stripe {stripe}: {found} {wanted}"
            );
        }
    }
}

#[test]
fn phone_photos_in_display_p3_keep_their_colours() {
    let picture = stripes(|stripe| COLOURS[stripe].1);
    for file in files(&picture, &ColorProfile::new_display_p3()) {
        assert_colours(&file);
    }
}

#[test]
fn every_profile_is_converted_by_what_it_says() {
    let srgb = ColorProfile::new_srgb();
    for profile in [
        ColorProfile::new_srgb(),
        ColorProfile::new_adobe_rgb(),
        ColorProfile::new_pro_photo_rgb(),
        ColorProfile::new_bt2020(),
    ] {
        let to = srgb
            .create_transform_8bit(
                moxcms::Layout::Rgb,
                &profile,
                moxcms::Layout::Rgb,
                moxcms::TransformOptions::default(),
            )
            .unwrap();
        let picture = stripes(|stripe| {
            let mut numbers = [0; 3];
            to.transform(&COLOURS[stripe].0, &mut numbers).unwrap();
            numbers
        });
        for file in files(&picture, &profile) {
            assert_colours(&file);
        }
    }
}

#[test]
fn a_profile_that_cannot_be_read_changes_nothing() {
    let picture = stripes(|stripe| COLOURS[stripe].0);
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut file, 95);
    encoder.set_icc_profile(b"no profile".to_vec()).unwrap();
    encoder.encode_image(&picture).unwrap();
    assert_colours(&file);
    assert_colours(&as_jpeg(&picture, None));
}

#[test]
fn pictures_of_one_colour_are_refused() {
    for colour in [[128; 3], [0; 3], [255; 3], [200, 30, 41]] {
        let flat = RgbImage::from_pixel(600, 900, Rgb(colour));
        for file in [
            as_jpeg(&flat, None),
            as_png(&DynamicImage::ImageRgb8(flat.clone())),
            as_webp(&flat),
        ] {
            assert_eq!(intake(&file).err(), Some(PhotoFault::Flat), "{colour:?}");
        }
    }
    // A speck, and a little noise, are no face.
    let nearly = RgbImage::from_fn(600, 900, |x, y| {
        if x < 60 && y < 60 {
            Rgb([0; 3])
        } else {
            Rgb([120 + u8::try_from((x * 7 + y * 13) % 8).unwrap(); 3])
        }
    });
    let nearly = as_png(&DynamicImage::ImageRgb8(nearly));
    assert_eq!(intake(&nearly).err(), Some(PhotoFault::Flat));
}

/// A chunk with its check sum.
fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    chunk.extend(kind);
    chunk.extend(data);
    let check = crc32(&chunk[4..]);
    chunk.extend(check.to_be_bytes());
    chunk
}

#[test]
fn what_unfolds_to_a_thousand_times_its_size_is_left_folded() {
    let mut folded = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut folded, &vec![0; 64 * 1024 * 1024]).unwrap();
    let folded = folded.finish().unwrap();
    let mut file = as_png(&DynamicImage::ImageRgb8(stripes(|stripe| {
        COLOURS[stripe].0
    })));
    let profile = chunk(*b"iCCP", &[b"profile\0\0".as_slice(), &folded].concat());
    let text = chunk(*b"zTXt", &[b"text\0\0".as_slice(), &folded].concat());
    file.splice(33..33, [profile, text].concat());
    assert_eq!(png::chunks(&file).profile, None);
    assert!(png::chunks(&file).picture.len() < 30_000);
    assert_colours(&file);
}

#[test]
fn sixteen_bits_a_channel_are_decoded_to_a_limit() {
    // Three bytes of each of fifty-two million pixels; eight of a fifth of them are as many.
    let deep = DynamicImage::new_rgba16(4_500, 4_400);
    assert_eq!(
        intake(&as_png(&deep)).err(),
        Some(PhotoFault::TooManyPixels)
    );
}
