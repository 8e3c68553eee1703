//! The answers, each with a link to change it, before anything is declared or paid.

use super::lists::{country_name, name_of, typed_date, typed_label};
use super::trip::warnings;
use crate::area::Area;
use crate::components::{Notice, NoticeKind, Row, SummaryList};
use crate::contract::{Draft, DraftTraveller, Step};
use crate::page::{Page, load_page};
use crate::session::traveller_service;
use crate::text::{field_error, text, text_with};
use crate::traveller::steps::{above, kept, open_draft, step_path};
use domain::states::ApplicationState;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let draft = open_draft().await?;
        let ports = traveller_service().ports().await?;
        let port = ports
            .iter()
            .find(|port| port.code == draft.trip.port)
            .map(|port| port.name.clone())
            .unwrap_or_default();
        let open = draft.open_steps();
        let complete = open.is_empty();
        let missing = (!complete).then(|| missing(&open, &draft));
        let warned = (!draft.warnings.is_empty()).then(|| warnings(&draft.warnings));
        let people: Vec<_> = draft.travellers.iter().map(person).collect();
        let next = if draft.state == ApplicationState::Draft {
            "/apply/declaration"
        } else {
            "/pay"
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
                <SummaryList rows=trip(&draft, port) />
                <h2>{text("contact-title")}</h2>
                <SummaryList rows=contact(&draft) />
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

fn person(person: &DraftTraveller) -> AnyView {
    let form = &person.passport;
    let href = step_path(Step::Passport(person.id));
    let row = |label: &str, field: &str, value: String| {
        Row::new(text(label), value).change(format!("{href}#{field}"))
    };
    let mut rows = vec![
        row("surname", "surname", form.surname.clone()),
        row("given-names", "given_names", form.given_names.clone()),
        row("sex", "sex", typed_label("sex", &form.sex)),
        row(
            "birth-date",
            "birth",
            typed_date(&form.birth_day, &form.birth_month, &form.birth_year),
        ),
        row("birth-place", "birth_place", form.birth_place.clone()),
        row(
            "nationality",
            "nationality",
            country_name(&form.nationality),
        ),
    ];
    if person.adult.is_none() {
        rows.extend([
            row(
                "passport-number",
                "passport_number",
                form.passport_number.clone(),
            ),
            row(
                "passport-kind",
                "passport_kind",
                typed_label("passport-kind", &form.passport_kind),
            ),
            row(
                "issuing-state",
                "issuing_state",
                country_name(&form.issuing_state),
            ),
            row(
                "issue-date",
                "issue",
                typed_date(&form.issue_day, &form.issue_month, &form.issue_year),
            ),
            row(
                "expiry-date",
                "expiry",
                typed_date(&form.expiry_day, &form.expiry_month, &form.expiry_year),
            ),
        ]);
    }
    if let Some(name) = &person.mrz_name {
        rows.push(Row::new(text("check-mrz-name"), name.clone()));
    }
    let title = text_with(
        "check-traveller",
        &[("position", person.position.to_string())],
    );
    view! {
        <section>
            <h2>{title}</h2>
            {photo(person)}
            <SummaryList rows=rows />
            {notes(person)}
        </section>
    }
    .into_any()
}

fn notes(person: &DraftTraveller) -> Vec<AnyView> {
    person
        .passport_notes
        .iter()
        .map(|note| view! { <p class="small">{field_error(note)}</p> }.into_any())
        .collect()
}

fn photo(person: &DraftTraveller) -> Option<AnyView> {
    person.has_photo.then(|| {
        let src = format!(
            "/apply/photo/{}/image?v={}",
            person.id, person.photo_version
        );
        let alt = text_with("photo-alt", &[("name", name_of(person))]);
        view! {
            <figure class="photo">
                <img src=src alt=alt width="120" height="180" loading="lazy" />
                <figcaption>
                    <a href=step_path(Step::Photo(person.id))>{text("check-change-photo")}</a>
                </figcaption>
            </figure>
        }
        .into_any()
    })
}

fn trip(draft: &Draft, port: String) -> Vec<Row> {
    let form = &draft.trip;
    let href = step_path(Step::Trip);
    let row = |label: &str, field: &str, value: String| {
        Row::new(text(label), value).change(format!("{href}#{field}"))
    };
    vec![
        row(
            "trip-entry",
            "entry",
            typed_date(&form.entry_day, &form.entry_month, &form.entry_year),
        ),
        row("trip-stay", "stay_days", form.stay_days.clone()),
        row("trip-port", "port", port),
        row("trip-address", "address", form.address.clone()),
    ]
}

fn contact(draft: &Draft) -> Vec<Row> {
    let form = &draft.contact;
    let href = step_path(Step::Contact);
    let row = |label: &str, field: &str, value: String| {
        Row::new(text(label), value).change(format!("{href}#{field}"))
    };
    vec![
        Row::new(text("email"), draft.email.clone()),
        row("contact-phone", "phone", form.phone.clone()),
        row("contact-address", "home_address", form.home_address.clone()),
        row("contact-country", "country", country_name(&form.country)),
    ]
}
