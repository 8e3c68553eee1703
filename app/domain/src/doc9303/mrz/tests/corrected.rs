//! Corrected readings.

use super::*;

#[test]
fn corrected_readings_say_so() {
    let text = &published()[0];
    let right = read_mrz(text);
    for (input, kinds) in [
        (
            text.to_lowercase(),
            vec![CorrectionKind::LowerCase, CorrectionKind::LowerCase],
        ),
        (
            text.replace("UTO7408122", "UT0 74O8I22"),
            vec![
                CorrectionKind::Spaces,
                CorrectionKind::LetterOrDigit,
                CorrectionKind::LetterOrDigit,
                CorrectionKind::LetterOrDigit,
            ],
        ),
        (
            text.replace("<<ANNA<MARIA<", "  ANNA MARIA "),
            vec![CorrectionKind::Filler],
        ),
        (
            text.replace("<<ANNA", "«ANNA"),
            vec![CorrectionKind::Filler],
        ),
        (
            text.replace("MARIA<<<<<<<<<<<<<<<<<<<", "MARIA<<<<<<<<<<<<<<<<"),
            vec![CorrectionKind::Length],
        ),
        (
            text.replace("MARIA<<", "MARIA<<<<"),
            vec![CorrectionKind::Length],
        ),
        (text.replace('\n', ""), vec![CorrectionKind::Lines]),
        (
            format!("\r\n  {}  \r\n\r\n", text.replace('\n', "\r\n")),
            vec![],
        ),
        (
            text.replace("ERIKSSON", "ER1K5SON"),
            vec![CorrectionKind::LetterOrDigit, CorrectionKind::LetterOrDigit],
        ),
    ] {
        let corrected = read_mrz(&input);
        assert_eq!(
            corrected
                .corrections
                .iter()
                .map(|m| m.kind)
                .collect::<Vec<_>>(),
            kinds,
            "{input}"
        );
        assert_eq!(
            (&corrected.fields, &corrected.lines),
            (&right.fields, &right.lines),
            "{input}"
        );
        assert!(corrected.is_valid());
    }
}

#[test]
fn fillers_that_were_read_as_letters() {
    let text = &published()[0];
    let right = read_mrz(text);
    for (from, to, count) in [
        ("MARIA<<<<<<<<", "MARIA<<<<<K<C", 2),
        ("MARIA<<<<<<<<", "MARIAKKKKKKKK", 8),
        ("MARIA<<<<<<<<", "MARIA<<LLLLLL", 6),
        // Right behind the first double filler that ends the given names.
        ("MARIA<<<<<<<<", "MARIA<<K<<<<<", 1),
    ] {
        let corrected = read_mrz(&text.replace(from, to));
        assert_eq!(corrected.fields.names, right.fields.names, "{to}");
        assert_eq!(corrected.corrections.len(), count, "{to}");
        assert!(
            corrected
                .corrections
                .iter()
                .all(|correction| correction.kind == CorrectionKind::Filler)
        );
    }
    // Also where the surname is longer than the given names.
    let short = read_mrz(&text.replace("<<ANNA<MARIA<<<<", "<<JO<<K<<<<<<<<<"));
    assert_eq!(short.fields.names.given_names, "JO");
    // A personal number may hold letters, at its end too.
    let data = read_mrz(&text.replace("ZE184226B<<<<<", "ZE184226BKKK<<"));
    assert_eq!(data.fields.optional_data, "ZE184226BKKK");
    assert_eq!(data.corrections, []);
    // Where a letter is legal, it stays.
    for (name, surname, given) in [
        ("KKOCH<<K<L<<<<", "KKOCH", "K L"),
        ("ARKFREITH<<K<<", "ARKFREITH", "K"),
        ("BECKKK<<LLL<<<", "BECKKK", "LLL"),
        ("LLLL<<ANNA<<<<", "LLLL", "ANNA"),
    ] {
        let corrected = read_mrz(&text.replace("ERIKSSON<<ANNA", name));
        assert!(!corrected.fields.names.surname.is_empty());
        assert_eq!(corrected.fields.names.surname, surname);
        assert!(
            corrected.fields.names.given_names.starts_with(given),
            "{name}"
        );
    }
}

