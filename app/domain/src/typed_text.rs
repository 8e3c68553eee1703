//! Typed text: what people type or paste, brought into the form in which it is read, stored and
//! shown, so that no sign stands in it that a reader does not see. Digits of every script are
//! decimal digits, the wide and narrow forms of East Asian keyboards are their plain letters, and
//! signs that are invisible or turn the direction of writing are left out.
//!
//! [`TypedText::of`] says by a control's name which of the forms its text has.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_compatible;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// The form of a control's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedText {
    /// One line that is read: a number, a date, a reference, an address of mail, a Latin name.
    Line,
    /// Several such lines: an MRZ.
    Lines,
    /// One line in any script, kept as it is written.
    Phrase,
    /// Several lines in any script, kept as they are written.
    Prose,
    /// What may hold any sign: a password.
    Verbatim,
}

impl TypedText {
    /// The form of the control of this name. A new control has one line that is read, until it is
    /// named here.
    pub fn of(control: &str) -> Self {
        match control {
            "mrz" => Self::Lines,
            "birth_place" => Self::Phrase,
            "address" | "home_address" | "note" | "despite" | "mistake" => Self::Prose,
            "password" | "current" | "new" | "again" => Self::Verbatim,
            _ => Self::Line,
        }
    }

    /// The text in this form.
    pub fn fold(self, text: &str) -> String {
        match self {
            Self::Line => line(text),
            Self::Lines => text.lines().map(line).collect::<Vec<_>>().join("\n"),
            Self::Phrase => visible(phrase(text)),
            Self::Prose => visible(text.lines().map(phrase).collect::<Vec<_>>().join("\n")),
            Self::Verbatim => text.to_owned(),
        }
    }
}

/// The text; nothing where no reader sees any of it.
fn visible(text: String) -> String {
    if text.chars().all(|c| c.is_whitespace() || is_joiner(c)) {
        String::new()
    } else {
        text
    }
}

fn line(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_graphic() || c == ' ' {
            folded.push(c);
        } else if c.is_whitespace() {
            folded.push(' ');
        } else if is_long_sound(c) && !folded.ends_with(is_kana) {
            // Of no vowel it is the key of a Japanese keyboard where others have the hyphen.
            folded.push('-');
        } else if !is_unseen(c) && !is_joiner(c) {
            push_compatible(c, &mut folded);
        }
    }
    folded.nfc().collect()
}

/// Whether a text that should be one line holds a sign that no reader sees: a line break or another control
/// character, or one that turns the direction of writing. One that joins or parts words is none of these.
pub fn hides_signs(text: &str) -> bool {
    text.chars().any(is_unseen)
}

/// A letter of Hiragana or Katakana, the sign that lengthens its vowel among them.
const fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}')
}

/// The sign that lengthens a vowel of Katakana, wide or narrow.
const fn is_long_sound(c: char) -> bool {
    matches!(c, '\u{30FC}' | '\u{FF70}')
}

/// A character in its compatible form (NFKC): `Ａ` as `A`, `٣` as `3`. An accent that stands alone
/// is decomposed into a blank and a mark, which would be another text; it stays.
fn push_compatible(c: char, folded: &mut String) {
    let start = folded.len();
    decompose_compatible(c, |part| {
        folded.push(match part {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            part => decimal_digit(part).unwrap_or(part),
        });
    });
    if folded[start..].contains(' ') {
        folded.truncate(start);
        folded.push(c);
    }
}

/// The decimal digit of a digit of any script. The digits of a script stand in order from zero, and
/// so do scripts that follow one another without a gap.
fn decimal_digit(c: char) -> Option<char> {
    let is_digit = |code| {
        char::from_u32(code).is_some_and(|c| c.general_category() == GeneralCategory::DecimalNumber)
    };
    let code = u32::from(c);
    if !is_digit(code) {
        return None;
    }
    let before = (1..=code).take_while(|back| is_digit(code - back)).count();
    u32::try_from(before % 10)
        .ok()
        .and_then(|value| char::from_digit(value, 10))
}

