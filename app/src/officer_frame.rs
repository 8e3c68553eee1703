//! The frame of the pages of staff and border officers: sign-in, one-time password, first page.

use crate::area::Area;
use crate::contract::{Role, StaffIdentity};
use crate::error::{PortalError, Result};
use crate::page::{Page, load_page};
use crate::session::caller;
use crate::session::go;
use crate::text::text;
use leptos::prelude::*;

/// Loads a page for a member of staff who is signed in. Somebody with a one-time password is sent
/// to change it first. The service that the page asks decides about roles.
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

/// The first page of a member of staff, by role.
pub fn home(staff: &StaffIdentity) -> &'static str {
    if staff.must_change_password {
        "/staff/password"
    } else if staff.has_any(&[Role::Reviewer, Role::Supervisor]) {
        "/staff/queue"
    } else {
        "/border"
    }
}
