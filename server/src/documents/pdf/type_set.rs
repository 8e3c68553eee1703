//! The fonts of the documents: what they can write, and how wide it is.

use crate::documents::DocumentError;
use krilla::text::Font;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// A face of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Regular,
    Bold,
    Khmer,
    /// OCR-B, for zones.
    Zone,
}

struct Type {
    bytes: &'static [u8],
    font: Font,
}

/// The fonts, read once. Cheap to use from several threads.
pub(in crate::documents) struct TypeSet {
    regular: Type,
    bold: Type,
    khmer: Type,
    zone: Type,
}

impl TypeSet {
    pub(in crate::documents) fn new() -> Result<Self, DocumentError> {
        let read = |bytes: &'static [u8]| {
            let font = Font::new(bytes.into(), 0).ok_or(DocumentError::Font)?;
            FontRef::new(bytes).map_err(|_| DocumentError::Font)?;
            Ok::<_, DocumentError>(Type { bytes, font })
        };
        Ok(Self {
            regular: read(include_bytes!("../../../fonts/NotoSans-Regular.ttf"))?,
            bold: read(include_bytes!("../../../fonts/NotoSans-Bold.ttf"))?,
            khmer: read(include_bytes!("../../../fonts/NotoSansKhmer-Regular.ttf"))?,
            zone: read(include_bytes!("../../../fonts/OCRB.otf"))?,
        })
    }

    fn face(&self, face: Face) -> &Type {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
            Face::Khmer => &self.khmer,
            Face::Zone => &self.zone,
        }
    }

    pub(super) fn font(&self, face: Face) -> Font {
        self.face(face).font.clone()
    }

    /// Whether the face has a glyph for every letter.
    pub(super) fn writes(&self, face: Face, text: &str) -> bool {
        FontRef::new(self.face(face).bytes).is_ok_and(|font| {
            let glyphs = font.charmap();
            text.chars().all(|letter| glyphs.map(letter).is_some())
        })
    }

    /// Width in points, kerning left out.
    pub(super) fn width(&self, face: Face, size: f32, text: &str) -> f32 {
        FontRef::new(self.face(face).bytes).map_or(0.0, |font| {
            let glyphs = font.charmap();
            let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
            text.chars()
                .filter_map(|letter| metrics.advance_width(glyphs.map(letter)?))
                .sum()
        })
    }

    /// The text in lines no wider than `width`. A line that goes on ends in its blank; a word that
    /// is too wide by itself is cut.
    pub(super) fn lines(&self, face: Face, size: f32, width: f32, text: &str) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split_inclusive(' ') {
            if !line.is_empty() && self.width(face, size, &(line.clone() + word.trim_end())) > width
            {
                lines.push(std::mem::take(&mut line));
            }
            for letter in word.chars() {
                line.push(letter);
                if letter != ' ' && self.width(face, size, &line) > width {
                    line.pop();
                    lines.push(std::mem::take(&mut line));
                    line.push(letter);
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// The largest of the sizes at which the text fits on one line; the last one if none does.
    pub(super) fn fitting(&self, face: Face, sizes: &[f32], width: f32, text: &str) -> f32 {
        sizes
            .iter()
            .copied()
            .find(|&size| self.width(face, size, text) <= width)
            .or(sizes.last().copied())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_faces_write_the_letters_that_passports_have() {
        let types = TypeSet::new().unwrap();
        for text in [
            "Müller-Łukasiewicz Ñandú Çağrı Ğül Őry Šťastný Žižek Æsir Þór Ðorđe Əliyev Ǎ",
            "Nguyễn Thị Phương Ưng Đặng Ỹ",
            "Παπαδόπουλος Ελευθέριος",
            "Щербакова Її Ґ Ђорђевић Қазақ Әліпби",
            "O’Neill O'Neill D‘Arcy e\u{301} – — “”",
        ] {
            assert!(types.writes(Face::Regular, text), "{text}");
            assert!(types.writes(Face::Bold, text), "{text}");
        }
        assert!(types.writes(Face::Khmer, "ព្រះរាជាណាចក្រកម្ពុជា"));
        assert!(types.writes(Face::Zone, "ABCXYZ0123456789<"));
        for text in ["王小明", "محمد", "สมชาย", "😀", "\n"] {
            assert!(!types.writes(Face::Regular, text), "{text}");
        }
    }

    #[test]
    fn lines_stay_within_their_width_and_lose_no_letter() {
        let types = TypeSet::new().unwrap();
        let text = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk is one word of many.";
        for width in [30.0, 60.0, 200.0, 1000.0] {
            let lines = types.lines(Face::Regular, 10.0, width, text);
            assert_eq!(lines.concat(), text);
            for line in lines {
                assert!(types.width(Face::Regular, 10.0, line.trim_end()) <= width);
            }
        }
    }
}
