//! Names as part 3 and part 4 publish them, and properties.

mod tables;

use super::*;
use proptest::prelude::*;

/// Part 4, 4.2.3: typed names and the field of 39 positions.
const TD3: &[(&str, &str, &str)] = &[
    ("ERIKSSON", "ANNA MARIA", "ERIKSSON<<ANNA<MARIA"),
    ("HENG", "DEBORAH MING LO", "HENG<<DEBORAH<MING<LO"),
    (
        "SMITH-JONES",
        "SUSIE MARGARET",
        "SMITH<JONES<<SUSIE<MARGARET",
    ),
    ("O'CONNOR", "ENYA SIOBHAN", "OCONNOR<<ENYA<SIOBHAN"),
    ("VAN DER MUELLEN", "MARTIN", "VAN<DER<MUELLEN<<MARTIN"),
    (
        "AL-BASRI",
        "HUDA MUHAMMAD JAWAD",
        "AL<BASRI<<HUDA<MUHAMMAD<JAWAD",
    ),
    (
        "VILARCHAO FERNANDEZ",
        "JOSE RAMON",
        "VILARCHAO<FERNANDEZ<<JOSE<RAMON",
    ),
    ("ARKFREITH", "", "ARKFREITH"),
    ("SATRIYA SUDARPA", "", "SATRIYA<SUDARPA"),
    (
        "NILAVADHANANANDA",
        "CHAYAPA DEJTHAMRONG KRASUANG",
        "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K",
    ),
    (
        "NILAVADHANANANDA",
        "ARNPOL PETCH CHARONGUANG",
        "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU",
    ),
    (
        "PAPANDROPOULOUS",
        "JONATHON WARREN TREVOR",
        "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR",
    ),
];

/// The other ways of cutting that part 4, 4.2.3 shows.
const LEGAL_CUTS: &[&str] = &[
    "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI",
    "BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO",
    "BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO",
];

fn same_or_allowed(surname: &str, given: &str, field: &str) -> Comparison {
    compare(surname, given, &MrzNames::read(field))
}

fn allowed(which: &[AllowedDifference]) -> Comparison {
    Comparison::Allowed {
        which: which.to_vec(),
    }
}

#[test]
fn part_4_names_are_written_as_published() {
    for (surname, given, field) in TD3 {
        assert_eq!(
            mrz_name(surname, given, 39).unwrap(),
            format!("{field:<<39}"),
            "{surname}, {given}"
        );
    }
}

#[test]
fn part_4_names_match_what_is_published() {
    for (surname, given, field) in TD3 {
        let compared = same_or_allowed(surname, given, &format!("{field:<<39}"));
        assert!(compared.matches(), "{surname}, {given}: {compared:?}");
    }
    for field in LEGAL_CUTS {
        let compared = same_or_allowed(
            "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL",
            "DINGO POTOROO",
            field,
        );
        assert_eq!(
            compared,
            allowed(&[AllowedDifference::Truncation]),
            "{field}"
        );
    }
}

#[test]
fn what_is_cut_ends_in_a_letter_and_keeps_a_letter_of_the_given_names() {
    let field = mrz_name(
        "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL",
        "DINGO POTOROO",
        39,
    )
    .unwrap();
    assert_eq!(field, "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<WA<<D");
    // The cut would fall on the filler before KRASUANG.
    let field = mrz_name("NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG KRASUANG", 38).unwrap();
    assert_eq!(field, "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRON<K");
    // Cutting the given names after D would end the field in a filler.
    let field = mrz_name("NILAVADHANANANDANILAVADHAN", "D KRASUANG", 30).unwrap();
    assert_eq!(field, "NILAVADHANANANDANILAVADHA<<D<K");
}

