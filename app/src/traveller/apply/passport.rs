//! The passport page of one traveller. The MRZ comes first and fills in the
//! rest; whoever travels on a parent's passport is asked for no passport.

use super::lists::{nationalities, passport_kinds, sexes};
use crate::area::Area;
use crate::components::{
    Choice, DateField, ErrorSummary, FieldErrors, Notice, PostForm, Radios, Select, SubmitButton,
    TextArea, TextField,
};
use crate::contract::{
    Draft, DraftTraveller, PassportForm, Progress, Step, StepAnswers, TypedDate,
};
use crate::flash::{finish, take_flash};
use crate::page::{Page, load_page};
use crate::session::{caller, path_id, traveller_service};
use crate::text::{field_error, text, text_with};
use crate::traveller::apply::lists::name_of;
use crate::traveller::steps::{above, after_saving, draft, errors, kept, step_path, traveller};
use leptos::prelude::*;
use uuid::Uuid;

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "save-passport")]
pub async fn save_passport(
    #[server(default)] traveller: String,
    #[server(flatten)] form: PassportForm,
) -> Result<(), ServerFnError> {
    let id: Uuid = traveller.parse().unwrap_or_default();
    let page = step_path(Step::Passport(id));
    let answers = StepAnswers::Passport {
        traveller: id,
        form: Box::new(form.clone()),
    };
    let outcome = traveller_service().save(&caller(), answers).await;
    let outcome = outcome.map(|saved| after_saving(&saved, &page));
    finish(Area::Traveller, outcome, &page, &form_name(id), &form);
    Ok(())
}

fn form_name(traveller: Uuid) -> String {
    format!("passport-{traveller}")
}

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let id = path_id("traveller")?;
        let draft = draft().await?;
        let person = traveller(&draft, id)?.clone();
        let mut form = person.passport.clone();
        let mut wrong = errors(person.passport_progress, &person.passport_errors);
        if let Some((typed, error)) = take_flash::<PassportForm>(&form_name(id)) {
            form = typed;
            wrong = FieldErrors::of_error(&error);
        }
        let has_errors = !wrong.is_empty();
        let applicant = person.position == 1;
        let title = if applicant {
            text("passport-title")
        } else {
            text("passport-title-further")
        };
        let own = person.adult.is_none();
        let mrz = own.then(|| mrz(&form, &wrong));
        let document = own.then(|| document(&form, &wrong));
        Ok(Page::new(
            title.clone(),
            view! {
                {above(Step::Passport(id), &draft)}
                <ErrorSummary errors=wrong.clone() />
                <h1>{title}</h1>
                {whose_passport(&draft, &person)}
                {notes(&person)}
                <PostForm action="/act/save-passport">
                    <input type="hidden" name="traveller" value=id.to_string() />
                    {mrz}
                    {names(&form, &wrong, applicant, person.mrz_name.clone())}
                    {birth(&form, &wrong, applicant)}
                    {document}
                    <SubmitButton label=text("save-continue") />
                </PostForm>
                {kept(&draft)}
            },
        )
        .with_errors(has_errors))
    })
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
        let lines: Vec<_> = person
            .passport_notes
            .iter()
            .map(|note| view! { <p>{field_error(note)}</p> })
            .collect();
        view! { <Notice>{lines}</Notice> }.into_any()
    })
}

fn mrz(form: &PassportForm, wrong: &FieldErrors) -> AnyView {
    view! {
        <TextArea
            name="mrz"
            label=text("passport-mrz")
            hint=text("passport-mrz-hint")
            value=form.mrz.clone()
            rows=2
            code=true
            autocomplete="off"
            errors=wrong.clone()
        />
    }
    .into_any()
}

fn names(
    form: &PassportForm,
    wrong: &FieldErrors,
    applicant: bool,
    mrz_name: Option<String>,
) -> AnyView {
    let mrz_name = mrz_name.map(|name| {
        view! {
            <p class="small">
                {text("passport-mrz-name")} " " <span class="mrz">{name}</span>
            </p>
        }
    });
    view! {
        <h2>{text("passport-names")}</h2>
        <p>{text("passport-names-hint")}</p>
        <TextField
            name="surname"
            label=text("surname")
            hint=text("passport-surname-hint")
            value=form.surname.clone()
            autocomplete=if applicant { "family-name" } else { "off" }
            unspelled=true
            errors=wrong.clone()
        />
        <TextField
            name="given_names"
            label=text("given-names")
            hint=text("passport-given-names-hint")
            value=form.given_names.clone()
            autocomplete=if applicant { "given-name" } else { "off" }
            unspelled=true
            errors=wrong.clone()
        />
        {mrz_name}
        <Radios
            name="sex"
            label=text("sex")
            hint=text("passport-sex-hint")
            value=form.sex.clone()
            choices=sexes()
            errors=wrong.clone()
        />
    }
    .into_any()
}

fn birth(form: &PassportForm, wrong: &FieldErrors, applicant: bool) -> AnyView {
    let date = TypedDate {
        day: form.birth_day.clone(),
        month: form.birth_month.clone(),
        year: form.birth_year.clone(),
    };
    view! {
        <DateField
            name="birth"
            label=text("birth-date")
            hint=text("passport-birth-hint")
            value=date
            birthday=applicant
            errors=wrong.clone()
        />
        <TextField
            name="birth_place"
            label=text("birth-place")
            hint=text("passport-birth-place-hint")
            value=form.birth_place.clone()
            width="medium"
            errors=wrong.clone()
        />
        <Select
            name="nationality"
            label=text("nationality")
            value=form.nationality.clone()
            choices=nationalities()
            errors=wrong.clone()
        />
    }
    .into_any()
}

fn document(form: &PassportForm, wrong: &FieldErrors) -> AnyView {
    let issued = TypedDate {
        day: form.issue_day.clone(),
        month: form.issue_month.clone(),
        year: form.issue_year.clone(),
    };
    let expires = TypedDate {
        day: form.expiry_day.clone(),
        month: form.expiry_month.clone(),
        year: form.expiry_year.clone(),
    };
    let kinds: Vec<Choice> = passport_kinds();
    view! {
        <h2>{text("passport-document")}</h2>
        <TextField
            name="passport_number"
            label=text("passport-number")
            hint=text("passport-number-hint")
            value=form.passport_number.clone()
            width="medium"
            autocomplete="off"
            autocapitalize="characters"
            unspelled=true
            errors=wrong.clone()
        />
        <Select
            name="passport_kind"
            label=text("passport-kind")
            value=form.passport_kind.clone()
            choices=kinds
            errors=wrong.clone()
        />
        <Select
            name="issuing_state"
            label=text("issuing-state")
            hint=text("passport-issuing-hint")
            value=form.issuing_state.clone()
            choices=nationalities()
            errors=wrong.clone()
        />
        <DateField name="issue" label=text("issue-date") value=issued errors=wrong.clone() />
        <DateField
            name="expiry"
            label=text("expiry-date")
            hint=text("passport-expiry-hint")
            value=expires
            errors=wrong.clone()
        />
    }
    .into_any()
}
