//! The queue of cases that wait for a decision, oldest first. A dense table on a wide screen; on a
//! phone each row becomes a card, by style alone.

use crate::components::{TableHead, brief_date, brief_day};
use crate::contract::{Port, QueueCounts, QueueFilter, QueueRow, Role};
use crate::error::Result;
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{caller, query, staff_service, traveller_service, verifier};
use crate::text::{label, text, text_with};
use crate::url::address;
use chrono::NaiveDate;
use domain::calendar::{ministry_date, working_days_between};
use domain::states::CaseState;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    let filter = QueueFilter {
        state: query("state").trim().to_owned(),
        nationality: query("nationality").trim().to_owned(),
        port: query("port").trim().to_owned(),
        reference: query("reference").trim().to_uppercase(),
        cursor: query("cursor"),
    };
    staff_page(async move { load(filter).await })
}

async fn load(filter: QueueFilter) -> Result<Page> {
    let page = staff_service().queue(&caller(), &filter).await?;
    let counts = staff_service().queue_counts(&caller()).await?;
    let ports = traveller_service().ports().await?;
    let today = ministry_date(verifier().now());
    let next = page.next.map(|cursor| next_address(&filter, &cursor));
    let rows = if page.rows.is_empty() {
        view! { <p class="empty">{text("staff-queue-empty")}</p> }.into_any()
    } else {
        table(page.rows, today).into_any()
    };
    let body = view! {
        <h1>{text("staff-queue-title")}</h1>
        {waiting(counts, &filter)}
        {filters(filter, ports)}
        {rows}
        {next.map(|next| view! {
            <p class="next-page"><a class="button second" href=next>{text("staff-next-page")}</a></p>
        })}
    };
    Ok(Page::new(text("staff-queue-title"), body).wide())
}

/// What waits for the caller, whatever is filtered: proposed denials for a supervisor, cases for a
/// reviewer.
fn waiting(counts: QueueCounts, filter: &QueueFilter) -> Vec<AnyView> {
    let staff = caller().staff;
    let shown = next_address(filter, "");
    [
        (
            Role::Supervisor,
            "staff-queue-to-confirm",
            counts.to_confirm,
            address(
                "/staff/queue",
                &[("state", CaseState::DenialProposed.as_str())],
            ),
        ),
        (
            Role::Reviewer,
            "staff-queue-to-review",
            counts.to_review,
            "/staff/queue".to_owned(),
        ),
    ]
    .into_iter()
    .filter(|(role, ..)| {
        staff
            .as_ref()
            .is_some_and(|staff| staff.roles.contains(role))
    })
    .map(|(_, key, count, href)| {
        let says = text_with(key, &[("count", count.to_string())]);
        // What is shown already needs no link.
        if href == shown {
            view! { <p class="waiting">{says}</p> }.into_any()
        } else {
            view! { <p class="waiting"><a href=href>{says}</a></p> }.into_any()
        }
    })
    .collect()
}

/// The label of what is shown without a filter, by role.
fn mine() -> String {
    let supervises = caller()
        .staff
        .is_some_and(|staff| !staff.roles.contains(&Role::Reviewer));
    text(if supervises {
        "staff-queue-state-confirm"
    } else {
        "staff-queue-state-mine"
    })
}

fn filters(filter: QueueFilter, ports: Vec<Port>) -> impl IntoView {
    let (state_chosen, port_chosen) = (filter.state, filter.port);
    view! {
        <form class="filters" method="get" action="/staff/queue" role="search" aria-label=text("staff-queue-filters")>
            <div class="wide">
                <label for="state">{text("staff-queue-state")}</label>
                <select id="state" name="state">
                    <option value="" selected=state_chosen.is_empty()>{mine()}</option>
                    {CaseState::ALL.iter().map(|state| view! {
                        <option value=state.as_str() selected=state_chosen == state.as_str()>{label("staff-case-state", state)}</option>
                    }).collect_view()}
                </select>
            </div>
            <div>
                <label for="port">{text("staff-queue-port")}</label>
                <select id="port" name="port">
                    <option value="" selected=port_chosen.is_empty()>{text("staff-queue-port-all")}</option>
                    {ports.into_iter().map(|port| view! {
                        <option value=port.code.clone() selected=port_chosen == port.code>{port.name}</option>
                    }).collect_view()}
                </select>
            </div>
            <div>
                <label for="nationality">{text("staff-queue-nationality")}</label>
                <input id="nationality" name="nationality" value=filter.nationality maxlength="60" size="10" autocapitalize="characters" spellcheck="false" />
            </div>
            <div>
                <label for="reference">{text("staff-queue-reference")}</label>
                <input id="reference" name="reference" value=filter.reference maxlength="16" size="14" autocapitalize="characters" spellcheck="false" />
            </div>
            <button type="submit" class="button second">{text("staff-queue-show")}</button>
            <a class="button link" href="/staff/queue">{text("staff-queue-clear")}</a>
        </form>
    }
}

