//! The answers as they were sent, which can no longer be changed, and a field for what is wrong in
//! them.

use super::answers;
use super::answers::closed;
use crate::area::Area;
use crate::components::{
    ErrorSummary, Notice, NoticeKind, PostForm, SubmitButton, SummaryList, TextArea,
};
use crate::contract::{Draft, MistakeForm, Port};
use crate::flash::{finish_saying, take_done, take_form};
use crate::page::Page;
use crate::session::{caller, traveller_service};
use crate::text::text;
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
    finish_saying(Area::Traveller, outcome, PAGE, (FORM, TOLD), &form);
    Ok(())
}

pub(super) fn page(draft: &Draft, ports: &[Port]) -> Page {
    let (form, errors) = take_form::<MistakeForm>(FORM);
    let has_errors = !errors.is_empty();
    let people: Vec<_> = draft
        .travellers
        .iter()
        .map(|person| answers::person(person, false))
        .collect();
    let told = take_done(FORM, &[TOLD]).map(|_| {
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
    Page::new(
        text("sent-title"),
        view! {
            {back_link("/status")}
            <ErrorSummary errors=errors />
            <h1>{text("sent-title")}</h1>
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
