//! The steps of an application: their pages, their order, and the next one.

use crate::area::Area;
use crate::contract::{Draft, DraftTraveller, Step};
use crate::error::{PortalError, Result};
use crate::page::{Page, load_page};
use crate::session::{caller, go, traveller_service};
use crate::text::{instant, text, text_with};
use crate::traveller::carried::with_answers_of_query;
use domain::states::ApplicationState;
use leptos::prelude::*;
use uuid::Uuid;

/// The page of a step.
pub fn step_path(step: Step) -> String {
    match step {
        Step::Passport(traveller) => format!("/apply/passport/{traveller}"),
        Step::Trip => "/apply/trip".to_owned(),
        Step::Contact => "/apply/contact".to_owned(),
        Step::Photo(traveller) => format!("/apply/photo/{traveller}"),
        Step::Travellers => "/apply/travellers".to_owned(),
        Step::Check => "/apply/check".to_owned(),
    }
}

/// The address of a traveller's photo, which changes with it.
pub(super) fn photo_address(traveller: Uuid, version: i64) -> String {
    format!("/apply/photo/{traveller}/image?v={version}")
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
            _ if !draft.is_open() => "/status".to_owned(),
            (ApplicationState::Draft, step @ Step::Passport(_)) => {
                with_answers_of_query(&step_path(step))
            }
            (_, step) => step_path(step),
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
