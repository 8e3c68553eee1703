//! The rows on refunds and fines.

use super::rules;
use crate::law::grounds::{Ground, REFUNDABLE};
use crate::law::overstay;
use crate::law::refunds::RefundGround;

pub(in crate::law::rules_page) fn refunds() -> Vec<Vec<String>> {
    let refused = |ground: Ground| {
        vec![
            format!("Refused entry: {}", ground.text()),
            "yes, after a supervisor's approval".to_owned(),
            format!("{} (the approval: our reading)", ground.article()),
        ]
    };
    let ledger = |ground: &RefundGround| {
        let reason = match ground {
            RefundGround::DoubleCharge => "A payment was taken twice",
            RefundGround::LateCharge => {
                "A charge came after the application was withdrawn or had expired unpaid"
            }
            RefundGround::UnrecordedCharge => {
                "A charge for an application that was not recorded, or not as it was charged for"
            }
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
    rows.push(line(
        "Refused entry on one of these without a visa that was valid: it was used before, is over, or was not granted yet",
        "a supervisor decides",
        "Art. 7 (our reading)",
    ));
    rows.push(line(
        "What is given back and what is not is said before the fee is paid",
        "always",
        "our reading",
    ));
    rows.push(line(
        "How much of it",
        "what the refused traveller paid, in the currency paid, to the card that paid, once; in a group the refused travellers' shares alone",
        "our reading",
    ));
    rows.push(line(
        "What becomes of the visa then",
        "it is void in the same act",
        "our reading",
    ));
    rows.push(line("Refused entry on any other ground", "no", "Art. 7"));
    rows.push(line(
        "The request is denied",
        "no",
        "Art. 6 (online: our reading)",
    ));
    rows.push(line("Withdrawn after payment", "no", "our reading"));
    rows.push(line(
        "The visa was not used within its validity",
        "no",
        "Art. 13 (our reading)",
    ));
    rows.push(line(
        "The charge is disputed with the card's bank",
        "no",
        "our reading",
    ));
    rows.extend(RefundGround::ALL.iter().filter_map(ledger));
    rows
}

pub(in crate::law::rules_page) fn fines() -> Vec<Vec<String>> {
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
            "Art. 26.1 (from the first finding: our reading)",
        ),
        (
            "Refusing or evading that: double the fine, and expulsion.".into(),
            "Art. 26.2",
        ),
        (
            format!(
                "Use of a visa against its purpose: {}, and the Minister of Interior orders the expulsion within {}.",
                overstay::MISUSE_FINE,
                overstay::TIME_TO_LEAVE
            ),
            "Art. 27.1",
        ),
        (
            "Refusing or evading that: double the fine, and expulsion under the immigration law.".into(),
            "Art. 27.2",
        ),
        (
            "The Minister of Interior may exempt from any of these.".into(),
            "Art. 28",
        ),
        (
            "An exemption is recorded with who grants it and why.".into(),
            "Art. 28 (our reading)",
        ),
        (
            "Paying averts a lawsuit; not paying leads to one.".into(),
            "Art. 29",
        ),
        (
            "An unpaid fine for overstay bars departure, unless the Minister of Interior states otherwise.".into(),
            "Art. 23 b.5",
        ),
    ])
}
