//! The e-Arrival card: one form for who needs no visa, and the card by its secret link, which is shown
//! at the border and changed until then; further travellers have a page each.

pub mod from_mail;
pub mod on_visa;
mod questions;
pub mod shown;
pub mod travellers;

use self::questions::{declarations, questions_of_today};
use super::apply::passport::passport_fields;
use super::apply::trip::trip_fields;
use super::carried::with_answers;
use super::email::asked_about;
use super::steps::back_link;
use crate::area::Area;
use crate::components::{
    Checkbox, Choice, ErrorSummary, FieldErrors, PostForm, Select, SubmitButton, TextField,
};
use crate::contract::{CardAnswers, CardBasis, CardForm, CardQuestion, PassportForm, TripForm};
use crate::error::{PortalError, Result};
use crate::flash::{finish, take_form};
use crate::page::{Page, load_page, set_status};
use crate::session::{caller, card_service, path_part, query, traveller_service};
use crate::text::{label, text};
use crate::url::encode;
use domain::law::purpose::Purpose;
use leptos::prelude::*;
use leptos_meta::Meta;

const PAGE: &str = "/arrival";
const FORM: &str = "arrival-card";

/// The address of the form with a nationality and a kind of passport, which are known already.
pub(super) fn form_path(nationality: &str, kind: &str) -> String {
    with_answers(PAGE, nationality, kind)
}

/// Caller: anyone, throttled.
#[server(prefix = "/act", endpoint = "card")]
pub async fn make_card(
    #[server(default)] page: String,
    #[server(flatten)] passport: PassportForm,
    #[server(flatten)] trip: TripForm,
    #[server(flatten)] card: CardForm,
) -> Result<(), ServerFnError> {
    let mut answers = CardAnswers {
        passport,
        trip,
        card,
    };
    let outcome = card_service()
        .make_card(&caller(), &page, &mut answers)
        .await
        .map(|secret| card_path(&secret));
    answered(&mut answers, &outcome);
    finish(Area::Open, outcome, PAGE, FORM, &answers);
    Ok(())
}

/// Caller: anyone with the secret, until the crossing.
#[server(prefix = "/act", endpoint = "change-card")]
pub async fn change_card(
    #[server(default)] secret: String,
    #[server(default)] version: String,
    #[server(flatten)] passport: PassportForm,
    #[server(flatten)] trip: TripForm,
    #[server(flatten)] card: CardForm,
) -> Result<(), ServerFnError> {
    let mut answers = CardAnswers {
        passport,
        trip,
        card,
    };
    let outcome = card_service()
        .change_card(&caller(), &secret, &version, &mut answers)
        .await
        .map(|()| card_path(&secret));
    answered(&mut answers, &outcome);
    let page = format!("{}/change", card_path(&secret));
    finish(
        Area::Open,
        outcome,
        &page,
        &of_card(FORM, &secret),
        &answers,
    );
    Ok(())
}

/// Notes the address that the person was asked about.
fn answered(answers: &mut CardAnswers, outcome: &Result<String>) {
    let form = &answers.card;
    answers.card.asked = asked_about(&form.email, &form.asked, outcome);
}

fn card_path(secret: &str) -> String {
    format!("/card/{}", encode(secret))
}

/// The name of a form of the card with this secret.
fn of_card(form: &str, secret: &str) -> String {
    let beginning: String = secret.chars().take(22).collect();
    format!("{form}-{beginning}")
}

pub fn page() -> impl IntoView {
    load_page(Area::Open, async move {
        let (mut answers, errors) = take_form::<CardAnswers>(FORM);
        let passport = &mut answers.passport;
        if passport.nationality.is_empty() {
            passport.nationality = query("nationality");
            passport.passport_kind = query("kind");
            passport.issuing_state.clone_from(&passport.nationality);
        }
        let fields = fields(answers, &errors).await?;
        let has_errors = !errors.is_empty();
        let page = card_service().new_page().to_string();
        let title = text("card-title");
        let body = view! {
            {back_link("/visa-need")}
            <ErrorSummary errors=errors />
            <h1>{title.clone()}</h1>
            <p>{text("card-text")}</p>
            <p>{text("card-group")}</p>
            <p>
                {text("card-visa")} " " <a href="/check">{text("card-visa-check")}</a>
            </p>
            <PostForm action="/act/card">
                <input type="hidden" name="page" value=page />
                {fields} <SubmitButton label=text("card-button") />
            </PostForm>
            <p class="small kept">
                {text("start-privacy")} " " <a href="/privacy">{text("footer-privacy")}</a>
            </p>
        };
        Ok(Page::new(title, body).with_errors(has_errors))
    })
}

