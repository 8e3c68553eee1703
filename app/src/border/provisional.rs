//! Admissions without a network that were not accepted when they were handed in: why, and that somebody has
//! looked into them.

use crate::area::Area;
use crate::components::{ErrorSummary, FieldErrors, TableHead, brief_date};
use crate::contract::{NotAccepted, Role};
use crate::error::{PortalError, Result};
use crate::flash::{finish_saying, take_done, take_form};
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{caller, day_pack_service, query};
use crate::text::{text, text_with};
use crate::url::address;
use chrono::{DateTime, Utc};
use domain::calendar::{PHNOM_PENH, ministry_date};
use leptos::prelude::*;

const FORM: &str = "border-provisional";
const PAGE: &str = "/staff/provisional";
/// What the page says once.
const SEEN: &str = "seen";

pub fn page() -> impl IntoView {
    let cursor = query("cursor");
    let ((), errors) = take_form(FORM);
    let done = take_done(FORM, &[SEEN]).map(|_| text("provisional-done"));
    staff_page(async move { load(&cursor, errors, done).await })
}

async fn load(cursor: &str, errors: FieldErrors, says: Option<String>) -> Result<Page> {
    let page = day_pack_service().not_accepted(&caller(), cursor).await?;
    let is_officer = caller().with_role(Role::Border).is_ok();
    let next = page.next.map(|cursor| {
        let next = address(PAGE, &[("cursor", &cursor)]);
        view! { <p class="next-page"><a class="button second" href=next>{text("staff-next-page")}</a></p> }
    });
    let rows = if page.rows.is_empty() {
        view! { <p class="empty">{text("provisional-empty")}</p> }.into_any()
    } else {
        table(page.rows, is_officer).into_any()
    };
    let done = says
        .clone()
        .map(|says| view! { <crate::components::Done says=says /> });
    let has_errors = !errors.is_empty();
    let title = text("provisional-title");
    let body = view! {
        <ErrorSummary errors=errors />
        <h1>{title.clone()}</h1>
        {done}
        <p>{text("provisional-text")}</p>
        {rows}
        {next}
    };
    let page = Page::new(title, body).wide().with_errors(has_errors);
    Ok(page.saying(says.as_deref()))
}

fn table(rows: Vec<NotAccepted>, is_officer: bool) -> impl IntoView {
    let heads = [
        "border-shift-when",
        "border-shift-who",
        "provisional-why",
        "provisional-officer",
        "provisional-action",
    ]
    .map(text);
    let lines: Vec<_> = rows
        .into_iter()
        .map(|row| line(row, heads.clone(), is_officer))
        .collect();
    view! {
        <table class="cards-on-phone">
            <TableHead heads=heads />
            <tbody>{lines}</tbody>
        </table>
    }
}

fn line(row: NotAccepted, labels: [String; 5], is_officer: bool) -> impl IntoView + use<> {
    let [when, who, why, officer, action] = labels;
    // Who looks from the office has another page for a case.
    let person = if is_officer {
        format!("/border/person/{}", row.case)
    } else {
        format!("/staff/cases/{}", row.case)
    };
    let name = row.name.unwrap_or_else(|| text("record-unreadable"));
    let of_whom = name.clone();
    let handed_in = text_with(
        "provisional-handed-in",
        &[("time", moment(row.handed_in_at))],
    );
    view! {
        <tr>
            <th scope="row" data-label=when><time datetime=row.event_at.to_rfc3339()>{moment(row.event_at)}</time></th>
            <td data-label=who><a class="mrz-name" dir="auto" href=person>{name}</a></td>
            <td data-label=why><span>{text(&row.reason)} <br/> {handed_in}</span></td>
            <td data-label=officer><span>{row.officer} <br/> {row.port_name}</span></td>
            <td data-label=action>
                <form method="post" action="/act/border/look-into">
                    <input type="hidden" name="act" value=row.id.to_string() />
                    <button type="submit" class="button second">{text("provisional-look-into")} <span class="unseen">": " {of_whom}</span></button>
                </form>
            </td>
        </tr>
    }
}

fn moment(at: DateTime<Utc>) -> String {
    let clock = at.with_timezone(&PHNOM_PENH).format("%H:%M");
    format!("{}, {clock}", brief_date(ministry_date(at)))
}

/// Caller: a border officer of the port, or a supervisor.
#[server(prefix = "/act", endpoint = "border/look-into")]
pub async fn look_into(act: String) -> Result<(), ServerFnError> {
    let id = act.parse().map_err(|_| PortalError::NotFound);
    let outcome = match id {
        Ok(id) => day_pack_service().look_into(&caller(), id).await,
        Err(error) => Err(error),
    };
    finish_saying(Area::Staff, outcome, PAGE, (FORM, SEEN), &());
    Ok(())
}
