//! The answers as rows, each with a link to its control.

use crate::components::Row;
use crate::contract::{Draft, DraftTraveller, Port, Step, TypedDate};
use crate::text::{text, text_with};
use crate::traveller::apply::lists::{country_name, name_of, note_lines, typed_date, typed_label};
use crate::traveller::steps::{photo_address, step_path};
use leptos::prelude::*;

/// Rows of a step: label key, control, value.
fn rows<const N: usize>(step: Step, answers: [(&str, &str, String); N]) -> Vec<Row> {
    let page = step_path(step);
    answers
        .into_iter()
        .map(|(label, control, value)| {
            Row::new(text(label), value).change(format!("{page}#{control}"))
        })
        .collect()
}

/// The answers of a traveller's passport page.
pub(super) fn passport_page(person: &DraftTraveller) -> Vec<Row> {
    let mut rows = names_and_birth(person);
    if person.adult.is_none() {
        rows.extend(passport(person));
    }
    rows
}

/// The same without their links, for answers that can no longer be changed.
pub(super) fn closed(rows: Vec<Row>, open: bool) -> Vec<Row> {
    let close = |row: Row| {
        if open {
            row
        } else {
            Row::new(row.label, row.value)
        }
    };
    rows.into_iter().map(close).collect()
}

/// One traveller on a card: photo, passport, and notes on the MRZ folded under them.
pub(super) fn person(person: &DraftTraveller, open: bool) -> AnyView {
    let name = name_of(person);
    let notes = notes(person);
    // Trailing fillers say nothing.
    let mrz_name = person.mrz_name.as_ref().map(|name| {
        let name = name.trim_end_matches('<').to_owned();
        view! {
            <div>
                <dt>{text("check-mrz-name")}</dt>
                <dd class="mrz" translate="no">
                    {name}
                </dd>
            </div>
        }
    });
    let sex = typed_label("sex", &person.passport.sex);
    let who = joined(&[sex, country_name(&person.passport.nationality)]);
    let change = open.then(|| {
        let label = text_with("check-change-passport-of", &[("name", name.clone())]);
        let photo = text_with("check-change-photo-of", &[("name", name.clone())]);
        view! {
            <p class="links">
                <a href=step_path(Step::Passport(person.id)) aria-label=label>
                    {text("check-change-passport")}
                </a>
                <a href=step_path(Step::Photo(person.id)) aria-label=photo>
                    {text("check-change-photo")}
                </a>
            </p>
        }
    });
    view! {
        <section class="card answers">
            <div class="answers-head">
                {person.has_photo.then(|| photo(person))}
                <div>
                    <h2 dir="auto">{name}</h2>
                    <p class="small">{who}</p>
                    {change}
                </div>
            </div>
            <dl class="answer-facts">{facts(compact(person))} {mrz_name}</dl>
            {notes}
        </section>
    }
    .into_any()
}

/// A date that no line ends in.
fn in_one_line(date: &TypedDate) -> String {
    typed_date(date).replace(' ', "\u{a0}")
}

