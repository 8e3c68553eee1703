//! The second factor of one's own account: asking for a new one, and the first code that puts it in
//! force. No flash holds a password or a code.

use super::{PAGE, this_session};
use crate::area::Area;
use crate::components::{Code, FieldErrors, PostForm, SubmitButton, TextField};
use crate::contract::{QrCode, RenewTotpForm, SecondFactor};
use crate::cookies::STAFF_COOKIE;
use crate::flash::{self, finish, finish_saying, take_form};
use crate::session::{caller, give_cookie, staff_service};
use crate::staff::moment::moment;
use crate::text::{text, text_with};
use chrono::{DateTime, Utc};
use leptos::prelude::*;

const FORM: &str = "staff-second-factor";
const RENEWED: &str = "renewed";

/// What was wrong with one of the two forms.
pub fn take_errors() -> FieldErrors {
    let ((), errors) = take_form(FORM);
    errors
}

/// That the second factor was just renewed.
pub fn take_done() -> Option<&'static str> {
    flash::take_done(FORM, &[RENEWED])
}

pub fn section(factor: SecondFactor, errors: FieldErrors) -> impl IntoView {
    let part = match factor {
        SecondFactor::NotAsked => view! { <p>{text("totp-not-asked")}</p> }.into_any(),
        SecondFactor::InForce => asking(errors),
        SecondFactor::Renewing {
            code,
            secret,
            until,
        } => confirming(code, &secret, until, errors),
    };
    view! {
        <section class="second-factor">
            <h2>{text("totp-title")}</h2>
            {part}
        </section>
    }
}

fn asking(errors: FieldErrors) -> AnyView {
    view! {
        <p>{text("totp-text")}</p>
        <PostForm action="/act/staff/second-factor/renew">
            <TextField
                name="current"
                label=text("staff-password-current")
                kind="password"
                errors=errors.clone()
                width="medium"
                autocomplete="current-password"
            />
            <TextField
                name="code"
                label=text("staff-code")
                hint=text("totp-code-hint")
                errors
                width="short"
                inputmode="numeric"
                autocomplete="one-time-code"
                maxlength=6
            />
            <SubmitButton label=text("totp-renew") kind="second" />
        </PostForm>
    }
    .into_any()
}

fn confirming(code: QrCode, secret: &str, until: DateTime<Utc>, errors: FieldErrors) -> AnyView {
    let until = text_with("totp-until", &[("time", moment(until))]);
    view! {
        <p>{text("totp-scan")}</p>
        <div class="code-box">
            <Code code title=text("totp-qr") />
        </div>
        <p>{text("totp-secret")}</p>
        <p class="secret" translate="no">{in_fours(secret)}</p>
        <PostForm action="/act/staff/second-factor/confirm">
            <TextField
                name="code"
                label=text("totp-new-code")
                hint=until
                errors
                width="short"
                inputmode="numeric"
                autocomplete="one-time-code"
                maxlength=6
            />
            <SubmitButton label=text("totp-confirm") />
        </PostForm>
    }
    .into_any()
}

/// A secret as people copy it, four signs at a time.
fn in_fours(secret: &str) -> String {
    let signs: Vec<char> = secret.chars().collect();
    let fours: Vec<String> = signs.chunks(4).map(|four| four.iter().collect()).collect();
    fours.join(" ")
}

/// Caller: any member of staff.
#[server(prefix = "/act", endpoint = "staff/second-factor/renew")]
pub async fn renew_second_factor(
    #[server(flatten)] form: RenewTotpForm,
) -> Result<(), ServerFnError> {
    let service = staff_service();
    let outcome = service
        .begin_totp_renewal(&caller(), &this_session(), &form)
        .await;
    let outcome = outcome.map(|()| PAGE.to_owned());
    finish(Area::Staff, outcome, PAGE, FORM, &());
    Ok(())
}

/// Caller: any member of staff.
#[server(prefix = "/act", endpoint = "staff/second-factor/confirm")]
pub async fn confirm_second_factor(#[server(default)] code: String) -> Result<(), ServerFnError> {
    let service = staff_service();
    let outcome = service
        .confirm_totp_renewal(&caller(), &this_session(), &code)
        .await;
    let outcome = outcome.map(|session| {
        // The session in use has ended with all others.
        give_cookie(STAFF_COOKIE, &session.secret, session.seconds);
    });
    finish_saying(Area::Staff, outcome, PAGE, (FORM, RENEWED), &());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_four_signs_at_a_time() {
        assert_eq!(in_fours("GEZDGNBVGY3TQOJQ"), "GEZD GNBV GY3T QOJQ");
        assert_eq!(in_fours("GEZDG"), "GEZD G");
    }
}
