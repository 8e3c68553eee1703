//! Every line of Art. 13, 14, 18 and 19, as the page prints it.

use super::{Topic, rows};

const MISSIONS: &str = "missions abroad";
const BORDER: &str = "international entry points";
const BY_BORDER: &str = "international entry points: Ministry of Foreign Affairs and International Cooperation, Ministry of Interior";
const BY_MISSIONS: &str = "missions abroad: missions";

/// Type, Art. 13, Art. 14, Art. 18, and which extensions of Art. 19 there are.
const TYPES: [(&str, &str, &str, &str, &str); 15] = [
    (
        "A",
        "up to 3 months; 1 year, multiple entries, for accredited diplomats who are not based in the Kingdom",
        "3 months",
        "multiple",
        "A_EX",
    ),
    ("B", "up to 3 months", "3 months", "single", "B_EX"),
    ("C", "up to 3 months", "3 months", "single", "C_EX"),
    (
        "D",
        "up to 7 months (as the translation prints it)",
        "5 days",
        "single",
        "T_EX, only when extremely necessary",
    ),
    (
        "E",
        "up to 3 months",
        "1 month",
        "single",
        "EB, EG, EP, ER, ES, ET",
    ),
    ("E1", "1 year", "1 month", "multiple", "E1_EX"),
    ("E2", "2 years", "1 month", "multiple", "E2_EX"),
    ("E3", "3 years", "1 month", "multiple", "E3_EX"),
    (
        "Ex",
        "7 days (the translation prints seven years; our reading)",
        "none",
        "single",
        "none",
    ),
    (
        "K",
        "until the passport expires",
        "until the passport expires",
        "multiple",
        "none",
    ),
    ("KHM", "up to 3 months", "1 month", "single", "none"),
    ("T", "up to 3 months", "1 month", "single", "T_EX"),
    ("T1", "1 year", "1 month", "multiple", "T1_EX"),
    ("T2", "2 years", "1 month", "multiple", "T2_EX"),
    ("T3", "3 years", "1 month", "multiple", "T3_EX"),
];

#[test]
fn articles_13_14_18_every_type_with_its_lines() {
    let rows = rows(Topic::VisaTypes);
    assert_eq!(rows.len(), TYPES.len());
    for (row, (visa_type, validity, stay, entries, extension)) in rows.iter().zip(TYPES) {
        assert_eq!(row[0], visa_type);
        assert_eq!(row[3], validity, "Art. 13 {visa_type}");
        assert_eq!(row[4], stay, "Art. 14 {visa_type}");
        assert_eq!(row[5], entries, "Art. 18 {visa_type}");
        assert_eq!(row[8], extension, "Art. 19 {visa_type}");
    }
}

#[test]
fn articles_9_and_11_every_type_with_its_name_and_whom_it_is_for() {
    let expected = [
        ("Diplomatic visa", "diplomatic passport"),
        ("Official visa", "official passport"),
        ("Courtesy visa", "courtesy"),
        ("Transit visa", "in transit"),
        ("Business visa", "any other type"),
        ("Long-term business visa, one year", "Business people"),
        ("Long-term business visa, two years", "Business people"),
        ("Long-term business visa, three years", "Business people"),
        ("Exit visa", "required to leave"),
        ("Special visa", "Khmer birth"),
        ("ACMECS visa", "Mekong"),
        ("Tourist visa", "Tourists"),
        ("Long-term tourist visa, one year", "Tourists who plan"),
        ("Long-term tourist visa, two years", "Tourists who plan"),
        ("Long-term tourist visa, three years", "Tourists who plan"),
    ];
    for (row, (name, purpose)) in rows(Topic::VisaTypes).iter().zip(expected) {
        assert_eq!(row[1], name);
        assert!(row[2].contains(purpose), "{}: {}", row[0], row[2]);
    }
}

