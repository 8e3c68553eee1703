//! The actions that the caller has on a case now: by its state, its assignment, and the caller's
//! role. The service decides again; an action that it would refuse is left out here.

use crate::components::{FieldErrors, TextArea};
use crate::contract::{CaseView, CheckOutcome, DecisionForm, Role, checks_shown};
use crate::session::caller;
use crate::text::{label, text, text_with};
use domain::law::Ground;
use domain::states::CaseState;
use leptos::prelude::*;

/// The most characters of a note.
pub const MOST_NOTE: u32 = 600;

/// The buttons of the actions on one case.
pub fn actions(case: &CaseView, typed: &DecisionForm, errors: &FieldErrors) -> AnyView {
    let staff = caller().staff;
    let may = |role| {
        staff
            .as_ref()
            .is_some_and(|staff| staff.roles.contains(&role))
    };
    let content = match case.state {
        CaseState::InReview if case.mine && may(Role::Reviewer) => in_review(case).into_any(),
        CaseState::InReview if may(Role::Supervisor) => assigned_elsewhere(case).into_any(),
        CaseState::InReview => paragraph("staff-case-assigned-elsewhere").into_any(),
        CaseState::NeedsCorrection => paragraph("staff-case-with-traveller").into_any(),
        CaseState::DenialProposed if may(Role::Supervisor) => {
            if case
                .denial
                .as_ref()
                .is_some_and(|denial| denial.proposed_by_caller)
            {
                paragraph("staff-denial-own").into_any()
            } else {
                proposed(case, typed, errors).into_any()
            }
        }
        CaseState::DenialProposed => paragraph("staff-denial-waits").into_any(),
        _ => return ().into_any(),
    };
    view! {
        <section aria-labelledby="acts">
            <h2 id="acts">{text("staff-case-actions")}</h2>
            {content}
        </section>
    }
    .into_any()
}

/// Above everything: taking a case, which comes before looking at it; else, for a phone, where the
/// decision lies below checks and facts, what leads there.
pub fn on_top(case: &CaseView) -> Option<AnyView> {
    can_act(case).then(|| match case.state {
        CaseState::Waiting => {
            let take = single(case, "take", "staff-action-assign", "button main");
            view! { <div class="take">{take}</div> }.into_any()
        }
        _ => {
            let decision = text("staff-case-to-actions");
            view! { <p class="to-actions"><a class="button second" href="#acts">{decision}</a></p> }
                .into_any()
        }
    })
}

/// Whether the caller has a button on the case now, rather than a word that others decide.
fn can_act(case: &CaseView) -> bool {
    let roles = caller().staff.map(|staff| staff.roles).unwrap_or_default();
    let reviews = roles.contains(&Role::Reviewer);
    let supervises = roles.contains(&Role::Supervisor);
    match case.state {
        CaseState::Waiting => reviews,
        CaseState::InReview => supervises || (reviews && case.mine),
        CaseState::DenialProposed => supervises,
        _ => false,
    }
}

fn paragraph(key: &str) -> impl IntoView + use<> {
    view! { <p>{text(key)}</p> }
}

/// A case of another reviewer. A supervisor may release it, so that nothing waits for somebody who
/// is away.
fn assigned_elsewhere(case: &CaseView) -> impl IntoView + use<> {
    view! {
        {paragraph("staff-case-assigned-elsewhere")}
        {single(case, "put-back", "staff-action-release", "button second")}
    }
}

fn in_review(case: &CaseView) -> impl IntoView + use<> {
    let at = format!("/staff/cases/{}", case.case);
    let failed = case
        .checks
        .iter()
        .filter(|check| check.outcome == CheckOutcome::Fail)
        .count();
    // What a failed check speaks for stands first.
    let (correct, grant) = if failed > 0 {
        ("button", "button second")
    } else {
        ("button second", "button")
    };
    let warned = (failed > 0).then(|| {
        let count = ("count", failed.to_string());
        view! { <p><strong>{text_with("staff-action-grant-failed", &[count])}</strong></p> }
    });
    // Two presses, since no third one takes back a visa that was granted.
    let granting = view! {
        <details class="decide">
            <summary class=grant>{text("staff-action-grant-ask")}</summary>
            {warned}
            <p>{text("staff-action-grant-means")}</p>
            {single(case, "grant", "staff-action-grant", "button main")}
        </details>
    };
    let asking = view! {
        <p><a class=correct href=format!("{at}/correction")>{text("staff-action-correction")}</a></p>
        <p><a class="button second" href=format!("{at}/denial")>{text("staff-action-denial")}</a></p>
    };
    let (first, second) = if failed > 0 {
        (asking.into_any(), granting.into_any())
    } else {
        (granting.into_any(), asking.into_any())
    };
    view! {
        {first}
        {second}
        {single(case, "put-back", "staff-action-release", "button link")}
    }
}

fn proposed(case: &CaseView, typed: &DecisionForm, errors: &FieldErrors) -> impl IntoView + use<> {
    let sent_back = errors.at(&["note"]).is_some();
    view! {
        <details class="decide">
            <summary class="button">{text("staff-action-confirm-ask")}</summary>
            <p>{text("staff-action-confirm-means")}</p>
            {single(case, "confirm-denial", "staff-action-confirm", "button main")}
        </details>
        <details class="decide" open=sent_back>
            <summary class="button second">{text("staff-action-reject")}</summary>
            <form method="post" action="/act/staff/case/reject-denial" novalidate>
                {hidden(case)}
                <TextArea name="note" label=text("staff-reject-reason") hint=text("staff-reject-hint") value=typed.note.clone()
                    errors=errors.clone() rows=4 maxlength=MOST_NOTE />
                <button type="submit" class="button second">{text("staff-action-reject-send")}</button>
            </form>
        </details>
    }
}

/// What the traveller reads of a denial.
pub fn told(ground: Ground, is_told: bool) -> impl IntoView {
    let title = if is_told {
        "staff-denial-told"
    } else {
        "staff-denial-would-be-told"
    };
    let says = text_with(
        "staff-denial-letter",
        &[
            ("ground", label("ground", ground)),
            ("article", ground.article().to_owned()),
        ],
    );
    view! {
        <div class="told">
            <p class="label">{text(title)}</p>
            <blockquote><p>{says}</p></blockquote>
        </div>
    }
}

/// An action that needs no words: a button in a form of its own.
fn single(
    case: &CaseView,
    path: &'static str,
    label: &'static str,
    class: &'static str,
) -> impl IntoView + use<> {
    view! {
        <form method="post" action=format!("/act/staff/case/{path}")>
            {hidden(case)}
            <button class=class>{text(label)}</button>
        </form>
    }
}

/// The hidden fields of a case: its id, and the version and the checks that the person saw.
pub fn hidden(case: &CaseView) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="case" value=case.case.to_string() />
        <input type="hidden" name="version" value=case.version.to_string() />
        <input type="hidden" name="checks" value=checks_shown(&case.checks) />
    }
}
