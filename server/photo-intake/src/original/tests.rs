use super::*;
use crate::{intake, intake_with_original};
use domain::photo::PhotoChoice as C;
use domain::photo::{Crop, PhotoChoice};
use image::codecs::jpeg::JpegEncoder;
use image::{GenericImageView, ImageEncoder, Rgb};

/// Red, green and blue from the left, each with black lines, since nothing of one colour is a photo.
fn flag(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let mut colour = [20; 3];
        if y % 32 >= 8 {
            colour[usize::try_from(x * 3 / width).unwrap()] = 220;
        }
        Rgb(colour)
    })
}

fn as_jpeg(picture: &RgbImage, orientation: u8) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x01\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    exif.extend([0, 0, 0, 0]);
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
    encoder.set_exif_metadata(exif).unwrap();
    encoder.encode_image(picture).unwrap();
    bytes
}

/// Which colour is there most, of nine places in reading order.
fn colours(jpeg: &[u8]) -> String {
    let picture = image::load_from_memory(jpeg).unwrap();
    let (width, height) = (picture.width() / 3, picture.height() / 3);
    let colour = |place: u32| {
        let part = picture.view(place % 3 * width, place / 3 * height, width, height);
        let mut sums = [(0_u64, 'r'), (0, 'g'), (0, 'b')];
        for (_, _, pixel) in part.pixels() {
            for (sum, channel) in sums.iter_mut().zip(pixel.0) {
                sum.0 += u64::from(channel);
            }
        }
        sums.into_iter().max().unwrap().1
    };
    (0..9).map(colour).collect()
}

#[test]
fn what_is_kept_has_a_bound_and_the_same_photo_in_it() {
    assert_eq!(bounded(3024, 4032, FRAME_HEIGHT), (1125, 1500));
    assert_eq!(bounded(4032, 3024, FRAME_HEIGHT), (2000, 1500));
    assert_eq!(bounded(1080, 1920, FRAME_HEIGHT), (1000, 1777));
    assert_eq!(bounded(640, 960, FRAME_HEIGHT), (640, 960));
    for (width, height) in [(12_000, 600), (400, 6_000), (1_125, 1_500), (3_001, 1_500)] {
        let (whole, kept) = (Source::of(width, height).frame(), trimmed(width, height));
        assert!(kept.width <= 2 * kept.height && kept.height <= 3 * kept.width);
        let inside = Source::of(kept.width, kept.height).frame();
        assert_eq!((whole.width, whole.height), (inside.width, inside.height));
        assert!(whole.x.abs_diff(kept.x + inside.x) <= 1);
        assert!(whole.y.abs_diff(kept.y + inside.y) <= 1);
    }
}

#[test]
fn an_original_is_upright_and_gives_the_photo_that_was_taken_in() {
    let turned = as_jpeg(&flag(1200, 900), 6);
    let (photo, original) = intake_with_original(&turned).unwrap();
    assert_eq!((original.width, original.height), (900, 1200));
    assert_eq!(colours(&original.jpeg), "rrrgggbbb");
    assert!(!original.jpeg.windows(4).any(|window| window == b"Exif"));
    let overview = image::load_from_memory(&original.overview).unwrap();
    assert_eq!(overview.dimensions(), (270, 360));
    assert!(
        original.overview.len() < 40_000,
        "{}",
        original.overview.len()
    );
    let again = cut_again(&original.jpeg, &original.source()).unwrap();
    assert_eq!((again.width, again.height), (photo.width, photo.height));
    assert_eq!(colours(&again.jpeg), colours(&photo.jpeg));
    assert_eq!(intake(&turned).unwrap().jpeg, photo.jpeg);
}

#[test]
fn every_choice_shows_what_it_says() {
    let (_, original) = intake_with_original(&as_jpeg(&flag(1800, 900), 1)).unwrap();
    let source = original.source();
    let cut = |choices: &[PhotoChoice]| {
        let mut source = source;
        for choice in choices {
            source = source.after(*choice).unwrap();
        }
        let photo = cut_again(&original.jpeg, &source).unwrap();
        (colours(&photo.jpeg), photo.width, photo.height)
    };
    let is = |colours: &str, width, height| (colours.to_owned(), width, height);
    assert_eq!(cut(&[C::Left]), is("rrrrrrrrr", 600, 900));
    assert_eq!(cut(&[C::Middle]), is("ggggggggg", 600, 900));
    assert_eq!(cut(&[C::Right]), is("bbbbbbbbb", 600, 900));
    assert_eq!(cut(&[C::Right, C::Nearer]), is("bbbbbbbbb", 480, 720));
    // On its side the picture is tall: 900 × 1350 of 900 × 1800 pixels.
    assert_eq!(cut(&[C::TurnRight, C::Higher]).0, "rrrgggggg");
    assert_eq!(cut(&[C::TurnRight, C::Lower]).0, "ggggggbbb");
    assert_eq!(cut(&[C::TurnLeft, C::Higher]).0, "bbbgggggg");
    let about = cut(&[C::TurnLeft, C::TurnLeft, C::Left]);
    assert_eq!(about, is("bbbbbbbbb", 600, 900));
}

#[test]
fn a_part_that_is_no_photo_is_refused() {
    // Nothing is on the left but the wall.
    let wall = RgbImage::from_fn(1800, 900, |x, y| {
        Rgb([if x > 700 && y % 32 >= 8 { 220 } else { 20 }; 3])
    });
    let (_, original) = intake_with_original(&as_jpeg(&wall, 1)).unwrap();
    let left = original.source().after(PhotoChoice::Left).unwrap();
    let refused = cut_again(&original.jpeg, &left).err();
    assert_eq!(refused, Some(PhotoFault::Flat));
    let near = Crop {
        size: 50,
        ..Crop::default()
    };
    let small = Source {
        crop: near,
        ..original.source()
    };
    let (width, height) = (300, 450);
    assert_eq!(
        cut_again(&original.jpeg, &small).err(),
        Some(PhotoFault::TooSmall { width, height })
    );
    let other = Source::of(1000, 900);
    let refused = cut_again(&original.jpeg, &other).err();
    assert_eq!(refused, Some(PhotoFault::Unreadable));
}
