//! Signing out everywhere: all sessions and mailed links of an application end at once, and this browser
//! goes on. The status page and that of the e-mail address offer it.

use crate::area::Area;
use crate::components::{Done, FieldErrors, PostForm, SubmitButton};
use crate::cookies::TRAVELLER_COOKIE;
use crate::flash::{finish, of_application, take_form_of};
use crate::session::{caller, give_cookie, query, traveller_service};
use crate::text::text;
use leptos::prelude::*;

const FORM: &str = "sign-out-everywhere";

/// The pages that offer it, by the name that the form sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferedOn {
    Status,
    Email,
}

impl OfferedOn {
    const fn name(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Email => "email",
        }
    }

    /// The page whose form sent this name.
    fn of(name: &str) -> Self {
        if name == Self::Email.name() {
            Self::Email
        } else {
            Self::Status
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Status => "/status",
            Self::Email => "/apply/email",
        }
    }
}

/// What went wrong with it.
pub fn take_errors(reference: &str) -> FieldErrors {
    let ((), errors) = take_form_of(FORM, reference);
    errors
}

/// Says that it was done just now.
pub fn done() -> Option<AnyView> {
    (query("everywhere") == "ended")
        .then(|| view! { <Done says=text("everywhere-done") /> }.into_any())
}

/// What it does, and its button.
pub fn offer(reference: String, page: OfferedOn) -> impl IntoView {
    view! {
        <details>
            <summary>{text("everywhere-title")}</summary>
            <p>{text("everywhere-text")}</p>
            <p>{text("everywhere-next")}</p>
            <PostForm action="/act/sign-out-everywhere">
                <input type="hidden" name="reference" value=reference />
                <input type="hidden" name="page" value=page.name() />
                <SubmitButton label=text("everywhere-button") kind="second" />
            </PostForm>
        </details>
    }
}

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "sign-out-everywhere")]
pub async fn sign_out_everywhere(
    #[server(default)] reference: String,
    #[server(default)] page: String,
) -> Result<(), ServerFnError> {
    let service = traveller_service();
    let outcome = service.sign_out_everywhere(&caller(), &reference).await;
    let page = OfferedOn::of(&page).path();
    let outcome = outcome.map(|session| {
        // The session in use has ended with all others.
        give_cookie(TRAVELLER_COOKIE, &session.secret, session.seconds);
        format!("{page}?everywhere=ended")
    });
    let name = of_application(FORM, &reference);
    finish(Area::Traveller, outcome, page, &name, &());
    Ok(())
}
