//! Mails that did not arrive: why, and sending them again.

use crate::area::Area;
use crate::components::{
    Done, ErrorSummary, FieldErrors, TableHead, described_by, error_line, hint_line,
};
use crate::contract::{SendAgainForm, UndeliveredMail, send_again_field};
use crate::error::Result;
use crate::flash::{finish_saying, take_done, take_form};
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{caller, query, staff_service};
use crate::staff::moment::moment;
use crate::text::{text, text_with};
use crate::url::address;
use leptos::prelude::*;

const FORM: &str = "staff-mails";
const PAGE: &str = "/staff/mails";
/// What the page says once.
const AGAIN: &str = "again";

pub fn page() -> impl IntoView {
    let cursor = query("cursor");
    let (form, errors) = take_form::<SendAgainForm>(FORM);
    let done = take_done(FORM, &[AGAIN]).map(|_| text("staff-mails-done"));
    staff_page(async move { load(&cursor, (form, errors), done).await })
}

async fn load(
    cursor: &str,
    (form, errors): (SendAgainForm, FieldErrors),
    says: Option<String>,
) -> Result<Page> {
    let page = staff_service().undelivered_mails(&caller(), cursor).await?;
    let next = page.next.map(|cursor| {
        let next = address(PAGE, &[("cursor", &cursor)]);
        view! { <p class="next-page"><a class="button second" href=next>{text("staff-next-page")}</a></p> }
    });
    let rows = if page.rows.is_empty() {
        view! { <p class="empty">{text("staff-mails-empty")}</p> }.into_any()
    } else {
        table(page.rows, &form, &errors).into_any()
    };
    let done = says.clone().map(|says| view! { <Done says=says /> });
    let body = view! {
        <ErrorSummary errors=errors.clone() />
        <h1>{text("staff-mails-title")}</h1>
        {done}
        <p>{text("staff-mails-text")}</p>
        {rows}
        {next}
    };
    let page = Page::new(text("staff-mails-title"), body).wide();
    Ok(page.saying(says.as_deref()))
}

fn table(
    rows: Vec<UndeliveredMail>,
    form: &SendAgainForm,
    errors: &FieldErrors,
) -> impl IntoView + use<> {
    let heads = [
        "staff-queue-reference",
        "staff-mails-kind",
        "staff-mails-reason",
        "staff-mails-when",
        "staff-refunds-action",
    ]
    .map(text);
    let lines: Vec<_> = rows
        .into_iter()
        .map(|row| line(row, heads.clone(), form, errors))
        .collect();
    view! {
        <table class="cards-on-phone">
            <TableHead heads=heads />
            <tbody>{lines}</tbody>
        </table>
    }
}

fn line(
    row: UndeliveredMail,
    labels: [String; 5],
    form: &SendAgainForm,
    errors: &FieldErrors,
) -> impl IntoView + use<> {
    let [reference, kind, reason, when, action] = labels;
    let job = row.job.to_string();
    let typed = if form.job == job {
        form.email.clone()
    } else {
        String::new()
    };
    let field = send_again_field(&job);
    let error = errors.at(&[&field]);
    let wrong = error.is_some().then_some("true");
    let described = described_by(&field, true, error.is_some());
    let state = if row.given_up {
        "staff-mails-given-up"
    } else {
        "staff-mails-still-tried"
    };
    let tries = text_with(state, &[("attempts", row.attempts.to_string())]);
    view! {
        <tr>
            <th scope="row" data-label=reference>{row.reference.unwrap_or_else(|| text("staff-mails-gone"))}</th>
            <td data-label=kind>{text_with("staff-mails-of-kind", &[("kind", row.kind)])}</td>
            <td data-label=reason><span>{row.reason} <br/> {tries}</span></td>
            <td data-label=when><time datetime=row.failed_at.to_rfc3339()>{moment(row.failed_at)}</time></td>
            <td data-label=action>
                <form method="post" action="/act/staff/mail/again">
                    <input type="hidden" name="job" value=job />
                    <div class="field" class:invalid=wrong.is_some()>
                        <label for=field.clone()>{text("staff-mails-address")}</label>
                        {hint_line(&field, Some(text("staff-mails-address-hint")))}
                        {error_line(&field, error)}
                        <input
                            class="whole"
                            type="email"
                            id=field
                            name="email"
                            value=typed
                            autocomplete="off"
                            inputmode="email"
                            aria-describedby=described
                            aria-invalid=wrong
                        />
                    </div>
                    <button type="submit" class="button main">{text("staff-mails-again")}</button>
                </form>
            </td>
        </tr>
    }
}

/// Caller: a supervisor. Sends a mail again, where need be to another address.
#[server(prefix = "/act", endpoint = "staff/mail/again")]
pub async fn send_again(#[server(flatten)] form: SendAgainForm) -> Result<(), ServerFnError> {
    let outcome = staff_service().send_again(&caller(), &form).await;
    finish_saying(Area::Staff, outcome, PAGE, (FORM, AGAIN), &form);
    Ok(())
}
