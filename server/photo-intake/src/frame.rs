//! Where the frame of a photo lies in a file, whose picture may be stored on its side.

use domain::photo::{Frame, Source};
use image::metadata::Orientation;

/// The part of an upright picture that is kept while nobody has chosen another.
pub(super) fn frame(width: u32, height: u32) -> Frame {
    Source::of(width, height).frame()
}

/// Whether the orientation swaps width and height.
pub(super) fn swaps_sides(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// Where a frame of the upright picture lies in the picture as stored (`width` × `height`), so
/// that only the small result has to be turned.
pub(super) fn as_stored(frame: Frame, orientation: Orientation, width: u32, height: u32) -> Frame {
    let Frame {
        x,
        y,
        width: w,
        height: h,
    } = frame;
    let (x, y, w, h) = match orientation {
        Orientation::NoTransforms => (x, y, w, h),
        Orientation::FlipHorizontal => (width - x - w, y, w, h),
        Orientation::FlipVertical => (x, height - y - h, w, h),
        Orientation::Rotate180 => (width - x - w, height - y - h, w, h),
        Orientation::Rotate90 => (y, height - x - w, h, w),
        Orientation::Rotate270 => (width - y - h, x, h, w),
        Orientation::Rotate90FlipH => (y, x, h, w),
        Orientation::Rotate270FlipH => (width - y - h, height - x - w, h, w),
    };
    Frame {
        x,
        y,
        width: w,
        height: h,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, GenericImageView, RgbImage};

    #[test]
    fn cropping_before_turning_is_cropping_after_turning() {
        let stored = DynamicImage::ImageRgb8(RgbImage::from_fn(50, 37, |x, y| {
            image::Rgb([u8::try_from(x).unwrap(), u8::try_from(y).unwrap(), 0])
        }));
        for exif in 1..=8 {
            let orientation = Orientation::from_exif(exif).unwrap();
            let mut upright = stored.clone();
            upright.apply_orientation(orientation);
            let kept = Frame {
                x: 3,
                y: 5,
                width: 10,
                height: 15,
            };
            let expected = upright.crop_imm(kept.x, kept.y, kept.width, kept.height);
            let there = as_stored(kept, orientation, stored.width(), stored.height());
            let mut found = stored.crop_imm(there.x, there.y, there.width, there.height);
            found.apply_orientation(orientation);
            assert_eq!(found, expected, "EXIF orientation {exif}");
            assert_eq!(swaps_sides(orientation), exif > 4);
            assert_eq!(upright.dimensions().0 == 37, exif > 4);
        }
    }
}
