//! The steps of an application: their pages, their order, and the next one.

use crate::area::Area;
use crate::contract::{Draft, DraftTraveller, Step};
use crate::error::{PortalError, Result};
use crate::page::{Page, load_page};
use crate::session::{caller, go, traveller_service};
use crate::text::{instant, text, text_with};
use crate::traveller::apply::lists::name_of;
use crate::traveller::carried::with_answers_of_query;
use domain::states::ApplicationState;
use leptos::prelude::*;
use uuid::Uuid;

/// The number of steps; passport and photo of further travellers belong to the fifth.
const STEPS: u32 = 7;

/// The page of a step.
pub fn step_path(step: Step) -> String {
    match step {
        Step::Passport(traveller) => format!("/apply/passport/{traveller}"),
        Step::Trip => "/apply/trip".to_owned(),
        Step::Contact => "/apply/contact".to_owned(),
        Step::Photo(traveller) => format!("/apply/photo/{traveller}"),
        Step::Travellers => "/apply/travellers".to_owned(),
        Step::Check => "/apply/check".to_owned(),
        Step::Declaration => "/apply/declaration".to_owned(),
    }
}

/// The traveller's draft.
pub(super) async fn draft() -> Result<Draft> {
    traveller_service().draft(&caller()).await
}

/// One traveller of the draft; those of other applications are not found.
pub(super) fn traveller(draft: &Draft, id: Uuid) -> Result<&DraftTraveller> {
    draft
        .travellers
        .iter()
        .find(|traveller| traveller.id == id)
        .ok_or(PortalError::NotFound)
}

/// The lines above the heading: the way back, and the number of the step.
pub(super) fn above(step: Step, draft: &Draft) -> AnyView {
    if !is_open(draft) {
        // A reviewer asked for a correction: there is one page to correct, and no order of steps.
        return view! {
            {back_link("/status")}
            <p class="caption">{text("step-correction")}</p>
        }
        .into_any();
    }
    let applicant = draft.travellers.first().map(|traveller| traveller.id);
    let back = match (step, applicant) {
        (Step::Passport(id), Some(first)) if id == first => String::new(),
        (Step::Photo(id), Some(first)) if id != first => step_path(Step::Passport(id)),
        (Step::Passport(_) | Step::Check, _) => step_path(Step::Travellers),
        (Step::Trip, Some(first)) => step_path(Step::Passport(first)),
        (Step::Contact, _) => step_path(Step::Trip),
        (Step::Photo(_), _) => step_path(Step::Contact),
        (Step::Travellers, Some(first)) => step_path(Step::Photo(first)),
        (Step::Declaration, _) => step_path(Step::Check),
        (_, None) => "/apply".to_owned(),
    };
    let number: u32 = match step {
        Step::Passport(id) if Some(id) == applicant => 1,
        Step::Trip => 2,
        Step::Contact => 3,
        Step::Photo(id) if Some(id) == applicant => 4,
        Step::Passport(_) | Step::Photo(_) | Step::Travellers => 5,
        Step::Check => 6,
        Step::Declaration => 7,
    };
    let whose = match step {
        Step::Passport(id) | Step::Photo(id) if Some(id) != applicant => {
            traveller(draft, id).ok().map(name_of)
        }
        _ => None,
    };
    let counted = text_with(
        "step-of",
        &[("step", number.to_string()), ("steps", STEPS.to_string())],
    );
    let caption = match whose {
        Some(whose) => format!("{counted} · {whose}"),
        None => counted,
    };
    let back = (!back.is_empty()).then(|| back_link(&back));
    let unconfirmed = (!draft.email_confirmed).then(|| {
        let says = text_with("email-unconfirmed", &[("email", draft.email.clone())]);
        view! {
            <p class="small">
                {says} " " <a href="/apply/email">{text("email-unconfirmed-link")}</a>
            </p>
        }
    });
    view! {
        {back}
        {unconfirmed}
        <p class="caption">{caption}</p>
    }
    .into_any()
}

/// The way back, above the heading.
pub(super) fn back_link(href: &str) -> AnyView {
    view! {
        <a class="back" href=href.to_owned()>
            {text("back")}
        </a>
    }
    .into_any()
}

/// The line below the form of every step: until when the draft is kept.
pub(super) fn kept(draft: &Draft) -> AnyView {
    let until = text_with("kept-until", &[("until", instant(draft.expires_at))]);
    (draft.state == ApplicationState::Draft)
        .then(|| view! { <p class="small kept">{until}</p> })
        .into_any()
}

/// Redirects to the first step that is not done, or to the status page of a sent application.
pub fn resume() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let draft = draft().await?;
        let to = match (draft.state, draft.next_step()) {
            // After the last answer others who travel may still be added.
            (ApplicationState::Draft, Step::Check) => step_path(Step::Travellers),
            (ApplicationState::Submitted, Step::Check) => "/pay".to_owned(),
            (ApplicationState::Draft, step @ Step::Passport(_)) => {
                with_answers_of_query(&step_path(step))
            }
            (ApplicationState::Draft | ApplicationState::Submitted, step) => step_path(step),
            _ => "/status".to_owned(),
        };
        go(&to);
        Ok(Page::new(
            text("resume-title"),
            view! {
                <h1>{text("resume-title")}</h1>
                <p>
                    <a class="button" href=to>
                        {text("continue")}
                    </a>
                </p>
            },
        ))
    })
}

/// The page of a step whose answers are closed: they are shown where all of them are.
pub(super) fn closed_step() -> Page {
    let to = step_path(Step::Check);
    go(&to);
    Page::new(
        text("sent-title"),
        view! {
            <h1>{text("sent-title")}</h1>
            <p>
                <a class="button" href=to>
                    {text("continue")}
                </a>
            </p>
        },
    )
}

/// Whether every answer may still be changed: until the fee is paid.
pub(super) fn is_open(draft: &Draft) -> bool {
    matches!(
        draft.state,
        ApplicationState::Draft | ApplicationState::Submitted
    )
}

/// The draft while it can still be filled in; afterwards the browser is taken to its status page.
pub(super) async fn open_draft() -> Result<Draft> {
    let draft = draft().await?;
    if !is_open(&draft) {
        go("/status");
    }
    Ok(draft)
}
