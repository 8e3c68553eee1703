//! The frame of a photo (Art. 6.3: 4 × 6 cm, that is 2:3): which part of an upload is kept.

use domain::law::application::PHOTO_CENTIMETRES;
use image::metadata::Orientation;

/// A rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

/// The largest part of that shape of an upright picture: in the middle of its width, and in its
/// upper part where it is too tall, since the head is there (a quarter of what goes is cut above).
pub(super) fn frame(width: u32, height: u32) -> Frame {
    let (across, up) = PHOTO_CENTIMETRES;
    // A picture has at most 2^16 pixels a side, so that these products fit.
    if width.saturating_mul(up) >= height.saturating_mul(across) {
        let kept = height.saturating_mul(across) / up;
        Frame {
            x: (width - kept) / 2,
            y: 0,
            width: kept,
            height,
        }
    } else {
        let kept = width.saturating_mul(up) / across;
        Frame {
            x: 0,
            y: (height - kept) / 4,
            width,
            height: kept,
        }
    }
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
    fn wide_pictures_lose_their_sides_and_tall_ones_mostly_their_foot() {
        assert_eq!(
            frame(512, 512),
            Frame {
                x: 85,
                y: 0,
                width: 341,
                height: 512
            }
        );
        assert_eq!(
            frame(1080, 1920),
            Frame {
                x: 0,
                y: 75,
                width: 1080,
                height: 1620
            }
        );
        assert_eq!(
            frame(400, 600),
            Frame {
                x: 0,
                y: 0,
                width: 400,
                height: 600
            }
        );
    }

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
