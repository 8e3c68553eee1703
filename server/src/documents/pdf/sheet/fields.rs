//! Labelled values of the page.

use super::Sheet;
use crate::documents::pdf::labels::Label;
use crate::documents::pdf::look::{ACCENT, INK, SOFT, look};
use crate::documents::pdf::type_set::Face;
use krilla::tagging::{ListNumbering, Tag, TagGroup};

/// How much a value stands out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::documents::pdf) enum Lead {
    /// One of the few that must be seen first.
    First,
    /// A name: large while it is short.
    Name,
    /// A number that is compared with the passport.
    Bold,
    Plain,
    /// Several values, in small letters.
    List,
}

impl Lead {
    const fn face(self) -> Face {
        match self {
            Self::First | Self::Name | Self::Bold => Face::Bold,
            Self::Plain | Self::List => Face::Regular,
        }
    }

    /// The sizes to choose from, the largest first, each with the lines it may take.
    const fn sizes(self) -> &'static [(f32, usize)] {
        match self {
            Self::First => &[(15.0, 1), (12.0, 1), (9.0, 2)],
            Self::Name => &[(14.0, 1), (12.0, 1), (9.5, 2), (8.0, 2), (6.5, 3)],
            Self::Bold | Self::Plain => &[(11.5, 1), (9.5, 1), (8.0, 2), (6.5, 2)],
            Self::List => &[(8.5, 4), (7.5, 5), (6.5, 6), (5.5, 7)],
        }
    }
}

/// A labelled value at a point of the page.
pub(in crate::documents::pdf) struct Field {
    pub x: f32,
    /// Baseline of the label's Khmer.
    pub y: f32,
    pub width: f32,
    pub label: Label,
    pub value: String,
    pub lead: Lead,
}

/// From the baseline of the Khmer label to that of the English one, and on to the value.
const ENGLISH: f32 = 9.5;
const VALUE: f32 = 16.0;

impl Sheet<'_> {
    /// Labelled values, read out as one list.
    pub(in crate::documents::pdf) fn fields(&mut self, fields: &[Field]) {
        let mut list = TagGroup::new(Tag::L(ListNumbering::None));
        for field in fields {
            list.push(self.field(field));
        }
        self.groups.push(list);
    }

    fn field(&mut self, field: &Field) -> TagGroup {
        let Field { x, y, .. } = *field;
        let khmer = look(Face::Khmer, 7.5, ACCENT);
        let english = look(Face::Regular, 7.5, SOFT);
        let mut label = TagGroup::new(Tag::Lbl);
        label.push(self.run(x, y, khmer, &format!("{} ", field.label.khmer)));
        label.push(self.run(
            x,
            y + ENGLISH,
            english,
            &format!("{} ", field.label.english),
        ));
        let face = field.lead.face();
        let sizes = field.lead.sizes();
        let (size, lines) = self
            .types
            .fitting_lines(face, sizes, field.width, &field.value);
        let mut body = TagGroup::new(Tag::LBody);
        // A small first line moves up to its label.
        let mut y = y + ENGLISH + VALUE.min(size * 0.55 + 7.5);
        for line in cut(lines, sizes) {
            body.push(self.run(x, y, look(face, size, INK), &line));
            y += size * 1.15;
        }
        let mut item = TagGroup::new(Tag::LI);
        item.push(label);
        item.push(body);
        item
    }
}

/// The lines that the smallest of the sizes may take, the last with an ellipsis where one is cut: a
/// page has no room for any number of ports.
fn cut(mut lines: Vec<String>, sizes: &[(f32, usize)]) -> Vec<String> {
    let most = sizes.last().map_or(0, |(_, most)| *most);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = format!("{} …", last.trim_end());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::pdf::type_set::TypeSet;

    #[test]
    fn a_name_of_109_signs_is_never_cut() {
        let types = TypeSet::new().unwrap();
        let sizes = Lead::Name.sizes();
        for letters in ["W".repeat(109), "Mohammed-".repeat(13)] {
            let (_, lines) = types.fitting_lines(Lead::Name.face(), sizes, 362.0, &letters);
            assert_eq!(cut(lines.clone(), sizes), lines, "{letters}");
        }
    }

    #[test]
    fn what_has_no_room_ends_in_an_ellipsis() {
        let lines = vec!["one ".to_owned(), "two ".to_owned()];
        assert_eq!(cut(lines.clone(), &[(1.0, 1)]), ["one …"]);
        assert_eq!(cut(lines.clone(), &[(1.0, 2)]), lines);
    }
}
