//! One photo per traveller (Art. 7): chosen, then looked at as it will stand in the visa, before
//! anybody goes on. The file goes to an upload route outside the pages, which comes back to this page,
//! with its refusals in [`crate::flash::flash_cookie`].
//!
//! - [`look`]: the photo that is there, kept or changed
//! - [`examples`]: right and wrong photos as drawings

mod examples;
pub mod look;

use super::lists::name_of;
use super::origin::OriginFields;
use crate::area::Area;
use crate::components::{
    ErrorSummary, FieldErrors, SubmitButton, described_by, error_line, hint_line,
};
use crate::contract::{Draft, DraftTraveller, Step, photo_flash_name};
use crate::flash::take_form;
use crate::page::{Page, load_page};
use crate::session::path_id;
use crate::text::{text, text_with};
use crate::traveller::steps::{closed_step, draft, kept, step_path, traveller};
use crate::traveller::steps_bar::above;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let id = path_id("traveller")?;
        let draft = draft().await?;
        let person = traveller(&draft, id)?;
        let ((), errors) = take_form(&photo_flash_name(id));
        if !draft.opens(Step::Photo(id)) && errors.is_empty() {
            return Ok(closed_step());
        }
        let said = look::said(id);
        let has_errors = !errors.is_empty();
        let mut asked = draft.corrections_of(Step::Photo(id));
        let page = if !person.has_photo {
            choose(&draft, person, errors)
        } else if asked.any(|asked| !asked.has_other_photo) {
            look::page_to_correct(&draft, person, said, errors)
        } else {
            look::page(&draft, person, said, errors)
        };
        Ok(page.with_errors(has_errors).with_help(examples::drawings()))
    })
}

/// The title, with the name of everybody but the applicant.
fn title(key: &str, person: &DraftTraveller) -> String {
    if person.position == 1 {
        text(key)
    } else {
        text_with(&format!("{key}-of"), &[("name", name_of(person))])
    }
}

/// The page without a photo.
fn choose(draft: &Draft, person: &DraftTraveller, errors: FieldErrors) -> Page {
    let title = title("photo-title", person);
    let upload = upload(draft, person, &errors, "main");
    Page::new(
        title.clone(),
        view! {
            {above(Step::Photo(person.id), draft)}
            <ErrorSummary errors=errors />
            <h1>{title}</h1>
            <ul>{requirements()}</ul>
            {examples::on_a_phone()}
            {upload}
            {kept(draft)}
        },
    )
}

fn requirements() -> impl IntoView {
    [
        "photo-rule-face",
        "photo-rule-ground",
        "photo-rule-recent",
        "photo-rule-shape",
    ]
    .map(|key| view! { <li>{text(key)}</li> })
    .into_iter()
    .collect_view()
}

/// The upload form, with the error of the last file.
fn upload(
    draft: &Draft,
    person: &DraftTraveller,
    errors: &FieldErrors,
    kind: &'static str,
) -> impl IntoView + use<> {
    let error = errors.at(&["photo"]);
    let wrong = error.is_some();
    let step = Step::Photo(person.id);
    view! {
        <form method="post" enctype="multipart/form-data" action=step_path(step) novalidate>
            <OriginFields origin=draft.origin(step) />
            <div class="field" class:invalid=wrong>
                <label for="photo">{text("photo-file")}</label>
                {hint_line("photo", Some(text("photo-file-hint")))}
                {error_line("photo", error)}
                <input
                    type="file"
                    id="photo"
                    name="photo"
                    accept="image/jpeg,image/png,image/webp"
                    aria-describedby=described_by("photo", true, wrong)
                    aria-invalid=wrong.then_some("true")
                />
            </div>
            <SubmitButton label=text("photo-upload") kind=kind />
        </form>
    }
}