#[test]
fn a_short_line_of_names_is_filled_up() {
    let text = &published()[0];
    let short = text.replace("MARIA<<<<<<<<<<<<<<<<<<<", "MARIA");
    let corrected = read_mrz(&short);
    assert_eq!(corrected.fields, read_mrz(text).fields);
    assert_eq!(corrected.corrections.len(), 1);
    let blanks = text.replace("<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "  ANNA MARIA");
    assert_eq!(read_mrz(&blanks).fields, read_mrz(text).fields);
    let card = TD1.trim_end_matches('<');
    assert_eq!(read_mrz(card).fields, read_mrz(TD1).fields);
    // Four fillers may be missing or too many, not five.
    let data = published()[1].clone();
    assert!(read(&data[..data.len() - 4], reference()).is_ok());
    assert!(read(&data[..data.len() - 5], reference()).is_err());
    assert!(read(&data.replace("MARIA", "MARIA<<<<"), reference()).is_ok());
    assert!(read(&data.replace("MARIA", "MARIA<<<<<"), reference()).is_err());
    // Any other line that is short may lack anything.
    assert!(read(&text[..80], reference()).is_err());
}

#[test]
fn a_number_may_hold_letters_and_digits_so_they_are_left() {
    let corrected = read_mrz(&published()[0].replace("L898902C3", "L8989O2C3"));
    assert!(corrected.corrections.is_empty());
    assert_eq!(corrected.fields.document_number, "L8989O2C3");
    assert!(!corrected.check(Field::DocumentNumber).unwrap().ok);
}

#[test]
fn a_correction_tells_its_position_from_one() {
    type Position = (usize, Option<usize>, Option<char>, Option<char>);
    let text = &published()[0];
    let positions = |text: &str| -> Vec<Position> {
        let corrected = read_mrz(text).corrections;
        corrected
            .iter()
            .map(|m| (m.line, m.column, m.from, m.to))
            .collect()
    };
    assert_eq!(
        positions(&text.replace("P<UTO", "P_UT0")),
        [
            (1, Some(2), Some('_'), Some('<')),
            (1, Some(5), Some('0'), Some('O'))
        ]
    );
    assert_eq!(
        positions(&text.replace("7408122F", "74O8122F")),
        [(2, Some(16), Some('O'), Some('0'))]
    );
    assert_eq!(
        positions(&text.replace("ANNA<MARIA<<<", "ANNA<MARIA<<K")),
        [(1, Some(28), Some('K'), Some('<'))]
    );
    // Two K may be data; three at the end of it are fillers.
    assert_eq!(
        positions(&text.replace("ZE184226B<<<<<", "ZE184226BKK<<<")),
        []
    );
    assert_eq!(
        positions(&text.replace("ZE184226B<<<<<", "ZE18KKK26B<<<<")),
        []
    );
    // However many blanks there are.
    let spaced: String = text
        .replace('\n', "|")
        .chars()
        .flat_map(|c| [c, ' '])
        .collect();
    let spaced = spaced.replace('|', "\n");
    assert_eq!(read_mrz(&spaced).fields, read_mrz(text).fields);
    assert_eq!(
        positions(&spaced),
        [(1, None, None, None), (2, None, None, None)]
    );
}

#[test]
fn a_document_code_read_as_a_digit_is_right_once_corrected() {
    // The published TD1 and TD2 of parts 5 and 6, their first letter read as a digit.
    for text in [
        "1<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
        "1<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6",
    ] {
        let read = read(text, reference()).unwrap();
        assert_eq!(read.fields.document_code, "I");
        assert!(read.is_valid(), "{read:?}");
        assert!(!read.corrections.is_empty());
    }
}

/// Part 5, 4.2.2: a card's code may have a digit in the second place, as those of C1 and C2 have.
#[test]
fn a_digit_in_the_code_of_a_card_stays() {
    for code in ["C1", "C2", "I2"] {
        let card = format!(
            "{code}UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<<<<<<<<<<<<<<<<"
        );
        let read = read_mrz(&card);
        assert_eq!(read.fields.document_code, code);
        assert!(read.is_valid() && read.corrections.is_empty(), "{read:?}");
    }
    // No other format has one there.
    let passport = read_mrz(&published()[0].replace("P<UTO", "P1UTO"));
    assert_eq!(passport.fields.document_code, "PI");
}

/// Each letter that is read for a digit, and each digit for a letter, where only the other class is
/// legal.
#[test]
fn every_letter_and_digit_that_is_corrected() {
    let passport = published()[0].replace("ERIKSSON", "ZIGBSOIZ");
    let right = read_mrz(&passport);
    // Line, column from 1, what stands there, what is read for it.
    for (line, column, digit, letters) in [
        (2, 16, '0', "OQD"),
        (2, 18, '1', "IL"),
        (2, 19, '2', "Z"),
        (2, 27, '5', "S"),
        (2, 10, '6', "G"),
        (2, 17, '8', "B"),
        (1, 6, 'Z', "2"),
        (1, 7, 'I', "1"),
        (1, 8, 'G', "6"),
        (1, 9, 'B', "8"),
        (1, 10, 'S', "5"),
        (1, 11, 'O', "0"),
    ] {
        for letter in letters.chars() {
            let at = (line - 1) * 45 + column - 1;
            assert_eq!(passport[at..].chars().next(), Some(digit));
            let mut text = passport.clone();
            text.replace_range(at..=at, &letter.to_string());
            let corrected = read_mrz(&text);
            assert_eq!(corrected.fields, right.fields, "{text}");
            assert_eq!(
                corrected.corrections,
                [Correction {
                    kind: CorrectionKind::LetterOrDigit,
                    line,
                    column: Some(column),
                    from: Some(letter),
                    to: Some(digit),
                }]
            );
            assert!(corrected.is_valid());
        }
    }
}

#[test]
fn what_looks_like_nothing_legal_is_left_and_reported() {
    let text = &published()[0];
    for (from, to, line, column, found) in [
        ("7408122F", "7A08122F", 2, 15, 'A'),
        ("ERIKSSON", "ERIK3SON", 1, 10, '3'),
        ("ERIKSSON", "ERIK9SON", 1, 10, '9'),
        ("7408122F", "7408122G", 2, 21, 'G'),
    ] {
        let read = read_mrz(&text.replace(from, to));
        assert!(read.corrections.is_empty() && !read.is_valid());
        let problem = Problem::Character {
            line,
            column,
            found,
        };
        assert!(read.problems.contains(&problem), "{to}");
    }
}

/// The visual inspection zone writes X where the MRZ has a filler (part 4, 4.1.1.1).
#[test]
fn an_x_for_the_sex_is_a_filler() {
    let corrected = read_mrz(&published()[0].replace("7408122F", "7408122X"));
    assert_eq!(corrected.fields.sex, Sex::Unspecified);
    assert_eq!(corrected.lines[1].get(20..21), Some("<"));
    let [correction] = corrected.corrections.as_slice() else {
        panic!("{:?}", corrected.corrections);
    };
    assert_eq!(
        (correction.column, correction.from, correction.to),
        (Some(21), Some('X'), Some('<'))
    );
    assert!(corrected.is_valid());
}

#[test]
fn every_sign_that_stands_for_a_filler() {
    let text = &published()[0];
    let right = read_mrz(text);
    for sign in "‹›>＜＞〈〉≤≥-_*.([{~".chars() {
        let corrected = read_mrz(&text.replace("P<UTO", &format!("P{sign}UTO")));
        assert_eq!(corrected.fields, right.fields, "{sign}");
        assert_eq!(corrected.corrections[0].from, Some(sign));
        assert_eq!(corrected.corrections.len(), 1, "{sign}");
    }
    for sign in "«»≪≫《》".chars() {
        let corrected = read_mrz(&text.replace("<<ANNA", &format!("{sign}ANNA")));
        assert_eq!(corrected.fields, right.fields, "{sign}");
        assert_eq!(corrected.corrections.len(), 1, "{sign}");
    }
}

#[test]
fn lines_that_ran_together_are_of_any_format() {
    for text in published().iter().map(String::as_str).chain([TD1, TD2]) {
        let corrected = read_mrz(&text.replace('\n', ""));
        assert_eq!(corrected.lines, text.lines().collect::<Vec<_>>());
        assert_eq!(corrected.corrections.len(), 1);
        assert_eq!(corrected.corrections[0].kind, CorrectionKind::Lines);
        let spaced = read_mrz(&text.replace('\n', " "));
        assert_eq!(spaced.lines, corrected.lines);
    }
    let one_more = format!("{}<", published()[0].replace('\n', ""));
    assert_eq!(read(&one_more, reference()), Err(MrzError::Shape));
}

#[test]
fn four_fillers_may_be_missing_or_too_many_in_a_card_not_five() {
    let right = read_mrz(TD1).fields;
    let first = "D231458907<<<<<<<<<<<<<<<";
    for (fillers, is_mrz) in [(11, true), (10, false), (19, true), (20, false)] {
        let line = format!("D231458907{}", "<".repeat(fillers));
        let corrected = read(&TD1.replace(first, &line), reference());
        assert_eq!(corrected.is_ok(), is_mrz, "{fillers}");
        if let Ok(corrected) = corrected {
            assert_eq!(corrected.fields, right);
            assert_eq!(corrected.corrections[0].kind, CorrectionKind::Length);
        }
    }
    // A line that ends in a letter or digit is not cut.
    let long = TD1.replace("UTO<<<<<<<<<<<6", "UTO<<<<<<<<<<<6A");
    assert!(read(&long, reference()).is_err());
}

#[test]
fn every_line_may_have_four_fillers_too_many() {
    let long = TD1.replace('\n', "<<<<\n") + "<<<<";
    assert_eq!(read_mrz(&long).fields, read_mrz(TD1).fields);
}

#[test]
fn the_line_of_data_says_the_width_where_that_of_names_is_short() {
    // Nearer to 36 than to 44, though both lines are shorter than 44.
    let visa = &published()[2];
    let long = format!("{visa}<");
    assert_eq!(read_mrz(&long).fields, read_mrz(visa).fields);
}

#[test]
fn lines_that_no_format_has() {
    let [a, b, c] = ["A", "B", "C"].map(|letter| letter.repeat(30));
    for lines in [
        vec![a.clone()],
        vec![a.clone(), b.clone()],
        vec![a.clone(), b.clone(), c.clone(), c.clone()],
        vec![a.repeat(2), b.repeat(2)],
        vec![a.clone(), b.clone(), "C".repeat(36)],
        vec!["A".repeat(44), "B".repeat(36)],
        vec!["A".repeat(44), "B".repeat(44), "C".repeat(44)],
        vec!["A".repeat(36), "B".repeat(36), "C".repeat(36)],
    ] {
        assert!(read(&lines.join("\n"), reference()).is_err(), "{lines:?}");
    }
}

#[test]
fn a_corrected_mrz_has_nothing_left_to_correct() {
    // Fillers read as K before and behind a real one: the ones behind show those before.
    let text = format!(
        "{}<{}\n{}\n{}",
        "K".repeat(24),
        "K".repeat(5),
        "XXXXXXXXXX8XXXXXXXXXXXXXXXXXXX",
        "X".repeat(30)
    );
    let once = read(&text, reference()).unwrap();
    assert!(!once.corrections.is_empty());
    let again = read(&once.lines.join("\n"), reference()).unwrap();
    assert_eq!(again.fields, once.fields);
    assert!(again.corrections.is_empty(), "{:?}", again.corrections);
}
