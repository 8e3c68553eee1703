//! The answers, each with a link to change it, before anything is declared or paid.

use super::answers;
use super::declaration::declaration_path;
use super::lists::name_of;
use super::sent;
use super::trip::warnings;
use crate::area::Area;
use crate::components::{Notice, NoticeKind, SummaryList};
use crate::contract::{Draft, Step};
use crate::page::{Page, load_page};
use crate::session::traveller_service;
use crate::text::{text, text_with};
use crate::traveller::steps::{above, draft, is_open, kept, step_path};
use domain::states::ApplicationState;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let draft = draft().await?;
        let ports = traveller_service().ports().await?;
        if !is_open(&draft) {
            return Ok(sent::page(&draft, &ports));
        }
        let open = draft.open_steps();
        let complete = open.is_empty();
        let missing = (!complete).then(|| missing(&open, &draft));
        let warned = (!draft.warnings.is_empty()).then(|| warnings(&draft.warnings));
        let people: Vec<_> = draft
            .travellers
            .iter()
            .map(|person| answers::person(person, true))
            .collect();
        let next = if draft.state == ApplicationState::Draft {
            declaration_path(draft.revision)
        } else {
            "/pay".to_owned()
        };
        let go_on = complete.then(|| {
            view! {
                <div class="buttons">
                    <a class="button" href=next>
                        {text("check-continue")}
                    </a>
                </div>
            }
        });
        Ok(Page::new(
            text("check-title"),
            view! {
                {above(Step::Check, &draft)}
                <h1>{text("check-title")}</h1>
                {missing}
                {warned}
                {people}
                <h2>{text("trip-title")}</h2>
                <SummaryList rows=answers::trip(&draft, &ports) />
                <h2>{text("contact-title")}</h2>
                <SummaryList rows=answers::contact(&draft) />
                {go_on}
                {kept(&draft)}
            },
        ))
    })
}

fn missing(open: &[Step], draft: &Draft) -> AnyView {
    let lines: Vec<_> = open
        .iter()
        .map(|step| {
            let of = |key: &str, id| {
                let name = draft
                    .travellers
                    .iter()
                    .find(|person| person.id == id)
                    .map(name_of)
                    .unwrap_or_default();
                text_with(key, &[("name", name)])
            };
            let label = match step {
                Step::Passport(id) => of("check-missing-passport", *id),
                Step::Photo(id) => of("check-missing-photo", *id),
                Step::Trip => text("trip-title"),
                _ => text("contact-title"),
            };
            view! {
                <li>
                    <a href=step_path(*step)>{label}</a>
                </li>
            }
        })
        .collect();
    view! {
        <Notice kind=NoticeKind::Warning>
            <h2>{text("check-missing")}</h2>
            <ul>{lines}</ul>
        </Notice>
    }
    .into_any()
}
