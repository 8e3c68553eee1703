//! The checks of a case: failed ones first, then those that a person must look at.

use crate::components::icon;
use crate::contract::{CaseCheck, CheckFinding, CheckOutcome};
use crate::text::{money, text, text_with};
use domain::states::CaseState;
use leptos::prelude::*;

/// All checks in one line: how many fail, are to be looked at, and are fine.
pub(super) fn verdict(checks: &[CaseCheck]) -> impl IntoView + use<> {
    let count = |outcome| {
        checks
            .iter()
            .filter(|check| check.outcome == outcome)
            .count()
    };
    let (fail, look) = (count(CheckOutcome::Fail), count(CheckOutcome::Look));
    let pass = count(CheckOutcome::Pass);
    let (worst, sign) = match (fail, look) {
        (0, 0) => ("pass", "check"),
        (0, _) => ("look", "warning"),
        _ => ("fail", "cross"),
    };
    let key = match (fail, look) {
        (0, 0) => "staff-case-verdict-all",
        _ => "staff-case-verdict",
    };
    let says = text_with(
        key,
        &[
            ("fail", fail.to_string()),
            ("look", look.to_string()),
            ("pass", pass.to_string()),
        ],
    );
    view! { <p class="case-verdict" data-outcome=worst>{icon(sign)} " " {says}</p> }
}

pub(super) fn checks(mut checks: Vec<CaseCheck>) -> impl IntoView {
    checks.sort_by_key(|check| match check.outcome {
        CheckOutcome::Fail => 0,
        CheckOutcome::Look => 1,
        CheckOutcome::Pass => 2,
    });
    view! {
        <section class="case-checks" aria-labelledby="checks">
            <h2 id="checks">{text("staff-case-checks")}</h2>
            <ul>{checks.into_iter().map(check).collect_view()}</ul>
        </section>
    }
}

fn check(check: CaseCheck) -> impl IntoView {
    let (outcome, key, sign) = match check.outcome {
        CheckOutcome::Pass => ("pass", "staff-check-pass", "✓"),
        CheckOutcome::Look => ("look", "staff-check-look", "!"),
        CheckOutcome::Fail => ("fail", "staff-check-fail", "✕"),
    };
    view! {
        <li data-outcome=outcome>
            <strong><span class="sign" aria-hidden="true">{sign}</span> " " {text(key)}</strong>
            <span>{finding_text(&check.finding)}</span>
            <span class="article">{check.article}</span>
        </li>
    }
}

fn finding_text(finding: &CheckFinding) -> String {
    use CheckFinding as F;
    match finding {
        F::Photo => text("check-photo"),
        F::PhotoMissing => text("check-photo-missing"),
        F::PhotoUnreadable => text("check-photo-unreadable"),
        F::PhotoShared { positions } => {
            let listed: Vec<_> = positions.iter().map(ToString::to_string).collect();
            let count = ("count", listed.len().to_string());
            text_with(
                "check-photo-shared",
                &[count, ("positions", listed.join(", "))],
            )
        }
        F::PersonMissing => text("check-person-missing"),
        F::PassportValid { until } => {
            text_with("check-passport-valid", &[("until", until.to_string())])
        }
        F::PassportTooShort { until } => {
            text_with("check-passport-too-short", &[("until", until.to_string())])
        }
        F::MrzMissing => text("check-mrz-none"),
        F::MrzUnreadable => text("check-mrz-unreadable"),
        F::MrzInvalid => text("check-mrz-wrong"),
        F::NameSame => text("check-mrz-same"),
        F::NameAllowed { typed, in_zone } => text_with(
            "check-mrz-allowed",
            &[("typed", typed.clone()), ("zone", in_zone.clone())],
        ),
        F::NameDifferent { part, word } => text_with(
            "check-mrz-different",
            &[("part", part.to_string()), ("word", word.to_string())],
        ),
        F::FieldDifferent(field) => text_with("check-mrz-other", &[("field", field.to_string())]),
        F::AdultMissing => text("check-adult-missing"),
        F::Adult(CaseState::Granted) => text("check-adult-granted"),
        F::Adult(CaseState::Withdrawn) => text("check-adult-withdrawn"),
        F::Adult(CaseState::Denied) => text("check-adult-denied"),
        F::Adult(_) => text("check-adult-open"),
        F::VisaNeeded => text("check-visa-needed"),
        F::LongerThanExemption { days } => {
            text_with("check-longer-than-exemption", &[("days", days.to_string())])
        }
        F::Exempt { days } => text_with("check-exempt", &[("days", days.to_string())]),
        F::StayCovered => text("check-stay-covered"),
        F::Trip(warning) => text(&format!("check-{}", warning.message_key())),
        F::History {
            denied: 0,
            refused: 0,
        } => text("check-history-none"),
        F::History { denied, refused } => text_with(
            "check-history",
            &[
                ("denied", denied.to_string()),
                ("refused", refused.to_string()),
            ],
        ),
        F::FeeGivenBack { amount, decided } => {
            let key = if *decided {
                "check-fee-given-back-decided"
            } else {
                "check-fee-given-back"
            };
            text_with(key, &[("amount", money(*amount))])
        }
        F::ChargeDisputed => text("check-charge-disputed"),
        F::OpenApplications(0) => text("check-open-none"),
        F::OpenApplications(open) => text_with("check-open", &[("open", open.to_string())]),
    }
}
