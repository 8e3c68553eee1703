//! Right and wrong photos as drawings, each with a word: beside the page in a wide window, in one strip
//! on a phone. A further drawing is a file `photo-wrong-….svg`, its name here, and its word.

use crate::text::text;
use leptos::prelude::*;

/// What is wrong on a drawing.
const WRONG: [&str; 6] = ["glasses", "hat", "shadow", "far", "tilted", "dark"];

/// For the column beside the page.
pub(super) fn drawings() -> AnyView {
    let wrong: Vec<_> = WRONG
        .into_iter()
        .map(|name| {
            let word = text(&format!("photo-wrong-{name}"));
            let said = view! {
                <span class="unseen">{text("photo-wrong")} " "</span>
                {word}
            };
            drawing(&format!("wrong-{name}"), said)
        })
        .collect();
    view! {
        <div class="photo-examples">
            <p>{text("photo-examples")}</p>
            <ul>{drawing("right", text("photo-right-so"))} {wrong}</ul>
        </div>
    }
    .into_any()
}

/// For a window without room beside the page.
pub(super) fn on_a_phone() -> AnyView {
    view! { <div class="beside">{drawings()}</div> }.into_any()
}

fn drawing<T: IntoView>(name: &str, said: T) -> impl IntoView + use<T> {
    let src = format!("/drawings/photo-{name}.svg");
    view! {
        <li>
            <img src=src alt="" width="96" height="144" loading="lazy" />
            <span>{said}</span>
        </li>
    }
}
