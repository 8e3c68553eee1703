//! The answers as rows, each with a link to its control.

use crate::components::{Row, SummaryList};
use crate::contract::{Draft, DraftTraveller, Port, Step};
use crate::text::{text, text_with};
use crate::traveller::apply::lists::{country_name, name_of, note_lines, typed_date, typed_label};
use crate::traveller::steps::step_path;
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

/// One traveller: photo, passport, and notes on the MRZ.
pub(super) fn person(person: &DraftTraveller, open: bool) -> AnyView {
    let mut rows = closed(passport_page(person), open);
    if let Some(name) = &person.mrz_name {
        rows.push(Row::new(text("check-mrz-name"), name.clone()));
    }
    let notes: Vec<_> = note_lines(&person.passport_notes)
        .into_iter()
        .map(|note| view! { <p class="small">{note}</p> })
        .collect();
    view! {
        <section>
            <h2>{name_of(person)}</h2>
            {person.has_photo.then(|| photo(person, open))}
            <SummaryList rows=rows />
            {notes}
        </section>
    }
    .into_any()
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

fn photo(person: &DraftTraveller, open: bool) -> impl IntoView + use<> {
    let src = format!(
        "/apply/photo/{}/image?v={}",
        person.id, person.photo_version
    );
    let alt = text_with("photo-alt", &[("name", name_of(person))]);
    view! {
        <figure class="photo">
            <img src=src alt=alt width="120" height="180" loading="lazy" />
            {open.then(|| view! {
                <figcaption>
                    <a href=step_path(Step::Photo(person.id))>{text("check-change-photo")}</a>
                </figcaption>
            })}
        </figure>
    }
}

/// The trip; the port by its name.
pub(super) fn trip(draft: &Draft, ports: &[Port]) -> Vec<Row> {
    let form = &draft.trip;
    let port = ports
        .iter()
        .find(|port| port.code == form.port)
        .map(|port| port.name.clone())
        .unwrap_or_default();
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
