//! The page of a step whose answers are one form: the trip, the contact, a passport. It loads the
//! draft, takes the flash, shows title, way back, errors and form, and saves. A new step of this
//! kind gives its fields as a [`StepForm`] to [`step_page`], and its answers to [`save_step`].

use super::origin::OriginFields;
use crate::area::Area;
use crate::components::{ErrorSummary, FieldErrors, Notice, PostForm, Row, SubmitButton};
use crate::contract::{Draft, FormOrigin, Progress, Saved, Step, StepAnswers};
use crate::error::{FieldError, PortalError, Result};
use crate::flash::{finish, of_application, take_flash, take_flash_of};
use crate::page::{Page, load_page};
use crate::session::{caller, traveller_service};
use crate::text::{text, text_with};
use crate::traveller::steps::{closed_step, draft, kept, step_path};
use crate::traveller::steps_bar::above;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use uuid::Uuid;

/// The form of a step, as saved, and its fields.
pub(super) struct StepForm<F> {
    pub step: Step,
    pub title: String,
    /// The name of the form; it is saved by the server function `save-{name}`.
    pub name: &'static str,
    /// The traveller whose form it is, where each has one.
    pub traveller: Option<Uuid>,
    pub saved: F,
    /// The answers of a form as they are read, for whoever typed others than were saved meanwhile.
    pub answers: Answers<F>,
    pub progress: Progress,
    pub errors: Vec<FieldError>,
    /// Notes between the title and the form.
    pub notes: AnyView,
    pub fields: Fields<F>,
    /// What helps beside the form.
    pub help: Option<AnyView>,
}

/// The rows of a form's answers.
type Answers<F> = Box<dyn Fn(&F) -> Vec<Row> + Send>;

/// The controls of a form, filled in and with their errors.
type Fields<F> = Box<dyn FnOnce(F, &FieldErrors) -> AnyView + Send>;

/// The page of a step: `describe` makes its form from the draft.
pub(super) fn step_page<F, D>(
    describe: impl FnOnce(Arc<Draft>) -> D + Send + 'static,
) -> impl IntoView
where
    F: Default + DeserializeOwned + PartialEq + Send,
    D: Future<Output = Result<StepForm<F>>> + Send,
{
    load_page(Area::Traveller, async move {
        let draft = Arc::new(draft().await?);
        let form = describe(Arc::clone(&draft)).await?;
        let typed = match form.traveller {
            Some(_) => take_flash::<F>(&flash_name(form.name, &draft.reference, form.traveller)),
            None => take_flash_of::<F>(form.name, &draft.reference),
        };
        // What was typed into a page that had closed meanwhile is not lost, though it is not saved.
        if !draft.opens(form.step) && typed.is_none() {
            return Ok(closed_step());
        }
        Ok(show(form, typed, &draft))
    })
}

fn show<F: Default + DeserializeOwned + PartialEq>(
    form: StepForm<F>,
    typed: Option<(F, PortalError)>,
    draft: &Draft,
) -> Page {
    let origin = draft.origin(form.step);
    let mut saved_meanwhile = None;
    let (answers, errors) = match typed {
        Some((typed, error)) => {
            let by_another = !matches!(error, PortalError::Invalid(_)) && draft.opens(form.step);
            let kept = by_another && typed != form.saved;
            saved_meanwhile = (kept && form.progress != Progress::Untouched).then(|| {
                let (saved, typed) = ((form.answers)(&form.saved), (form.answers)(&typed));
                meanwhile(saved, &typed, step_path(form.step))
            });
            (typed, FieldErrors::of_error(&error))
        }
        None if form.progress == Progress::Invalid => (form.saved, FieldErrors::new(form.errors)),
        None => (form.saved, FieldErrors::default()),
    };
    let has_errors = !errors.is_empty();
    let fields = (form.fields)(answers, &errors);
    let traveller = form.traveller.map(|id| {
        view! { <input type="hidden" name="traveller" value=id.to_string() /> }
    });
    // Where the page has closed for good there is nothing to save any more.
    let button = if draft.opens(form.step) || draft.pending.is_some() {
        view! { <SubmitButton label=text("save-continue") /> }.into_any()
    } else {
        view! {
            <a class="button" href="/status">
                {text("pay-status")}
            </a>
        }
        .into_any()
    };
    let page = Page::new(
        form.title.clone(),
        view! {
            {above(form.step, draft)}
            <ErrorSummary errors=errors />
            <h1>{form.title}</h1>
            {saved_meanwhile}
            {form.notes}
            <PostForm action=format!("/act/save-{}", form.name)>
                <OriginFields origin />
                {traveller}
                {fields}
                {button}
            </PostForm>
            {kept(draft)}
        },
    )
    .with_errors(has_errors);
    match form.help {
        Some(help) => page.with_help(help),
        None => page,
    }
}

