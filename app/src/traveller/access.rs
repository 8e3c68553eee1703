//! Access to an application without an account: asking for a link, opening it, leaving.

use crate::area::Area;
use crate::components::{
    ErrorSummary, FieldErrors, Notice, NoticeKind, PostForm, Row, SubmitButton, SummaryList,
    TextField,
};
use crate::contract::SessionToken;
use crate::cookies::TRAVELLER_COOKIE;
use crate::error::PortalError;
use crate::flash::{finish, forget_forms, take_form, waiting_reference};
use crate::page::{Page, load_page, set_status, show_page};
use crate::session::{caller, clear_site_data, cookie, give_cookie, path_part, traveller_service};
use crate::text::{text, text_with};
use crate::traveller::steps::back_link;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The form that asks for a link: reference and e-mail address, which must belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkForm {
    pub reference: String,
    pub email: String,
}

const FORM: &str = "request-link";

/// Caller: anyone. The answer is the same whether or not the two belong together.
#[server(prefix = "/act", endpoint = "request-link")]
pub async fn request_link(#[server(flatten)] form: LinkForm) -> Result<(), ServerFnError> {
    let service = traveller_service();
    let outcome = service
        .request_link(&caller(), &form.reference, &form.email)
        .await
        .map(|()| "/link-sent".to_owned());
    finish(Area::Traveller, outcome, "/check", FORM, &form);
    Ok(())
}

/// Caller: anyone with the token. Exchanges it for the cookie.
#[server(prefix = "/act", endpoint = "open-link")]
pub async fn open_link(#[server(default)] token: String) -> Result<(), ServerFnError> {
    let outcome = traveller_service().open_link(&caller(), &token).await;
    let outcome = match outcome {
        Ok(opened) => {
            give_session(&opened.session).await;
            Ok(if opened.draft { "/resume" } else { "/status" }.to_owned())
        }
        Err(error) => Err(error),
    };
    // An unknown token leads to the page that mails a new link; it goes into no address.
    finish(
        Area::Traveller,
        outcome,
        "/check",
        FORM,
        &LinkForm::default(),
    );
    Ok(())
}

/// Gives the browser this session; the one in whose place it comes ends, as if it was left.
pub(super) async fn give_session(session: &SessionToken) {
    if let Some(before) = cookie(TRAVELLER_COOKIE) {
        // Where it cannot be ended now it ends by itself, and the new one is good.
        traveller_service().leave(&before).await.ok();
    }
    give_cookie(TRAVELLER_COOKIE, &session.secret, session.seconds);
}

/// Caller: anyone. Ends the browser's session, if there is one.
#[server(prefix = "/act", endpoint = "leave")]
pub async fn leave() -> Result<(), ServerFnError> {
    let outcome = match cookie(TRAVELLER_COOKIE) {
        Some(session) => traveller_service().leave(&session).await,
        None => Ok(()),
    };
    give_cookie(TRAVELLER_COOKIE, "", 0);
    let outcome = outcome.map(|()| "/".to_owned());
    finish(Area::Traveller, outcome, "/leave", "leave", &());
    forget_forms();
    clear_site_data();
    Ok(())
}

/// The page that mails a link, for a reference and an e-mail address.
pub fn check() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let (mut form, errors) = take_form::<LinkForm>(FORM);
        let waiting = waiting_reference().map(|reference| waiting(&mut form, reference));
        let has_errors = !errors.is_empty();
        let open = caller().application.is_some().then(|| {
            view! {
                <p>
                    <a class="button" href="/status">
                        {text("access-open-yours")}
                    </a>
                </p>
            }
        });
        Ok(Page::new(
            text("access-title"),
            view! {
                {back_link("/")}
                <ErrorSummary errors=errors.clone() />
                <h1>{text("access-title")}</h1>
                {waiting}
                {open}
                <p>{text("access-text")}</p>
                {link_form(form, errors)}
                <p class="small">
                    <a href="/lost-pass">{text("pass-lost")}</a>
                </p>
            },
        )
        .with_errors(has_errors))
    })
}

