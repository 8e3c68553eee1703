//! The answers, each card with a link to change it, and the declaration of them.

use super::answers;
use super::declaration;
use super::lists::name_of;
use super::sent;
use super::trip::warnings;
use crate::area::Area;
use crate::components::{ErrorSummary, Notice, NoticeKind, icon};
use crate::contract::{Draft, Step};
use crate::page::{Page, load_page};
use crate::session::traveller_service;
use crate::text::{text, text_with};
use crate::traveller::steps::{draft, kept, step_path};
use crate::traveller::steps_bar::above;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let draft = draft().await?;
        let (form, errors) = declaration::typed(&draft.reference);
        let ports = traveller_service().ports().await?;
        if !draft.is_open() {
            return Ok(sent::page(&draft, &ports, errors));
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
        let has_errors = !errors.is_empty();
        let declaration = complete.then(|| declaration::section(&draft, form, &errors));
        Ok(Page::new(
            text("check-title"),
            view! {
                {above(Step::Check, &draft)}
                <ErrorSummary errors=errors />
                <h1>{text("check-title")}</h1>
                {missing}
                {warned}
                {people}
                <p class="links">
                    <a href=step_path(Step::Travellers)>{icon("plus")} " " {text("check-add")}</a>
                </p>
                {answers::trip_card(&draft, &ports)}
                {answers::contact_card(&draft)}
                {declaration}
                {kept(&draft)}
            },
        )
        .with_errors(has_errors))
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