/// The answers that another window saved, beside those that were typed here: people choose.
fn meanwhile(saved: Vec<Row>, typed: &[Row], page: String) -> AnyView {
    let rows: Vec<_> = different(saved, typed)
        .into_iter()
        .map(|(label, saved, typed)| {
            let typed = typed.map(|typed| {
                view! {
                    <p class="small" dir="auto">
                        {text_with("saved-meanwhile-typed", &[("value", typed)])}
                    </p>
                }
            });
            view! {
                <div>
                    <dt>{label}</dt>
                    <dd dir="auto">{saved} {typed}</dd>
                </div>
            }
        })
        .collect();
    view! {
        <Notice>
            <h2>{text("saved-meanwhile")}</h2>
            <dl class="answer-facts">{rows}</dl>
            <p>
                <a href=page>{text("saved-meanwhile-keep")}</a>
            </p>
        </Notice>
        <h2>{text("typed-here")}</h2>
    }
    .into_any()
}

/// Label, saved and typed value of each answer that differs; of all, without what was typed, where the
/// difference is in none that is shown.
fn different(saved: Vec<Row>, typed: &[Row]) -> Vec<(String, String, Option<String>)> {
    let shown = |value: &str| match value.trim() {
        "" => text("nothing-given"),
        value => value.to_owned(),
    };
    let typed_for = |row: &Row| {
        let typed = typed.iter().find(|typed| typed.label == row.label);
        typed.map_or("", |typed| typed.value.as_str())
    };
    let differing: Vec<_> = saved
        .iter()
        .filter(|row| typed_for(row).trim() != row.value.trim())
        .map(|row| {
            (
                row.label.clone(),
                shown(&row.value),
                Some(shown(typed_for(row))),
            )
        })
        .collect();
    if differing.is_empty() {
        let all = saved.into_iter();
        all.map(|row| (row.label, row.value, None)).collect()
    } else {
        differing
    }
}

/// Saves the answers of a step and goes on; with errors the page comes back.
pub(super) async fn save_step<F: Serialize>(
    step: Step,
    name: &str,
    origin: &FormOrigin,
    form: &F,
    answers: StepAnswers,
) {
    let page = step_path(step);
    let traveller = match step {
        Step::Passport(id) => Some(id),
        _ => None,
    };
    let outcome = traveller_service().save(&caller(), origin, answers).await;
    let outcome = outcome.map(|saved| after_saving(&saved, &page));
    finish(
        Area::Traveller,
        outcome,
        &page,
        &flash_name(name, &origin.reference, traveller),
        form,
    );
}

/// The page after a step was saved: the next one, or the same one with the errors.
fn after_saving(saved: &Saved, page: &str) -> String {
    if saved.errors.is_empty() {
        if saved.sent {
            "/status".to_owned()
        } else {
            step_path(saved.next)
        }
    } else {
        page.to_owned()
    }
}

/// The flash of a form. The application, or the traveller, tells whose it is, should it have to wait
/// for them.
fn flash_name(name: &str, reference: &str, traveller: Option<Uuid>) -> String {
    match traveller {
        Some(id) => format!("{name}-{id}"),
        None => of_application(name, reference),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_answers_that_differ_are_shown_with_both_values() {
        let rows = |values: [&str; 3]| -> Vec<Row> {
            let labels = ["Stay", "Port", "Address"].into_iter();
            labels
                .zip(values)
                .map(|(label, value)| Row::new(label, value))
                .collect()
        };
        let saved = rows(["10", "Bavet", ""]);
        let found = different(saved.clone(), &rows(["12", "Bavet ", "Hotel"]));
        let both = |label: &str, saved: &str, typed: &str| {
            (label.to_owned(), saved.to_owned(), Some(typed.to_owned()))
        };
        assert_eq!(
            found,
            [
                both("Stay", "10", "12"),
                both("Address", "nothing", "Hotel")
            ]
        );
        // A difference in what no row shows.
        let all = different(saved.clone(), &saved);
        assert_eq!(all.len(), 3);
        assert!(all.iter().all(|(_, _, typed)| typed.is_none()));
    }
}
