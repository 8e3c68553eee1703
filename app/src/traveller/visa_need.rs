//! The need of a visa (Art. 5), asked before anything else. Nationality and passport kind alone
//! identify nobody, so the question is an ordinary address that can be shared.

use crate::area::Area;
use crate::components::{ErrorSummary, FieldErrors, Notice, NoticeKind, Select, SubmitButton};
use crate::contract::VisaNeed;
use crate::error::{FieldError, PortalError};
use crate::page::{Page, load_page};
use crate::session::{query, traveller_service};
use crate::text::{date, label, text, text_with};
use crate::traveller::apply::lists::{nationalities, passport_kinds};
use crate::traveller::card;
use crate::traveller::carried::with_answers;
use crate::traveller::steps::back_link;
use domain::law::application::is_citizen;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let nationality = query("nationality");
        let kind = query("kind");
        let asked = use_context::<http::request::Parts>().is_some_and(|parts| {
            parts
                .uri
                .query()
                .is_some_and(|query| query.contains("kind="))
        });
        if !asked {
            return Ok(form(
                nationality,
                "ordinary".to_owned(),
                FieldErrors::default(),
            ));
        }
        if nationality.is_empty() {
            let error = FieldError::new("nationality", "field-error-choose-nationality");
            return Ok(form(nationality, kind, FieldErrors::new(vec![error])));
        }
        match traveller_service().visa_need(&nationality, &kind).await {
            Ok(need) => Ok(answer(need)),
            Err(error @ PortalError::Invalid(_)) => {
                Ok(form(nationality, kind, FieldErrors::of_error(&error)))
            }
            Err(error) => Err(error),
        }
    })
}

fn form(nationality: String, kind: String, errors: FieldErrors) -> Page {
    let has_errors = !errors.is_empty();
    Page::new(
        text("visa-need-title"),
        view! {
            {back_link("/")}
            <ErrorSummary errors=errors.clone() />
            <h1>{text("visa-need-title")}</h1>
            <form method="get" action="/visa-need" novalidate>
                <Select
                    name="nationality"
                    label=text("nationality")
                    hint=text("visa-need-nationality-hint")
                    value=nationality
                    choices=nationalities()
                    errors=errors.clone()
                />
                <Select
                    name="kind"
                    label=text("passport-kind")
                    value=kind
                    choices=passport_kinds()
                    errors=errors
                />
                <SubmitButton label=text("visa-need-ask") />
            </form>
        },
    )
    .with_errors(has_errors)
}

/// Citizens are asked for nothing, and sold nothing.
fn citizen(who: String) -> Page {
    let title = text("visa-need-citizen-title");
    Page::new(
        title.clone(),
        view! {
            {back_link("/apply")}
            <p class="caption">{who}</p>
            <h1>{title}</h1>
            <Notice kind=NoticeKind::Success>
                <p>{text("visa-need-citizen")}</p>
            </Notice>
        },
    )
}

/// What a visa is good for beside the exemption. One of as many days as the shortest month is as long as
/// the visa's month: then the visa helps only whoever extends it.
fn longer(exempt_days: u32, days: String, apply: &str) -> impl IntoView + use<> {
    const SHORTEST_MONTH: u32 = 28;
    let (title, says, button) = if exempt_days < SHORTEST_MONTH {
        (
            "visa-need-longer-title",
            "visa-need-longer",
            "visa-need-longer-apply",
        )
    } else {
        (
            "visa-need-extend-title",
            "visa-need-extend",
            "visa-need-extend-apply",
        )
    };
    view! {
        <h2>{text_with(title, &[("days", days)])}</h2>
        <p>{text(says)}</p>
        <div class="buttons">
            <a class="button second" href=format!("{apply}&longer=yes")>
                {text(button)}
            </a>
        </div>
    }
}

fn answer(need: VisaNeed) -> Page {
    let who = text_with(
        "visa-need-who",
        &[
            ("nationality", need.nationality_name),
            ("kind", label("passport-kind", need.kind)),
        ],
    );
    if is_citizen(&need.nationality) {
        return citizen(who);
    }
    let apply = with_answers("/apply", &need.nationality, need.kind.as_str());
    let card = card::form_path(&need.nationality, need.kind.as_str());
    match need.exemption {
        Some(exemption) => {
            let days = text_with("days", &[("count", exemption.days.to_string())]);
            let title = text_with("visa-need-exempt-title", &[("days", days.clone())]);
            let exempt = text_with("visa-need-exempt", &[("days", days.clone())]);
            let source = text_with(
                "visa-need-source",
                &[
                    ("source", exemption.source),
                    ("date", date(exemption.source_date)),
                ],
            );
            Page::new(
                title.clone(),
                view! {
                    {back_link("/apply")}
                    <p class="caption">{who}</p>
                    <h1>{title}</h1>
                    <Notice kind=NoticeKind::Success>
                        <p>{exempt}</p>
                    </Notice>
                    <p>{text("visa-need-card")}</p>
                    <div class="buttons">
                        <a class="button" href=card>
                            {text("visa-need-card-make")}
                        </a>
                    </div>
                    <p class="small">{source}</p>
                    {longer(exemption.days, days, &apply)}
                },
            )
        }
        None => Page::new(
            text("visa-need-needed-title"),
            view! {
                {back_link("/apply")}
                <p class="caption">{who}</p>
                <h1>{text("visa-need-needed-title")}</h1>
                <p>{text("visa-need-needed")}</p>
                <div class="buttons">
                    <a class="button" href=apply>
                        {text("landing-apply")}
                    </a>
                </div>
                <p class="small">{text("visa-need-other-purposes")}</p>
            },
        ),
    }
}
