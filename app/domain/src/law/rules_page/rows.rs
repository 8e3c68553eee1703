//! The rows of each table, made from the rules.

use crate::law::extension::{Choice, ExtensionKind, Times};
use crate::law::grounds::{DEPARTURE, ENTRY, Ground, REFUNDABLE, STAY};
use crate::law::refunds::RefundGround;
use crate::law::visa_types::{Competence, Entries, Length, Place, VisaType};
use crate::law::{application, exit_visa, extension, overstay, party};

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

fn length(length: Length) -> String {
    match length {
        Length::Period(period) => period.to_string(),
        Length::PassportExpiry => "until the passport expires".into(),
        Length::None => "none".into(),
    }
}

pub(super) fn visa_type(visa_type: VisaType) -> Vec<String> {
    let row = visa_type.row();
    let mut validity = length(visa_type.validity());
    if row.validity_is_at_most {
        validity = format!("up to {validity}");
    }
    match visa_type {
        VisaType::A => validity.push_str(
            "; one year, multiple entries, for accredited diplomats who are not based in the Kingdom",
        ),
        VisaType::Ex => validity.push_str(" (the translation prints seven years; our reading)"),
        _ => {}
    }
    let places: Vec<&str> = row.places.iter().copied().map(place).collect();
    let competence: Vec<String> = row
        .places
        .iter()
        .map(|&at| {
            let who: Vec<&str> = row.competence(at).iter().copied().map(competent).collect();
            let reading = match at {
                Place::EVisaWebsite => " (our reading)",
                _ => "",
            };
            format!("{}: {}{reading}", place(at), who.join(", "))
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
        extension.push_str(", only when extremely necessary");
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

const fn place(place: Place) -> &'static str {
    match place {
        Place::EVisaWebsite => "the e-visa website",
        Place::Mission => "missions abroad",
        Place::EntryPoint => "international entry points",
        Place::MinistryOfInterior => "Ministry of Interior",
    }
}

const fn competent(competence: Competence) -> &'static str {
    match competence {
        Competence::Mission => "missions",
        Competence::ForeignAffairs => "Ministry of Foreign Affairs and International Cooperation",
        Competence::Interior => "Ministry of Interior",
    }
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
            format!("One photo for each traveller, {width} × {height} cm in shape."),
            "Art. 7.2, 6.3 (our reading)",
        ),
        (
            format!(
                "The passport is valid for {} from the intended date of entry.",
                application::PASSPORT_VALIDITY
            ),
            "Art. 7.3",
        ),
        (
            "A traveller on a parent's or guardian's passport is in that person's application, with a photo and a decision of their own, and pays the same fee.".into(),
            "Art. 7.4",
        ),
        (
            format!("The parent or guardian is an adult of {}.", party::ADULT),
            "our reading",
        ),
        ("The fee is paid by card.".into(), "Art. 7.5"),
        (
            format!("An application is for {} travellers at most.", application::MAX_TRAVELLERS),
            "our reading",
        ),
    ])
}

pub(super) fn refunds() -> Vec<Vec<String>> {
    let refused = |ground: Ground| {
        vec![
            format!("Refused entry: {}", ground.text()),
            "yes, after a supervisor's approval".to_owned(),
            ground.article().to_owned(),
        ]
    };
    let ledger = |ground: &RefundGround| {
        let reason = match ground {
            RefundGround::DoubleCharge => "A payment was taken twice",
            RefundGround::LateCharge => {
                "A charge came after the application was withdrawn or had expired unpaid"
            }
            RefundGround::UnrecordedCharge => "A charge for an application that was not recorded",
            RefundGround::TechnicalFault | RefundGround::InsufficientInformation => return None,
        };
        Some(vec![
            reason.into(),
            "yes, by itself".into(),
            "our reading".into(),
        ])
    };
    let line = |reason: &str, answer: &str, article: &str| {
        vec![reason.to_owned(), answer.to_owned(), article.to_owned()]
    };
    let mut rows: Vec<_> = REFUNDABLE.iter().copied().map(refused).collect();
    rows.push(line(
        "Refused entry on one of these and on a ground of Art. 23 besides",
        "a supervisor decides",
        "Art. 7, 23 (our reading)",
    ));
    rows.push(line("Refused entry on any other ground", "no", "Art. 7"));
    rows.push(line("The request is denied", "no", "Art. 6"));
    rows.push(line("Withdrawn after payment", "no", "our reading"));
    rows.push(line(
        "The charge is disputed with the card's bank",
        "no",
        "our reading",
    ));
    rows.extend(RefundGround::ALL.iter().filter_map(ledger));
    rows
}

pub(super) fn grounds() -> Vec<Vec<String>> {
    let rows = |grounds: &[Ground], against: &str| -> Vec<Vec<String>> {
        grounds
            .iter()
            .map(|ground| {
                vec![
                    ground.text().into(),
                    against.into(),
                    ground.article().into(),
                ]
            })
            .collect()
    };
    [
        rows(REFUNDABLE, "entry; the fee is given back"),
        rows(ENTRY, "entry"),
        rows(DEPARTURE, "departure"),
        rows(STAY, "stay"),
    ]
    .concat()
}

pub(super) fn extension(kind: ExtensionKind) -> Vec<String> {
    let rule = kind.rule();
    let of: Vec<&str> = rule.of.iter().map(|visa_type| visa_type.as_str()).collect();
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
    let papers: Vec<&str> = rule.papers.iter().map(|paper| paper.text()).collect();
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
        if papers.is_empty() {
            "none".into()
        } else {
            papers.join("; ")
        },
    ]
}

pub(super) fn fines() -> Vec<Vec<String>> {
    let days = overstay::DAYS_BEFORE_ORDER_TO_LEAVE;
    rules([
        (
            format!(
                "Overstay of up to {days} days: {} a day.",
                overstay::FINE_PER_DAY
            ),
            "Art. 24 (day 30 itself: our reading)",
        ),
        (
            format!(
                "Overstay beyond {days} days: the same for every day, and to leave within {}.",
                overstay::TIME_TO_LEAVE
            ),
            "Art. 26.1",
        ),
        (
            "Refusing or evading that: double the fine, and expulsion.".into(),
            "Art. 26.2",
        ),
        (
            format!(
                "Use of a visa against its purpose: {} and an order of expulsion within {}; evading doubles it.",
                overstay::MISUSE_FINE,
                overstay::TIME_TO_LEAVE
            ),
            "Art. 27",
        ),
        (
            "The Minister of Interior may exempt from any of these.".into(),
            "Art. 28",
        ),
        (
            "Paying averts a lawsuit; not paying leads to one.".into(),
            "Art. 29",
        ),
        ("An unpaid fine bars departure.".into(), "Art. 23 b.5"),
    ])
}

pub(super) fn exit_rules() -> Vec<Vec<String>> {
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
            format!("Form, passport and {} photos of 4 × 6.", exit_visa::PHOTOS),
            "Art. 8.1–3",
        ),
        (format!("One of: {}.", proofs.join("; ")), "Art. 8.4"),
        ("The fee is not given back once the visa has expired.".into(), "Art. 8.5"),
    ])
}
