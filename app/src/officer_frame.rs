//! What pages of staff and border officers have in common: who may not go on yet, and where
//! each begins.

use crate::area::Area;
use crate::contract::{Role, StaffIdentity};
use crate::error::{PortalError, Result};
use crate::page::{Page, load_page};
use crate::session::caller;
use crate::session::go;
use crate::text::text;
use leptos::prelude::*;

/// A page for people who are signed in. Whoever still has a one-time password is sent to change
/// it first. The service that the page asks decides about roles.
pub fn staff_page(load: impl Future<Output = Result<Page>> + Send + 'static) -> impl IntoView {
    load_page(Area::Staff, async move {
        let staff = caller().staff.ok_or(PortalError::SignInNeeded)?;
        if staff.must_change_password {
            go("/staff/password");
            return Ok(Page::new(text("staff-password-title"), ()));
        }
        load.await
    })
}

/// Where a member of staff begins.
pub fn home(staff: &StaffIdentity) -> &'static str {
    if staff.must_change_password {
        "/staff/password"
    } else if staff.has_any(&[Role::Reviewer, Role::Supervisor]) {
        "/staff/queue"
    } else {
        "/border"
    }
}
