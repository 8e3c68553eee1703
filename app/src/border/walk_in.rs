//! Somebody who came without any record: the passport in hand, and the visa on paper in it. Once it is
//! recorded, the traveller is admitted or refused like anybody.

use super::here::{at_port, desk_script};
use crate::area::Area;
use crate::components::{
    Choice, DateField, ErrorSummary, FieldErrors, PostForm, Radios, Select, SubmitButton, TextArea,
    TextField,
};
use crate::contract::{FindForm, PassportForm, Role, WalkInAnswers, WalkInForm};
use crate::error::PortalError;
use crate::flash::{finish, redirect_with_flash, take_form};
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{border_service, caller};
use crate::text::{text, text_with};
use crate::traveller::apply::lists::{nationalities, passport_kinds, sexes};
use crate::traveller::email::asked_about;
use domain::visa::VisaType;
use leptos::prelude::*;

const PAGE: &str = "/border/walk-in";
const FORM: &str = "border-walk-in";

/// Where nobody was found: the way to a record, with what stands in the box.
pub fn offer(form: &FindForm) -> impl IntoView + use<> {
    let query = form.query.clone();
    view! {
        <section class="walk-in" aria-labelledby="walk-in">
            <h2 id="walk-in">{text("walk-in-offer")}</h2>
            <p>{text("walk-in-offer-text")}</p>
            <PostForm action="/act/border/begin-walk-in">
                <input type="hidden" name="query" value=query />
                <SubmitButton label=text("walk-in-begin") kind="second" />
            </PostForm>
        </section>
    }
}

/// Caller: a border officer. Posted: what was scanned stands in no address.
#[server(prefix = "/act", endpoint = "border/begin-walk-in")]
pub async fn begin_walk_in(#[server(flatten)] form: FindForm) -> Result<(), ServerFnError> {
    let service = border_service();
    match service.walk_in_passport(&caller(), &form.query).await {
        Ok(passport) => {
            let answers = WalkInAnswers {
                passport,
                ..WalkInAnswers::default()
            };
            // Nothing is wrong with it: it is only carried to its page.
            redirect_with_flash(PAGE, FORM, &answers, &PortalError::Invalid(Vec::new()));
        }
        Err(error) => finish(Area::Staff, Err(error), PAGE, FORM, &form),
    }
    Ok(())
}

/// Caller: a border officer.
#[server(prefix = "/act", endpoint = "border/walk-in")]
pub async fn record_walk_in(
    #[server(flatten)] passport: PassportForm,
    #[server(flatten)] shown: WalkInForm,
) -> Result<(), ServerFnError> {
    let mut answers = WalkInAnswers { passport, shown };
    let outcome = border_service()
        .record_walk_in(&caller(), &mut answers)
        .await
        .map(|case| format!("/border/person/{case}"));
    let form = &answers.shown;
    answers.shown.asked = asked_about(&form.email, &form.asked, &outcome);
    finish(Area::Staff, outcome, PAGE, FORM, &answers);
    Ok(())
}

pub fn page() -> impl IntoView {
    let (answers, errors) = take_form::<WalkInAnswers>(FORM);
    staff_page(async move {
        caller().with_role(Role::Border)?;
        let has_errors = !errors.is_empty();
        let title = text("walk-in-title");
        let WalkInAnswers { passport, shown } = answers;
        let body = view! {
            {at_port().await}
            <p><a href="/border">{text("border-find-again")}</a></p>
            <ErrorSummary errors=errors.clone() />
            <h1>{title.clone()}</h1>
            <p>{text("walk-in-text")}</p>
            <PostForm action="/act/border/walk-in">
                {person(&passport, &errors)}
                {document(&passport, &errors)}
                {visa(&shown, &errors)}
                <input type="hidden" name="asked" value=shown.asked.clone() />
                <TextField name="email" label=text("walk-in-email") hint=text("walk-in-email-hint") value=shown.email kind="email" inputmode="email"
                    autocomplete="off" unspelled=true errors=errors />
                <SubmitButton label=text("walk-in-button") />
            </PostForm>
            {desk_script()}
        };
        Ok(Page::new(title, body).with_errors(has_errors))
    })
}

/// Who it is, as the data page says it; its two lines fill in what is left empty.
fn person(form: &PassportForm, errors: &FieldErrors) -> AnyView {
    view! {
        <h2>{text("walk-in-passport")}</h2>
        <TextArea name="mrz" label=text("passport-mrz") hint=text("walk-in-mrz-hint") value=form.mrz.clone() rows=2 code=true autocomplete="off"
            errors=errors.clone() />
        <TextField name="surname" label=text("surname") value=form.surname.clone() autocomplete="off" autocapitalize="characters" unspelled=true
            errors=errors.clone() />
        <TextField name="given_names" label=text("given-names") value=form.given_names.clone() autocomplete="off" autocapitalize="characters"
            unspelled=true errors=errors.clone() />
        <Radios name="sex" label=text("sex") value=form.sex.clone() choices=sexes() in_line=true errors=errors.clone() />
        <DateField name="birth" label=text("birth-date") hint=text("passport-birth-hint") value=form.birth() errors=errors.clone() />
    }
    .into_any()
}

fn document(form: &PassportForm, errors: &FieldErrors) -> AnyView {
    let select = |name: &'static str, label: &'static str, value: &String, choices: Vec<Choice>| {
        view! { <Select name=name label=text(label) value=value.clone() choices=choices errors=errors.clone() /> }
    };
    view! {
        {select("nationality", "nationality", &form.nationality, nationalities())}
        {select("passport_kind", "passport-kind", &form.passport_kind, passport_kinds())}
        <TextField name="passport_number" label=text("passport-number") value=form.passport_number.clone() width="medium" autocomplete="off"
            autocapitalize="characters" unspelled=true errors=errors.clone() />
        {select("issuing_state", "issuing-state", &form.issuing_state, nationalities())}
        <DateField name="expiry" label=text("expiry-date") value=form.expiry() errors=errors.clone() />
    }
    .into_any()
}

/// The visa on paper, where one is shown: of each type that lets somebody in (Art. 9).
fn visa(form: &WalkInForm, errors: &FieldErrors) -> AnyView {
    let types = VisaType::ALL
        .iter()
        .filter(|&&visa_type| visa_type != VisaType::Ex)
        .map(|visa_type| {
            let named = [
                ("type", visa_type.to_string()),
                ("name", visa_type.row().name.to_owned()),
            ];
            Choice::new(visa_type.as_str(), text_with("walk-in-type", &named))
        })
        .collect();
    view! {
        <h2>{text("walk-in-visa")}</h2>
        <p>{text("walk-in-visa-text")}</p>
        <Select name="visa_type" label=text("walk-in-visa-type") value=form.visa_type.clone() choices=types errors=errors.clone() />
        <TextField name="visa_number" label=text("walk-in-visa-number") value=form.visa_number.clone() width="medium" autocomplete="off"
            autocapitalize="characters" unspelled=true errors=errors.clone() />
        <DateField name="visa_issued" label=text("walk-in-visa-issued") value=form.issued() errors=errors.clone() />
        <DateField name="visa_until" label=text("walk-in-visa-until") value=form.until() errors=errors.clone() />
    }
    .into_any()
}
