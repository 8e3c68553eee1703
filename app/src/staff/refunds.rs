//! Refunds: those that wait for a supervisor, those that failed and can be tried again, and all
//! others by state. Above them the [`charges`] that somebody has to look at.

mod charges;
mod decide;
mod other_way;

use crate::area::Area;
use crate::components::{Done, ErrorSummary, FieldErrors, TableHead};
use crate::contract::{OtherWayForm, RefundFilter, RefundRow};
use crate::error::Result;
use crate::flash::{finish_saying, take_done, take_form};
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{caller, query, staff_service};
use crate::staff::moment::moment;
use crate::text::{label, money, text, text_with};
use crate::url::address;
use chrono::{DateTime, Utc};
use domain::money::Money;
use domain::states::RefundState;
use leptos::prelude::*;

const FORM: &str = "staff-refunds";

pub fn page() -> impl IntoView {
    let filter = RefundFilter {
        state: query("state").trim().to_owned(),
        cursor: query("cursor"),
    };
    let (form, errors) = take_form::<OtherWayForm>(FORM);
    let words = [
        "approved",
        "written-down",
        "declined",
        "recorded",
        "accepted",
    ];
    let done = take_done(FORM, &words);
    staff_page(async move { load(filter, (form, errors), done).await })
}

async fn load(
    filter: RefundFilter,
    returned: (OtherWayForm, FieldErrors),
    done: Option<&str>,
) -> Result<Page> {
    let charges = staff_service().charges_to_review(&caller()).await?;
    let errors = returned.1.clone();
    let page = staff_service().refunds(&caller(), &filter).await?;
    let next = page.next.map(|cursor| {
        let next = address("/staff/refunds", &[("state", &filter.state), ("cursor", &cursor)]);
        view! { <p class="next-page"><a class="button second" href=next>{text("staff-next-page")}</a></p> }
    });
    let rows = if page.rows.is_empty() {
        view! { <p class="empty">{text("staff-refunds-empty")}</p> }.into_any()
    } else {
        table(page.rows, &returned).into_any()
    };
    let says = done.map(|word| label("staff-refunds-done", word));
    let done = says.clone().map(|says| view! { <Done says=says /> });
    let body = view! {
        <ErrorSummary errors=errors />
        <h1>{text("staff-refunds-title")}</h1>
        {done}
        {charges::list(charges)}
        {filters(&filter.state)}
        {rows}
        {next}
    };
    let page = Page::new(text("staff-refunds-title"), body).wide();
    Ok(page.saying(says.as_deref()))
}

fn filters(chosen: &str) -> impl IntoView + use<> {
    let states: Vec<_> = RefundState::ALL
        .iter()
        .map(|state| {
            let selected = chosen == state.as_str();
            view! { <option value=state.as_str() selected=selected>{state_label(*state)}</option> }
        })
        .collect();
    view! {
        <form class="filters" method="get" action="/staff/refunds">
            <div>
                <label for="state">{text("staff-refunds-state")}</label>
                <select id="state" name="state">
                    <option value="">{text("staff-refunds-state-open")}</option>
                    {states}
                </select>
            </div>
            <button type="submit" class="button second">{text("staff-queue-show")}</button>
        </form>
    }
}

/// The state as staff read it; the label for travellers is softer.
fn state_label(state: RefundState) -> String {
    label("staff-refund", state)
}

fn table(rows: Vec<RefundRow>, returned: &(OtherWayForm, FieldErrors)) -> impl IntoView {
    let heads = [
        "staff-queue-reference",
        "staff-refunds-amount",
        "staff-refunds-reason",
        "staff-refunds-requested",
        "staff-queue-state",
        "staff-refunds-action",
    ]
    .map(text);
    let labels = heads.clone();
    view! {
        <table class="cards-on-phone">
            <TableHead heads=heads />
            <tbody>{rows.into_iter().map(|row| line(row, labels.clone(), returned)).collect_view()}</tbody>
        </table>
    }
}

fn line(
    row: RefundRow,
    labels: [String; 6],
    returned: &(OtherWayForm, FieldErrors),
) -> impl IntoView + use<> {
    let [reference, amount, reason, requested, state, action] = labels;
    let by = row
        .requested_by
        .clone()
        .unwrap_or_else(|| text("staff-refunds-by-ledger"));
    let amount_text = money(row.amount);
    let button = approving(&row);
    let other_way = (row.state == RefundState::Failed && !row.is_all_back)
        .then(|| other_way::form(row.refund, row.version, returned));
    let number = match row.case {
        Some(case) => {
            view! { <a href=format!("/staff/cases/{case}")>{row.reference.clone()}</a> }.into_any()
        }
        None => row.reference.clone().into_any(),
    };
    let others = (!row.further_grounds.is_empty()).then(|| {
        let grounds: Vec<_> = row
            .further_grounds
            .iter()
            .map(|ground| label("ground", ground))
            .collect();
        let says = text_with(
            "staff-refunds-further-grounds",
            &[("grounds", grounds.join("; "))],
        );
        view! { <span class="failure">{says}</span> }
    });
    let open = row.state == RefundState::Requested;
    let without = (open && row.without_visa).then(|| {
        view! { <span class="failure">{text("staff-refunds-without-visa")}</span> }
    });
    let decline = declining(&row);
    let rest = rest(&row);
    let border = at_border(row.port_name, row.admitted, row.is_all_back);
    let notes = notes([
        ("staff-refunds-officer-note", row.officer_note),
        ("staff-refunds-decision-note", row.decision_note),
    ]);
    let went = went(row.elsewhere, row.receipt);
    let standing = standing(row.state, row.decided_by, went, row.failure);
    view! {
        <tr>
            <th scope="row" data-label=reference><span>{number} {row.name.map(|name| view! { <bdi class="detail">{name}</bdi> })}</span></th>
            <td class="number" data-label=amount><span>{amount_text} {rest}</span></td>
            <td data-label=reason>
                <span>{text(&row.reason.message_key())} {border} {others} {without} {notes}</span>
            </td>
            <td data-label=requested><span><time datetime=row.requested_at.to_rfc3339()>{moment(row.requested_at)}</time> <br/> {by}</span></td>
            <td data-label=state>
                {standing}
            </td>
            <td data-label=action>{button} {decline} {other_way}</td>
        </tr>
    }
}

