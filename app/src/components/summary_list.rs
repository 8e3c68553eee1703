//! A list of labels and values, each with a link to change it where that is possible.

use crate::text::text;
use leptos::prelude::*;

/// One label and its value.
#[derive(Debug, Clone)]
pub struct Row {
    pub label: String,
    pub value: String,
    /// The address at which the value can be changed.
    pub change: Option<String>,
}

impl Row {
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            change: None,
        }
    }

    #[must_use]
    pub fn change(mut self, href: impl Into<String>) -> Self {
        self.change = Some(href.into());
        self
    }
}

#[component]
pub fn SummaryList(rows: Vec<Row>) -> impl IntoView {
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let change = row.change.map(|href| {
                view! {
                    <dd class="change">
                        <a href=href>
                            {text("change")} <span class="unseen">" "{row.label.clone()}</span>
                        </a>
                    </dd>
                }
            });
            let value = if row.value.is_empty() {
                text("not-given")
            } else {
                row.value
            };
            view! {
                <div>
                    <dt>{row.label}</dt>
                    <dd dir="auto">{value}</dd>
                    {change}
                </div>
            }
        })
        .collect();
    view! { <dl class="summary-list">{rows}</dl> }
}
