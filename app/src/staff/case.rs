//! One traveller's case: the photo beside the facts, the checks with their article, and the
//! actions that are the caller's now ([`actions`]).

pub mod actions;
mod checks;
mod decide;
pub mod decision_forms;
mod done;
mod facts;
mod traveller_says;

use super::queue;
use crate::components::{
    Audience, Crossings, ErrorSummary, FieldErrors, Timeline, unbroken_reference,
};
use crate::contract::{CaseView, CrossingView, DecisionForm, DenialView, SentBack, VisaSummary};
use crate::flash::take_form;
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{caller, path_id, query, staff_service, verifier};
use crate::text::{instant, label, text, text_with, visa_standing};
use domain::calendar::ministry_date;
use domain::person::Person;
use domain::states::CaseState;
use done::Done;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    let case = path_id("id");
    let done = query("done");
    staff_page(async move {
        let case = case?;
        let (typed, errors) = take_form::<DecisionForm>(&actions::flash_name(case));
        let view = staff_service().case(&caller(), case).await?;
        let done = done::done(&view, &done).await?;
        Ok(case_page(view, &typed, errors, done))
    })
}

/// Whose case it is.
fn heading(case: &CaseView) -> String {
    let name = case.facts.person.as_ref().map(Person::full_name);
    text_with(
        "staff-case-heading",
        &[
            ("name", name.unwrap_or_else(|| text("record-unreadable"))),
            ("reference", case.reference.clone()),
            ("position", case.position.to_string()),
            ("of", (case.companions.len() + 1).to_string()),
        ],
    )
}

fn case_page(
    case: CaseView,
    typed: &DecisionForm,
    errors: FieldErrors,
    done: Option<Done>,
) -> Page {
    let today = ministry_date(verifier().now());
    let actions = decide::actions(&case, typed, &errors);
    let title = heading(&case);
    let reference = case.reference.clone();
    let (done, window) = match done {
        Some(done) => (Some(done.view), format!("{} · {title}", done.says)),
        None => (None, title.clone()),
    };
    let to_actions = decide::on_top(&case);
    let body = view! {
        {done}
        <ErrorSummary errors=errors />
        <h1 dir="auto">{unbroken_reference(&title, &reference)}</h1>
        {checks::verdict(&case.checks)}
        {state_line(case.state, case.reviewer)}
        {to_actions}
        <div class="case">
            <img class="case-photo" src=format!("/staff/cases/{}/photo", case.case) alt=text("staff-case-photo") width="400" height="600" />
            {checks::checks(case.checks)}
            {facts::facts(&case.facts)}
            <div class="case-actions">
                {traveller_says::mistakes(case.mistakes)}
                {case.correction.map(|asked| traveller_says::correction(asked, &case.facts, case.state))}
                {case.sent_back.map(sent_back)}
                {case.denial.map(|proposed| denial(proposed, case.state))}
                {case.visa.map(visa)}
                {actions}
            </div>
        </div>
        {(!case.companions.is_empty()).then(|| view! {
            <section aria-labelledby="companions">
                <h2 id="companions">{text("staff-case-companions")}</h2>
                {queue::table(case.companions, today)}
            </section>
        })}
        {(!case.crossings.is_empty()).then(|| border(case.crossings))}
        <section aria-labelledby="timeline">
            <h2 id="timeline">{text("staff-case-timeline")}</h2>
            <Timeline entries=case.timeline audience=Audience::Staff />
        </section>
    };
    Page::new(window, body).wide()
}

/// The state, and who holds the case.
fn state_line(state: CaseState, reviewer: Option<String>) -> impl IntoView {
    let held = reviewer.filter(|_| state.is_undecided()).map(|name| {
        view! { <span>{text_with("staff-case-assigned-to", &[("name", name)])}</span> }
    });
    view! {
        <p class="case-state">
            <span class="state tag" data-state=state.as_str()>{label("staff-case-state", state)}</span>
            {held}
        </p>
    }
}

/// What a granted case gave.
fn visa(visa: VisaSummary) -> impl IntoView {
    let says = text_with(
        "staff-case-visa",
        &[
            ("number", visa.number),
            ("standing", visa_standing(visa.state, visa.valid_until)),
        ],
    );
    view! {
        <section aria-labelledby="visa">
            <h2 id="visa">{text("staff-case-actions")}</h2>
            <p>{says}</p>
        </section>
    }
}

/// The proposal that a supervisor sent back, and why.
fn sent_back(back: SentBack) -> impl IntoView {
    let by = text_with(
        "staff-denial-sent-back",
        &[("name", back.by), ("at", instant(back.at))],
    );
    view! {
        <section class="denial" aria-labelledby="sent-back">
            <h2 id="sent-back">{text("staff-denial-sent-back-title")}</h2>
            <p>{by}</p>
            <p class="note">{back.reason}</p>
        </section>
    }
}

/// What officers at the border recorded.
fn border(crossings: Vec<CrossingView>) -> impl IntoView {
    view! {
        <section aria-labelledby="border">
            <h2 id="border">{text("staff-case-border")}</h2>
            <Crossings crossings=crossings />
        </section>
    }
}

fn denial(denial: DenialView, state: CaseState) -> impl IntoView {
    let title = if state == CaseState::Denied {
        text("staff-denial-title-denied")
    } else {
        text("staff-denial-title")
    };
    let ground = denial.ground.map(|ground| {
        view! { <p><strong>{label("ground", ground)}</strong> " " <span class="article">{ground.article()}</span></p> }
    });
    let confirmed = denial.confirmed.map(|(name, at)| {
        view! { <p>{text_with("staff-denial-confirmed-by", &[("name", name), ("at", instant(at))])}</p> }
    });
    let told = denial
        .ground
        .map(|ground| decide::told(ground, state == CaseState::Denied));
    view! {
        <section class="denial" aria-labelledby="denial">
            <h2 id="denial">{title}</h2>
            {ground}
            <p class="note" dir="auto">{denial.note}</p>
            <p>{text_with("staff-denial-by", &[("name", denial.proposed_by), ("at", instant(denial.proposed_at))])}</p>
            {confirmed}
            {told}
        </section>
    }
}
