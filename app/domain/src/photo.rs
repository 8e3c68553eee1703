//! The photo of a traveller (Art. 6.3: 4 × 6 cm, that is 2:3): which part of an uploaded picture it
//! is, and by which steps a traveller chooses another part.
//!
//! A crop is kept as shares of the picture, so that whatever proposes one (the middle, a face that
//! was found) says it in the same words as the buttons do.

use crate::law::application::PHOTO_CENTIMETRES;
use crate::text_enum::text_enum;
use serde::{Deserialize, Serialize};

/// The smallest photo, width and height in pixels.
pub const MIN_SIZE: (u32, u32) = (400, 600);

/// How near the photo comes, in hundredths of the largest photo that the picture holds.
const SIZES: [u8; 4] = [100, 80, 64, 50];
/// A move over less than so many hundredths of the photo shows nothing.
const LEAST_MOVE: u32 = 8;

/// A rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// Pixels left of it.
    pub x: u32,
    /// Pixels above it.
    pub y: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// Which part of a picture is the photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crop {
    /// Quarter turns to the right before anything is cut.
    pub turns: u8,
    /// Its height in hundredths of the largest photo that the turned picture holds.
    pub size: u8,
    /// How much of what is cut off goes left of it, in hundredths.
    pub across: u8,
    /// How much of what is cut off goes above it, in hundredths.
    pub down: u8,
}

impl Default for Crop {
    /// The largest part: in the middle of the width, and in the upper part, since the head is there.
    fn default() -> Self {
        Self {
            turns: 0,
            size: 100,
            across: 50,
            down: 25,
        }
    }
}

text_enum! {
    /// What a traveller presses to have another part of the picture.
    PhotoChoice {
        /// A quarter turn to the left.
        TurnLeft = "turn-left",
        /// A quarter turn to the right.
        TurnRight = "turn-right",
        /// A smaller part, in which the face is larger.
        Nearer = "nearer",
        /// A larger part, up to the whole.
        Farther = "farther",
        /// The left end of the picture.
        Left = "left",
        /// The middle of its width.
        Middle = "middle",
        /// The right end.
        Right = "right",
        /// The upper end of the picture.
        Higher = "higher",
        /// The middle of its height.
        Halfway = "halfway",
        /// The lower end.
        Lower = "lower",
    }
}

impl PhotoChoice {
    /// The places beside each other, from the left.
    pub const ACROSS: [Self; 3] = [Self::Left, Self::Middle, Self::Right];
    /// The places below each other, from the top.
    pub const DOWN: [Self; 3] = [Self::Higher, Self::Halfway, Self::Lower];

    const fn turn(self) -> Option<u8> {
        match self {
            Self::TurnRight => Some(1),
            Self::TurnLeft => Some(3),
            _ => None,
        }
    }
}

/// A picture of which a part is the photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its width in pixels, before the turns of the crop.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// The part.
    pub crop: Crop,
}

impl Source {
    /// A picture of this size with the part that is taken first.
    pub fn of(width: u32, height: u32) -> Self {
        Self {
            width,
            height,
            crop: Crop::default(),
        }
    }

    /// Width and height after the turns.
    pub const fn turned(&self) -> (u32, u32) {
        if self.crop.turns.is_multiple_of(2) {
            (self.width, self.height)
        } else {
            (self.height, self.width)
        }
    }

    /// The photo in the turned picture.
    pub fn frame(&self) -> Frame {
        let (width, height) = self.turned();
        let largest = largest(width, height);
        let size = u32::from(self.crop.size.clamp(1, 100));
        let (kept_width, kept_height) = match size {
            100 => largest,
            _ => (largest.0 * size / 100, largest.1 * size / 100),
        };
        let place = |cut: u32, share: u8| cut * u32::from(share.min(100)) / 100;
        Frame {
            x: place(width - kept_width, self.crop.across),
            y: place(height - kept_height, self.crop.down),
            width: kept_width,
            height: kept_height,
        }
    }

    /// Whether the part has pixels enough for a photo.
    pub fn is_large_enough(&self) -> bool {
        let frame = self.frame();
        frame.width >= MIN_SIZE.0 && frame.height >= MIN_SIZE.1
    }

    /// The same picture as it is after a choice, whether or not it is offered.
    fn chosen(self, choice: PhotoChoice) -> Self {
        use PhotoChoice as C;
        let mut crop = self.crop;
        if let Some(turn) = choice.turn() {
            crop = Crop {
                turns: (crop.turns + turn) % 4,
                ..Crop::default()
            };
        }
        let size = crop.size;
        match choice {
            C::TurnLeft | C::TurnRight => {}
            C::Nearer => crop.size = SIZES.into_iter().find(|s| *s < size).unwrap_or(size),
            C::Farther => crop.size = SIZES.into_iter().rfind(|s| *s > size).unwrap_or(size),
            C::Left => crop.across = 0,
            C::Middle => crop.across = 50,
            C::Right => crop.across = 100,
            C::Higher => crop.down = 0,
            C::Halfway => crop.down = 50,
            C::Lower => crop.down = 100,
        }
        Self { crop, ..self }
    }

