//! Corrections of scanned or typed lines: common mistakes of cameras and typists, corrected where
//! only one reading is legal, each reported as a [`Correction`].

mod positions;

pub(super) use positions::{correct_classes, correct_fillers};

use super::layout::Class;
use crate::text_enum::text_enum;
use serde::Serialize;

text_enum! {
    /// The kind of mistake that a correction removed.
    CorrectionKind {
        /// Superfluous blanks.
        Spaces = "spaces",
        /// Small letters, where an MRZ has capitals only (part 3, 4.3).
        LowerCase = "lower_case",
        /// Another character, or a blank, in the place of `<`.
        Filler = "filler",
        /// Fillers missing or too many at the end of a line.
        Length = "length",
        /// A letter read as a digit or the reverse (O and 0, I and 1), where only the other is
        /// legal.
        LetterOrDigit = "letter_or_digit",
        /// Lines that ran together.
        Lines = "lines",
    }
}

/// A correction made to the lines before they were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// The kind of mistake.
    pub kind: CorrectionKind,
    /// The line, counted from 1.
    pub line: usize,
    /// The position in the corrected line, counted from 1; `None` for a correction of the whole
    /// line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// The character that stood there; `None` for a correction of the whole line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<char>,
    /// The character that was read instead; `None` for a correction of the whole line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<char>,
}

impl Correction {
    const fn line(kind: CorrectionKind, line: usize) -> Self {
        Self {
            kind,
            line: line + 1,
            column: None,
            from: None,
            to: None,
        }
    }
}

const WIDTHS: [usize; 3] = [30, 36, 44];
/// The length of an MRZ whose line breaks are lost, and the width of its lines.
const RUN_TOGETHER: [(usize, usize); 3] = [(90, 30), (72, 36), (88, 44)];
/// Fillers that may be missing or too many at the end of a line.
const LENGTH_SLACK: usize = 4;

/// The lines of an input that needs no correction: legal characters in lines of the right width,
/// but for blanks around them. `None` when corrections are needed. Most inputs need none, which
/// makes this worth a path of its own.
pub(super) fn exact_lines(input: &str) -> Option<Vec<String>> {
    let mut lines = input
        .lines()
        .map(str::trim_ascii)
        .filter(|line| !line.is_empty());
    let (first, second, third) = (lines.next()?, lines.next()?, lines.next());
    let fits = match third {
        None => matches!(first.len(), 36 | 44),
        Some(third) => first.len() == 30 && third.len() == 30 && lines.next().is_none(),
    };
    let legal = |line: &str| line.bytes().all(|b| Class::Any.holds(char::from(b)));
    let all = [Some(first), Some(second), third];
    (fits && first.len() == second.len() && all.into_iter().flatten().all(legal))
        .then(|| all.into_iter().flatten().map(str::to_owned).collect())
}

/// The lines of an input, with blanks, letter case, fillers and length corrected. `None` when no
/// format has such lines.
pub(super) fn corrected_lines(input: &str) -> Option<(Vec<Vec<char>>, Vec<Correction>)> {
    let mut corrections = Vec::new();
    let mut raw: Vec<Vec<char>> = input
        .lines()
        .map(|line| line.trim().chars().take(400).collect())
        .filter(|line: &Vec<char>| !line.is_empty())
        .take(4)
        .collect();
    if let [only] = raw.as_slice() {
        let compact: Vec<char> = only
            .iter()
            .copied()
            .filter(|c| !c.is_whitespace())
            .collect();
        let (_, width) = *RUN_TOGETHER.iter().find(|(all, _)| *all == compact.len())?;
        raw = compact.chunks(width).map(<[char]>::to_vec).collect();
        corrections.push(Correction::line(CorrectionKind::Lines, 0));
    }
    if !(2..=3).contains(&raw.len()) {
        return None;
    }
    let candidates: &[usize] = if raw.len() == 3 {
        &WIDTHS[..1]
    } else {
        &WIDTHS[1..]
    };
    let width = best_width(&raw, candidates)?;
    let lines = raw
        .iter()
        .enumerate()
        .map(|(number, line)| {
            let is_names = number == name_line(raw.len());
            clean(line, number, width, is_names, &mut corrections)
        })
        .collect::<Option<Vec<_>>>()?;
    Some((lines, corrections))
}

