//! Signing in and out.

use crate::area::Area;
use crate::components::{ErrorSummary, PostForm, SubmitButton, TextField};
use crate::contract::{Caller, SignInForm};
use crate::cookies::STAFF_COOKIE;
use crate::error::Result;
use crate::flash::{finish, forget_forms, take_form};
use crate::officer_frame::home;
use crate::page::{Page, load_page, show_page};
use crate::session::go;
use crate::session::{caller, clear_site_data, cookie, give_cookie, staff_service};
use crate::text::text;
use leptos::prelude::*;

const FORM: &str = "staff-sign-in";

pub fn page() -> impl IntoView {
    let (form, errors) = take_form::<SignInForm>(FORM);
    let has_errors = !errors.is_empty();
    let title = text("staff-sign-in-title");
    let code = staff_service().asks_code().then(|| {
        view! {
            <TextField
                name="code"
                label=text("staff-code")
                hint=text("staff-code-hint")
                errors=errors.clone()
                width="short"
                inputmode="numeric"
                autocomplete="one-time-code"
                maxlength=6
            />
        }
    });
    let body = view! {
        <ErrorSummary errors=errors.clone() />
        <h1>{title.clone()}</h1>
        <PostForm action="/act/staff/sign-in">
            <TextField
                name="login"
                label=text("staff-login")
                value=form.login
                errors=errors.clone()
                width="medium"
                autocomplete="username"
                autocapitalize="none"
                unspelled=true
            />
            <TextField
                name="password"
                label=text("staff-password")
                kind="password"
                errors=errors.clone()
                width="medium"
                autocomplete="current-password"
            />
            {code}
            <SubmitButton label=text("staff-sign-in") />
        </PostForm>
    };
    show_page(Area::Staff, Page::new(title, body).with_errors(has_errors))
}

/// Redirects a member of staff to their first page.
pub fn start() -> impl IntoView {
    load_page(Area::Staff, async move {
        go(caller()
            .staff
            .as_ref()
            .map_or(Area::Staff.sign_in_path(), home));
        Ok(Page::new(text("staff-sign-in-title"), ()))
    })
}

/// Caller: anyone.
#[server(prefix = "/act", endpoint = "staff/sign-in")]
pub async fn sign_in(#[server(flatten)] form: SignInForm) -> Result<(), ServerFnError> {
    let outcome = open(&caller(), &form).await;
    let kept = SignInForm {
        login: form.login,
        ..SignInForm::default()
    };
    finish(Area::Staff, outcome, "/staff/sign-in", FORM, &kept);
    Ok(())
}

/// Opens a session. An earlier one of this browser ends: its cookie is replaced, so that nobody
/// could end it later.
async fn open(caller: &Caller, form: &SignInForm) -> Result<String> {
    let service = staff_service();
    let session = service.sign_in(caller, form).await?;
    if let Some(old) = cookie(STAFF_COOKIE) {
        service.sign_out(&old).await?;
    }
    give_cookie(STAFF_COOKIE, &session.secret, session.seconds);
    Ok("/staff".to_owned())
}

/// Caller: any member of staff.
#[server(prefix = "/act", endpoint = "staff/sign-out")]
pub async fn sign_out() -> Result<(), ServerFnError> {
    let outcome = match cookie(STAFF_COOKIE) {
        Some(session) => staff_service().sign_out(&session).await,
        None => Ok(()),
    };
    if outcome.is_ok() {
        give_cookie(STAFF_COOKIE, "", 0);
        forget_forms();
        clear_site_data();
    }
    finish(
        Area::Staff,
        outcome.map(|()| Area::Staff.sign_in_path().to_owned()),
        Area::Staff.sign_in_path(),
        FORM,
        &SignInForm::default(),
    );
    Ok(())
}