/// What was given of these, in one line.
fn joined(parts: &[String]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

/// The trip in few lines, on its card.
pub(super) fn trip_card(draft: &Draft, ports: &[Port]) -> AnyView {
    let form = &draft.trip;
    let days = text_with("days", &[("count", form.stay_days.clone())]);
    let stay = if form.stay_days.trim().parse::<u32>().is_ok() {
        days
    } else {
        form.stay_days.clone()
    };
    let rows = vec![
        Row::new(
            text("check-entry"),
            joined(&[in_one_line(&form.entry()), port_name(draft, ports)]),
        ),
        Row::new(text("check-stay"), stay),
        Row::new(text("check-address"), form.address.clone()),
    ];
    card(text("trip-title"), rows, step_path(Step::Trip))
}

/// The contact in few lines, on its card.
pub(super) fn contact_card(draft: &Draft) -> AnyView {
    let form = &draft.contact;
    let home = joined(&[form.home_address.clone(), country_name(&form.country)]);
    let rows = vec![
        Row::new(text("check-email"), draft.email.clone()),
        Row::new(text("check-phone"), form.phone.clone()),
        Row::new(text("check-address"), home),
    ];
    card(text("contact-title"), rows, step_path(Step::Contact))
}

/// A passport page in few lines; the name stands above them.
fn compact(person: &DraftTraveller) -> Vec<Row> {
    let form = &person.passport;
    let born = joined(&[in_one_line(&form.birth()), form.birth_place.clone()]);
    let mut rows = vec![Row::new(text("check-born"), born)];
    if person.adult.is_none() {
        // Said where it is not as everybody expects.
        let issuer = Some(&form.issuing_state).filter(|issuer| **issuer != form.nationality);
        let passport = joined(&[
            form.passport_number.clone(),
            typed_label("passport-kind", &form.passport_kind),
            issuer
                .map(|issuer| country_name(issuer))
                .unwrap_or_default(),
        ]);
        let (from, until) = (in_one_line(&form.issue()), in_one_line(&form.expiry()));
        let valid = text_with("check-valid", &[("from", from), ("until", until)]);
        rows.push(Row::new(text("check-passport"), passport));
        rows.push(Row::new(text("check-valid-label"), valid));
    }
    rows
}

/// The answers of one page on a card.
fn card(title: String, rows: Vec<Row>, page: String) -> AnyView {
    let label = text_with("check-change-of", &[("what", title.clone())]);
    view! {
        <section class="card answers">
            <div class="answers-head">
                <h2>{title}</h2>
                <p class="links">
                    <a href=page aria-label=label>
                        {text("check-change")}
                    </a>
                </p>
            </div>
            <dl class="answer-facts">{facts(rows)}</dl>
        </section>
    }
    .into_any()
}

/// Answers without their links: the card has one.
fn facts(rows: Vec<Row>) -> AnyView {
    rows.into_iter()
        .filter(|row| !row.value.is_empty())
        .map(|row| {
            view! {
                <div>
                    <dt>{row.label}</dt>
                    <dd dir="auto">{row.value}</dd>
                </div>
            }
        })
        .collect_view()
        .into_any()
}

fn notes(person: &DraftTraveller) -> Option<AnyView> {
    let lines = note_lines(&person.passport_notes);
    if lines.is_empty() {
        return None;
    }
    let count = ("count", lines.len().to_string());
    let lines: Vec<_> = lines
        .into_iter()
        .map(|note| view! { <p class="small">{note}</p> })
        .collect();
    let notes = view! {
        <details>
            <summary>{text_with("check-notes", &[count])}</summary>
            {lines}
        </details>
    };
    Some(notes.into_any())
}

fn names_and_birth(person: &DraftTraveller) -> Vec<Row> {
    let form = &person.passport;
    let nationality = country_name(&form.nationality);
    rows(
        Step::Passport(person.id),
        [
            ("surname", "surname", form.surname.clone()),
            ("given-names", "given_names", form.given_names.clone()),
            ("sex", "sex", typed_label("sex", &form.sex)),
            ("birth-date", "birth", typed_date(&form.birth())),
            ("birth-place", "birth_place", form.birth_place.clone()),
            ("nationality", "nationality", nationality),
        ],
    )
}

fn passport(person: &DraftTraveller) -> Vec<Row> {
    let form = &person.passport;
    let number = form.passport_number.clone();
    let kind = typed_label("passport-kind", &form.passport_kind);
    let issuer = country_name(&form.issuing_state);
    rows(
        Step::Passport(person.id),
        [
            ("passport-number", "passport_number", number),
            ("passport-kind", "passport_kind", kind),
            ("issuing-state", "issuing_state", issuer),
            ("issue-date", "issue", typed_date(&form.issue())),
            ("expiry-date", "expiry", typed_date(&form.expiry())),
        ],
    )
}

fn photo(person: &DraftTraveller) -> impl IntoView + use<> {
    let src = photo_address(person.id, person.photo_version);
    let alt = text_with("photo-alt", &[("name", name_of(person))]);
    view! { <img class="answers-photo" src=src alt=alt width="48" height="72" loading="lazy" /> }
}

fn port_name(draft: &Draft, ports: &[Port]) -> String {
    ports
        .iter()
        .find(|port| port.code == draft.trip.port)
        .map(|port| port.name.clone())
        .unwrap_or_default()
}

/// The trip; the port by its name.
pub(super) fn trip(draft: &Draft, ports: &[Port]) -> Vec<Row> {
    let form = &draft.trip;
    let port = port_name(draft, ports);
    rows(
        Step::Trip,
        [
            ("trip-entry", "entry", typed_date(&form.entry())),
            ("trip-stay", "stay_days", form.stay_days.clone()),
            ("trip-port", "port", port),
            ("trip-address", "address", form.address.clone()),
        ],
    )
}

pub(super) fn contact(draft: &Draft) -> Vec<Row> {
    let form = &draft.contact;
    let country = country_name(&form.country);
    let mut all = vec![Row::new(text("email"), draft.email.clone()).change("/apply/email")];
    all.extend(rows(
        Step::Contact,
        [
            ("contact-phone", "phone", form.phone.clone()),
            ("contact-address", "home_address", form.home_address.clone()),
            ("contact-country", "country", country),
        ],
    ));
    all
}
