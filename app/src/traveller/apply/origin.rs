//! The hidden fields by which a form says of which application it is, and of which answers.

use crate::contract::FormOrigin;
use leptos::prelude::*;

#[component]
pub(in crate::traveller) fn OriginFields(origin: FormOrigin) -> impl IntoView {
    view! {
        <input type="hidden" name="reference" value=origin.reference />
        <input type="hidden" name="revision" value=origin.revision />
    }
}