#[test]
fn which_allowed_difference() {
    use AllowedDifference::{Apostrophe, Hyphen, Punctuation, SingleName, Transliteration};
    for (surname, given, field, expected) in [
        (
            "Eriksson",
            " anna  maria",
            "ERIKSSON<<ANNA<MARIA<",
            Comparison::Same,
        ),
        ("O'Connor", "Enya", "OCONNOR<<ENYA<", allowed(&[Apostrophe])),
        ("O’Connor", "Enya", "OCONNOR<<ENYA<", allowed(&[Apostrophe])),
        (
            "Smith-Jones",
            "Susie",
            "SMITH<JONES<<SUSIE<",
            allowed(&[Hyphen]),
        ),
        (
            "Eriksson",
            "Anna, Maria",
            "ERIKSSON<<ANNA<MARIA<",
            allowed(&[Punctuation]),
        ),
        (
            "Müller",
            "Jörg",
            "MUELLER<<JOERG<",
            allowed(&[Transliteration]),
        ),
        (
            "Müller",
            "Jörg",
            "MULLER<<JORG<",
            allowed(&[Transliteration]),
        ),
        (
            "Müller",
            "Jörg",
            "MUXXLLER<<JOERG<",
            allowed(&[Transliteration]),
        ),
        (
            "Mu\u{308}ller",
            "Jo\u{308}rg",
            "MUELLER<<JOERG<",
            allowed(&[Transliteration]),
        ),
        (
            "Cañón",
            "Térèsa",
            "CANXXON<<TERESA<",
            allowed(&[Transliteration]),
        ),
        (
            "Strauß",
            "Åse",
            "STRAUSS<<AASE<",
            allowed(&[Transliteration]),
        ),
        (
            "Щербаков",
            "Юрий",
            "SHCHERBAKOV<<IURII<",
            allowed(&[Transliteration]),
        ),
        // Nothing is written of a soft sign, so this is a single name too.
        (
            "Ь",
            "Arkfreith",
            "ARKFREITH<",
            allowed(&[Transliteration, SingleName]),
        ),
        ("", "Arkfreith", "ARKFREITH<", allowed(&[SingleName])),
        ("Arkfreith", "", "ARKFREITH<", Comparison::Same),
        // Some states write it behind an empty primary identifier.
        ("Arkfreith", "", "<<ARKFREITH<", allowed(&[SingleName])),
        ("", "Arkfreith", "<<ARKFREITH<", Comparison::Same),
    ] {
        let compared = same_or_allowed(surname, given, field);
        // ß becomes SS by its capitals already.
        assert_eq!(compared, expected, "{surname}, {given}");
    }
}

#[test]
fn different_says_where() {
    let different = |part, component| Comparison::Different {
        part,
        component,
        in_given_too: None,
    };
    let both_differ = Comparison::Different {
        part: NamePart::Surname,
        component: 0,
        in_given_too: Some(0),
    };
    for (surname, given, field, expected) in [
        (
            "Ark Freid",
            "",
            "<<ARK<FREITH<",
            different(NamePart::Surname, 1),
        ),
        (
            "Erikson",
            "Anna",
            "ERIKSSON<<ANNA<",
            different(NamePart::Surname, 0),
        ),
        (
            "Eriksson",
            "Anna Mary",
            "ERIKSSON<<ANNA<MARIA<",
            different(NamePart::GivenNames, 1),
        ),
        (
            "Eriksson",
            "Anna",
            "ERIKSSON<<ANNA<MARIA<",
            different(NamePart::GivenNames, 1),
        ),
        (
            "Eriksson",
            "Anna Maria",
            "ERIKSSON<<ANNA<",
            different(NamePart::GivenNames, 1),
        ),
        ("Anna", "Eriksson", "ERIKSSON<<ANNA<", both_differ.clone()),
        (
            "Vanderberg",
            "Jan",
            "VAN<DER<BERG<<JAN<",
            different(NamePart::Surname, 0),
        ),
        ("សុខ", "Dara", "SOK<<DARA<", different(NamePart::Surname, 0)),
        ("", "", "SOK<<DARA<", both_differ),
    ] {
        assert_eq!(
            same_or_allowed(surname, given, field),
            expected,
            "{surname}, {given}"
        );
    }
    // Not cut: the field has room.
    assert!(!same_or_allowed("Eriksson", "Anna Maria", "ERIKSSON<<ANNA<M<").matches());
    // A cut field still needs the first letter of the given names.
    assert!(!same_or_allowed("Eriksson", "Anna", "ERIKSSON").matches());
}

#[test]
fn components_longer_than_any_field() {
    for length in [39, 63, 64, 65, 200] {
        let component = "A".repeat(length);
        let compared = same_or_allowed(&component, "", &format!("{component}<"));
        assert_eq!(compared.matches(), length < 64, "{length}");
    }
}

#[test]
fn part_3_tables_b_and_c() {
    assert_eq!(transliterate("Гоголь").unwrap(), "GOGOL");
    // Table C, note 3 and 2: shadda doubles, teh marbuta at the end is XAH.
    assert_eq!(transliterate("عبّاس").unwrap(), "EBBAS");
    assert_eq!(transliterate("فضّة").unwrap(), "FXDZDZXAH");
    assert_eq!(transliterate("សុខ"), Err(Untransliterable('ស')));
    assert_eq!(transliterate("R2D2"), Err(Untransliterable('2')));
}

proptest! {
    #[test]
    fn a_written_name_matches_itself(
        surname in "[A-Za-zÄÖÜäöüßñÅéø'’ -]{1,60}", given in "[A-Za-zÄÖÜäöüßñÅéø'’ -]{0,60}",
        width in 30usize..=39,
    ) {
        prop_assume!(surname.chars().any(char::is_alphabetic));
        let field = mrz_name(&surname, &given, width).unwrap();
        prop_assert_eq!(field.len(), width);
        let compared = compare(&surname, &given, &MrzNames::read(&field));
        prop_assert!(compared.matches(), "{} {:?}", field, compared);
    }

    #[test]
    fn a_written_arabic_name_matches_itself(
        surname in "[\u{621}-\u{652}\u{670}\u{6CC} ]{1,30}", given in "[\u{621}-\u{63A}\u{641}-\u{652}]{0,12}",
    ) {
        prop_assume!(MrzNames::of(&surname, &given).is_ok_and(|names| !names.surname.is_empty()));
        let field = mrz_name(&surname, &given, 39).unwrap();
        let compared = compare(&surname, &given, &MrzNames::read(&field));
        prop_assert!(compared.matches(), "{} {:?}", field, compared);
    }

    #[test]
    fn nothing_panics(surname: String, given: String, field: String, width in 0usize..60) {
        let _ = mrz_name(&surname, &given, width);
        let _ = compare(&surname, &given, &MrzNames::read(&field));
    }
}

