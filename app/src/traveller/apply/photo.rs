//! One photo per traveller (Art. 7). The file goes to an upload route outside the pages, whose
//! refusals come back to this page by [`crate::flash::flash_cookie`].

use super::lists::name_of;
use crate::area::Area;
use crate::components::{ErrorSummary, SubmitButton, described_by, error_line, hint_line};
use crate::contract::{DraftTraveller, Step, photo_flash_name};
use crate::flash::take_form;
use crate::page::{Page, load_page};
use crate::session::path_id;
use crate::text::{text, text_with};
use crate::traveller::steps::{closed_step, draft, kept, traveller};
use crate::traveller::steps_bar::above;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let id = path_id("traveller")?;
        let draft = draft().await?;
        let person = traveller(&draft, id)?;
        if !draft.opens(Step::Photo(id)) {
            return Ok(closed_step());
        }
        let ((), errors) = take_form(&photo_flash_name(id));
        let has_errors = !errors.is_empty();
        let title = if person.position == 1 {
            text("photo-title")
        } else {
            text_with("photo-title-of", &[("name", name_of(person))])
        };
        let upload = upload(person, errors.at(&["photo"]));
        Ok(Page::new(
            title.clone(),
            view! {
                {above(Step::Photo(id), &draft)}
                <ErrorSummary errors=errors />
                <h1>{title}</h1>
                {person.has_photo.then(|| current(person))}
                <ul>{requirements()}</ul>
                {upload}
                {kept(&draft)}
            },
        )
        .with_errors(has_errors))
    })
}

/// The photo that the application has.
fn current(person: &DraftTraveller) -> impl IntoView + use<> {
    let src = format!(
        "/apply/photo/{}/image?v={}",
        person.id, person.photo_version
    );
    let alt = text_with("photo-alt", &[("name", name_of(person))]);
    view! {
        <figure class="photo">
            <img src=src alt=alt width="160" height="240" />
            <figcaption>
                <p>{text("photo-current")}</p>
                <a class="button" href="/apply/travellers">
                    {text("photo-keep")}
                </a>
            </figcaption>
        </figure>
    }
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
fn upload(person: &DraftTraveller, error: Option<String>) -> impl IntoView + use<> {
    let (button, kind) = if person.has_photo {
        (text("photo-replace"), "second")
    } else {
        (text("photo-upload"), "main")
    };
    let wrong = error.is_some();
    view! {
        <form
            method="post"
            enctype="multipart/form-data"
            action=format!("/apply/photo/{}", person.id)
            novalidate
        >
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
            <SubmitButton label=button kind=kind />
        </form>
    }
}
