//! The forms of two decisions: what to correct, and the ground and note of a proposed denial.

use super::actions::flash_name;
use super::decide::{MOST_NOTE, hidden};
use crate::components::{
    Choice, ErrorSummary, FieldErrors, PostForm, Select, SubmitButton, TextArea,
};
use crate::contract::{CaseView, DecisionForm};
use crate::error::Result;
use crate::flash::take_form;
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{caller, path_id, staff_service};
use crate::text::{label, label_key, text};
use domain::law::grounds::of_denial;
use domain::states::CorrectionPage;
use leptos::prelude::*;
use uuid::Uuid;

pub fn correction() -> impl IntoView {
    let case = path_id("id");
    staff_page(async move {
        let (case, form, errors) = load(case?).await?;
        let has_errors = !errors.is_empty();
        let title = text("staff-correction-title");
        let body = view! {
            <ErrorSummary errors=errors.clone() />
            {heading(title.clone(), &case)}
            <PostForm action="/act/staff/case/ask-correction">
                {hidden(&case)}
                {pages(&form.pages, &errors)}
                <TextArea
                    name="note"
                    label=text("staff-correction-note")
                    hint=text("staff-correction-hint")
                    value=form.note
                    errors=errors
                    rows=5
                    maxlength=MOST_NOTE
                />
                <SubmitButton label=text("staff-correction-send") />
            </PostForm>
        };
        Ok(Page::new(title, body).with_errors(has_errors))
    })
}

/// The pages that the correction opens.
fn pages(ticked: &[String], errors: &FieldErrors) -> impl IntoView + use<> {
    let error = errors.at(&["pages"]);
    let wrong = error.is_some();
    let boxes: Vec<_> = CorrectionPage::ALL
        .iter()
        .map(|page| {
            let id = label_key("staff-correction-page", page);
            let checked = ticked.iter().any(|code| code == page.as_str());
            view! {
                <div class="tick">
                    <input type="checkbox" id=id.clone() name="pages[]" value=page.as_str() checked=checked />
                    <label for=id.clone()>{text(&id)}</label>
                </div>
            }
        })
        .collect();
    view! {
        <fieldset class="field" class:invalid=wrong id="pages" tabindex="-1">
            <legend>{text("staff-correction-pages")}</legend>
            <p class="hint">{text("staff-correction-pages-hint")}</p>
            {error.map(|error| view! { <p class="field-error" id="pages-error">{error}</p> })}
            <div class="ticks">{boxes}</div>
        </fieldset>
    }
}

pub fn denial() -> impl IntoView {
    let case = path_id("id");
    staff_page(async move {
        let (case, form, errors) = load(case?).await?;
        let has_errors = !errors.is_empty();
        let title = text("staff-denial-propose-title");
        let body = view! {
            <ErrorSummary errors=errors.clone() />
            {heading(title.clone(), &case)}
            <p>{text("staff-denial-propose-means")}</p>
            <p>{text("staff-denial-propose-told")}</p>
            <PostForm action="/act/staff/case/propose-denial">
                {hidden(&case)}
                <Select
                    name="ground"
                    label=text("staff-denial-ground")
                    value=form.ground
                    choices=grounds()
                    errors=errors.clone()
                />
                <TextArea
                    name="note"
                    label=text("staff-denial-note")
                    hint=text("staff-denial-note-hint")
                    value=form.note
                    errors=errors
                    rows=5
                    maxlength=MOST_NOTE
                />
                <SubmitButton label=text("staff-denial-propose") />
            </PostForm>
        };
        Ok(Page::new(title, body).with_errors(has_errors))
    })
}

async fn load(case: Uuid) -> Result<(CaseView, DecisionForm, FieldErrors)> {
    let (form, errors) = take_form(&flash_name(case));
    let view = staff_service().case(&caller(), case).await?;
    Ok((view, form, errors))
}

fn heading(title: String, case: &CaseView) -> impl IntoView + use<> {
    let number = super::heading(case);
    let back = format!("/staff/cases/{}", case.case);
    view! {
        <p><a href=back>{number}</a></p>
        <h1>{title}</h1>
    }
}

/// The grounds of a denial, each with its article.
fn grounds() -> Vec<Choice> {
    of_denial()
        .map(|ground| {
            let label = format!("{} – {}", ground.article(), label("ground", ground));
            Choice::new(ground.as_str(), label)
        })
        .collect()
}
