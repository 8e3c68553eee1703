//! The rows of each table, generated from the rules.

use crate::law::grounds::{Ban, Ground, REFUNDABLE};
use crate::law::visa_types::{Competence, extended_by};
use crate::law::{application, arrival_card, exit_visa, extension, group, mission};
use crate::visa::VisaType;

mod money;
mod visas;

pub(super) use money::{fines, refunds};
pub(super) use visas::{extension, visa_type};

fn rules<const N: usize>(rules: [(String, &str); N]) -> Vec<Vec<String>> {
    rules
        .into_iter()
        .map(|(rule, article)| vec![rule, article.to_owned()])
        .collect()
}

pub(super) fn convention() -> Vec<Vec<String>> {
    let ours = "our reading";
    rules([
        ("The day of the event (issue, entry) is not counted.".into(), ours),
        (
            "A period of months ends on the same day number of its last month, or on that month's last day where it has no such day.".into(),
            ours,
        ),
        ("A period of days ends so many days later.".into(), ours),
        ("The last day counts whole, in Phnom Penh time.".into(), ours),
    ])
}

pub(super) fn application_rules() -> Vec<Vec<String>> {
    let (width, height) = application::PHOTO_CENTIMETRES;
    rules([
        ("Only the tourist visa T is sold on the website.".into(), "Art. 4, 7, 17"),
        (
            "Who is exempt by an agreement needs no visa for the days of the agreement; whoever stays longer does.".into(),
            "Art. 5",
        ),
        (
            "An exempt traveller is told so, and for how long, before anything else is asked, and may go on.".into(),
            "Art. 5 (our reading)",
        ),
        ("The form is filled in on the website.".into(), "Art. 7.1, 7.2"),
        (
            format!("One photo for each traveller, {width} × {height} cm in shape."),
            "Art. 7.2, 6.3 (our reading)",
        ),
        (
            format!(
                "The passport is valid for {} from the intended date of entry.",
                application::PASSPORT_VALIDITY
            ),
            "Art. 7.3 (from the entry: our reading)",
        ),
        (
            "A traveller on a parent's or guardian's passport is on that person's form, and pays the same fee.".into(),
            "Art. 7.4",
        ),
        (
            "Such a traveller has no passport of their own, names the adult whose passport it is, who is in the same application, and has a photo and a decision of their own.".into(),
            "our reading",
        ),
        (
            format!(
                "The parent or guardian is an adult of {}; who is that old has a passport of their own.",
                group::ADULT
            ),
            "our reading",
        ),
        ("The fee is paid by card.".into(), "Art. 7.5"),
        (
            "The fee is that of the Prakas which holds on the day of the charge; a change never alters what was charged.".into(),
            "Art. 16",
        ),
        (
            format!("An application is for {} travellers at most.", application::MAX_TRAVELLERS),
            "our reading",
        ),
        (
            "The Ministry of Foreign Affairs and International Cooperation decides on a visa that is asked for here.".into(),
            "Art. 7.1, 17 (our reading)",
        ),
        (
            "A denial is recorded with a ground and a note; free text alone is not enough.".into(),
            "Art. 23 (our reading)",
        ),
    ])
}

pub(super) fn mission_rules() -> Vec<Vec<String>> {
    let proved: Vec<&str> = VisaType::ALL
        .iter()
        .filter(|&&visa_type| mission::needs_proof_of_khmer_birth(visa_type))
        .map(|visa_type| visa_type.as_str())
        .collect();
    let (width, height) = application::PHOTO_CENTIMETRES;
    rules([
        ("The form is filled in.".into(), "Art. 6.1"),
        ("It is the same form, on paper; a clerk enters it.".into(), "our reading"),
        (
            format!(
                "The passport, or a travel document of equivalent value, is valid for {} from the intended date of entry.",
                application::PASSPORT_VALIDITY
            ),
            "Art. 6.2 (from the entry: our reading)",
        ),
        (
            format!("{} photo of {width} × {height} cm.", mission::PHOTOS),
            "Art. 6.3",
        ),
        (
            "A traveller on a parent's or guardian's passport is on that person's form, and pays the same fee.".into(),
            "Art. 6.4",
        ),
        (
            "The fee is paid; it is not given back, even when the request is denied.".into(),
            "Art. 6.5",
        ),
        (
            format!(
                "For {}: papers that prove Khmer nationality by birth.",
                proved.join(", ")
            ),
            "Art. 6, end",
        ),
    ])
}

pub(super) fn stay_rules() -> Vec<Vec<String>> {
    rules([
        (
            "A visa that was not used within its validity is void; apply again.".into(),
            "Art. 13, end",
        ),
        (
            "Each entry begins a stay of its own. A single entry is used up by it.".into(),
            "Art. 14, 18",
        ),
        (
            "An exempt traveller stays the days of the agreement.".into(),
            "Art. 5",
        ),
        (
            format!(
                "The e-Arrival card is free. It is made from {} days before the arrival, alone or for up to {}; whoever is exempt enters on it alone.",
                arrival_card::OPENS_DAYS_BEFORE,
                application::MAX_TRAVELLERS
            ),
            "Art. 5 (our reading)",
        ),
        (
            "The purpose of the stay is in line with the visa, or with the agreement.".into(),
            "Art. 15",
        ),
        (
            "The V-Pass confirms the entry as the stamp did.".into(),
            "Art. 23 c.4 (our reading)",
        ),
        (
            "Immigration officers at the entry point decide on the entry; a refusal is recorded with a ground and a note.".into(),
            "Art. 7, 23 (the note: our reading)",
        ),
        (
            "The traveller shows the passport on entry and on departure.".into(),
            "announcement of the V-Pass",
        ),
        (
            "On entry the V-Pass goes to the e-mail address of the application or of the e-Arrival card; it is kept ready on a phone, and departure closes it. Exempt travellers get one too.".into(),
            "announcement of the V-Pass",
        ),
    ])
}

