use super::application::{Application, TRANSFER_FEE_MINOR, fee};
use super::*;
use crate::law::visa_types::Place;
use crate::money::Money;
use chrono::Days;
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

const fn m(months: u32) -> Choice {
    Choice::Months(months)
}

/// Art. 19, line by line: what a first extension may be.
#[test]
fn article_19_first_extension() {
    use ExtensionKind as Kind;
    let year = || vec![m(1), m(3), m(6), m(12)];
    for (kind, choices) in [
        (Kind::AEx, vec![m(1), Choice::MissionEnd]),
        (Kind::BEx, vec![m(1), m(12), Choice::MissionEnd]),
        (Kind::CEx, vec![m(1), m(12)]),
        (Kind::Eb, year()),
        (Kind::Eg, year()),
        (Kind::Ep, vec![m(1), m(3), m(6)]),
        (Kind::Er, year()),
        (Kind::Es, year()),
        (Kind::Et, vec![m(24)]),
        (Kind::E1Ex, year()),
        (Kind::E2Ex, year()),
        (Kind::E3Ex, year()),
        (Kind::TEx, vec![m(1)]),
        (Kind::T1Ex, vec![m(1), m(3)]),
        (Kind::T2Ex, vec![m(1), m(3)]),
        (Kind::T3Ex, vec![m(1), m(3)]),
    ] {
        assert_eq!(kind.choices(&[]), choices, "Art. 19 {kind}");
    }
    assert_eq!(Kind::ALL.len(), 16);
}

/// That the "one time only" of `E_B` is said of its twelve months is our reading.
#[test]
fn article_19_how_often() {
    use ExtensionKind as Kind;
    assert_eq!(Kind::TEx.choices(&[m(1)]), []);
    assert_eq!(Kind::T2Ex.choices(&[m(1)]), []);
    assert_eq!(Kind::Ep.choices(&[m(1)]), []);
    // The twelve months, once.
    assert_eq!(Kind::Eb.choices(&[m(12)]), [m(1), m(3), m(6)]);
    assert_eq!(Kind::Eb.choices(&[m(1), m(6)]), [m(1), m(3), m(6), m(12)]);
    assert_eq!(Kind::Eg.choices(&[m(12), m(12)]), [m(1), m(3), m(6), m(12)]);
    // Twenty-four first, then twelve three times, then leave.
    assert_eq!(Kind::Et.choices(&[m(24)]), [m(12)]);
    assert_eq!(Kind::Et.choices(&[m(24), m(12), m(12)]), [m(12)]);
    assert_eq!(Kind::Et.choices(&[m(24), m(12), m(12), m(12)]), []);
}

#[test]
fn article_10_who_may_ask_for_which() {
    use ExtensionKind as Kind;
    let of = |visa_type| Kind::of(visa_type);
    assert_eq!(of(VisaType::T), [Kind::TEx]);
    assert_eq!(
        of(VisaType::E),
        [Kind::Eb, Kind::Eg, Kind::Ep, Kind::Er, Kind::Es, Kind::Et]
    );
    assert_eq!(of(VisaType::E2), [Kind::E2Ex]);
    // Art. 19: D as T_EX, only when extremely necessary.
    assert_eq!(of(VisaType::D), [Kind::TEx]);
    assert!(needs_necessity(VisaType::D) && !needs_necessity(VisaType::T));
    for visa_type in [VisaType::K, VisaType::Khm, VisaType::Ex] {
        assert_eq!(of(visa_type), []);
    }
}

#[test]
fn article_19_in_person_but_for_a_b_c() {
    for &kind in ExtensionKind::ALL {
        let exempt = matches!(kind.as_str(), "A_EX" | "B_EX" | "C_EX");
        assert_eq!(kind.rule().in_person, !exempt, "{kind}");
    }
}

#[test]
fn article_20_5_only_business_visas_need_supporting_documents() {
    let mut documents: Vec<SupportingDocument> = Vec::new();
    for &kind in ExtensionKind::ALL {
        let rule = kind.rule();
        assert_eq!(
            rule.documents.is_empty(),
            rule.of != [VisaType::E],
            "{kind}"
        );
        documents.extend(rule.documents.iter().copied());
    }
    assert_eq!(
        documents,
        SupportingDocument::ALL,
        "each document is required once"
    );
    let mut texts: Vec<_> = SupportingDocument::ALL
        .iter()
        .map(|document| document.text())
        .collect();
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), SupportingDocument::ALL.len());
    assert_eq!(
        SupportingDocument::WorkContract.message_key(),
        "paper-et-work-contract"
    );
}

#[test]
fn our_reading_an_extension_runs_from_the_last_permitted_day() {
    let until = |last, choice, end| extended_until(last, choice, end);
    // Entry 10 Jan, last permitted day 10 Feb.
    assert_eq!(until(day(2027, 2, 10), m(1), None), Some(day(2027, 3, 10)));
    assert_eq!(until(day(2027, 1, 31), m(1), None), Some(day(2027, 2, 28)));
    let last = day(2027, 2, 10);
    assert_eq!(until(last, Choice::MissionEnd, None), None);
    assert_eq!(until(last, Choice::MissionEnd, Some(last)), None);
    let end = Some(day(2027, 2, 11));
    assert_eq!(until(last, Choice::MissionEnd, end), end);
}

