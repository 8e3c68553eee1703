//! What pages of staff and border officers have in common: who may not go on yet, and the
//! navigation, which shows only what the roles may do.

use crate::desks::{Role, StaffIdentity};
use crate::error::{PortalError, Result};
use crate::returned::go;
use crate::screen::{Area, Screen, screen};
use crate::session::caller;
use crate::text::{text, word};
use leptos::prelude::*;

/// A page for people who are signed in. Whoever still has a one-time password is sent to change
/// it first. The desk that the page asks decides about roles.
pub fn staff_screen(load: impl Future<Output = Result<Screen>> + Send + 'static) -> impl IntoView {
    screen(Area::Staff, async move {
        let staff = caller().staff.ok_or(PortalError::SignInNeeded)?;
        if staff.must_change_password {
            go("/staff/password");
            return Ok(Screen::new(text("staff-password-title"), ()));
        }
        load.await
    })
}

/// Where a member of staff begins.
pub fn home(staff: &StaffIdentity) -> &'static str {
    if staff.must_change_password {
        "/staff/password"
    } else if may(staff, &[Role::Reviewer, Role::Supervisor]) {
        "/staff/queue"
    } else {
        "/border"
    }
}

fn may(staff: &StaffIdentity, any: &[Role]) -> bool {
    any.iter().any(|role| staff.roles.contains(role))
}

/// What stands in the header beside the portal's name, for staff and border officers: where they
/// may go, who they are, signing out.
pub fn navigation() -> AnyView {
    let Some(staff) = caller().staff else {
        return ().into_any();
    };
    let roles: Vec<_> = staff
        .roles
        .iter()
        .map(|role| word("role", role.as_str()))
        .collect();
    let places: Vec<_> = if staff.must_change_password {
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
            (&[Role::Border][..], "/border", "staff-nav-border"),
        ]
        .into_iter()
        .filter(|(roles, ..)| may(&staff, roles))
        .map(|(_, href, label)| view! { <li><a href=href>{text(label)}</a></li> })
        .collect()
    };
    view! {
        <nav class="desk" aria-label=text("staff-nav")>
            <ul>
                {places}
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
