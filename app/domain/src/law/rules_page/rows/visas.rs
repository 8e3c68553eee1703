//! The rows of visa types and of kinds of extension.

use crate::calendar::Period;
use crate::law::extension::{self, Choice, ExtensionKind, Times};
use crate::law::visa_types::{ACCREDITED_DIPLOMAT_VALIDITY, Competence, Place, Settings};
use crate::visa::{Entries, Length, VisaType};

/// The validity that the translation of Art. 13 prints for Ex; any other setting is marked as a
/// reading.
const PRINTED_FOR_EX: Length = Length::Period(Period::Months(84));

fn length(length: Length) -> String {
    match length {
        Length::Period(period) => period.to_string(),
        Length::PassportExpiry => "until the passport expires".into(),
        Length::None => "none".into(),
    }
}

pub(in crate::law::rules_page) fn visa_type(
    visa_type: VisaType,
    settings: Settings,
) -> Vec<String> {
    let row = visa_type.row_by(&settings);
    let mut validity = length(row.validity);
    if row.validity_is_at_most {
        validity = format!("up to {validity}");
    }
    match visa_type {
        VisaType::A => {
            let longest = ACCREDITED_DIPLOMAT_VALIDITY;
            validity = format!(
                "{validity}; {longest}, multiple entries, for accredited diplomats who are not based in the Kingdom"
            );
        }
        VisaType::D => validity.push_str(" (as the translation prints it)"),
        VisaType::Ex if row.validity != PRINTED_FOR_EX => {
            validity.push_str(" (the translation prints seven years; our reading)");
        }
        _ => {}
    }
    let places: Vec<&str> = row.places.iter().copied().map(place).collect();
    let competence: Vec<String> = row
        .places
        .iter()
        .map(|&at| {
            let who: Vec<&str> = row.competence(at).iter().copied().map(competent).collect();
            // The article excepts the "tourist E visa".
            let reading = match (visa_type, at) {
                (VisaType::T, _) => " (our reading)",
                (_, Place::MinistryOfInterior) => " (Art. 8.4)",
                _ => "",
            };
            match who.as_slice() {
                [only] if *only == place(at) => format!("{}{reading}", place(at)),
                _ => format!("{}: {}{reading}", place(at), who.join(", ")),
            }
        })
        .collect();
    let extensions: Vec<&str> = ExtensionKind::of(visa_type)
        .iter()
        .map(|k| k.as_str())
        .collect();
    let mut extension = if extensions.is_empty() {
        "none".to_owned()
    } else {
        extensions.join(", ")
    };
    if extension::needs_necessity(visa_type) {
        extension = format!("{extension}, {NECESSITY}");
    }
    vec![
        visa_type.to_string(),
        row.name.into(),
        row.purpose.into(),
        validity,
        length(row.stay),
        match row.entries {
            Entries::Single => "single".into(),
            Entries::Multiple => "multiple".into(),
        },
        places.join(", "),
        competence.join("; "),
        extension,
    ]
}

/// The condition of Art. 19 on extensions of transit visas.
const NECESSITY: &str = "only when extremely necessary";

const fn place(place: Place) -> &'static str {
    match place {
        Place::EVisaWebsite => "the e-Visa website",
        Place::Mission => "missions abroad",
        Place::EntryPoint => "international entry points",
        Place::MinistryOfInterior => "Ministry of Interior",
    }
}

pub(super) const fn competent(competence: Competence) -> &'static str {
    match competence {
        Competence::Mission => "missions",
        Competence::ForeignAffairs => "Ministry of Foreign Affairs and International Cooperation",
        Competence::Interior => "Ministry of Interior",
    }
}

pub(in crate::law::rules_page) fn extension(kind: ExtensionKind) -> Vec<String> {
    let rule = kind.rule();
    let of: Vec<String> = rule
        .of
        .iter()
        .map(|&visa_type| {
            if extension::needs_necessity(visa_type) {
                format!("{visa_type} ({NECESSITY})")
            } else {
                visa_type.to_string()
            }
        })
        .collect();
    let choices: Vec<String> = rule
        .choices
        .iter()
        .map(|choice| match choice {
            Choice::Months(months) => {
                format!("{months} month{}", if *months == 1 { "" } else { "s" })
            }
            Choice::MissionEnd => "until the end of the mission".into(),
        })
        .collect();
    let documents: Vec<&str> = rule
        .documents
        .iter()
        .map(|document| document.text())
        .collect();
    vec![
        kind.to_string(),
        of.join(", "),
        choices.join(", "),
        match rule.times {
            Times::Unlimited => "no limit stated".into(),
            Times::Once => "once".into(),
            Times::LongestOnce => "the longest once (our reading)".into(),
            Times::LongestThen(times) => {
                format!(
                    "the longest first, then the shorter {times} times; then the holder must leave"
                )
            }
        },
        if rule.in_person { "yes" } else { "no" }.into(),
        if documents.is_empty() {
            "none".into()
        } else {
            documents.join("; ")
        },
    ]
}