/// The form that asks for a link.
fn link_form(form: LinkForm, errors: FieldErrors) -> AnyView {
    view! {
        <PostForm action="/act/request-link">
            <TextField
                name="reference"
                label=text("reference")
                hint=text("access-reference-hint")
                value=form.reference
                width="medium"
                autocapitalize="characters"
                autocomplete="off"
                unspelled=true
                errors=errors.clone()
            />
            <TextField
                name="email"
                label=text("email")
                hint=text("access-email-hint")
                value=form.email
                kind="email"
                inputmode="email"
                autocomplete="email"
                unspelled=true
                errors
            />
            <SubmitButton label=text("access-button") />
        </PostForm>
    }
    .into_any()
}

/// What was typed for another application than the open one waits for that one's link.
fn waiting(form: &mut LinkForm, reference: String) -> AnyView {
    let says = text_with("access-waiting", &[("reference", reference.clone())]);
    if form.reference.is_empty() {
        form.reference = reference;
    }
    view! {
        <Notice kind=NoticeKind::Warning>
            <p>{says}</p>
        </Notice>
    }
    .into_any()
}

/// The page after asking for a link; it is the same for everybody.
pub fn link_sent() -> impl IntoView {
    let title = text("link-sent-title");
    show_page(
        Area::Traveller,
        Page::new(
            title.clone(),
            view! {
                <h1>{title}</h1>
                <p>{text("link-sent")}</p>
                <p>{text("link-sent-nothing")}</p>
                <p>
                    <a href="/check">{text("link-sent-again")}</a>
                </p>
            },
        ),
    )
}

/// The page of a mailed link. Opening it changes nothing (mail scanners open links too); its button
/// does.
pub fn link() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let token = path_part("token");
        let view = match traveller_service().link(&caller(), &token).await {
            Ok(view) => view,
            Err(error @ PortalError::NotFound) => return Ok(over(&error)),
            Err(error) => return Err(error),
        };
        let title = if view.draft {
            text("link-title-draft")
        } else {
            text("link-title")
        };
        let button = if view.draft {
            text("link-button-draft")
        } else {
            text("link-button")
        };
        let rows = vec![Row::new(text("reference"), view.reference)];
        if let Some(code) = view.code {
            return Ok(elsewhere(rows, code));
        }
        Ok(Page::new(
            title.clone(),
            view! {
                <h1>{title}</h1>
                <SummaryList rows=rows />
                <PostForm action="/act/open-link">
                    <input type="hidden" name="token" value=token />
                    <SubmitButton label=button />
                </PostForm>
                <p class="small kept">{text("link-shared")}</p>
            },
        ))
    })
}

/// The page of a link in another browser than the one in which the application was begun, while its
/// address is not confirmed: it shows nothing of the application.
fn elsewhere(rows: Vec<Row>, code: String) -> Page {
    let title = text("link-elsewhere-title");
    Page::new(
        title.clone(),
        view! {
            <h1>{title}</h1>
            <p>{text("link-elsewhere")}</p>
            <p class="code-to-type" translate="no">{code}</p>
            <SummaryList rows=rows />
            <p>{text("link-elsewhere-lost")}</p>
            <p>{text("link-elsewhere-not-you")}</p>
        },
    )
}

/// The page of a link that is over, or was not copied whole: it offers a new one.
fn over(error: &PortalError) -> Page {
    set_status(error);
    let title = text("link-over-title");
    Page::new(
        title.clone(),
        view! {
            <h1>{title}</h1>
            <p>{text("link-over")}</p>
            {link_form(LinkForm::default(), FieldErrors::default())}
            <p class="small kept">{text("link-over-draft")}</p>
        },
    )
}

/// The page for leaving, on a computer that others use too.
pub fn leave_page() -> impl IntoView {
    let title = text("leave-title");
    let everywhere = caller().application.is_some().then(|| {
        view! {
            <p>
                <a href="/apply/email">{text("leave-everywhere")}</a>
            </p>
        }
    });
    show_page(
        Area::Traveller,
        Page::new(
            title.clone(),
            view! {
                <h1>{title}</h1>
                <p>{text("leave-text")}</p>
                <PostForm action="/act/leave">
                    <SubmitButton label=text("leave-button") />
                </PostForm>
                {everywhere}
            },
        ),
    )
}