/// What of an open refund is sent, where a part of the charge went back by other means.
fn rest(row: &RefundRow) -> Option<impl IntoView + use<>> {
    let is_part = row.sends.minor > 0 && row.sends != row.amount;
    let is_open = matches!(row.state, RefundState::Requested | RefundState::Failed);
    let key = if is_part {
        "staff-refunds-rest"
    } else {
        "staff-refunds-gone-unnamed"
    };
    let is_told = is_part || row.gone.minor > 0 && !row.is_all_back;
    (is_told && is_open).then(|| {
        let says = [("gone", money(row.gone)), ("amount", money(row.sends))];
        view! { <span class="detail">{text_with(key, &says)}</span> }
    })
}

/// The step that approves a refund, or tries it again.
fn approving(row: &RefundRow) -> Option<impl IntoView + use<>> {
    let ask = match row.state {
        RefundState::Requested => "staff-refunds-approve",
        RefundState::Failed => "staff-refunds-again",
        _ => return None,
    };
    let (means, confirm) = if row.is_all_back {
        (
            "staff-refunds-approve-back",
            "staff-refunds-approve-back-confirm",
        )
    } else {
        (
            "staff-refunds-approve-means",
            "staff-refunds-approve-confirm",
        )
    };
    let step = decide::Step {
        path: "approve",
        ask,
        means,
        confirm,
        note: if is_to_decide(row) {
            "staff-refunds-note-approved"
        } else {
            "staff-refunds-note"
        },
        class: "button main",
        amount: row.sends,
    };
    // What the traveller has entered on is not given back; what is back is written down.
    (row.admitted.is_none() || row.is_all_back).then(|| decide::confirmed(row, &step))
}

/// Whether the law leaves it to the supervisor, who then says why.
fn is_to_decide(row: &RefundRow) -> bool {
    let is_asked = row.without_visa || !row.further_grounds.is_empty();
    row.state == RefundState::Requested && is_asked && !row.is_all_back
}

/// The step that declines one, where there is something to decide and the fee is still here.
fn declining(row: &RefundRow) -> Option<impl IntoView + use<>> {
    let step = decide::Step {
        path: "decline",
        ask: "staff-refunds-decline",
        means: "staff-refunds-decline-means",
        confirm: "staff-refunds-decline-confirm",
        note: "staff-refunds-note-declined",
        class: "button second",
        // What went back already does not stay.
        amount: row.sends,
    };
    is_to_decide(row).then(|| decide::confirmed(row, &step))
}

/// How the refund stands: its state, who decided, what went another way, and why it failed.
fn standing(
    state: RefundState,
    decided_by: Option<String>,
    went: Vec<AnyView>,
    failure: Option<String>,
) -> AnyView {
    let decided_by = decided_by.map(|name| {
        let says = text_with("staff-refunds-decided-by", &[("name", name)]);
        view! { <span class="detail">{says}</span> }
    });
    let failure = failure.map(|failure| {
        let says = text_with("staff-refunds-failure", &[("failure", failure)]);
        view! { <span class="failure">{says}</span> }
    });
    view! {
        <span>
            <span class="state tag" data-state=state.as_str()>{state_label(state)}</span>
            {decided_by}
            {went}
            {failure}
        </span>
    }
    .into_any()
}

/// What of a refund went another way than to the card.
fn went(elsewhere: Money, receipt: Option<String>) -> Vec<AnyView> {
    let part = (elsewhere.minor > 0)
        .then(|| text_with("staff-refunds-elsewhere", &[("amount", money(elsewhere))]));
    let receipt =
        receipt.map(|receipt| text_with("staff-refunds-receipt", &[("receipt", receipt)]));
    part.into_iter()
        .chain(receipt)
        .map(|says| view! { <span class="failure">{says}</span> }.into_any())
        .collect()
}

/// Where the traveller was refused, and where they were admitted afterwards.
fn at_border(
    refused_at: Option<String>,
    admitted: Option<(DateTime<Utc>, String)>,
    is_all_back: bool,
) -> impl IntoView + use<> {
    let refused = refused_at.map(|port| {
        view! { <span class="detail">{text_with("staff-refunds-refused-at", &[("port", port)])}</span> }
    });
    let admitted = admitted.map(|(at, port)| {
        let says = [("at", moment(at)), ("port", port)];
        let key = if is_all_back {
            "staff-refunds-admitted-back"
        } else {
            "staff-refunds-admitted"
        };
        view! { <span class="failure">{text_with(key, &says)}</span> }
    });
    view! {
        {refused}
        " "
        {admitted}
    }
}

/// What people wrote about a refund, each with its label.
fn notes(notes: [(&'static str, String); 2]) -> Vec<AnyView> {
    notes
        .into_iter()
        .filter(|(_, note)| !note.is_empty())
        .map(|(label, note)| {
            view! { <span class="detail"><strong>{text(label)}</strong> " " <bdi>{note}</bdi></span> }
                .into_any()
        })
        .collect()
}

/// To the list, which says once in this word that it was done.
fn answer(outcome: Result<()>, word: &'static str, form: &OtherWayForm) {
    finish_saying(Area::Staff, outcome, "/staff/refunds", (FORM, word), form);
}
