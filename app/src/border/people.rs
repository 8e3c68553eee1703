//! The people on one passport or of one application, each with the answer that an officer needs
//! within ten seconds: may this person enter today, and if not, why and by which article.

use super::access;
use super::facts;
use super::here::{at_port, desk_key, desk_script};
use crate::contract::{AdmissionObstacle, People, PersonRow, SealVerdict};
use crate::error::Result;
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{border_service, caller, path_part};
use crate::text::{text, text_with};
use crate::url::address;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    let key = path_part("key");
    staff_page(async move { load(&key).await })
}

async fn load(key: &str) -> Result<Page> {
    let People { rows, seal } = border_service().people(&caller(), key).await?;
    let count = rows.len().to_string();
    let nobody = rows
        .is_empty()
        .then(|| view! { <p>{text("border-people-nobody")}</p> });
    let title = text_with("border-people-title", &[("count", count)]);
    let scan = if seal.is_some() { key } else { "" };
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| person(row, seal, scan))
        .collect();
    let body = view! {
        {at_port().await}
        <p><a href="/border" aria-keyshortcuts="F2">{text("border-find-again")} {desk_key("F2")}</a></p>
        {seal.map(access::seal_verdict)}
        <h1>{title.clone()}</h1>
        {nobody}
        <ul class="people">{rows}</ul>
        {desk_script()}
    };
    Ok(Page::new(title, body).wide())
}

fn person(row: PersonRow, seal: Option<SealVerdict>, scan: &str) -> impl IntoView + use<> {
    let open = person_address(&row, scan);
    let more = open.clone();
    let name = if row.obstacles.contains(&AdmissionObstacle::Unreadable) {
        text("record-unreadable")
    } else {
        row.name.clone()
    };
    let photo = facts::portrait(&row, name.clone(), 160);
    let label = text_with("border-open-person", &[("name", name.clone())]);
    view! {
        <li class="person card">
            {photo}
            <div>
                <h2 class="mrz-name" dir="auto"><a href=open>{name}</a></h2>
                {access::who_is(&row)}
                {access::access(&row, seal)}
                <p class="open"><a class="button main" href=more aria-label=label>{text("border-open")}</a></p>
                {facts::identity(&row)}
                {facts::facts(&row)}
            </div>
        </li>
    }
}

/// The page of a person who was found by this scan, or by other means.
pub fn person_address(row: &PersonRow, scan: &str) -> String {
    with_scan(&format!("/border/person/{}", row.case), scan)
}

/// An address that carries on the key of a scan.
pub fn with_scan(path: &str, scan: &str) -> String {
    address(path, &[("scan", scan)])
}
