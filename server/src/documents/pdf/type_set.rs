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
    Mrz,
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
    mrz: Type,
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
            mrz: read(include_bytes!("../../../fonts/OCRB.otf"))?,
        })
    }

    fn face(&self, face: Face) -> &Type {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
            Face::Khmer => &self.khmer,
            Face::Mrz => &self.mrz,
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
        text.chars().map(self.advances(face, size)).sum()
    }

    /// The width of each letter, in points.
    fn advances(&self, face: Face, size: f32) -> impl Fn(char) -> f32 + use<> {
        let measures = FontRef::new(self.face(face).bytes).ok().map(|font| {
            (
                font.charmap(),
                font.glyph_metrics(Size::new(size), LocationRef::default()),
            )
        });
        move |letter| {
            measures
                .as_ref()
                .and_then(|(glyphs, metrics)| metrics.advance_width(glyphs.map(letter)?))
                .unwrap_or_default()
        }
    }

    /// The text in lines no wider than `width`. A line that goes on ends in its blank; a word that
    /// is too wide by itself is cut.
    pub(super) fn lines(&self, face: Face, size: f32, width: f32, text: &str) -> Vec<String> {
        let advance = self.advances(face, size);
        let mut lines = Vec::new();
        let mut line = String::new();
        let mut used = 0.0;
        for word in text.split_inclusive(' ') {
            let whole: f32 = word.trim_end().chars().map(&advance).sum();
            if !line.is_empty() && used + whole > width {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            for letter in word.chars() {
                let step = advance(letter);
                if letter != ' ' && !line.is_empty() && used + step > width {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(letter);
                used += step;
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// The first of the sizes at which the text fits into its number of lines, and the lines; the
    /// last size if it fits at none.
    pub(super) fn fitting_lines(
        &self,
        face: Face,
        sizes: &[(f32, usize)],
        width: f32,
        text: &str,
    ) -> (f32, Vec<String>) {
        let mut chosen = (0.0, Vec::new());
        for &(size, most) in sizes {
            chosen = (size, self.lines(face, size, width, text));
            if chosen.1.len() <= most {
                break;
            }
        }
        chosen
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
        assert!(types.writes(Face::Mrz, "ABCXYZ0123456789<"));
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
                assert!(types.width(Face::Regular, 10.0, line.trim_end()) <= width + 0.01);
            }
        }
    }
}
