use super::*;
use chrono::Days;
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

const fn months(n: u32) -> Length {
    Length::Period(Period::Months(n))
}

/// Each type with Art. 13, Art. 14 and Art. 18 as the text lists them.
const TEXT: [(VisaType, Length, Length, Entries); 15] = {
    use Entries::{Multiple, Single};
    [
        (VisaType::A, months(3), months(3), Multiple),
        (VisaType::B, months(3), months(3), Single),
        (VisaType::C, months(3), months(3), Single),
        (
            VisaType::D,
            months(7),
            Length::Period(Period::Days(5)),
            Single,
        ),
        (VisaType::E, months(3), months(1), Single),
        (VisaType::E1, months(12), months(1), Multiple),
        (VisaType::E2, months(24), months(1), Multiple),
        (VisaType::E3, months(36), months(1), Multiple),
        (
            VisaType::Ex,
            Length::Period(Period::Days(7)),
            Length::None,
            Single,
        ),
        (
            VisaType::K,
            Length::PassportExpiry,
            Length::PassportExpiry,
            Multiple,
        ),
        (VisaType::Khm, months(3), months(1), Single),
        (VisaType::T, months(3), months(1), Single),
        (VisaType::T1, months(12), months(1), Multiple),
        (VisaType::T2, months(24), months(1), Multiple),
        (VisaType::T3, months(36), months(1), Multiple),
    ]
};

#[test]
fn articles_13_14_and_18_line_by_line() {
    assert_eq!(VisaType::ALL.len(), TEXT.len());
    for (visa_type, validity, stay, entries) in TEXT {
        assert_eq!(visa_type.row().visa_type, visa_type);
        assert_eq!(visa_type.validity(), validity, "Art. 13 {visa_type}");
        assert_eq!(visa_type.stay(), stay, "Art. 14 {visa_type}");
        assert_eq!(visa_type.entries(), entries, "Art. 18 {visa_type}");
    }
}

#[test]
fn article_13_says_not_more_than_for_seven_types() {
    for &visa_type in VisaType::ALL {
        let at_most = matches!(
            visa_type.as_str(),
            "A" | "B" | "C" | "D" | "E" | "KHM" | "T"
        );
        assert_eq!(visa_type.row().validity_is_at_most, at_most, "{visa_type}");
    }
}

#[test]
fn article_4_and_17_only_t_is_sold_online_and_khm_only_at_missions() {
    for &visa_type in VisaType::ALL {
        assert_eq!(visa_type.is_sold_online(), visa_type == VisaType::T);
        assert_eq!(visa_type.is_sold_online(), visa_type == SOLD_ONLINE);
    }
    assert_eq!(VisaType::Khm.row().places, [Place::Mission]);
}

#[test]
fn article_4_8_and_17_where_each_type_is_had() {
    use Place::{EVisaWebsite, EntryPoint, MinistryOfInterior, Mission};
    for &visa_type in VisaType::ALL {
        let places: &[Place] = match visa_type.as_str() {
            "T" => &[EVisaWebsite, Mission, EntryPoint],
            "KHM" => &[Mission],
            "Ex" => &[MinistryOfInterior],
            _ => &[Mission, EntryPoint],
        };
        assert_eq!(visa_type.row().places, places, "{visa_type}");
    }
}

#[test]
fn article_17_who_decides_depends_on_the_place() {
    use Competence::{ForeignAffairs, Interior};
    for &visa_type in VisaType::ALL {
        let at = |place| visa_type.row().competence(place);
        let code = visa_type.as_str();
        // a) missions: all types, the e-visa excepted.
        let mission: &[Competence] = if code == "Ex" {
            &[]
        } else {
            &[Competence::Mission]
        };
        assert_eq!(at(Place::Mission), mission, "{code}");
        // b), c) both ministries at entry points, the e-visa and KHM excepted.
        let entry: &[Competence] = match code {
            "KHM" | "Ex" => &[],
            _ => &[ForeignAffairs, Interior],
        };
        assert_eq!(at(Place::EntryPoint), entry, "{code}");
        // The e-visa: Art. 7.1, our reading.
        let online: &[Competence] = if code == "T" { &[ForeignAffairs] } else { &[] };
        assert_eq!(at(Place::EVisaWebsite), online, "{code}");
        let exit: &[Competence] = if code == "Ex" { &[Interior] } else { &[] };
        assert_eq!(at(Place::MinistryOfInterior), exit, "{code}");
    }
}

#[test]
fn our_reading_of_article_7_1_foreign_affairs_decides_the_e_visa() {
    let decides = VisaType::T.row().competence(Place::EVisaWebsite);
    assert_eq!(decides, [Competence::ForeignAffairs]);
}

#[test]
fn article_17_b_and_c_who_extends_and_sets_the_entries() {
    for &visa_type in VisaType::ALL {
        let both: &[Competence] = &[Competence::ForeignAffairs, Competence::Interior];
        let expected = match visa_type.as_str() {
            "A" | "B" | "C" => &[],
            _ => both,
        };
        assert_eq!(extended_by(visa_type), expected, "{visa_type}");
    }
}

