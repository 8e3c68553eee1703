//! A notice that the reader should not miss.

use leptos::prelude::*;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NoticeKind {
    #[default]
    Information,
    Warning,
    Success,
}

#[component]
pub fn Notice(#[prop(optional)] kind: NoticeKind, children: Children) -> impl IntoView {
    let class = match kind {
        NoticeKind::Information => "notice",
        NoticeKind::Warning => "notice warning",
        NoticeKind::Success => "notice success",
    };
    view! { <div class=class>{children()}</div> }
}

/// Says that something was done just now. It takes the focus when the page opens, so that it is heard
/// first, without a script.
#[component]
pub fn Done(says: String) -> impl IntoView {
    view! {
        <div class="notice success" role="status" tabindex="-1" autofocus>
            <p>{says}</p>
        </div>
    }
}