fn phrase(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_whitespace() || !is_unseen(*c))
        .map(|c| match c {
            '\u{2028}' | '\u{2029}' => ' ',
            c if c.is_control() => ' ',
            c => c,
        })
        .nfc()
        .collect()
}

/// Small letters without accents, as somebody types them who has no key for them: `Sophéa` as `sophea`,
/// `Đặng` as `dang`. For comparing only: it makes one of many names.
pub fn plain_letters(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase) {
        match c {
            'đ' | 'ð' => plain.push('d'),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'ħ' => plain.push('h'),
            'ŧ' => plain.push('t'),
            'ŋ' => plain.push('n'),
            'ı' => plain.push('i'),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ß' => plain.push_str("ss"),
            'þ' => plain.push_str("th"),
            c if is_accent(c) => {}
            c => plain.push(c),
        }
    }
    plain
}

/// A mark above or below a Latin, Greek or Cyrillic letter; the vowels of Khmer and its like are letters.
const fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}')
}

/// Whether a character is none that a reader sees: control and format characters, among them those
/// that turn the direction of writing; private use; fillers and selectors without a form.
fn is_unseen(c: char) -> bool {
    match c.general_category() {
        GeneralCategory::Control
        | GeneralCategory::PrivateUse
        | GeneralCategory::Surrogate
        | GeneralCategory::LineSeparator
        | GeneralCategory::ParagraphSeparator => true,
        GeneralCategory::Format => !is_joiner(c),
        // Noncharacters.
        GeneralCategory::Unassigned => {
            u32::from(c) & 0xFFFE == 0xFFFE || matches!(c, '\u{FDD0}'..='\u{FDEF}')
        }
        _ => matches!(
            c,
            '\u{34F}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{17B4}'
                | '\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FFA0}'
                | '\u{E0100}'..='\u{E01EF}'
        ),
    }
}