/// The name of Art. 9 or 11 and words of its purpose that no other type of the same name has.
#[test]
fn articles_9_and_11_names_and_purposes() {
    for (code, name, purpose) in [
        (
            "A",
            "Diplomatic visa",
            "diplomatic passport and their family",
        ),
        ("B", "Official visa", "official passport on a mission"),
        ("C", "Courtesy visa", "cooperation or courtesy"),
        (
            "D",
            "Transit visa",
            "transit, and crews of vehicles, trains, ships and aircraft",
        ),
        ("E", "Business visa", "do not fall under any other type"),
        ("E1", "Long-term business visa, one year", "Business people"),
        (
            "E2",
            "Long-term business visa, two years",
            "Business people",
        ),
        (
            "E3",
            "Long-term business visa, three years",
            "Business people",
        ),
        (
            "Ex",
            "Exit visa",
            "new passport or travel document who wish to leave, or who are required to leave",
        ),
        ("K", "Special visa", "Khmer birth with a foreign passport"),
        ("KHM", "ACMECS visa", "Ayeyawady–Chao Phraya–Mekong"),
        ("T", "Tourist visa", "Tourists"),
        (
            "T1",
            "Long-term tourist visa, one year",
            "Tourists who plan to enter and leave many times",
        ),
        (
            "T2",
            "Long-term tourist visa, two years",
            "Tourists who plan to enter and leave many times",
        ),
        (
            "T3",
            "Long-term tourist visa, three years",
            "Tourists who plan to enter and leave many times",
        ),
    ] {
        let row = code.parse::<VisaType>().unwrap().row();
        assert_eq!(row.name, name, "{code}");
        assert!(row.purpose.contains(purpose), "{code}: {}", row.purpose);
    }
}

#[test]
fn article_5_the_last_day_of_a_stay_without_a_visa() {
    // n days end n days later, the day of entry not counted.
    assert_eq!(
        last_permitted_day_exempt(day(2027, 1, 10), 5),
        day(2027, 1, 15)
    );
    assert_eq!(
        last_permitted_day_exempt(day(2027, 1, 10), 30),
        day(2027, 2, 9)
    );
    assert_eq!(
        last_permitted_day_exempt(day(2028, 2, 28), 1),
        day(2028, 2, 29)
    );
}

/// By our reading of periods.
#[test]
fn articles_13_and_14_worked_dates() {
    let passport = day(2033, 5, 6);
    let until = |t, issued| valid_until(t, issued, passport, &Settings::default());
    assert_eq!(until(VisaType::T, day(2026, 11, 30)), day(2027, 2, 28));
    assert_eq!(until(VisaType::K, day(2026, 11, 30)), passport);
    assert_eq!(until(VisaType::Ex, day(2026, 11, 30)), day(2026, 12, 7));
    assert_eq!(until(VisaType::T1, day(2028, 2, 29)), day(2029, 2, 28));
    let stay = |t, entry| last_permitted_day(t, entry, passport);
    assert_eq!(stay(VisaType::T, day(2027, 1, 10)), day(2027, 2, 10));
    assert_eq!(stay(VisaType::T, day(2027, 1, 31)), day(2027, 2, 28));
    assert_eq!(stay(VisaType::D, day(2027, 1, 10)), day(2027, 1, 15));
    assert_eq!(stay(VisaType::K, day(2027, 1, 10)), passport);
    assert_eq!(stay(VisaType::Ex, day(2027, 1, 10)), day(2027, 1, 10));
}

#[test]
fn article_13_a_year_and_multiple_entries_for_diplomats_accredited_from_abroad() {
    assert_eq!(
        accredited_diplomat_valid_until(day(2026, 11, 30)),
        day(2027, 11, 30)
    );
    assert_eq!(VisaType::A.entries(), Entries::Multiple);
}

#[test]
fn our_reading_an_exit_visa_is_valid_for_seven_days_unless_set_otherwise() {
    let seven = Length::Period(Period::Days(7));
    assert_eq!(Settings::default(), Settings::DEFAULT);
    assert_eq!(VisaType::Ex.validity_by(&Settings::default()), seven);
    // The setting is for Ex alone.
    let settings = Settings {
        exit_visa_validity: Period::Days(30),
    };
    for &visa_type in VisaType::ALL {
        let expected = if visa_type == VisaType::Ex {
            Length::Period(Period::Days(30))
        } else {
            visa_type.validity()
        };
        assert_eq!(visa_type.validity_by(&settings), expected, "{visa_type}");
    }
}

#[test]
fn article_13_the_ministry_may_set_the_exit_visa_to_the_printed_seven_years() {
    let settings = Settings {
        exit_visa_validity: Period::Months(84),
    };
    assert_eq!(
        valid_until(VisaType::Ex, day(2026, 11, 30), day(2033, 5, 6), &settings),
        day(2033, 11, 30)
    );
}

proptest! {
    #[test]
    fn article_13_a_visa_issued_later_never_ends_earlier(offset in 0u64..20_000, later in 0u64..400, which in 0usize..15) {
        let visa_type = VisaType::ALL[which];
        let issued = day(2020, 1, 1) + Days::new(offset);
        let passport = day(2090, 1, 1);
        let settings = Settings::default();
        prop_assert!(
            valid_until(visa_type, issued + Days::new(later), passport, &settings)
                >= valid_until(visa_type, issued, passport, &settings)
        );
        prop_assert!(last_permitted_day(visa_type, issued, passport) >= issued);
    }
}
