//! Changing the password: any time, and before anything else while it is a one-time password.

use crate::area::Area;
use crate::components::{ErrorSummary, FieldErrors, Notice, PostForm, SubmitButton, TextField};
use crate::contract::{ChangePasswordForm, StaffIdentity};
use crate::cookies::STAFF_COOKIE;
use crate::error::PortalError;
use crate::flash::{finish, take_form};
use crate::officer_frame::home;
use crate::page::{Page, load_page};
use crate::session::{caller, give_cookie, staff_service};
use crate::text::text;
use leptos::prelude::*;

const FORM: &str = "staff-password";

pub fn page() -> impl IntoView {
    let (_, errors) = take_form::<ChangePasswordForm>(FORM);
    load_page(Area::Staff, async move {
        let staff = caller().staff.ok_or(PortalError::SignInNeeded)?;
        let has_errors = !errors.is_empty();
        Ok(Page::new(text("staff-password-title"), form(&staff, errors)).with_errors(has_errors))
    })
}

fn form(staff: &StaffIdentity, errors: FieldErrors) -> impl IntoView + use<> {
    let current = view! {
        <TextField name="current" label=text("staff-password-current") kind="password" errors=errors.clone()
            width="medium" autocomplete="current-password" />
    };
    let new = view! {
        <TextField name="new" label=text("staff-password-new") hint=text("staff-password-hint") kind="password"
            errors=errors.clone() width="medium" autocomplete="new-password" />
    };
    let again = view! {
        <TextField name="again" label=text("staff-password-again") kind="password" errors=errors.clone()
            width="medium" autocomplete="new-password" />
    };
    let first = staff
        .must_change_password
        .then(|| view! { <Notice><p>{text("staff-password-first")}</p></Notice> });
    view! {
        <ErrorSummary errors=errors.clone() />
        <h1>{text("staff-password-title")}</h1>
        {first}
        <PostForm action="/act/staff/password">
            {current}
            {new}
            {again}
            <SubmitButton label=text("staff-password-change") />
        </PostForm>
    }
}

/// Caller: any member of staff. The flash holds no password.
#[server(prefix = "/act", endpoint = "staff/password")]
pub async fn change_password(
    #[server(flatten)] form: ChangePasswordForm,
) -> Result<(), ServerFnError> {
    let caller = caller();
    let outcome = staff_service().change_password(&caller, &form).await;
    let outcome = outcome.map(|session| {
        // The session in use has ended with all others.
        give_cookie(STAFF_COOKIE, &session.secret, session.seconds);
        let changed = caller.staff.map(|staff| StaffIdentity {
            must_change_password: false,
            ..staff
        });
        changed
            .as_ref()
            .map_or(Area::Staff.sign_in_path(), home)
            .to_owned()
    });
    let empty = ChangePasswordForm::default();
    finish(Area::Staff, outcome, "/staff/password", FORM, &empty);
    Ok(())
}
