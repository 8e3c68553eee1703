//! The page of a step whose answers are one form: the trip, the contact, a passport. It loads the
//! draft, takes the flash, shows title, way back, errors and form, and saves. A new step of this
//! kind gives its fields as a [`StepForm`] to [`step_page`], and its answers to [`save_step`].

use crate::area::Area;
use crate::components::{ErrorSummary, FieldErrors, PostForm, SubmitButton};
use crate::contract::{Draft, Progress, Saved, Step, StepAnswers};
use crate::error::{FieldError, Result};
use crate::flash::{finish, take_flash};
use crate::page::{Page, load_page};
use crate::session::{caller, traveller_service};
use crate::text::text;
use crate::traveller::steps::{above, draft, kept, step_path};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// The form of a step, as saved, and its fields.
pub(super) struct StepForm<F> {
    pub step: Step,
    pub title: String,
    /// The name of the form; it is saved by the server function `save-{name}`.
    pub name: &'static str,
    /// The hidden field that names the form's owner, should it have to wait for them: the
    /// application or a traveller.
    pub owner: (&'static str, String),
    pub saved: F,
    pub progress: Progress,
    pub errors: Vec<FieldError>,
    /// Notes between the title and the form.
    pub notes: AnyView,
    pub fields: Fields<F>,
}

/// The controls of a form, filled in and with their errors.
type Fields<F> = Box<dyn FnOnce(F, &FieldErrors) -> AnyView + Send>;

/// The page of a step: `describe` makes its form from the draft.
pub(super) fn step_page<F, D>(
    describe: impl FnOnce(Arc<Draft>) -> D + Send + 'static,
) -> impl IntoView
where
    F: Default + DeserializeOwned + Send,
    D: Future<Output = Result<StepForm<F>>> + Send,
{
    load_page(Area::Traveller, async move {
        let draft = Arc::new(draft().await?);
        let form = describe(Arc::clone(&draft)).await?;
        Ok(show(form, &draft))
    })
}

fn show<F: Default + DeserializeOwned>(form: StepForm<F>, draft: &Draft) -> Page {
    let (owner_field, owner) = form.owner;
    let (answers, errors) = match take_flash::<F>(&flash_name(form.name, &owner)) {
        Some((typed, error)) => (typed, FieldErrors::of_error(&error)),
        None if form.progress == Progress::Invalid => (form.saved, FieldErrors::new(form.errors)),
        None => (form.saved, FieldErrors::default()),
    };
    let has_errors = !errors.is_empty();
    let fields = (form.fields)(answers, &errors);
    Page::new(
        form.title.clone(),
        view! {
            {above(form.step, draft)}
            <ErrorSummary errors=errors />
            <h1>{form.title}</h1>
            {form.notes}
            <PostForm action=format!("/act/save-{}", form.name)>
                <input type="hidden" name=owner_field value=owner />
                {fields}
                <SubmitButton label=text("save-continue") />
            </PostForm>
            {kept(draft)}
        },
    )
    .with_errors(has_errors)
}

/// Saves the answers of a step and goes on; with errors the page comes back.
pub(super) async fn save_step<F: Serialize>(
    step: Step,
    name: &str,
    owner: &str,
    form: &F,
    answers: StepAnswers,
) {
    let page = step_path(step);
    let outcome = traveller_service().save(&caller(), answers).await;
    let outcome = outcome.map(|saved| after_saving(&saved, &page));
    finish(
        Area::Traveller,
        outcome,
        &page,
        &flash_name(name, owner),
        form,
    );
}

/// The page after a step was saved: the next one, or the same one with the errors.
fn after_saving(saved: &Saved, page: &str) -> String {
    if saved.errors.is_empty() {
        step_path(saved.next)
    } else {
        page.to_owned()
    }
}

/// The flash of a form. Its owner tells whose it is, should it have to wait for them.
fn flash_name(name: &str, owner: &str) -> String {
    format!("{name}-{owner}")
}
