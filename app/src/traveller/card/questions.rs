//! The questions of the card on health and customs, as the ministry asks them today, and what was declared.

use crate::contract::{CardQuestion, Declaration, QuestionWords, questions_shown};
use crate::error::Result;
use crate::session::card_service;
use crate::text::{label, label_key, text};
use domain::law::arrival_card::Subject;
use leptos::prelude::*;

/// The questions of today.
pub(super) async fn questions_of_today() -> Result<Vec<CardQuestion>> {
    card_service().questions().await
}

/// The questions, of one traveller.
pub(super) fn declarations(questions: &[CardQuestion], declared: &[String]) -> AnyView {
    let fields = questions_of(questions, "", declared);
    declarations_of(questions, fields)
}

/// The part of a form that asks them; `fields` are those of each traveller. Where nothing is asked it is an
/// empty place, to which the error of a page that asked something leads.
pub(super) fn declarations_of(questions: &[CardQuestion], fields: AnyView) -> AnyView {
    let shown = questions_shown(questions);
    let heading = if questions.is_empty() {
        view! { <div id="declared" tabindex="-1"></div> }.into_any()
    } else {
        view! {
            <h2 id="declared" tabindex="-1">{text("card-declarations")}</h2>
            <p>{text("card-declarations-hint")}</p>
        }
        .into_any()
    };
    view! {
        <input type="hidden" name="questions" value=shown />
        {heading}
        {fields}
    }
    .into_any()
}

/// The questions by subject. `whose` begins the value of each control, where a page asks several travellers.
pub(super) fn questions_of(
    questions: &[CardQuestion],
    whose: &str,
    declared: &[String],
) -> AnyView {
    let about = |subject: &Subject| questions_about(questions, *subject, whose, declared);
    Subject::ALL
        .iter()
        .map(about)
        .collect::<Vec<_>>()
        .into_any()
}

/// The questions about one subject.
fn questions_about(
    questions: &[CardQuestion],
    subject: Subject,
    whose: &str,
    declared: &[String],
) -> Option<AnyView> {
    let boxes: Vec<_> = questions
        .iter()
        .filter(|question| question.subject == subject)
        .map(|question| {
            let value = format!("{whose}{}", question.code);
            let id = label_key("card-question", &value);
            let checked = declared.contains(&value);
            view! {
                <div class="tick">
                    <input
                        type="checkbox"
                        id=id.clone()
                        name="declared[]"
                        value=value
                        checked=checked
                    />
                    <label for=id>{question.words.clone()}</label>
                </div>
            }
        })
        .collect();
    (!boxes.is_empty()).then(|| {
        view! {
            <fieldset class="field">
                <legend>{label("card-subject", subject)}</legend>
                {boxes}
            </fieldset>
        }
        .into_any()
    })
}

/// What a traveller declared, in one line; empty where nothing was asked.
pub(super) fn declared(says: &Declaration) -> String {
    if says.was_asked && says.yes.is_empty() {
        text("border-card-nothing-declared")
    } else {
        in_one_line(&says.yes)
    }
}

/// What the ministry asks since, in one line.
pub(super) fn unasked(says: &Declaration) -> String {
    in_one_line(&says.unasked)
}

fn in_one_line(questions: &[QuestionWords]) -> String {
    let words: Vec<_> = questions.iter().map(|one| one.words.as_str()).collect();
    words.join("; ")
}
