//! How things look on the page: colours and lines of text.

use super::type_set::Face;
use krilla::color::rgb;
use krilla::paint::Paint;

pub(super) const INK: Color = Color(0x1c, 0x1b, 0x1f);
pub(super) const SOFT: Color = Color(0x55, 0x52, 0x5b);
pub(super) const ACCENT: Color = Color(0x2b, 0x3a, 0x8f);
/// The warm gold of the woven line and of what is festive.
pub(super) const GOLD: Color = Color(0xb8, 0x86, 0x2f);
pub(super) const LINE: Color = Color(0xd9, 0xd5, 0xcf);
pub(super) const PANEL: Color = Color(0xf4, 0xf3, 0xf7);
pub(super) const WARNING: Color = Color(0xfd, 0xf3, 0xdd);
pub(super) const WATERMARK: Color = Color(0xf3, 0xdf, 0xdd);

/// An sRGB colour.
#[derive(Clone, Copy)]
pub(super) struct Color(u8, u8, u8);

impl Color {
    pub(super) const BLACK: Self = Self(0, 0, 0);
    pub(super) const WHITE: Self = Self(0xff, 0xff, 0xff);

    pub(super) fn paint(self) -> Paint {
        rgb::Color::new(self.0, self.1, self.2).into()
    }
}

/// How a line of text looks.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub face: Face,
    pub size: f32,
    pub color: Color,
}

pub(super) const fn look(face: Face, size: f32, color: Color) -> Look {
    Look { face, size, color }
}