proptest! {
    /// Art. 19, with our reading of where an extension begins.
    #[test]
    fn article_19_an_extension_never_shortens_a_stay_and_a_longer_one_never_ends_earlier(
        offset in 0u64..50_000, months in 1u32..=24, more in 0u32..=24, mission in 0u64..100_000,
    ) {
        let from = |offset| day(2016, 6, 10) + Days::new(offset);
        let last = from(offset);
        let until = extended_until(last, m(months), None).unwrap();
        prop_assert!(until > last);
        prop_assert!(extended_until(last, m(months + more), None).unwrap() >= until);
        // Until the end of a mission: that day, if it lies after the stay.
        let end = from(mission);
        let extended = extended_until(last, Choice::MissionEnd, Some(end));
        prop_assert_eq!(extended, (mission > offset).then_some(end));
    }
}

#[test]
fn article_20_2_the_passport_is_valid_six_months_beyond() {
    let until = day(2027, 8, 31);
    assert!(passport_is_valid_long_enough(day(2028, 2, 29), until));
    assert!(!passport_is_valid_long_enough(day(2028, 2, 28), until));
}

/// A complete request for `E_S` to 31 August 2027.
fn student() -> Application<'static> {
    Application {
        form: true,
        passport_expiry: Some(day(2028, 2, 29)),
        photos: 1,
        fee_settled: true,
        documents: &[
            SupportingDocument::SchoolLetter,
            SupportingDocument::SupportAssurance,
        ],
        in_person: true,
    }
}

fn student_lacks(application: Application<'_>) -> Vec<MissingItem> {
    missing_items(ExtensionKind::Es, day(2027, 8, 31), application)
}

#[test]
fn article_20_1_an_extension_needs_its_form() {
    assert_eq!(student_lacks(student()), []);
    let form = Application {
        form: false,
        ..student()
    };
    assert_eq!(student_lacks(form), [MissingItem::Form]);
}

#[test]
fn article_20_2_an_extension_needs_a_passport_that_is_valid_long_enough() {
    for passport_expiry in [None, Some(day(2028, 2, 28))] {
        let application = Application {
            passport_expiry,
            ..student()
        };
        assert_eq!(student_lacks(application), [MissingItem::Passport]);
    }
}

#[test]
fn article_20_3_an_extension_needs_one_photo() {
    let photos = |photos| {
        student_lacks(Application {
            photos,
            ..student()
        })
    };
    assert_eq!(photos(0), [MissingItem::Photo]);
    assert_eq!(photos(1), []);
    assert_eq!(photos(2), []);
}

#[test]
fn article_20_4_an_extension_needs_its_fee_or_an_exemption() {
    let unpaid = Application {
        fee_settled: false,
        ..student()
    };
    assert_eq!(student_lacks(unpaid), [MissingItem::Fee]);
}

#[test]
fn article_22_the_fee_of_an_extension_is_that_of_the_prakas() {
    assert_eq!(fee(Money::usd(4500), false), Money::usd(4500));
    assert_eq!(fee(Money::usd(4500), true), Money::usd(0));
}

#[test]
fn article_20_5_each_document_that_is_missing_is_named() {
    let documents: &[SupportingDocument] = &[SupportingDocument::SupportAssurance];
    let application = Application {
        documents,
        ..student()
    };
    assert_eq!(
        student_lacks(application),
        [MissingItem::Document(SupportingDocument::SchoolLetter)]
    );
    let none = Application {
        documents: &[],
        ..student()
    };
    assert_eq!(
        missing_items(ExtensionKind::TEx, day(2027, 8, 31), none),
        []
    );
}

#[test]
fn article_20_5_which_documents_for_which_kind() {
    for (code, documents) in [
        (
            "EB",
            &[
                "business licence and patent certificate, or work contract",
                "marital status and relation to children",
            ][..],
        ),
        ("EG", &["support the purpose"]),
        ("EP", &["project, or papers"]),
        ("ER", &["prove retirement", "retirement funds in a bank"]),
        (
            "ES",
            &[
                "letter of an institution",
                "assurance of parents or guardians",
            ],
        ),
        (
            "ET",
            &[
                "operating licence",
                "work contract",
                "statement of marital status",
            ],
        ),
    ] {
        let rule = code.parse::<ExtensionKind>().unwrap().rule();
        assert_eq!(rule.documents.len(), documents.len(), "{code}");
        for (document, words) in rule.documents.iter().zip(documents) {
            assert!(
                document.text().contains(words),
                "{code}: {}",
                document.text()
            );
        }
    }
}

#[test]
fn article_19_end_in_person_is_required_of_all_but_a_b_c() {
    let absent = Application {
        in_person: false,
        ..student()
    };
    assert_eq!(student_lacks(absent), [MissingItem::InPerson]);
    for kind in [ExtensionKind::AEx, ExtensionKind::BEx, ExtensionKind::CEx] {
        assert_eq!(missing_items(kind, day(2027, 8, 31), absent), []);
    }
}

#[test]
fn article_21_a_valid_extension_moves_to_the_new_passport_for_nothing() {
    let until = day(2027, 8, 31);
    let moved = transfer_to_new_passport(until, until).unwrap();
    assert_eq!((moved.until, moved.at), (until, Place::MinistryOfInterior));
    assert_eq!(transfer_to_new_passport(until, day(2027, 9, 1)), None);
    assert_eq!(TRANSFER_FEE_MINOR, 0);
}
