//! "The rules we apply": every table of the law, from the rules themselves.

use crate::area::Area;
use crate::context::PageContext;
use crate::page::{Page, show_page};
use crate::text::text;
use domain::law::rules_page::{Table, tables};
use domain::law::visa_types::Settings;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    let law = use_context::<PageContext>().map_or(Settings::DEFAULT, |page| page.law);
    let tables = tables(&law);
    let sections: Vec<_> = tables.into_iter().map(section).collect();
    show_page(
        Area::Open,
        Page::new(
            text("rules-title"),
            view! {
                <h1>{text("rules-title")}</h1>
                <p class="lead">{text("rules-text")}</p>
                {sections}
            },
        )
        .wide(),
    )
}

/// One table, to be opened; its rows are cards on a phone.
fn section(table: Table) -> AnyView {
    let id = table.topic.as_str();
    let header: Vec<_> = table
        .header
        .iter()
        .map(|column| view! { <th scope="col">{*column}</th> })
        .collect();
    let rows: Vec<_> = table
        .rows
        .into_iter()
        .map(|cells| {
            let cells: Vec<_> = cells
                .into_iter()
                .zip(table.header)
                .map(|(cell, column)| view! { <td data-label=*column>{cell}</td> })
                .collect();
            view! { <tr>{cells}</tr> }
        })
        .collect();
    view! {
        <details class="rule" id=id>
            <summary>
                <h2>{table.title}</h2>
            </summary>
            <table class="cards-on-phone">
                <thead>
                    <tr>{header}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}
