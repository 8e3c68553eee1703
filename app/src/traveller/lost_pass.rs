//! Finding a V-Pass that was lost, and having it mailed again.

use super::apply::lists::nationalities;
use crate::area::Area;
use crate::components::{
    DateField, ErrorSummary, FieldErrors, PostForm, Select, SubmitButton, TextField,
};
use crate::contract::{LostPassForm, TypedDate};
use crate::flash::{finish, take_form};
use crate::page::{Page, load_page, show_page};
use crate::session::{caller, verifier};
use crate::text::text;
use leptos::prelude::*;

const FORM: &str = "lost-pass";
const PAGE: &str = "/lost-pass";

pub fn page() -> impl IntoView {
    load_page(Area::Open, async move {
        let (form, errors) = take_form::<LostPassForm>(FORM);
        let has_errors = !errors.is_empty();
        let title = text("lost-pass-title");
        let body = view! {
            <ErrorSummary errors=errors.clone() />
            <h1>{title.clone()}</h1>
            <p>{text("lost-pass-text")}</p>
            {fields(form, errors)}
        };
        Ok(Page::new(title, body).with_errors(has_errors))
    })
}

fn fields(form: LostPassForm, errors: FieldErrors) -> AnyView {
    let birth = TypedDate {
        day: form.birth_day,
        month: form.birth_month,
        year: form.birth_year,
    };
    let entered = TypedDate {
        day: form.entered_day,
        month: form.entered_month,
        year: form.entered_year,
    };
    view! {
        <PostForm action="/act/lost-pass">
            <TextField name="passport_number" label=text("passport-number") value=form.passport_number errors=errors.clone()
                width="medium" autocapitalize="characters" unspelled=true autocomplete="off" maxlength=40 />
            <Select name="nationality" label=text("nationality") value=form.nationality choices=nationalities() errors=errors.clone() />
            <DateField name="birth" label=text("birth-date") value=birth errors=errors.clone() />
            <DateField name="entered" label=text("lost-pass-entered") hint=text("lost-pass-entered-hint") value=entered errors />
            <SubmitButton label=text("lost-pass-button") />
        </PostForm>
    }
    .into_any()
}

/// Caller: anyone, throttled. The answer is the same until all that was typed fits one pass.
#[server(prefix = "/act", endpoint = "lost-pass")]
pub async fn find_pass(#[server(flatten)] form: LostPassForm) -> Result<(), ServerFnError> {
    let outcome = verifier().find_pass(&caller(), &form).await;
    finish(Area::Open, outcome, PAGE, FORM, &form);
    Ok(())
}

/// Caller: anyone with the secret, throttled. Mails the pass to the address of its application.
#[server(prefix = "/act", endpoint = "mail-pass")]
pub async fn mail_pass(#[server(default)] secret: String) -> Result<(), ServerFnError> {
    let outcome = verifier().mail_pass(&caller(), &secret).await;
    let outcome = outcome.map(|()| "/pass-sent".to_owned());
    finish(Area::Open, outcome, PAGE, FORM, &LostPassForm::default());
    Ok(())
}

/// That the pass is on its way by mail.
pub fn sent() -> impl IntoView {
    let title = text("pass-sent-title");
    let body = view! {
        <h1>{title.clone()}</h1>
        <p>{text("pass-sent")}</p>
    };
    show_page(Area::Open, Page::new(title, body))
}
