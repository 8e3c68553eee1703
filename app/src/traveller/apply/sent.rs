//! The answers as they were sent, which can no longer be changed, and a field for what is wrong in
//! them.

use super::answers;
use super::answers::closed;
use crate::area::Area;
use crate::components::{
    ErrorSummary, FieldErrors, Notice, NoticeKind, PostForm, SubmitButton, SummaryList, TextArea,
};
use crate::contract::{Draft, MistakeForm, Port};
use crate::flash::{finish_saying, of_application, take_done, take_form_of};
use crate::page::Page;
use crate::session::{caller, traveller_service};
use crate::text::text;
use crate::traveller::pay::pending_key;
use crate::traveller::steps::back_link;
use leptos::prelude::*;

const PAGE: &str = "/apply/check";
const FORM: &str = "mistake";
const TOLD: &str = "told";

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "report-mistake")]
pub async fn report_mistake(
    #[server(default)] reference: String,
    #[server(flatten)] form: MistakeForm,
) -> Result<(), ServerFnError> {
    let service = traveller_service();
    let outcome = service.report_mistake(&caller(), &reference, &form).await;
    let name = of_application(FORM, &reference);
    finish_saying(Area::Traveller, outcome, PAGE, (&name, TOLD), &form);
    Ok(())
}

/// `before`: what is wrong with what was asked for on the page while it was still open.
pub(super) fn page(draft: &Draft, ports: &[Port], before: FieldErrors) -> Page {
    let name = of_application(FORM, &draft.reference);
    let (form, mut errors) = take_form_of::<MistakeForm>(FORM, &draft.reference);
    if errors.is_empty() {
        errors = before;
    }
    let has_errors = !errors.is_empty();
    let people: Vec<_> = draft
        .travellers
        .iter()
        .map(|person| answers::person(person, false))
        .collect();
    let told = take_done(&name, &[TOLD]).map(|_| {
        view! { <Notice kind=NoticeKind::Success><p>{text("sent-mistake-told")}</p></Notice> }
    });
    let reference = draft.reference.clone();
    let at_field = errors.clone();
    let mistake = draft.under_review.then(|| {
        view! {
            <h2>{text("sent-mistake-title")}</h2>
            <p>{text("sent-mistake-text")}</p>
            <PostForm action="/act/report-mistake">
                <input type="hidden" name="reference" value=reference />
                <TextArea
                    name="mistake"
                    label=text("sent-mistake")
                    hint=text("sent-mistake-hint")
                    value=form.mistake
                    errors=at_field
                />
                <SubmitButton label=text("sent-mistake-send") />
            </PostForm>
        }
    });
    let title = text(if draft.pending.is_some() {
        "sent-title-pending"
    } else {
        "sent-title"
    });
    let pending = draft.pending.map(|pending| {
        view! {
            <Notice>
                <h2>{text(&format!("{}-title", pending_key(pending)))}</h2>
                <p>{text(pending_key(pending))}</p>
                <p>{text("sent-pending")}</p>
            </Notice>
        }
    });
    Page::new(
        title.clone(),
        view! {
            {back_link("/status")}
            <ErrorSummary errors=errors />
            <h1>{title}</h1>
            {pending}
            {told}
            {people}
            <h2>{text("trip-title")}</h2>
            <SummaryList rows=closed(answers::trip(draft, ports), false) />
            <h2>{text("contact-title")}</h2>
            <SummaryList rows=closed(answers::contact(draft), false) />
            {mistake}
        },
    )
    .with_errors(has_errors)
}
