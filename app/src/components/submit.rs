//! A form and the button that submits it.

use leptos::prelude::*;

/// A plain form that posts to a server function's path. The browser checks nothing: a
/// form is saved first, then validated.
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

/// The button that submits a form.
#[component]
pub fn SubmitButton(
    #[prop(into)] label: String,
    /// The kind of button: `main`, `second`, `danger`, `link`.
    #[prop(default = "main")]
    kind: &'static str,
) -> impl IntoView {
    view! {
        <button type="submit" class=format!("button {kind}")>
            {label}
        </button>
    }
}