/// The candidate width nearest to that of the lines, with or without their blanks. A short line of
/// names does not count, since people leave out the fillers at its end.
fn best_width(lines: &[Vec<char>], candidates: &[usize]) -> Option<usize> {
    let names = name_line(lines.len());
    let distance = |width: usize| -> usize {
        lines
            .iter()
            .enumerate()
            .map(|(number, line)| {
                let with = expanded(line).len();
                let without = with - line.iter().filter(|c| c.is_whitespace()).count();
                if number == names && with < width {
                    0
                } else {
                    with.abs_diff(width).min(without.abs_diff(width))
                }
            })
            .sum()
    };
    candidates
        .iter()
        .copied()
        .min_by_key(|&width| distance(width))
        .filter(|&width| distance(width) <= LENGTH_SLACK * lines.len())
}

/// The index of the line that ends with the field for names: the third of a TD1, the first of the
/// other formats.
const fn name_line(lines: usize) -> usize {
    if lines == 3 { 2 } else { 0 }
}

/// The line with each double angle quote taken as the two fillers that a text program joined.
fn expanded(line: &[char]) -> Vec<char> {
    line.iter()
        .flat_map(|&c| match c {
            '«' | '»' | '≪' | '≫' | '《' | '》' => vec!['<', '<'],
            other => vec![other],
        })
        .collect()
}

/// One line, corrected and brought to `width` positions. `None` when fillers at its end cannot
/// account for the difference in length.
fn clean(
    line: &[char],
    number: usize,
    width: usize,
    is_names: bool,
    corrections: &mut Vec<Correction>,
) -> Option<Vec<char>> {
    let mut chars = expanded(line);
    if chars.len() != line.len() {
        corrections.push(Correction::line(CorrectionKind::Filler, number));
    }
    let blanks = chars.iter().filter(|c| c.is_whitespace()).count();
    if blanks > 0 {
        // Blanks stand for fillers where they make up the width or separate the names.
        let pair = |a: fn(char) -> bool| chars.windows(2).any(|two| two.iter().all(|&c| a(c)));
        let separate_names = is_names && pair(char::is_whitespace) && !pair(|c| c == '<');
        if chars.len() == width || separate_names {
            for c in chars.iter_mut().filter(|c| c.is_whitespace()) {
                *c = '<';
            }
            corrections.push(Correction::line(CorrectionKind::Filler, number));
        } else {
            chars.retain(|c| !c.is_whitespace());
            corrections.push(Correction::line(CorrectionKind::Spaces, number));
        }
    }
    if chars.iter().any(char::is_ascii_lowercase) {
        for c in &mut chars {
            c.make_ascii_uppercase();
        }
        corrections.push(Correction::line(CorrectionKind::LowerCase, number));
    }
    for (position, c) in chars.iter_mut().enumerate() {
        if matches!(
            *c,
            '‹' | '›'
                | '>'
                | '＜'
                | '＞'
                | '〈'
                | '〉'
                | '≤'
                | '≥'
                | '-'
                | '_'
                | '*'
                | '.'
                | '('
                | '['
                | '{'
                | '~'
        ) {
            corrections.push(Correction {
                kind: CorrectionKind::Filler,
                line: number + 1,
                column: Some(position + 1),
                from: Some(*c),
                to: Some('<'),
            });
            *c = '<';
        }
    }
    let excess = chars.len().saturating_sub(width);
    let lacking = width.saturating_sub(chars.len());
    if excess > 0 {
        let at_end = chars.iter().rev().take_while(|c| **c == '<').count();
        if excess > LENGTH_SLACK || at_end < excess {
            return None;
        }
        chars.truncate(width);
        corrections.push(Correction::line(CorrectionKind::Length, number));
    } else if lacking > 0 {
        if !is_names && (lacking > LENGTH_SLACK || chars.last() != Some(&'<')) {
            return None;
        }
        chars.resize(width, '<');
        corrections.push(Correction::line(CorrectionKind::Length, number));
    }
    Some(chars)
}
