//! The head of a table.

use leptos::prelude::*;

#[component]
pub fn TableHead(#[prop(into)] heads: Vec<String>) -> impl IntoView {
    let heads: Vec<_> = heads
        .into_iter()
        .map(|head| view! { <th scope="col">{head}</th> })
        .collect();
    view! {
        <thead>
            <tr>{heads}</tr>
        </thead>
    }
}
