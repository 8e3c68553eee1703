//! The summary of errors above a form, each linked to its control. It takes the focus when the page
//! opens, so that it is heard first, without a script.

use super::FieldErrors;
use crate::text::{text, text_with};
use leptos::prelude::*;

#[component]
pub fn ErrorSummary(errors: FieldErrors) -> impl IntoView {
    (!errors.is_empty()).then(|| {
        let whole = errors
            .of_whole()
            .map(|whole| view! { <p>{whole.to_owned()}</p> });
        let lines: Vec<_> = errors
            .lines()
            .map(|(field, message)| {
                let href = format!("#{field}");
                view! {
                    <li>
                        <a href=href>{message}</a>
                    </li>
                }
            })
            .collect();
        let heading = match errors.of_whole() {
            Some(_) => text("error-summary"),
            None => text_with("error-summary-of", &[("count", lines.len().to_string())]),
        };
        let list = (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> });
        view! {
            <div
                class="error-summary"
                role="alert"
                tabindex="-1"
                autofocus
                aria-labelledby="error-summary"
            >
                <h2 id="error-summary">{heading}</h2>
                {whole}
                {list}
            </div>
        }
    })
}
