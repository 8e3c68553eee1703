//! The fields of a passport, in the order of the page.

use crate::components::{DateField, FieldErrors, Radios, Select, TextArea, TextField};
use crate::contract::{DraftTraveller, PassportForm};
use crate::text::text;
use crate::traveller::apply::lists::{nationalities, passport_kinds, sexes};
use leptos::prelude::*;

/// All fields; a traveller on another person's passport has none of the passport itself.
pub(super) fn fields(
    person: &DraftTraveller,
    form: &PassportForm,
    errors: &FieldErrors,
) -> AnyView {
    let applicant = person.position == 1;
    let own = person.adult.is_none();
    view! {
        {own.then(|| mrz(form, errors))}
        {names(form, errors, applicant, person.mrz_name.clone())}
        {birth(form, errors, applicant)}
        {own.then(|| document(form, errors))}
    }
    .into_any()
}

fn mrz(form: &PassportForm, errors: &FieldErrors) -> AnyView {
    view! {
        <TextArea
            name="mrz"
            label=text("passport-mrz")
            hint=text("passport-mrz-hint")
            value=form.mrz.clone()
            rows=2
            code=true
            autocomplete="off"
            errors=errors.clone()
        />
    }
    .into_any()
}

fn names(
    form: &PassportForm,
    errors: &FieldErrors,
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
            errors=errors.clone()
        />
        <TextField
            name="given_names"
            label=text("given-names")
            hint=text("passport-given-names-hint")
            value=form.given_names.clone()
            autocomplete=if applicant { "given-name" } else { "off" }
            unspelled=true
            errors=errors.clone()
        />
        {mrz_name}
        <Radios
            name="sex"
            label=text("sex")
            hint=text("passport-sex-hint")
            value=form.sex.clone()
            choices=sexes()
            errors=errors.clone()
        />
    }
    .into_any()
}

fn birth(form: &PassportForm, errors: &FieldErrors, applicant: bool) -> AnyView {
    view! {
        <DateField
            name="birth"
            label=text("birth-date")
            hint=text("passport-birth-hint")
            value=form.birth()
            birthday=applicant
            errors=errors.clone()
        />
        <TextField
            name="birth_place"
            label=text("birth-place")
            hint=text("passport-birth-place-hint")
            value=form.birth_place.clone()
            width="medium"
            errors=errors.clone()
        />
        <Select
            name="nationality"
            label=text("nationality")
            value=form.nationality.clone()
            choices=nationalities()
            errors=errors.clone()
        />
    }
    .into_any()
}

fn document(form: &PassportForm, errors: &FieldErrors) -> AnyView {
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
            errors=errors.clone()
        />
        <Select
            name="passport_kind"
            label=text("passport-kind")
            value=form.passport_kind.clone()
            choices=passport_kinds()
            errors=errors.clone()
        />
        <Select
            name="issuing_state"
            label=text("issuing-state")
            hint=text("passport-issuing-hint")
            value=form.issuing_state.clone()
            choices=nationalities()
            errors=errors.clone()
        />
        <DateField name="issue" label=text("issue-date") value=form.issue() errors=errors.clone() />
        <DateField
            name="expiry"
            label=text("expiry-date")
            hint=text("passport-expiry-hint")
            value=form.expiry()
            errors=errors.clone()
        />
    }
    .into_any()
}
