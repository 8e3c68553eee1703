//! What is wrong with the form, above it, each fault linked to its control. It takes the focus
//! when the page opens, so that it is heard first, without a script.

use super::Faults;
use crate::text::text;
use leptos::prelude::*;

#[component]
pub fn ErrorSummary(faults: Faults) -> impl IntoView {
    (!faults.is_empty()).then(|| {
        let whole = faults
            .whole()
            .map(|whole| view! { <p>{whole.to_owned()}</p> });
        let lines: Vec<_> = faults
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
        let list = (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> });
        view! {
            <div
                class="error-summary"
                role="alert"
                tabindex="-1"
                autofocus
                aria-labelledby="error-summary"
            >
                <h2 id="error-summary">{text("error-summary")}</h2>
                {whole}
                {list}
            </div>
        }
    })
}
