//! The status page: the fate of the application in one sentence, one thing to do, the milestones; and
//! behind them the payments, the reference, all events, and withdrawing.

pub mod acts;
pub mod correction;
mod fate;
mod fee;
mod head;
mod milestones;
mod payments;
mod people;
#[cfg(test)]
mod samples;
mod tasks;

use super::everywhere::{self, OfferedOn};
use crate::area::Area;
use crate::components::{Audience, Done, ErrorSummary, Timeline};
use crate::contract::{Status, TravellerStatus};
use crate::error::PortalError;
use crate::flash::{of_application, redirect_with_flash, take_form_of};
use crate::page::{Page, load_page};
use crate::session::{caller, go, traveller_service};
use crate::text::text;
use domain::states::ApplicationState;
use fate::{Fate, fate};
use leptos::prelude::*;

const PAGE: &str = "/status";

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let status = traveller_service().status(&caller()).await?;
        let fate = fate(&status);
        let tasks = match fate {
            Fate::Draft => Some(tasks::list(&traveller_service().draft(&caller()).await?)),
            _ => None,
        };
        let ((), mut errors) = take_form_of(correction::FORM, &status.reference);
        if errors.is_empty() {
            errors = everywhere::take_errors(&status.reference);
        }
        let has_errors = !errors.is_empty();
        let done = acts::take();
        // Who hears the title first hears what was done just now.
        let title = done.clone().unwrap_or_else(|| fate.title(&status));
        let done = done.map(|says| view! { <Done says=says /> });
        let events = status.timeline.clone();
        Ok(Page::new(
            title,
            view! {
                <ErrorSummary errors=errors />
                {done}
                {everywhere::done()}
                <div class="status">
                    <div>
                        {head::head(&status, fate)}
                        {tasks}
                        {people::rows(&status).filter(|_| fate != Fate::Draft)}
                        {milestones::list(&status, fate)}
                        <details class="events">
                            <summary>{text("status-timeline")}</summary>
                            <Timeline entries=events audience=Audience::Traveller />
                        </details>
                    </div>
                    <div>
                        {reference(&status)}
                        {payments::receipt(&status)}
                        <div class="more">
                            {sent(&status)}
                            {everywhere::offer(status.reference.clone(), OfferedOn::Status)}
                            {withdrawing(&status)}
                        </div>
                    </div>
                </div>
            },
        )
        .wide()
        .with_errors(has_errors))
    })
}

/// The page of what can no longer be done: the status page takes its place, and says why.
pub(super) fn closed(reference: &str, error: Option<&PortalError>) -> Page {
    let name = of_application(correction::FORM, reference);
    match error {
        Some(error) => redirect_with_flash(PAGE, &name, &(), error),
        None => go(PAGE),
    }
    let title = text("pay-status");
    Page::new(
        title.clone(),
        view! {
            <h1>{title.clone()}</h1>
            <p>
                <a class="button" href=PAGE>
                    {title}
                </a>
            </p>
        },
    )
}

/// The reference, once and large.
fn reference(status: &Status) -> AnyView {
    view! {
        <section class="keep-reference">
            <h2>{text("status-reference")}</h2>
            <p class="reference" translate="no">
                {status.reference.clone()}
            </p>
            <p class="small">{text("status-keep-reference")}</p>
        </section>
    }
    .into_any()
}

/// The way to what was sent, once it can no longer be changed.
fn sent(status: &Status) -> Option<AnyView> {
    let paid = matches!(
        status.state,
        ApplicationState::Paid | ApplicationState::Closed
    );
    let key = if status.is_under_review() {
        "sent-link-mistake"
    } else {
        "sent-link"
    };
    paid.then(|| {
        view! {
            <p>
                <a href="/apply/check">{text(key)}</a>
            </p>
        }
        .into_any()
    })
}

/// Withdrawing, small and last: one link, or those of a family behind one word.
fn withdrawing(status: &Status) -> Option<AnyView> {
    let may = |one: &&TravellerStatus| one.kept_from_withdrawing.is_none();
    let path = |one: &TravellerStatus| format!("/withdraw/{}", one.id);
    if let Some(one) = head::alone(status) {
        return Some(one).filter(may).map(|one| {
            view! {
                <p class="small">
                    <a href=path(one)>{text("status-withdraw-one")}</a>
                </p>
            }
            .into_any()
        });
    }
    let links: Vec<_> = status
        .travellers
        .iter()
        .filter(may)
        .map(|one| {
            view! {
                <li>
                    <a href=path(one)>{text("status-withdraw")} " " {one.name.clone()}</a>
                </li>
            }
        })
        .collect();
    (!links.is_empty()).then(|| {
        view! {
            <details class="small">
                <summary>{text("status-withdraw")}</summary>
                <ul class="links">{links}</ul>
            </details>
        }
        .into_any()
    })
}