pub fn change() -> impl IntoView {
    load_page(Area::Open, async move {
        let secret = path_part("secret");
        let card = match card_service().card(&caller(), &secret).await {
            Ok(card) => card,
            Err(PortalError::NotFound) => return Ok(gone()),
            Err(error) => return Err(error),
        };
        if !card.is_open {
            return Ok(shown::card_page(card, &secret));
        }
        if card.basis == CardBasis::Visa {
            return on_visa::form_page(&card, &secret).await;
        }
        let (typed, errors) = take_form::<CardAnswers>(&of_card(FORM, &secret));
        let has_errors = !errors.is_empty();
        let answers = if has_errors { typed } else { card.answers() };
        let fields = fields(answers, &errors).await?;
        let title = text("card-change-title");
        let body = view! {
            {never_listed()}
            {back_link(&card_path(&secret))}
            <ErrorSummary errors=errors />
            <h1>{title.clone()}</h1>
            {(card.travellers.len() > 1).then(|| view! { <p>{text("card-change-shared")}</p> })}
            <PostForm action="/act/change-card">
                <input type="hidden" name="secret" value=secret />
                <input type="hidden" name="version" value=card.version />
                {fields}
                <SubmitButton label=text("card-change-button") />
            </PostForm>
        };
        Ok(Page::new(title, body).with_errors(has_errors))
    })
}

async fn fields(answers: CardAnswers, errors: &FieldErrors) -> Result<AnyView> {
    let questions = questions_of_today().await?;
    let ports = traveller_service().ports().await?.into_iter();
    let ports: Vec<_> = ports
        .map(|port| Choice::new(port.code, port.name))
        .collect();
    let CardAnswers {
        passport,
        trip,
        card,
    } = answers;
    Ok(view! {
        <h2>{text("card-passport")}</h2>
        {passport_fields(&passport, errors)}
        <h2>{text("card-trip")}</h2>
        {trip_fields(trip, ports, ["card-stay-hint", "card-port-hint"], errors)}
        {rest(card, &questions, errors)}
    }
    .into_any())
}

/// What is asked beside passport and trip.
fn rest(form: CardForm, questions: &[CardQuestion], errors: &FieldErrors) -> AnyView {
    view! {
        {coming(&form, errors)}
        {declarations(questions, &form.declared)}
        <input type="hidden" name="asked" value=form.asked />
        <TextField
            name="email"
            label=text("email")
            hint=text("card-email-hint")
            value=form.email
            kind="email"
            inputmode="email"
            autocomplete="email"
            unspelled=true
            errors=errors.clone()
        />
        <Checkbox name="truthful" label=text("card-truthful") errors=errors.clone() />
    }
    .into_any()
}

/// How and why they come.
fn coming(form: &CardForm, errors: &FieldErrors) -> AnyView {
    let purposes = Purpose::ALL
        .iter()
        .map(|purpose| Choice::new(purpose.as_str(), label("purpose", purpose)))
        .collect();
    view! {
        <TextField
            name="vehicle"
            label=text("card-vehicle")
            hint=text("card-vehicle-hint")
            value=form.vehicle.clone()
            width="medium"
            unspelled=true
            errors=errors.clone()
        />
        <TextField
            name="hour"
            label=text("card-hour")
            hint=text("card-hour-hint")
            value=form.hour.clone()
            width="short"
            unspelled=true
            errors=errors.clone()
        />
        <Select
            name="purpose"
            label=text("card-purpose")
            value=form.purpose.clone()
            choices=purposes
            errors=errors.clone()
        />
    }
    .into_any()
}

/// The page of a link that was not copied whole, or whose card is no more.
fn gone() -> Page {
    set_status(&PortalError::NotFound);
    let title = text("card-no-title");
    let body = view! {
        <h1>{title.clone()}</h1>
        <p>{text("card-no")}</p>
        <div class="buttons">
            <a class="button" href=PAGE>{text("card-new")}</a>
        </div>
    };
    Page::new(title, body)
}

fn never_listed() -> impl IntoView {
    view! { <Meta name="robots" content="noindex, nofollow" /> }
}
