//! The navigation in the header, beside the portal's name.

use crate::contract::Role;
use crate::session::caller;
use crate::text::{label, text};
use leptos::prelude::*;

/// The navigation of a traveller who has opened an application in this browser.
pub fn traveller_navigation() -> AnyView {
    view! {
        <nav aria-label=text("nav-label")>
            <ul>
                <li>
                    <a href="/resume">{text("nav-application")}</a>
                </li>
                <li>
                    <a href="/leave">{text("nav-leave")}</a>
                </li>
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
        ]
        .into_iter()
        .filter(|(roles, ..)| staff.has_any(roles))
        .map(|(_, href, label)| view! { <li><a href=href>{text(label)}</a></li> })
        .collect()
    };
    let account = (!staff.must_change_password)
        .then(|| view! { <li><a href="/staff/account">{text("staff-nav-account")}</a></li> });
    view! {
        <nav class="navigation" aria-label=text("staff-nav")>
            <ul>
                {links}
                {account}
                <li><a href="/staff/password">{text("staff-nav-password")}</a></li>
            </ul>
            <p class="who">{staff.name} <span class="roles">{roles.join(", ")}</span></p>
            <form method="post" action="/act/staff/sign-out">
                <button type="submit" class="button link">{text("staff-sign-out")}</button>
            </form>
        </nav>
    }
    .into_any()
}
