//! What the caller may do with a case now: by its state, by who holds it, and by role. The service
//! decides again; this only leaves away what it would refuse.

use crate::contract::{CaseView, Role};
use crate::session::caller;
use crate::text::text;
use domain::states::CaseState;
use leptos::prelude::*;

/// The acts of one case.
pub fn acts(case: &CaseView) -> AnyView {
    let staff = caller().staff;
    let may = |role| {
        staff
            .as_ref()
            .is_some_and(|staff| staff.roles.contains(&role))
    };
    let content = match case.state {
        CaseState::Waiting if may(Role::Reviewer) => {
            single(case, "take", "staff-act-take", "button main").into_any()
        }
        CaseState::InReview if case.mine && may(Role::Reviewer) => in_review(case).into_any(),
        CaseState::InReview if may(Role::Supervisor) => held(case).into_any(),
        CaseState::InReview => said("staff-case-held").into_any(),
        CaseState::NeedsCorrection => said("staff-case-with-traveller").into_any(),
        CaseState::DenialProposed if may(Role::Supervisor) => {
            if case
                .denial
                .as_ref()
                .is_some_and(|denial| denial.proposed_by_caller)
            {
                said("staff-denial-own").into_any()
            } else {
                proposed(case).into_any()
            }
        }
        CaseState::DenialProposed => said("staff-denial-waits").into_any(),
        _ => return ().into_any(),
    };
    view! {
        <section aria-labelledby="acts">
            <h2 id="acts">{text("staff-case-acts")}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn said(key: &str) -> impl IntoView + use<> {
    view! { <p>{text(key)}</p> }
}

/// Somebody else's case, which a supervisor may put back, so that nothing waits for who is away.
fn held(case: &CaseView) -> impl IntoView + use<> {
    view! {
        {said("staff-case-held")}
        {single(case, "put-back", "staff-act-put-back", "button second")}
    }
}

fn in_review(case: &CaseView) -> impl IntoView + use<> {
    let at = format!("/staff/cases/{}", case.case);
    view! {
        // Two presses, since a visa that was granted cannot be taken back with a third.
        <details class="decide">
            <summary class="button">{text("staff-act-grant-ask")}</summary>
            <p>{text("staff-act-grant-means")}</p>
            {single(case, "grant", "staff-act-grant", "button main")}
        </details>
        <p><a class="button second" href=format!("{at}/correction")>{text("staff-act-correction")}</a></p>
        <p><a class="button second" href=format!("{at}/denial")>{text("staff-act-denial")}</a></p>
        {single(case, "put-back", "staff-act-put-back", "button link")}
    }
}

fn proposed(case: &CaseView) -> impl IntoView + use<> {
    view! {
        <details class="decide">
            <summary class="button">{text("staff-act-confirm-ask")}</summary>
            <p>{text("staff-act-confirm-means")}</p>
            {single(case, "confirm-denial", "staff-act-confirm", "button main")}
        </details>
        {single(case, "reject-denial", "staff-act-reject", "button second")}
    }
}

/// One act that needs no words: a button in a form of its own.
fn single(
    case: &CaseView,
    act: &'static str,
    label: &'static str,
    class: &'static str,
) -> impl IntoView + use<> {
    view! {
        <form method="post" action=format!("/act/staff/case/{act}")>
            {hidden(case)}
            <button class=class>{text(label)}</button>
        </form>
    }
}

/// Which case, and in which version the person saw it.
pub fn hidden(case: &CaseView) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="case" value=case.case.to_string() />
        <input type="hidden" name="version" value=case.version.to_string() />
    }
}