    /// The picture after a choice that is offered: one that shows something else, or one of three
    /// places that differ, and never a photo of too few pixels.
    pub fn after(self, choice: PhotoChoice) -> Option<Self> {
        let (width, height) = self.turned();
        let frame = self.frame();
        let may_move = |whole: u32, part: u32| (whole - part) * 100 >= part * LEAST_MOVE;
        let chosen = self.chosen(choice);
        let shows_something = if PhotoChoice::ACROSS.contains(&choice) {
            may_move(width, frame.width)
        } else if PhotoChoice::DOWN.contains(&choice) {
            may_move(height, frame.height)
        } else {
            chosen != self
        };
        (shows_something && chosen.is_large_enough()).then_some(chosen)
    }
}

/// The largest photo that a picture holds.
fn largest(width: u32, height: u32) -> (u32, u32) {
    let (across, up) = PHOTO_CENTIMETRES;
    // A picture has at most 2^16 pixels a side, so that these products fit.
    if width.saturating_mul(up) >= height.saturating_mul(across) {
        (height.saturating_mul(across) / up, height)
    } else {
        (width, width.saturating_mul(up) / across)
    }
}

#[cfg(test)]
mod tests {
    use super::PhotoChoice as C;
    use super::*;

    fn frame(source: Source) -> (u32, u32, u32, u32) {
        let Frame {
            x,
            y,
            width,
            height,
        } = source.frame();
        (x, y, width, height)
    }

    fn offered(source: Source) -> Vec<&'static str> {
        let choices = C::ALL.iter().filter(|c| source.after(**c).is_some());
        choices.map(|choice| choice.as_str()).collect()
    }

    #[test]
    fn wide_pictures_lose_their_sides_and_tall_ones_mostly_their_foot() {
        assert_eq!(frame(Source::of(512, 512)), (85, 0, 341, 512));
        assert_eq!(frame(Source::of(1080, 1920)), (0, 75, 1080, 1620));
        assert_eq!(frame(Source::of(400, 600)), (0, 0, 400, 600));
    }

    #[test]
    fn a_wide_picture_has_three_places_beside_each_other() {
        let wide = Source::of(2000, 1500);
        let frames = C::ACROSS.map(|choice| frame(wide.after(choice).unwrap()));
        let places = [
            (0, 0, 1000, 1500),
            (500, 0, 1000, 1500),
            (1000, 0, 1000, 1500),
        ];
        assert_eq!(frames, places);
        assert_eq!(C::DOWN.map(|choice| wide.after(choice)), [None; 3]);
        assert_eq!(wide.after(C::Middle), Some(wide), "as it is");
    }

    #[test]
    fn a_tall_picture_has_three_places_below_each_other() {
        let tall = Source::of(1000, 1780);
        let frames = C::DOWN.map(|choice| frame(tall.after(choice).unwrap()));
        let places = [
            (0, 0, 1000, 1500),
            (0, 140, 1000, 1500),
            (0, 280, 1000, 1500),
        ];
        assert_eq!(frames, places);
        assert_eq!(C::ACROSS.map(|choice| tall.after(choice)), [None; 3]);
    }

    #[test]
    fn nearer_and_farther_are_steps_and_keep_the_place() {
        let mut source = Source::of(1000, 1500).after(C::Nearer).unwrap();
        assert_eq!(frame(source), (100, 75, 800, 1200));
        source = source.after(C::Right).unwrap();
        assert_eq!(frame(source), (200, 75, 800, 1200));
        source = source.after(C::Nearer).unwrap().after(C::Nearer).unwrap();
        assert_eq!(frame(source), (500, 187, 500, 750));
        assert_eq!(source.after(C::Nearer), None);
        source = source.after(C::Farther).unwrap().after(C::Farther).unwrap();
        assert_eq!(frame(source), (200, 75, 800, 1200));
        source = source.after(C::Farther).unwrap();
        assert_eq!(source.crop.size, 100);
        assert_eq!(source.after(C::Farther), None);
    }

    #[test]
    fn a_turn_takes_the_other_side_and_begins_anew() {
        let lying = Source::of(1500, 1125).after(C::Right).unwrap();
        let turned = lying.after(C::TurnRight).unwrap();
        assert_eq!(turned.turned(), (1125, 1500));
        assert_eq!(frame(turned), (62, 0, 1000, 1500));
        let back = turned.after(C::TurnLeft).unwrap();
        assert_eq!(back, Source::of(1500, 1125));
        let about = turned.after(C::TurnRight).unwrap();
        assert_eq!((about.crop.turns, about.turned()), (2, (1500, 1125)));
    }

    #[test]
    fn nothing_is_offered_that_would_be_too_small() {
        assert_eq!(offered(Source::of(400, 600)), [""; 0]);
        assert_eq!(offered(Source::of(499, 750)), [""; 0]);
        assert_eq!(offered(Source::of(500, 750)), ["nearer"]);
        // Turned, it is 599 pixels high.
        assert_eq!(offered(Source::of(599, 900)), ["nearer"]);
        let turns_too = ["turn-left", "turn-right", "nearer"];
        assert_eq!(offered(Source::of(600, 900)), turns_too);
        assert!(!Source::of(900, 599).is_large_enough());
    }

    #[test]
    fn a_move_of_a_few_pixels_is_not_offered() {
        assert_eq!(offered(Source::of(431, 600)), [""; 0]);
        assert_eq!(offered(Source::of(432, 600)), ["left", "middle", "right"]);
    }
}
