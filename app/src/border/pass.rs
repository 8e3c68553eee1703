//! The V-Pass of somebody who cannot show it: its code on the screen of the desk, and the mail once more.

use super::here::{at_port, desk_script};
use crate::area::Area;
use crate::components::{Code, Done, ErrorSummary, Notice, NoticeKind};
use crate::contract::PassView;
use crate::flash::{finish_saying, take_done, take_form};
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{border_service, caller, path_id};
use crate::text::{date, text, text_with};
use domain::states::StayState;
use leptos::prelude::*;
use uuid::Uuid;

const SENT: &str = "sent";

fn form_name(case: Uuid) -> String {
    format!("border-pass-{case}")
}

fn path_of(case: Uuid) -> String {
    format!("/border/pass/{case}")
}

pub fn page() -> impl IntoView {
    let case = path_id("case");
    staff_page(async move {
        let case = case?;
        let name = form_name(case);
        let ((), errors) = take_form(&name);
        let sent = take_done(&name, &[SENT]).map(|_| text("border-pass-sent"));
        let pass = border_service().pass_at_desk(&caller(), case).await?;
        let has_errors = !errors.is_empty();
        let body = view! {
            {at_port().await}
            <p><a href=format!("/border/person/{case}")>{text("border-back")}</a></p>
            <ErrorSummary errors=errors />
            <h1>{text("border-pass-title")}</h1>
            {sent.clone().map(|says| view! { <Done says=says /> })}
            {shown(pass, case)}
            {desk_script()}
        };
        let page = Page::new(text("border-pass-title"), body).with_errors(has_errors);
        Ok(page.saying(sent.as_deref()))
    })
}

fn shown(pass: PassView, case: Uuid) -> AnyView {
    if pass.state != StayState::Open {
        return view! {
            <Notice kind=NoticeKind::Information><p>{text("border-pass-closed")}</p></Notice>
        }
        .into_any();
    }
    let name = format!("{} {}", pass.surname, pass.given_names);
    let last = [("last", date(pass.last_permitted_day))];
    let code = match pass.code {
        Some(code) => view! {
            <figure class="code-at-desk">
                <Code code title=text("pass-qr-title") />
                <figcaption>{text("border-pass-scan")}</figcaption>
            </figure>
            <form method="post" action="/act/border/mail-pass">
                <input type="hidden" name="case" value=case.to_string() />
                <button type="submit" class="button main">{text("border-pass-mail")}</button>
            </form>
        }
        .into_any(),
        None => view! { <div class="notice warning"><p>{text("border-pass-unreadable")}</p></div> }
            .into_any(),
    };
    view! {
        <p><strong dir="auto" translate="no">{name}</strong> ", " {pass.number} ". " {text_with("border-pass-until", &last)}</p>
        {code}
    }
    .into_any()
}

/// Caller: a border officer.
#[server(prefix = "/act", endpoint = "border/mail-pass")]
pub async fn mail_pass(case: String) -> Result<(), ServerFnError> {
    let Ok(case) = case.parse::<Uuid>() else {
        crate::session::go("/border");
        return Ok(());
    };
    let outcome = border_service().mail_pass_from_desk(&caller(), case).await;
    let (name, path) = (form_name(case), path_of(case));
    finish_saying(Area::Staff, outcome, &path, (&name, SENT), &());
    Ok(())
}
