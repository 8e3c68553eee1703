//! What the officer did, newest first; and undoing an admission that was a mistake.

use super::here::desk_key;
use crate::area::Area;
use crate::components::{ErrorSummary, FieldErrors, TableHead, brief_date};
use crate::contract::ShiftEntry;
use crate::error::{PortalError, Result};
use crate::flash::{finish, finish_saying, take_done, take_form};
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{border_service, caller, query};
use crate::text::{label, text, text_with};
use crate::url::address;
use chrono::{DateTime, Utc};
use domain::calendar::{PHNOM_PENH, ministry_date};
use leptos::prelude::*;
use uuid::Uuid;

const FORM: &str = "border-undo";
const PAGE: &str = "/staff/shift";
/// What the page of the person says once.
const UNDONE: &str = "undone";

pub fn page() -> impl IntoView {
    let cursor = query("cursor");
    let ((), errors) = take_form(FORM);
    staff_page(async move { load(&cursor, errors).await })
}

async fn load(cursor: &str, errors: FieldErrors) -> Result<Page> {
    let page = border_service().shift(&caller(), cursor).await?;
    let next = page.next.map(|cursor| {
        let next = address(PAGE, &[("cursor", &cursor)]);
        view! { <p class="next-page"><a class="button second" href=next>{text("staff-next-page")}</a></p> }
    });
    let rows = if page.rows.is_empty() {
        view! { <p class="empty">{text("border-shift-empty")}</p> }.into_any()
    } else {
        table(page.rows).into_any()
    };
    let has_errors = !errors.is_empty();
    let title = text("border-shift-title");
    let body = view! {
        <ErrorSummary errors=errors />
        <h1>{title.clone()}</h1>
        <p>{text("border-shift-text")}</p>
        {rows}
        {next}
    };
    Ok(Page::new(title, body).wide().with_errors(has_errors))
}

fn table(rows: Vec<ShiftEntry>) -> impl IntoView {
    let heads = [
        "border-shift-when",
        "border-shift-who",
        "border-shift-what",
        "border-shift-port",
        "border-shift-undo",
    ]
    .map(text);
    let lines: Vec<_> = rows
        .into_iter()
        .map(|row| line(row, heads.clone()))
        .collect();
    view! {
        <table class="cards-on-phone">
            <TableHead heads=heads />
            <tbody>{lines}</tbody>
        </table>
    }
}

fn line(row: ShiftEntry, labels: [String; 5]) -> impl IntoView + use<> {
    let [when, who, what, port, undo] = labels;
    let person = format!("/border/person/{}", row.case);
    let name = row.name.unwrap_or_else(|| text("record-unreadable"));
    let undone = row
        .undone_at
        .map(|at| text_with("border-undone-at", &[("time", clock(at))]));
    let class = undone.is_some().then_some("undone");
    let says = label("crossing", row.kind);
    let says = undone.map_or_else(|| says.clone(), |undone| format!("{says}, {undone}"));
    let of_whom = name.clone();
    let button = row
        .undo_until
        .map(|until| undo_button(row.crossing, until, of_whom, None));
    view! {
        <tr class=class>
            <th scope="row" data-label=when><time datetime=row.event_at.to_rfc3339()>{moment(row.event_at)}</time></th>
            <td data-label=who><a class="mrz-name" dir="auto" href=person>{name}</a></td>
            <td data-label=what>{says}</td>
            <td data-label=port>{row.port_name}</td>
            <td data-label=undo>{button}</td>
        </tr>
    }
}

/// The button that undoes an admission; it says until when. Where it stands alone it has a key.
pub fn undo_button(
    crossing: Uuid,
    until: DateTime<Utc>,
    name: String,
    shortcut: Option<&'static str>,
) -> impl IntoView {
    let label = text_with("border-undo-until", &[("time", clock(until))]);
    view! {
        <form method="post" action="/act/border/undo">
            <input type="hidden" name="crossing" value=crossing.to_string() />
            <button type="submit" class="button second" aria-keyshortcuts=shortcut>{label} <span class="unseen">": " {name}</span> {shortcut.map(desk_key)}</button>
        </form>
    }
}

/// That an admission of this person was undone just now.
pub fn take_undone(case: Uuid) -> Option<String> {
    take_done(&flash_name(case), &[UNDONE]).map(|_| text("border-undone"))
}

fn flash_name(case: Uuid) -> String {
    format!("{FORM}-{case}")
}

fn moment(at: DateTime<Utc>) -> String {
    format!("{}, {}", brief_date(ministry_date(at)), clock(at))
}

fn clock(at: DateTime<Utc>) -> String {
    at.with_timezone(&PHNOM_PENH).format("%H:%M:%S").to_string()
}

/// Caller: the border officer who recorded the admission.
#[server(prefix = "/act", endpoint = "border/undo")]
pub async fn undo(crossing: String) -> Result<(), ServerFnError> {
    let id = crossing.parse().map_err(|_| PortalError::NotFound);
    let undone = match id {
        Ok(id) => border_service().undo_admission(&caller(), id).await,
        Err(error) => Err(error),
    };
    match undone {
        Ok(case) => {
            let page = format!("/border/person/{case}");
            finish_saying(Area::Staff, Ok(()), &page, (&flash_name(case), UNDONE), &());
        }
        Err(error) => finish(Area::Staff, Err(error), PAGE, FORM, &()),
    }
    Ok(())
}