pub(super) fn grounds() -> Vec<Vec<String>> {
    let row = |text: &str, against: &str, article: String| {
        vec![text.to_owned(), against.to_owned(), article]
    };
    let mut rows: Vec<_> = REFUNDABLE
        .iter()
        .map(|ground| {
            let article = ground.article().to_owned();
            row(ground.text(), "entry; the fee is given back", article)
        })
        .collect();
    for &ban in Ban::ALL {
        rows.extend(
            ban.grounds()
                .iter()
                .map(|&ground| row(ground.text(), ban.as_str(), cited(ground))),
        );
        if ban == Ban::Entry {
            rows.push(row(
                "no ground of its own: the Ministry of Interior has enough grounds to believe that admitting a person under one of these harms public order, social morality or security",
                ban.as_str(),
                "Art. 23 a.13 (our reading)".into(),
            ));
        }
        let follows = format!("what follows: {}", ban.consequence());
        let reading = match ban {
            Ban::Entry => " (our reading)",
            Ban::Departure | Ban::Stay => "",
        };
        let article = format!("{}{reading}", ban.article());
        rows.push(row(&follows, ban.as_str(), article));
    }
    rows
}

fn cited(ground: Ground) -> String {
    let reading = match ground {
        Ground::ExitMinister | Ground::StayNoEntryRecord | Ground::StayMinistry => " (our reading)",
        _ => "",
    };
    format!("{}{reading}", ground.article())
}

pub(super) fn extension_rules() -> Vec<Vec<String>> {
    let (width, height) = application::PHOTO_CENTIMETRES;
    let ministries: Vec<&str> = extended_by(VisaType::T)
        .iter()
        .copied()
        .map(visas::competent)
        .collect();
    let absent: Vec<&str> = extension::ExtensionKind::ALL
        .iter()
        .map(|kind| kind.rule())
        .filter(|rule| !rule.in_person)
        .flat_map(|rule| rule.of)
        .map(|visa_type| visa_type.as_str())
        .collect();
    let nobody: Vec<&str> = VisaType::ALL
        .iter()
        .filter(|&&visa_type| extended_by(visa_type).is_empty())
        .map(|visa_type| visa_type.as_str())
        .collect();
    rules([
        (
            format!(
                "Extended by, and single or multiple entry set by: {}; but for {}, where the article names nobody.",
                ministries.join(", "),
                nobody.join(", ")
            ),
            "Art. 17 b, c",
        ),
        (
            "An extension runs from the last permitted day of the stay.".into(),
            "our reading",
        ),
        (
            format!(
                "The applicant comes in person, at the General Department of Immigration: all but {}.",
                absent.join(", ")
            ),
            "Art. 19, end",
        ),
        ("The form is filled in.".into(), "Art. 20.1"),
        (
            format!(
                "The passport is valid for {} beyond the extension asked for.",
                extension::PASSPORT_VALIDITY
            ),
            "Art. 20.2",
        ),
        (
            format!("{} photo of {width} × {height} cm.", extension::PHOTOS),
            "Art. 20.3",
        ),
        (
            "The fee is paid, unless the applicant is exempted from it.".into(),
            "Art. 20.4",
        ),
        (
            format!(
                "After the passport was lost or damaged, an extension stays valid; at the {} it is moved to the new passport, free of charge.",
                visas::competent(Competence::Interior)
            ),
            "Art. 21",
        ),
        ("The fee is that of a Prakas.".into(), "Art. 22"),
    ])
}

pub(super) fn personal_data() -> Vec<Vec<String>> {
    let source = "announcement of digital identification";
    rules([
        (
            "Personal and biometric data is collected, encrypted, and stored securely on the server.".into(),
            source,
        ),
        (
            "A person presents the digital credential to prove identity and the right to a service, in one click.".into(),
            source,
        ),
    ])
}

pub(super) fn exit_rules() -> Vec<Vec<String>> {
    let (width, height) = application::PHOTO_CENTIMETRES;
    let proofs: Vec<&str> = exit_visa::Proof::ALL
        .iter()
        .map(|proof| proof.text())
        .collect();
    rules([
        (
            "For holders of a new passport or travel document who wish to leave, and for those who are required to leave.".into(),
            "Art. 11",
        ),
        (
            format!(
                "Form, passport and {} photos of {width} × {height} cm.",
                exit_visa::PHOTOS
            ),
            "Art. 8.1–3",
        ),
        (format!("One of: {}.", proofs.join("; ")), "Art. 8.4 (one of them: our reading)"),
        ("The fee is not given back once the visa has expired.".into(), "Art. 8.5"),
    ])
}
