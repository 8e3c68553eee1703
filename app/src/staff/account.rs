//! The account of a member of staff: the sessions that are open and ending them, the second factor.

mod second_factor;

use crate::area::Area;
use crate::components::{Done, ErrorSummary, FieldErrors, PostForm, SubmitButton, TableHead};
use crate::contract::OpenSession;
use crate::cookies::STAFF_COOKIE;
use crate::error::{PortalError, Result};
use crate::flash::{finish_saying, take_done, take_form};
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{caller, cookie, staff_service};
use crate::staff::moment::moment;
use crate::text::{text, text_with};
use leptos::prelude::*;

const PAGE: &str = "/staff/account";
const SESSIONS: &str = "staff-sessions";

pub fn page() -> impl IntoView {
    let done = take_done(SESSIONS, &["ended", "others-ended"]).or_else(second_factor::take_done);
    let ((), mut errors) = take_form(SESSIONS);
    if errors.is_empty() {
        errors = second_factor::take_errors();
    }
    staff_page(async move { load(done, errors).await })
}

async fn load(done: Option<&str>, errors: FieldErrors) -> Result<Page> {
    let account = staff_service().account(&caller(), &this_session()).await?;
    let has_errors = !errors.is_empty();
    let done = match done {
        Some("ended") => Some("staff-account-ended"),
        Some("renewed") => Some("totp-renewed"),
        Some("others-ended") => Some("staff-account-others-ended"),
        _ => None,
    };
    let says = done.filter(|_| !has_errors).map(text);
    let done = says.clone().map(|says| view! { <Done says=says /> });
    let body = view! {
        <ErrorSummary errors=errors.clone() />
        <h1>{text("staff-account-title")}</h1>
        {done}
        <h2>{text("staff-account-sessions")}</h2>
        <p>{text("staff-account-sessions-text")}</p>
        {sessions(account.sessions)}
        {second_factor::section(account.second_factor, errors)}
    };
    let page = Page::new(text("staff-account-title"), body).with_errors(has_errors);
    Ok(page.saying(says.as_deref()))
}

/// The secret of this browser's session.
fn this_session() -> String {
    cookie(STAFF_COOKIE).unwrap_or_default()
}

fn sessions(sessions: Vec<OpenSession>) -> impl IntoView {
    let heads = [
        "staff-account-begun",
        "staff-account-ends",
        "staff-account-action",
    ]
    .map(text);
    let others = if sessions.iter().any(|session| !session.is_this) {
        view! {
            <PostForm action="/act/staff/session/end-others">
                <SubmitButton label=text("staff-account-end-others") kind="second" />
            </PostForm>
        }
        .into_any()
    } else {
        view! { <p>{text("staff-account-no-others")}</p> }.into_any()
    };
    let lines: Vec<_> = sessions
        .into_iter()
        .map(|session| line(session, heads.clone()))
        .collect();
    view! {
        <table class="cards-on-phone">
            <TableHead heads=heads />
            <tbody>{lines}</tbody>
        </table>
        {others}
    }
}

fn line(session: OpenSession, labels: [String; 3]) -> impl IntoView {
    let [begun, ends, action] = labels;
    let (begun_at, ends_at) = (moment(session.begun_at), moment(session.ends_at));
    let end = if session.is_this {
        view! { <span class="tag">{text("staff-account-this")}</span> }.into_any()
    } else {
        let which = text_with("staff-account-end-of", &[("begun", begun_at.clone())]);
        view! {
            <form method="post" action="/act/staff/session/end">
                <input type="hidden" name="session" value=session.id />
                <button type="submit" class="button second">
                    {text("staff-account-end")} <span class="unseen">" "{which}</span>
                </button>
            </form>
        }
        .into_any()
    };
    view! {
        <tr>
            <td data-label=begun><time datetime=session.begun_at.to_rfc3339()>{begun_at}</time></td>
            <td data-label=ends><time datetime=session.ends_at.to_rfc3339()>{ends_at}</time></td>
            <td data-label=action>{end}</td>
        </tr>
    }
}

/// Caller: any member of staff, of their own sessions.
#[server(prefix = "/act", endpoint = "staff/session/end")]
pub async fn end_session(#[server(default)] session: String) -> Result<(), ServerFnError> {
    let outcome = staff_service().end_session(&caller(), &session).await;
    let outcome = outcome.map_err(|error| match error {
        PortalError::NotFound => PortalError::conflict("conflict-session-over"),
        other => other,
    });
    finish_saying(Area::Staff, outcome, PAGE, (SESSIONS, "ended"), &());
    Ok(())
}

/// Caller: any member of staff, of their own sessions.
#[server(prefix = "/act", endpoint = "staff/session/end-others")]
pub async fn end_other_sessions() -> Result<(), ServerFnError> {
    let service = staff_service();
    let outcome = service.end_other_sessions(&caller(), &this_session()).await;
    finish_saying(Area::Staff, outcome, PAGE, (SESSIONS, "others-ended"), &());
    Ok(())
}
