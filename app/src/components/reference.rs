//! A reference inside a text, kept on one line: half a reference is read as a whole one.

use leptos::prelude::*;

/// The text, with the reference that stands in it in one piece.
pub fn unbroken_reference(text: &str, reference: &str) -> AnyView {
    let Some((before, behind)) = text.split_once(reference).filter(|_| !reference.is_empty())
    else {
        return text.to_owned().into_any();
    };
    let (before, behind) = (before.to_owned(), behind.to_owned());
    view! {
        {before}
        <span class="whole-word">{reference.to_owned()}</span>
        {behind}
    }
    .into_any()
}
