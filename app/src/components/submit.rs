//! Sending a form.

use leptos::prelude::*;

/// A plain form that posts to a server function's path. The browser checks nothing: what is
/// typed is saved first, then judged.
#[component]
pub fn PostForm(
    /// The path of the server function, such as `/act/save-trip`.
    #[prop(into)]
    action: String,
    children: Children,
) -> impl IntoView {
    view! {
        <form method="post" action=action novalidate>
            {children()}
        </form>
    }
}

/// The button that sends.
#[component]
pub fn SubmitButton(
    #[prop(into)] label: String,
    /// A second choice, or one that takes something away.
    #[prop(default = "main")]
    kind: &'static str,
) -> impl IntoView {
    view! {
        <button type="submit" class=format!("button {kind}")>
            {label}
        </button>
    }
}
