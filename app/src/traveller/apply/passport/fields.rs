//! The fields of a passport, in the order in which people read its data page: who, born when, which
//! document; the two lines at the bottom last, as on the page itself.

use crate::components::{DateField, FieldErrors, Radios, Select, TextArea, TextField};
use crate::contract::{DraftTraveller, PassportForm};
use crate::text::{text, text_with};
use crate::traveller::apply::lists::{
    country_name, nationalities, passport_kinds, sexes, typed_label,
};
use leptos::prelude::*;

/// The drawing of a data page; a fragment lights a field of it.
const DRAWING: &str = "/drawings/passport.svg";

/// All fields; a traveller on another person's passport has none of the passport itself.
pub(super) fn fields(
    person: &DraftTraveller,
    form: &PassportForm,
    errors: &FieldErrors,
) -> AnyView {
    let applicant = person.position == 1;
    let own = person.adult.is_none();
    view! {
        {names(form, errors, applicant, person.mrz_name.clone())}
        {birth(form, errors, applicant)}
        {if own { document(form, errors, Some(text("passport-expiry-hint"))) } else { nationality(form, errors) }}
        {own.then(|| mrz(form, errors))}
    }
    .into_any()
}

/// All fields of one's own passport, outside an application; the two lines of the data page first, since
/// they fill in the others.
pub fn passport_fields(form: &PassportForm, errors: &FieldErrors) -> AnyView {
    view! {
        {mrz(form, errors)}
        {names(form, errors, true, None)}
        {birth(form, errors, true)}
        // The six months are asked of who applies (Art. 7).
        {document(form, errors, None)}
    }
    .into_any()
}

/// The help beside the form: the data page, with the field lit in which one stands.
pub(super) fn drawing() -> AnyView {
    let lit = ["names", "birth", "document", "validity", "zone"];
    let pages: Vec<_> = lit
        .into_iter()
        .map(|part| page_image(part, Some(part)))
        .collect();
    view! {
        <p>{text("passport-drawing")}</p>
        <div class="lit-page">{page_image("", None)} {pages}</div>
    }
    .into_any()
}

fn page_image(fragment: &str, lit: Option<&'static str>) -> AnyView {
    let src = if fragment.is_empty() {
        DRAWING.to_owned()
    } else {
        format!("{DRAWING}#{fragment}")
    };
    view! { <img src=src alt="" width="360" height="256" loading="lazy" data-lit=lit /> }.into_any()
}

/// On a phone: where it stands, to be opened once for all fields.
fn example() -> AnyView {
    view! {
        <details class="example">
            <summary>{text("passport-where")}</summary>
            {page_image("", None)}
        </details>
    }
    .into_any()
}

fn mrz(form: &PassportForm, errors: &FieldErrors) -> AnyView {
    view! {
        <div data-part="zone">
            <TextArea
                name="mrz"
                label=text("passport-mrz")
                hint=text("passport-mrz-hint")
                value=form.mrz.clone()
                rows=3
                code=true
                autocomplete="off"
                errors=errors.clone()
            />
        </div>
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
        <div data-part="names">
            <p>{text("passport-names-hint")}</p>
            {example()}
            <TextField
                name="surname"
                label=text("surname")
                hint=text("passport-surname-hint")
                value=form.surname.clone()
                autocomplete=if applicant { "family-name" } else { "off" }
                autocapitalize="words"
                unspelled=true
                errors=errors.clone()
            />
            <TextField
                name="given_names"
                label=text("given-names")
                hint=text("passport-given-names-hint")
                value=form.given_names.clone()
                autocomplete=if applicant { "given-name" } else { "off" }
                autocapitalize="words"
                unspelled=true
                errors=errors.clone()
            />
            {mrz_name}
        </div>
    }
    .into_any()
}

fn birth(form: &PassportForm, errors: &FieldErrors, applicant: bool) -> AnyView {
    view! {
        <div data-part="birth">
            <Radios
                name="sex"
                label=text("sex")
                value=form.sex.clone()
                choices=sexes()
                in_line=true
                errors=errors.clone()
            />
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
                errors=errors.clone()
            />
        </div>
    }
    .into_any()
}

fn nationality(form: &PassportForm, errors: &FieldErrors) -> AnyView {
    view! {
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

fn document(form: &PassportForm, errors: &FieldErrors, expiry_hint: Option<String>) -> AnyView {
    let (label, value) = (text("expiry-date"), form.expiry());
    let expiry = match expiry_hint {
        Some(hint) => {
            view! { <DateField name="expiry" label hint=hint value errors=errors.clone() /> }
                .into_any()
        }
        None => view! { <DateField name="expiry" label value errors=errors.clone() /> }.into_any(),
    };
    view! {
        {known(form, errors)}
        <div data-part="document">
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
        </div>
        <div data-part="validity">
            <DateField name="issue" label=text("issue-date") value=form.issue() errors=errors.clone() />
            {expiry}
        </div>
    }
    .into_any()
}

/// What was answered before the application began, or follows from it: folded, unless it is not
/// known or wrong.
fn known(form: &PassportForm, errors: &FieldErrors) -> AnyView {
    let fields = view! {
        {nationality(form, errors)}
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
    };
    // An issuer of another name than the nationality is worth to be seen.
    let is_known = !form.nationality.is_empty()
        && !form.passport_kind.is_empty()
        && form.issuing_state == form.nationality;
    let wrong = errors
        .at(&["nationality", "passport_kind", "issuing_state"])
        .is_some();
    if !is_known {
        return fields.into_any();
    }
    let says = text_with(
        "passport-known",
        &[
            ("nationality", country_name(&form.nationality)),
            ("kind", typed_label("passport-kind", &form.passport_kind)),
        ],
    );
    view! {
        <details class="known" open=wrong>
            <summary>
                <span>{says}</span>
                " "
                <span class="change">{text("check-change")}</span>
            </summary>
            {fields}
        </details>
    }
    .into_any()
}
