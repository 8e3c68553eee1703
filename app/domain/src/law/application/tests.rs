use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// From when the six months are counted is our reading.
#[test]
fn article_7_3_six_months_from_the_intended_entry() {
    let entry = day(2026, 8, 31);
    assert_eq!(passport_must_be_valid_until(entry), day(2027, 2, 28));
    assert!(passport_is_valid_long_enough(day(2027, 2, 28), entry));
    assert!(!passport_is_valid_long_enough(day(2027, 2, 27), entry));
}

#[test]
fn article_5_exempt_up_to_the_days_of_the_agreement() {
    let thirty = Some(Exemption { days: 30 });
    assert_eq!(visa_need(None, Some(1)), VisaNeed::Needed);
    assert_eq!(visa_need(thirty, None), VisaNeed::Exempt { days: 30 });
    assert_eq!(visa_need(thirty, Some(30)), VisaNeed::Exempt { days: 30 });
    let longer = visa_need(thirty, Some(31));
    assert_eq!(longer, VisaNeed::LongerThanExemption { days: 30 });
    assert!(longer.needs_visa() && VisaNeed::Needed.needs_visa());
    assert!(!visa_need(thirty, None).needs_visa());
}

#[test]
fn article_5_by_nationality_passport_and_day() {
    let agreement = |passport, days, until| Agreement {
        nationality: "THA".into(),
        passport,
        days,
        valid_from: day(2026, 1, 1),
        valid_until: until,
    };
    let agreements = [
        agreement(PassportKind::Ordinary, 14, Some(day(2026, 12, 31))),
        agreement(PassportKind::Ordinary, 60, Some(day(2026, 6, 30))),
        agreement(PassportKind::Diplomatic, 30, None),
    ];
    let days = |nationality, passport, entry| {
        exemption(&agreements, nationality, passport, entry).map(|exemption| exemption.days)
    };
    let ordinary = |entry| days("THA", PassportKind::Ordinary, entry);
    assert_eq!(ordinary(day(2025, 12, 31)), None);
    assert_eq!(ordinary(day(2026, 1, 1)), Some(60));
    assert_eq!(ordinary(day(2026, 7, 1)), Some(14));
    assert_eq!(ordinary(day(2026, 12, 31)), Some(14));
    assert_eq!(ordinary(day(2027, 1, 1)), None);
    let late = day(2050, 1, 1);
    assert_eq!(days("THA", PassportKind::Diplomatic, late), Some(30));
    assert_eq!(days("LAO", PassportKind::Diplomatic, late), None);
}

#[test]
fn article_5_a_later_agreement_takes_the_place_of_one_without_an_end() {
    let agreement = |days, from, until| Agreement {
        nationality: "SGP".into(),
        passport: PassportKind::Ordinary,
        days,
        valid_from: from,
        valid_until: until,
    };
    let agreements = [
        agreement(30, day(2010, 1, 1), None),
        agreement(14, day(2026, 1, 1), None),
        agreement(21, day(2026, 3, 1), Some(day(2026, 3, 31))),
    ];
    let days = |entry| {
        exemption(&agreements, "SGP", PassportKind::Ordinary, entry).map(|found| found.days)
    };
    assert_eq!(days(day(2009, 12, 31)), None);
    assert_eq!(days(day(2025, 12, 31)), Some(30));
    assert_eq!(days(day(2026, 1, 1)), Some(14));
    assert_eq!(days(day(2026, 3, 1)), Some(21));
    assert_eq!(days(day(2026, 3, 31)), Some(21));
    assert_eq!(days(day(2026, 4, 1)), Some(14));
}

/// Art. 7.2 only says "a photo"; that it is 2 to 3 online too is our reading.
#[test]
fn articles_6_3_and_7_2_a_photo_is_4_by_6() {
    assert_eq!(PHOTO_CENTIMETRES, (4, 6));
    let (width, height) = PHOTO_CENTIMETRES;
    assert_eq!(3 * width, 2 * height);
}

#[test]
fn article_13_and_14_warn_when_the_trip_is_not_covered() {
    let warn = |entry, departure| {
        trip_warnings(
            VisaType::T,
            day(2026, 11, 30),
            entry,
            departure,
            day(2033, 1, 1),
            &Settings::default(),
        )
    };
    assert_eq!(warn(day(2027, 2, 28), None), []);
    assert_eq!(warn(day(2027, 1, 10), Some(day(2027, 2, 10))), []);
    assert_eq!(
        warn(day(2027, 1, 10), Some(day(2027, 2, 11))),
        [TripWarning::StayTooShort {
            last_permitted: day(2027, 2, 10)
        }]
    );
    assert_eq!(
        warn(day(2027, 3, 1), Some(day(2027, 3, 1))),
        [TripWarning::ValidityEndsBeforeEntry {
            valid_until: day(2027, 2, 28)
        }]
    );
    assert_eq!(
        warn(day(2027, 1, 10), Some(day(2027, 1, 9))),
        [TripWarning::LeavesBeforeEntry]
    );
}

#[test]
fn article_13_a_visa_for_a_later_trip_is_issued_later() {
    let settings = Settings::default();
    for (entry, first) in [
        (day(2027, 2, 28), day(2026, 11, 28)),
        (day(2027, 3, 1), day(2026, 12, 1)),
        (day(2027, 6, 14), day(2027, 3, 14)),
    ] {
        let found = earliest_issue(VisaType::T, entry, day(2033, 1, 1), &settings);
        assert_eq!(found, first);
        let until = |issued| valid_until(VisaType::T, issued, day(2033, 1, 1), &settings);
        assert!(until(found) >= entry);
        assert!(until(found.pred_opt().unwrap()) < entry);
    }
    // A passport that is over by then: no day is early enough, none is late enough.
    let over = earliest_issue(VisaType::T, day(2027, 6, 14), day(2027, 1, 1), &settings);
    assert!(over <= day(2027, 6, 14));
}

#[test]
fn articles_13_and_14_each_warning_has_its_words_and_article() {
    let date = day(2027, 1, 1);
    for (warning, key, article) in [
        (
            TripWarning::ValidityEndsBeforeEntry { valid_until: date },
            "trip-warning-validity",
            "Art. 13",
        ),
        (
            TripWarning::StayTooShort {
                last_permitted: date,
            },
            "trip-warning-stay",
            "Art. 14",
        ),
        (
            TripWarning::LeavesBeforeEntry,
            "trip-warning-order",
            "Art. 14",
        ),
    ] {
        assert_eq!((warning.message_key(), warning.article()), (key, article));
    }
}