/// Whether a character joins or parts the letters beside it. Khmer, Persian and the scripts of
/// India are not written rightly without; a text that is only read needs none.
const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_of_which_nothing_is_seen_is_empty() {
        for unseen in [
            "\u{200B}",
            "\u{200C}\u{200D}",
            " \u{200B}\r\n\u{200D}\t",
            "\u{2800}",
            "\u{3164}",
        ] {
            for form in [TypedText::Line, TypedText::Phrase, TypedText::Prose] {
                assert_eq!(form.fold(unseen).trim(), "", "{form:?} {unseen:?}");
            }
        }
        let khmer = "ភូមិ\u{200B}ថ្មី";
        assert_eq!(TypedText::Prose.fold(khmer), khmer);
    }

    fn line(text: &str) -> String {
        TypedText::Line.fold(text)
    }

    #[test]
    fn the_long_sound_of_a_japanese_keyboard_is_a_hyphen_where_it_lengthens_nothing() {
        assert_eq!(line("+81 90ー1234ー5678"), "+81 90-1234-5678");
        assert_eq!(line("ＫＶーBKNTｰCHFF"), "KV-BKNT-CHFF");
        assert_eq!(line("+81 (3)ー12345678"), "+81 (3)-12345678");
        assert_eq!(line("+81 ー 3 1234 5678"), "+81 - 3 1234 5678");
        assert_eq!(line("Anna ー Maria"), "Anna - Maria");
        assert_eq!(
            line("スーパー ｽｰﾊﾟｰ らーーめん"),
            "スーパー スーパー らーーめん"
        );
    }

    #[test]
    fn digits_of_every_keyboard_are_digits() {
        for typed in [
            "１９７４",
            "١٩٧٤",
            "۱۹۷۴",
            "១៩៧៤",
            "१९७४",
            "๑๙๗๔",
            "၁၉၇၄",
            "𝟏𝟗𝟕𝟒",
            "𝟷𝟿𝟽𝟺",
            "𞥑𞥙𞥗𞥔",
        ] {
            assert_eq!(line(typed), "1974", "{typed}");
        }
        for c in '\0'..=char::MAX {
            if let Some(digit) = decimal_digit(c) {
                assert!(digit.is_ascii_digit(), "{c}");
            }
        }
        assert_eq!(line("𝟗𝟘𝟡𝟢"), "9090");
    }

    #[test]
    fn wide_and_narrow_forms_are_plain_letters() {
        assert_eq!(line("ＸＱ７３５１９２４"), "XQ7351924");
        assert_eq!(line("＋８１\u{3000}９０"), "+81 90");
        assert_eq!(line("ａｎｎａ＠ｍａｉｌ．example"), "anna@mail.example");
        assert_eq!(line("Ｔｅｓｔｏｖ"), "Testov");
        assert_eq!(line("ﬁn"), "fin");
        // A letter and its mark are the letter that has it.
        assert_eq!(line("Andre\u{301}"), "André");
        // An accent for an apostrophe stays one.
        assert_eq!(line("O´Brien"), "O´Brien");
    }

    #[test]
    fn what_nobody_sees_is_left_out_of_a_line() {
        for unseen in ('\u{200B}'..='\u{200F}')
            .chain('\u{202A}'..='\u{202E}')
            .chain('\u{2066}'..='\u{2069}')
            .chain("\0\u{7}\u{AD}\u{61C}\u{2060}\u{FEFF}\u{E000}\u{FE0F}\u{E0041}\u{FFFF}".chars())
        {
            let typed = format!("{unseen}XQ{unseen}73{unseen}");
            assert_eq!(line(&typed), "XQ73", "{:x}", u32::from(unseen));
        }
        assert_eq!(
            line("XQ\u{2011}73\u{2010}5\u{2013}1\u{2212}2"),
            "XQ-73-5-1-2"
        );
        assert_eq!(line("a\tb\u{a0}c\r\nd\u{2028}e"), "a b c  d e");
        assert_eq!(line("\u{202E}votseT"), "votseT");
    }

    #[test]
    fn prose_keeps_its_script_and_its_lines_and_turns_no_direction() {
        let prose = |text: &str| TypedText::Prose.fold(text);
        assert_eq!(prose("ផ្ទះ\u{200B}លេខ ១២\r\nភ្នំពេញ"), "ផ្ទះ\u{200B}លេខ ១២\nភ្នំពេញ");
        assert_eq!(prose("می\u{200C}خواهم"), "می\u{200C}خواهم");
        assert_eq!(prose("a\u{202E}b\u{2066}c\u{E000}d\0e\tf"), "abcde f");
        assert_eq!(prose("one\n\ntwo"), "one\n\ntwo");
        assert_eq!(TypedText::Phrase.fold("นำ\u{202E}\ttown"), "นำ town");
    }

    #[test]
    fn each_control_has_its_form() {
        assert_eq!(
            TypedText::of("mrz").fold("Ｐ＜\u{200B}Ａ\r\n１２"),
            "P<A\n12"
        );
        assert_eq!(TypedText::of("note").fold("a\nb"), "a\nb");
        assert_eq!(TypedText::of("new").fold("１\u{200B}"), "１\u{200B}");
        assert_eq!(TypedText::of("surname").fold("a\nb"), "a b");
    }

    #[test]
    fn plain_letters_are_those_of_a_keyboard_without_accents() {
        for (text, plain) in [
            ("Sophéa", "sophea"),
            ("Đặng Thị", "dang thi"),
            ("JÜRGEN Møller-Weiß", "jurgen moller-weiss"),
            ("Łukasz İnönü Þór", "lukasz inonu thor"),
            ("ទន្លេ", "ទន្លេ"),
            ("a1!", "a1!"),
        ] {
            assert_eq!(plain_letters(text), plain);
        }
    }

    proptest! {
        #[test]
        fn a_folded_text_is_folded(text: String) {
            for form in [TypedText::Line, TypedText::Lines, TypedText::Phrase, TypedText::Prose] {
                let folded = form.fold(&text);
                prop_assert_eq!(form.fold(&folded), folded);
            }
        }

        #[test]
        fn plain_text_stays(text in "[ -~]*") {
            prop_assert_eq!(line(&text), text);
        }
    }
}