#[test]
fn articles_4_and_17_where_each_type_is_had_and_who_decides() {
    for row in rows(Topic::VisaTypes) {
        let (places, who) = match row[0].as_str() {
            "T" => (
                format!("the e-Visa website, {MISSIONS}, {BORDER}"),
                format!(
                    "the e-Visa website: Ministry of Foreign Affairs and International Cooperation (our reading); {BY_MISSIONS} (our reading); {BY_BORDER} (our reading)"
                ),
            ),
            "KHM" => (MISSIONS.into(), BY_MISSIONS.into()),
            "Ex" => (
                "Ministry of Interior".into(),
                "Ministry of Interior (Art. 8.4)".into(),
            ),
            _ => (
                format!("{MISSIONS}, {BORDER}"),
                format!("{BY_MISSIONS}; {BY_BORDER}"),
            ),
        };
        assert_eq!(row[6], places, "Art. 4 {}", row[0]);
        assert_eq!(row[7], who, "Art. 17 {}", row[0]);
    }
}

/// Kind, visa types of Art. 10, then Art. 19: for how long, how often, in person.
const KINDS: [(&str, &str, &str, &str, &str); 16] = {
    const YEAR: &str = "1 month, 3 months, 6 months, 12 months";
    const ANY: &str = "no limit stated";
    [
        (
            "A_EX",
            "A",
            "1 month, until the end of the mission",
            ANY,
            "no",
        ),
        (
            "B_EX",
            "B",
            "1 month, 12 months, until the end of the mission",
            ANY,
            "no",
        ),
        ("C_EX", "C", "1 month, 12 months", ANY, "no"),
        ("EB", "E", YEAR, "the longest once (our reading)", "yes"),
        ("EG", "E", YEAR, ANY, "yes"),
        ("EP", "E", "1 month, 3 months, 6 months", "once", "yes"),
        ("ER", "E", YEAR, ANY, "yes"),
        ("ES", "E", YEAR, ANY, "yes"),
        (
            "ET",
            "E",
            "12 months, 24 months",
            "the longest first, then the shorter 3 times; then the holder must leave",
            "yes",
        ),
        ("E1_EX", "E1", YEAR, ANY, "yes"),
        ("E2_EX", "E2", YEAR, ANY, "yes"),
        ("E3_EX", "E3", YEAR, ANY, "yes"),
        (
            "T_EX",
            "D (only when extremely necessary), T",
            "1 month",
            "once",
            "yes",
        ),
        ("T1_EX", "T1", "1 month, 3 months", "once", "yes"),
        ("T2_EX", "T2", "1 month, 3 months", "once", "yes"),
        ("T3_EX", "T3", "1 month, 3 months", "once", "yes"),
    ]
};

#[test]
fn article_19_every_line() {
    let rows = rows(Topic::Extensions);
    assert_eq!(rows.len(), KINDS.len());
    for (row, (kind, of, choices, times, in_person)) in rows.iter().zip(KINDS) {
        assert_eq!(row[0], kind);
        let mut types: Vec<&str> = row[1].split(", ").collect();
        types.sort_unstable();
        assert_eq!(types.join(", "), of, "Art. 10 {kind}");
        assert_eq!(row[2], choices, "Art. 19 {kind}");
        assert_eq!(row[3], times, "Art. 19 {kind}");
        assert_eq!(row[4], in_person, "Art. 19, end {kind}");
    }
}

#[test]
fn article_20_5_the_documents_of_each_business_extension() {
    for row in rows(Topic::Extensions) {
        let words: &[&str] = match row[0].as_str() {
            "EB" => &[
                "business licence and patent certificate, or work contract",
                "marital status",
            ],
            "EG" => &["support the purpose"],
            "EP" => &["project"],
            "ER" => &["prove retirement", "retirement funds"],
            "ES" => &[
                "letter of an institution",
                "assurance of parents or guardians",
            ],
            "ET" => &["operating licence", "work contract", "spouse or child"],
            _ => &["none"],
        };
        for word in words {
            assert!(row[5].contains(word), "Art. 20.5 {}: {word}", row[0]);
        }
        assert_eq!(row[5].split("; ").count(), words.len(), "{}", row[0]);
    }
}
