//! One photo per traveller (Art. 7). The file goes to an upload route outside the pages, whose
//! refusals come back to this page by [`crate::flash::flash_cookie`].

use super::lists::name_of;
use crate::area::Area;
use crate::components::{ErrorSummary, SubmitButton};
use crate::contract::{DraftTraveller, Step, photo_flash_name};
use crate::flash::take_form;
use crate::page::{Page, load_page};
use crate::session::path_id;
use crate::text::{text, text_with};
use crate::traveller::steps::{above, draft, kept, traveller};
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let id = path_id("traveller")?;
        let draft = draft().await?;
        let person = traveller(&draft, id)?;
        let ((), errors) = take_form(&photo_flash_name(id));
        let error = errors.at(&["photo"]);
        let has_errors = !errors.is_empty();
        let title = if person.position == 1 {
            text("photo-title")
        } else {
            text_with("photo-title-of", &[("name", name_of(person))])
        };
        let button = if person.has_photo {
            text("photo-replace")
        } else {
            text("photo-upload")
        };
        let kind = if person.has_photo { "second" } else { "main" };
        let described = if error.is_some() {
            "photo-hint photo-error"
        } else {
            "photo-hint"
        };
        let error_line = error.clone().map(|error| {
            view! {
                <p class="field-error" id="photo-error">
                    <span class="unseen">{text("title-error")}": "</span>
                    {error}
                </p>
            }
        });
        Ok(Page::new(
            title.clone(),
            view! {
                {above(Step::Photo(id), &draft)}
                <ErrorSummary errors=errors />
                <h1>{title}</h1>
                {current(person)}
                <ul>{rules()}</ul>
                <form
                    method="post"
                    enctype="multipart/form-data"
                    action=format!("/apply/photo/{id}")
                    novalidate
                >
                    <div class="field" class:invalid=error.is_some()>
                        <label for="photo">{text("photo-file")}</label>
                        <p class="hint" id="photo-hint">
                            {text("photo-file-hint")}
                        </p>
                        {error_line}
                        <input
                            type="file"
                            id="photo"
                            name="photo"
                            accept="image/jpeg,image/png,image/webp"
                            aria-describedby=described
                            aria-invalid=error.is_some().then_some("true")
                        />
                    </div>
                    <SubmitButton label=button kind=kind />
                </form>
                {kept(&draft)}
            },
        )
        .with_errors(has_errors))
    })
}

/// The photo that is there already, and the way on with it.
fn current(person: &DraftTraveller) -> Option<AnyView> {
    person.has_photo.then(|| {
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
        .into_any()
    })
}

fn rules() -> Vec<AnyView> {
    [
        "photo-rule-face",
        "photo-rule-ground",
        "photo-rule-recent",
        "photo-rule-shape",
    ]
    .into_iter()
    .map(|key| view! { <li>{text(key)}</li> }.into_any())
    .collect()
}
