//! The crossing: the parts that the three actions at the border share, which are the person, the
//! port, the time of an event recorded afterwards, and the page that follows.

use super::facts::portrait;
use super::here::at_port;
use super::people::person_address;
use crate::area::Area;
use crate::components::{
    Checkbox, Choice, DateField, ErrorSummary, FieldErrors, Select, TextField,
};
use crate::contract::{CrossingForm, PersonView};
use crate::error::Result;
use crate::flash::{finish, take_flash};
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{border_service, caller, path_id, query};
use crate::text::{birth_date_of_iso, text};
use domain::doc9303::countries::name_with_code;
use domain::states::CrossingKind;
use leptos::prelude::*;
use uuid::Uuid;

/// The page of one action: the person, and the form, as typed where it came back.
pub fn action_page(
    action: &'static str,
    title: &'static str,
    fields: fn(&PersonView, &CrossingForm, &FieldErrors) -> AnyView,
) -> impl IntoView {
    let case = path_id("case");
    let scan = query("scan");
    staff_page(async move {
        let case = case?;
        let (form, error) = take_flash::<CrossingForm>(&flash_name(action, case)).unzip();
        let errors = error
            .as_ref()
            .map(FieldErrors::of_error)
            .unwrap_or_default();
        let scan = form.as_ref().map_or(scan, |form| form.scan.clone());
        let person = border_service().person(&caller(), case, &scan).await?;
        let mut form = form.unwrap_or_default();
        if form.port.is_empty() {
            form.port = person.port.clone().unwrap_or_default();
        }
        let has_errors = !errors.is_empty();
        let fields = fields(&person, &form, &errors);
        let body = view! {
            {at_port().await}
            <ErrorSummary errors=errors.clone() />
            {who(&person, title)}
            <form method="post" action=format!("/act/border/{action}") novalidate>
                <input type="hidden" name="case" value=case.to_string() />
                <input type="hidden" name="version" value=person.version.to_string() />
                <input type="hidden" name="scan" value=person.scan.clone() />
                {fields}
            </form>
        };
        Ok(Page::new(text(title), body).with_errors(has_errors))
    })
}

fn who(person: &PersonView, title: &'static str) -> impl IntoView + use<> {
    let row = &person.row;
    let back = person_address(row, &person.scan);
    let photo = portrait(row, row.name.clone(), 160);
    let nationality = name_with_code(&row.nationality);
    let line = format!("{} · {nationality}", row.passport_number);
    let born = format!(
        "{} {}",
        text("border-birth-date"),
        birth_date_of_iso(&row.birth_date)
    );
    view! {
        <p><a href=back>{text("border-back")}</a></p>
        <h1>{text(title)}</h1>
        <div class="who-card">
            {photo}
            <p><strong class="mrz-name" dir="auto">{row.name.clone()}</strong> <br/> {line} <br/> {born}</p>
        </div>
    }
}

/// The fields of the port, and of the time of an event that is recorded afterwards; folded unless they
/// are what the page is `open` for.
pub fn port_and_time(
    person: &PersonView,
    form: &CrossingForm,
    errors: &FieldErrors,
    open: bool,
) -> AnyView {
    let ports: Vec<_> = person
        .ports
        .iter()
        .map(|port| Choice::new(port.code.clone(), port.name.clone()))
        .collect();
    let date = form.event_date();
    let typed = [&date.day, &date.month, &date.year, &form.event_time];
    let afterwards = open
        || typed.iter().any(|part| !part.is_empty())
        || errors
            .at(&["event_date_day", "event_date", "event_time"])
            .is_some();
    // Another port than the officer's own is chosen on purpose.
    let elsewhere = person.port.is_some().then(|| {
        view! {
            <Checkbox name="elsewhere" label=text("border-elsewhere") ticked=form.elsewhere == "yes" />
        }
    });
    view! {
        <Select name="port" label=text("border-port") value=form.port.clone() choices=ports errors=errors.clone() />
        {elsewhere}
        <details class="afterwards" open=afterwards>
            <summary>{text("border-afterwards")}</summary>
            <p class="hint">{text("border-afterwards-hint")}</p>
            <DateField name="event_date" label=text("border-event-date") value=date errors=errors.clone() />
            <TextField name="event_time" label=text("border-event-time") kind="time" width="short" value=form.event_time.clone() errors=errors.clone() />
        </details>
    }
    .into_any()
}

/// The flash of the form on the page of a person.
pub fn together_name(case: Uuid) -> String {
    format!("border-together-{case}")
}

fn flash_name(action: &str, case: Uuid) -> String {
    format!("border-{action}-{case}")
}

/// Answers the form: on to the person once the event is recorded, back to the form after an error.
pub fn answer(action: &'static str, kind: CrossingKind, outcome: Result<()>, form: &CrossingForm) {
    // A mistyped id must not become part of an address.
    let (next, back, name) = match form.case.parse::<Uuid>() {
        // Who was to be admitted with others is not admitted alone by the form that would come back.
        Ok(case) if !form.with.is_empty() => (
            format!("/border/person/{case}?done={kind}"),
            format!("/border/person/{case}"),
            together_name(case),
        ),
        Ok(case) => (
            format!("/border/person/{case}?done={kind}"),
            format!("/border/{action}/{case}"),
            flash_name(action, case),
        ),
        Err(_) => ("/border".into(), "/border".into(), "border-find".into()),
    };
    finish(Area::Staff, outcome.map(|()| next), &back, &name, form);
}
