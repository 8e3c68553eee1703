//! The offer of a mail on the day from which a visa is good for the trip (Art. 13).

use crate::area::Area;
use crate::components::{Notice, NoticeKind, PostForm, SubmitButton};
use crate::contract::{Draft, Step};
use crate::error::FieldError;
use crate::flash::{finish, of_application};
use crate::session::{caller, traveller_service};
use crate::text::{date, instant, text, text_with};
use crate::traveller::steps::step_path;
use leptos::prelude::*;

const FORM: &str = "remind";

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "remind")]
pub async fn remind(#[server(default)] reference: String) -> Result<(), ServerFnError> {
    let page = step_path(Step::Trip);
    let outcome = traveller_service().remind(&caller(), &reference).await;
    finish(
        Area::Traveller,
        outcome.map(|()| page.clone()),
        &page,
        &of_application(FORM, &reference),
        &(),
    );
    Ok(())
}

/// What is wrong with the trip, but for its day where a mail will say when it has come near.
pub(super) fn without_wait(draft: &Draft) -> Vec<FieldError> {
    let waits = draft.apply_from.is_some() && draft.remind_on == draft.apply_from;
    let mut errors = draft.trip_errors.clone();
    errors.retain(|error| !(waits && error.message == "field-error-entry-too-early"));
    errors
}

/// The offer, or that the mail will come; nothing where the visa can be had today.
pub(super) fn offer(draft: &Draft) -> Option<AnyView> {
    let from = draft.apply_from?;
    if draft.remind_on == Some(from) {
        let says = [
            ("date", date(from)),
            ("email", draft.email.clone()),
            ("until", instant(draft.expires_at)),
        ];
        let says = text_with("trip-reminder-asked", &says);
        return Some(view! { <Notice kind=NoticeKind::Success><p>{says}</p></Notice> }.into_any());
    }
    if !draft.email_confirmed {
        let says = text_with("trip-reminder-confirm", &[("date", date(from))]);
        return Some(
            view! {
                <Notice>
                    <p>{says}</p>
                    <p>
                        <a href="/apply/email">{text("email-unconfirmed-link")}</a>
                    </p>
                </Notice>
            }
            .into_any(),
        );
    }
    let label = text_with("trip-reminder-ask", &[("date", date(from))]);
    let text = text_with("trip-reminder-text", &[("email", draft.email.clone())]);
    let reference = draft.reference.clone();
    Some(
        view! {
            <Notice>
                <p>{text}</p>
                <PostForm action="/act/remind">
                    <input type="hidden" name="reference" value=reference />
                    <SubmitButton label kind="second" />
                </PostForm>
            </Notice>
        }
        .into_any(),
    )
}
