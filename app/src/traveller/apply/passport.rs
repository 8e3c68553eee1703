//! The passport of one traveller. The MRZ fills in what was left empty; a traveller on a parent's
//! passport is asked for no passport.

mod fields;

pub use fields::passport_fields;

use super::answers;
use super::lists::{is_named, name_of, note_lines};
use super::step_page::{StepForm, save_step, step_page};
use crate::components::Notice;
use crate::contract::{
    Draft, DraftTraveller, FormOrigin, PassportForm, Progress, Step, StepAnswers,
};
use crate::session::{path_id, query};
use crate::text::{text, text_with};
use crate::traveller::steps::traveller;
use leptos::prelude::*;
use uuid::Uuid;

const NAME: &str = "passport";

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "save-passport")]
pub async fn save_passport(
    #[server(default)] traveller: String,
    #[server(flatten)] origin: FormOrigin,
    #[server(flatten)] form: PassportForm,
) -> Result<(), ServerFnError> {
    let id: Uuid = traveller.parse().unwrap_or_default();
    let answers = StepAnswers::Passport {
        traveller: id,
        form: Box::new(form.clone()),
    };
    save_step(Step::Passport(id), NAME, &origin, &form, answers).await;
    Ok(())
}

pub fn page() -> impl IntoView {
    let id = path_id("traveller");
    step_page(|draft| async move {
        let id = id?;
        let person = traveller(&draft, id)?.clone();
        let title = if person.position == 1 {
            text("passport-title")
        } else if is_named(&person) {
            text_with("passport-title-of", &[("name", name_of(&person))])
        } else {
            let position = person.position.to_string();
            text_with("passport-title-further", &[("position", position)])
        };
        let notes = view! {
            {whose_passport(&draft, &person)}
            {notes(&person)}
        };
        let whole = person.clone();
        let answers = move |form: &PassportForm| {
            answers::passport_page(&DraftTraveller {
                passport: form.clone(),
                ..whole.clone()
            })
        };
        Ok(StepForm {
            help: person.adult.is_none().then(fields::drawing),
            step: Step::Passport(id),
            title,
            name: NAME,
            traveller: Some(id),
            saved: preselected(&person, draft.travellers.first()),
            answers: Box::new(answers),
            progress: person.passport_progress,
            errors: person.passport_errors.clone(),
            notes: notes.into_any(),
            fields: Box::new(move |form, errors| fields::fields(&person, &form, errors)),
        })
    })
}

/// The form as saved, with what is known before it is: nationality and kind of passport as answered
/// where the application began, or as of the first traveller; and the issuing state that most
/// passports of a nationality have.
fn preselected(person: &DraftTraveller, first: Option<&DraftTraveller>) -> PassportForm {
    let mut form = person.passport.clone();
    let fill = |field: &mut String, value: &str| {
        if field.is_empty() {
            value.clone_into(field);
        }
    };
    if person.passport_progress == Progress::Untouched {
        fill(&mut form.nationality, &query("nationality"));
        fill(&mut form.passport_kind, &query("kind"));
        if let Some(first) = first {
            fill(&mut form.nationality, &first.passport.nationality);
            fill(&mut form.passport_kind, &first.passport.passport_kind);
        }
    }
    let nationality = form.nationality.clone();
    fill(&mut form.issuing_state, &nationality);
    form
}

fn whose_passport(draft: &Draft, person: &DraftTraveller) -> Option<AnyView> {
    let adult = traveller(draft, person.adult?).ok()?;
    let says = text_with("passport-of-adult", &[("adult", name_of(adult))]);
    Some(
        view! {
            <Notice>
                <p>{says}</p>
            </Notice>
        }
        .into_any(),
    )
}

/// Notes on differences that the standard allows, and on readings that were corrected.
fn notes(person: &DraftTraveller) -> Option<AnyView> {
    let shown = person.passport_progress != Progress::Untouched;
    (shown && !person.passport_notes.is_empty()).then(|| {
        let lines: Vec<_> = note_lines(&person.passport_notes)
            .into_iter()
            .map(|note| view! { <p>{note}</p> })
            .collect();
        view! { <Notice>{lines}</Notice> }.into_any()
    })
}
