//! The people on one passport or of one application, each with the answer that an officer needs
//! within ten seconds: may this person enter today, and if not, why and by which article.

use super::access;
use crate::components::{Notice, NoticeKind};
use crate::contract::{People, PersonRow};
use crate::error::Result;
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{border_service, caller, path_part};
use crate::text::{text, text_with};
use crate::verify::explanation;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    let key = path_part("key");
    staff_page(async move { load(&key).await })
}

async fn load(key: &str) -> Result<Page> {
    let People { rows, seal } = border_service().people(&caller(), key).await?;
    let count = rows.len().to_string();
    let title = text_with("border-people-title", &[("count", count)]);
    let rows: Vec<_> = rows.into_iter().map(person).collect();
    let body = view! {
        <p><a href="/border">{text("border-find-again")}</a></p>
        <h1>{title.clone()}</h1>
        {seal.map(|code| seal_notice(&code))}
        <ul class="people">{rows}</ul>
    };
    Ok(Page::new(title, body).wide())
}

/// The result of verifying the scanned seal: its code and an explanation.
fn seal_notice(code: &str) -> impl IntoView + use<> {
    let kind = if code == "VALID" {
        NoticeKind::Success
    } else {
        NoticeKind::Warning
    };
    let explanation = explanation(code);
    let code = code.to_owned();
    view! {
        <Notice kind=kind>
            <p><strong>{text("border-seal-result")}</strong> " " {explanation} " " <code>{code}</code></p>
        </Notice>
    }
}

fn person(row: PersonRow) -> impl IntoView {
    let open = format!("/border/person/{}", row.case);
    let photo = format!("/border/people/{}/photo", row.case);
    let alternative = text_with("border-photo", &[("name", row.name.clone())]);
    view! {
        <li class="person card">
            <img src=photo alt=alternative width="120" height="180" />
            <div>
                <h2 class="mrz-name" dir="auto"><a href=open>{row.name.clone()}</a></h2>
                {access::access(&row)}
                {access::facts(&row)}
            </div>
        </li>
    }
}
