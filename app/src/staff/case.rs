//! One traveller's case: the photo beside the facts, the checks with their article, and the
//! actions that are the caller's now ([`actions`]).

pub mod actions;
mod checks;
mod decide;
pub mod decision_forms;
mod facts;

use super::queue;
use crate::components::{Audience, ErrorSummary, FieldErrors, Timeline};
use crate::contract::{CaseView, DecisionForm, DenialView};
use crate::flash::take_form;
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{caller, path_id, staff_service, verifier};
use crate::text::{date, label, text, text_with};
use domain::calendar::ministry_date;
use domain::states::CaseState;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    let case = path_id("id");
    staff_page(async move {
        let case = case?;
        let (_, errors) = take_form::<DecisionForm>(&actions::flash_name(case));
        let view = staff_service().case(&caller(), case).await?;
        Ok(case_page(view, errors))
    })
}

fn case_page(case: CaseView, errors: FieldErrors) -> Page {
    let today = ministry_date(verifier().now());
    let actions = decide::actions(&case);
    let title = text_with(
        "staff-case-heading",
        &[
            ("reference", case.reference),
            ("position", case.position.to_string()),
        ],
    );
    let body = view! {
        <ErrorSummary errors=errors />
        <h1>{title.clone()}</h1>
        <p class="case-state">
            <span class="state tag" data-state=case.state.as_str()>{label("staff-case-state", case.state)}</span>
            {case.reviewer.filter(|_| case.state.is_undecided()).map(|name| view! { " " <span>{text_with("staff-case-assigned-to", &[("name", name)])}</span> })}
        </p>
        <div class="case">
            <img class="case-photo" src=format!("/staff/cases/{}/photo", case.case) alt=text("staff-case-photo") width="400" height="600" />
            {facts::facts(&case.facts)}
            {checks::checks(case.checks)}
            <div class="case-actions">
                {case.denial.map(|proposed| denial(proposed, case.state))}
                {case.visa.map(|visa| view! {
                    <p>{text_with("staff-case-visa", &[
                        ("number", visa.number),
                        ("state", label("visa-state", visa.state)),
                        ("until", date(visa.valid_until)),
                    ])}</p>
                })}
                {actions}
            </div>
        </div>
        {(!case.companions.is_empty()).then(|| view! {
            <section aria-labelledby="companions">
                <h2 id="companions">{text("staff-case-companions")}</h2>
                {queue::table(case.companions, today)}
            </section>
        })}
        <section aria-labelledby="timeline">
            <h2 id="timeline">{text("staff-case-timeline")}</h2>
            <Timeline entries=case.timeline audience=Audience::Staff />
        </section>
    };
    Page::new(title, body).wide()
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
    view! {
        <section class="denial" aria-labelledby="denial">
            <h2 id="denial">{title}</h2>
            {ground}
            <p class="note" dir="auto">{denial.note}</p>
            <p>{text_with("staff-denial-by", &[("name", denial.proposed_by)])}</p>
        </section>
    }
}