/// The table of the queue, and of the companions of a case.
pub fn table(rows: Vec<QueueRow>, today: NaiveDate) -> impl IntoView {
    let heads = [
        "staff-queue-reference",
        "staff-queue-name",
        "staff-queue-nationality",
        "staff-queue-state",
        "staff-queue-paid",
        "staff-queue-decision-due",
        "staff-queue-entry",
        "staff-queue-reviewer",
    ]
    .map(text);
    let labels = heads.clone();
    view! {
        <table class="cards-on-phone">
            <TableHead heads=heads />
            <tbody>{rows.into_iter().map(|row| line(row, today, labels.clone())).collect_view()}</tbody>
        </table>
    }
}

fn line(row: QueueRow, today: NaiveDate, labels: [String; 8]) -> impl IntoView {
    let [
        reference,
        name,
        nationality,
        state,
        paid,
        decision_due,
        entry,
        reviewer,
    ] = labels;
    let shown_name = if row.unreadable {
        view! { <span class="failure">{text("record-unreadable")}</span> }.into_any()
    } else {
        row.name.into_any()
    };
    let waits_for_us = is_open(row.state);
    let late = row.decision_due_on.is_some_and(|due| due < today) && waits_for_us;
    let due = match row.state {
        // The days of the decision count anew from the correction.
        CaseState::NeedsCorrection => Some(
            view! { <span class="left">{text("staff-queue-with-traveller")}</span> }.into_any(),
        ),
        _ => row
            .decision_due_on
            .map(|due| due_cell(due, today, waits_for_us).into_any()),
    };
    view! {
        <tr class:late=late>
            <th scope="row" data-label=reference>
                <a href=format!("/staff/cases/{}", row.case)>{format!("{} / {}", row.reference, row.position)}</a>
            </th>
            <td data-label=name><bdi>{shown_name}</bdi></td>
            <td data-label=nationality>{row.nationality}</td>
            <td data-label=state><span class="state tag" data-state=row.state.as_str()>{label("staff-case-state", row.state)}</span></td>
            <td data-label=paid>{brief_day(row.paid_at)}</td>
            <td data-label=decision_due>{due}</td>
            <td data-label=entry>{row.entry_date.map(date_cell)}</td>
            <td data-label=reviewer>{row.reviewer}</td>
        </tr>
    }
}

fn date_cell(day: NaiveDate) -> impl IntoView {
    view! { <span class="day">{brief_date(day)}</span> }
}

/// The promised day, and for a case that is open how many working days are left until its end.
fn due_cell(due: NaiveDate, today: NaiveDate, open: bool) -> impl IntoView {
    let left = open.then(|| {
        if due < today {
            view! { <strong class="late-mark">{text("staff-queue-late")}</strong> }.into_any()
        } else {
            let count = working_days_between(today, due).to_string();
            let says = text_with("staff-queue-left", &[("count", count)]);
            view! { <span class="left">{says}</span> }.into_any()
        }
    });
    view! { <span>{date_cell(due)} " " {left}</span> }
}

/// Whether somebody of the ministry still has to decide.
const fn is_open(state: CaseState) -> bool {
    matches!(
        state,
        CaseState::Waiting | CaseState::InReview | CaseState::DenialProposed
    )
}

/// The following page under the same filters.
fn next_address(filter: &QueueFilter, cursor: &str) -> String {
    let pairs = [
        ("state", filter.state.as_str()),
        ("nationality", &filter.nationality),
        ("port", &filter.port),
        ("reference", &filter.reference),
        ("cursor", cursor),
    ];
    address("/staff/queue", &pairs)
}
