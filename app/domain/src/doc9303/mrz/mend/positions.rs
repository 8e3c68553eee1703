//! What is put right position by position, once the format is known.

use super::{Mend, MendKind};
use crate::doc9303::mrz::layout::{Class, Field, Format};

/// Letters that readers take for a filler's angle. K is the worst of them: it counts nothing in a
/// check digit, as a filler does.
const LIKE_A_FILLER: [char; 3] = ['K', 'C', 'L'];

/// Puts fillers right that were read as letters, where a letter is not legal: after the secondary
/// identifier, and in runs that no name has.
pub(in crate::doc9303::mrz) fn fillers(
    format: Format,
    lines: &mut [String],
    mended: &mut Vec<Mend>,
) {
    for span in format.spans() {
        let Some(line) = lines
            .get_mut(span.line)
            .filter(|_| span.field == Field::Names)
        else {
            continue;
        };
        for offset in not_names(line.get(span.start..span.end).unwrap_or_default()) {
            let at = span.start + offset;
            mended.push(Mend {
                kind: MendKind::Filler,
                line: span.line + 1,
                column: Some(at + 1),
                from: line[at..].chars().next(),
                to: Some('<'),
            });
            line.replace_range(at..=at, "<");
        }
    }
}

/// Places in the field for names that hold such a letter and should hold a filler.
fn not_names(field: &str) -> Vec<usize> {
    let mut wrong = Vec::new();
    let mut start = 0;
    for run in field.as_bytes().chunk_by(|a, b| a == b) {
        // A field for names does not begin with a filler.
        if start > 0 && run.len() >= 4 && LIKE_A_FILLER.contains(&char::from(run[0])) {
            wrong.extend(start..start + run.len());
        }
        start += run.len();
    }
    let is_filler = |at: usize| wrong.contains(&at) || field.as_bytes()[at] == b'<';
    let double = |from: usize| {
        (from..field.len().saturating_sub(1)).find(|&at| is_filler(at) && is_filler(at + 1))
    };
    let tail = double(0)
        .and_then(|first| double(first + 2))
        .unwrap_or(field.len());
    let after: Vec<usize> = field
        .char_indices()
        .skip(tail)
        .filter(|(at, c)| LIKE_A_FILLER.contains(c) && !wrong.contains(at))
        .map(|(at, _)| at)
        .collect();
    wrong.extend(after);
    wrong
}

/// Puts letters and digits right where the position allows one class only.
pub(in crate::doc9303::mrz) fn classes(
    format: Format,
    lines: &mut [String],
    mended: &mut Vec<Mend>,
) {
    for span in format.spans() {
        let Some(line) = lines.get_mut(span.line) else {
            continue;
        };
        let stretch = line.get(span.start..span.end).unwrap_or_default();
        let holds = |(offset, c)| span.class.at(offset).holds(c);
        if stretch.char_indices().all(holds) {
            continue;
        }
        let mut read = String::with_capacity(stretch.len());
        for (offset, c) in stretch.char_indices() {
            let to = if holds((offset, c)) {
                None
            } else {
                likely(span.class.at(offset), c)
            };
            if to.is_some() {
                mended.push(Mend {
                    kind: MendKind::LetterOrDigit,
                    line: span.line + 1,
                    column: Some(span.start + offset + 1),
                    from: Some(c),
                    to,
                });
            }
            read.push(to.unwrap_or(c));
        }
        line.replace_range(span.start..span.end, &read);
    }
}

/// The one legal character that is commonly read as `c`.
const fn likely(class: Class, c: char) -> Option<char> {
    match (class, c) {
        (Class::Digits | Class::DigitsOrFiller, 'O' | 'Q' | 'D') => Some('0'),
        (Class::Digits | Class::DigitsOrFiller, 'I' | 'L') => Some('1'),
        (Class::Digits | Class::DigitsOrFiller, 'Z') => Some('2'),
        (Class::Digits | Class::DigitsOrFiller, 'S') => Some('5'),
        (Class::Digits | Class::DigitsOrFiller, 'G') => Some('6'),
        (Class::Digits | Class::DigitsOrFiller, 'B') => Some('8'),
        (Class::Letters, '0') => Some('O'),
        (Class::Letters, '1') => Some('I'),
        (Class::Letters, '2') => Some('Z'),
        (Class::Letters, '5') => Some('S'),
        (Class::Letters, '6') => Some('G'),
        (Class::Letters, '8') => Some('B'),
        // The visual inspection zone writes X where the machine-readable one has a filler.
        (Class::Sex, 'X') => Some('<'),
        _ => None,
    }
}