#[test]
fn part_3_4_6_titles_are_left_out_of_the_mrz() {
    let mrz = MrzNames::read("SMITH<<JOHN<<<<<<<<<<<<<<<<<<<<<<<<<<<<");
    let allowed = |surname, given| match compare(surname, given, &mrz) {
        Comparison::Allowed { which } => which.contains(&AllowedDifference::Title),
        _ => false,
    };
    assert!(allowed("Smith Jr.", "John"));
    assert!(allowed("Smith III", "Dr. John"));
    assert!(!compare("Smith Jones", "John", &mrz).matches());
    // Where it is legally part of the name, the MRZ has it in the secondary identifier.
    let mrz = MrzNames::read("SMITH<<JOHN<JR<<<<<<<<<<<<<<<<<<<<<<<<<");
    let Comparison::Allowed { which } = compare("Smith, Jr.", "John", &mrz) else {
        panic!("the same person");
    };
    assert!(which.contains(&AllowedDifference::Title));
    assert_eq!(compare("Smith", "John Jr", &mrz), Comparison::Same);
    // Wherever among the given names it was typed.
    let doctor = MrzNames::read("SMITH<<JOHN<DR<<");
    let Comparison::Allowed { which } = compare("Smith", "Dr. John", &doctor) else {
        panic!("the same person");
    };
    assert!(which.contains(&AllowedDifference::Title));
    assert!(!compare("Smith", "Dr. James", &doctor).matches());
    assert!(!compare("Smith", "John", &mrz).matches());
    // A title alone is a name.
    let mrz = MrzNames::read("SIR<<JOHN<<");
    assert_eq!(compare("Sir", "John", &mrz), Comparison::Same);
    // An issuer who has it in the primary identifier all the same.
    let mrz = MrzNames::read("SMITH<JR<<JOHN<<<<<<<<<<<<<<<<<<<<<<<<<");
    assert_eq!(compare("Smith Jr", "John", &mrz), Comparison::Same);
}

#[test]
fn part_4_what_was_cut_of_either_part_is_said() {
    let cut = allowed(&[AllowedDifference::Truncation]);
    // Part 4, 4.2.3: the given names were cut.
    let given = "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K";
    assert_eq!(
        same_or_allowed("Nilavadhanananda", "Chayapa Dejthamrong Krasuang", given),
        cut
    );
    let surname = "BENNELONGWOOLOOMOOLOOWARRANDYTEWAR<<JOE";
    assert_eq!(
        same_or_allowed("Bennelongwooloomooloowarrandytewarnambool", "Joe", surname),
        cut
    );
}

#[test]
fn part_3_b_7_1_a_doubled_letter_and_another_after_it() {
    let matches = |typed: &str, mrz: &str| compare(typed, "", &MrzNames::read(mrz)).matches();
    for written in ["XHXH", "XHHXH", "XHXHXH", "XHXHXHXH"] {
        assert!(
            matches("\u{62D}\u{62D}", &format!("{written}<<<")),
            "{written}"
        );
    }
    assert!(!matches("\u{62D}\u{62D}", "XHXHXHXHXH<<<"));
}

#[test]
fn part_3_section_6_a_dropped_mark_and_a_letter_that_became_two_are_said() {
    let said = |typed: &str, mrz: &str| compare(typed, "", &MrzNames::read(mrz));
    let transliteration = Comparison::Allowed {
        which: vec![AllowedDifference::Transliteration],
    };
    assert_eq!(said("C\u{327}elik", "CELIK<<<"), transliteration);
    assert_eq!(said("Weiß", "WEISS<<<"), transliteration);
    assert_eq!(said("Weiss", "WEISS<<<"), Comparison::Same);
}

#[test]
fn part_3_table_c_persian_letters_have_their_alternatives() {
    let same = |typed: &str, mrz: &str| compare(typed, "", &MrzNames::read(mrz)).matches();
    for written in ["XYA", "Y", "XAY"] {
        assert!(same("\u{6CC}", &format!("{written}<<<")), "{written}");
    }
    for written in ["V", "XV"] {
        assert!(same("\u{6A4}", &format!("{written}<<<")), "{written}");
    }
    assert!(same("\u{6A5}", "XF<<<"));
}
