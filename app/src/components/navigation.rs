//! The navigation in the header, beside the portal's name.

use crate::contract::Role;
use crate::session::{caller, path};
use crate::text::{label, text};
use leptos::prelude::*;

/// The navigation of a traveller who has opened an application in this browser.
pub fn traveller_navigation() -> AnyView {
    view! {
        <nav aria-label=text("nav-label")>
            <ul>
                {item("/resume", "nav-application")}
                {item("/leave", "nav-leave")}
            </ul>
        </nav>
    }
    .into_any()
}

/// The navigation of staff and border officers: their pages, their name and roles, signing out.
pub fn staff_navigation() -> AnyView {
    let Some(staff) = caller().staff else {
        return ().into_any();
    };
    let roles: Vec<_> = staff.roles.iter().map(|role| label("role", role)).collect();
    let links: Vec<_> = if staff.must_change_password {
        Vec::new()
    } else {
        [
            (
                &[Role::Reviewer, Role::Supervisor][..],
                "/staff/queue",
                "staff-nav-queue",
            ),
            (
                &[Role::Supervisor][..],
                "/staff/refunds",
                "staff-nav-refunds",
            ),
            (&[Role::Supervisor][..], "/staff/mails", "staff-nav-mails"),
            (&[Role::Border][..], "/border", "staff-nav-border"),
            (&[Role::Border][..], "/staff/expected", "staff-nav-expected"),
            (&[Role::Border][..], "/staff/shift", "staff-nav-shift"),
            (
                &[Role::Border, Role::Supervisor][..],
                "/staff/provisional",
                "staff-nav-provisional",
            ),
        ]
        .into_iter()
        .filter(|(roles, ..)| staff.has_any(roles))
        .map(|(_, href, label)| item(href, label))
        .collect()
    };
    let account =
        (!staff.must_change_password).then(|| item("/staff/account", "staff-nav-account"));
    view! {
        <nav class="navigation" aria-label=text("staff-nav")>
            <ul>
                {links}
                {account}
                {item("/staff/password", "staff-nav-password")}
            </ul>
            <p class="who"><span class="name">{staff.name}</span> <span class="roles">{roles.join(", ")}</span></p>
            <form method="post" action="/act/staff/sign-out">
                <button type="submit" class="button link">{text("staff-sign-out")}</button>
            </form>
        </nav>
    }
    .into_any()
}

/// A page of the navigation; the one that is open, or that has the open one below it, is marked.
fn item(href: &'static str, label: &str) -> AnyView {
    let open = path();
    let below = open.strip_prefix(href);
    let current = match below {
        Some("") => Some("page"),
        Some(rest) if rest.starts_with('/') => Some("true"),
        _ => None,
    };
    view! {
        <li>
            <a href=href aria-current=current>
                {text(label)}
            </a>
        </li>
    }
    .into_any()
}
