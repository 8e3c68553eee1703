//! The e-Arrival card: one form for who needs no visa, and the card by its secret link, which is shown
//! at the border and changed until then.

pub mod from_mail;

use super::apply::lists::nationalities;
use super::apply::passport::passport_fields;
use super::apply::trip::trip_fields;
use super::carried::with_answers;
use super::email::asked_about;
use super::steps::back_link;
use crate::area::Area;
use crate::components::{
    Checkbox, Choice, Code, ErrorSummary, FieldErrors, Notice, NoticeKind, PostForm, Row, Select,
    SubmitButton, SummaryList, TextField,
};
use crate::contract::{CardAnswers, CardForm, CardView, PassportForm, TripForm};
use crate::error::{PortalError, Result};
use crate::flash::{finish, take_form};
use crate::page::{Page, load_page, set_status};
use crate::session::{caller, path_part, query, traveller_service, verifier};
use crate::text::{date, label, label_key, text, text_with};
use crate::url::encode;
use domain::calendar::ministry_date;
use domain::law::arrival_card::{Subject, questions};
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
    #[server(flatten)] passport: PassportForm,
    #[server(flatten)] trip: TripForm,
    #[server(flatten)] card: CardForm,
) -> Result<(), ServerFnError> {
    let mut answers = CardAnswers {
        passport,
        trip,
        card,
    };
    let outcome = traveller_service()
        .make_card(&caller(), &mut answers)
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
    let outcome = traveller_service()
        .change_card(&caller(), &secret, &version, &mut answers)
        .await
        .map(|()| card_path(&secret));
    answered(&mut answers, &outcome);
    let page = format!("{}/change", card_path(&secret));
    finish(Area::Open, outcome, &page, &of_card(&secret), &answers);
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

/// The name of the form that changes a card.
fn of_card(secret: &str) -> String {
    let beginning: String = secret.chars().take(22).collect();
    format!("{FORM}-{beginning}")
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
        let title = text("card-title");
        let body = view! {
            {back_link("/visa-need")}
            <ErrorSummary errors=errors />
            <h1>{title.clone()}</h1>
            <p>{text("card-text")}</p>
            <p>
                {text("card-visa")} " " <a href="/check">{text("card-visa-check")}</a>
            </p>
            <PostForm action="/act/card">
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
        let card = match traveller_service().card(&caller(), &secret).await {
            Ok(card) => card,
            Err(PortalError::NotFound) => return Ok(gone()),
            Err(error) => return Err(error),
        };
        if !card.is_open {
            return Ok(card_page(card, &secret));
        }
        let (typed, errors) = take_form::<CardAnswers>(&of_card(&secret));
        let has_errors = !errors.is_empty();
        let answers = if has_errors { typed } else { card.answers };
        let fields = fields(answers, &errors).await?;
        let title = text("card-change-title");
        let body = view! {
            {never_listed()}
            {back_link(&card_path(&secret))}
            <ErrorSummary errors=errors />
            <h1>{title.clone()}</h1>
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
        {trip_fields(trip, ports, errors)}
        {rest(card, errors)}
    }
    .into_any())
}

/// What is asked beside passport and trip.
fn rest(form: CardForm, errors: &FieldErrors) -> AnyView {
    let purposes = Purpose::ALL
        .iter()
        .map(|purpose| Choice::new(purpose.as_str(), label("purpose", purpose)))
        .collect();
    let declared = Subject::ALL
        .iter()
        .map(|subject| declarations(*subject, &form.declared))
        .collect_view();
    view! {
        <TextField
            name="vehicle"
            label=text("card-vehicle")
            hint=text("card-vehicle-hint")
            value=form.vehicle
            width="medium"
            unspelled=true
            errors=errors.clone()
        />
        <TextField
            name="hour"
            label=text("card-hour")
            hint=text("card-hour-hint")
            value=form.hour
            width="short"
            unspelled=true
            errors=errors.clone()
        />
        <Select
            name="purpose"
            label=text("card-purpose")
            value=form.purpose
            choices=purposes
            errors=errors.clone()
        />
        <h2 id="declared" tabindex="-1">{text("card-declarations")}</h2>
        <p>{text("card-declarations-hint")}</p>
        {declared}
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

/// The questions of the day about one subject.
fn declarations(subject: Subject, declared: &[String]) -> impl IntoView + use<> {
    let today = ministry_date(verifier().now());
    let boxes: Vec<_> = questions(today)
        .filter(|question| question.subject == subject)
        .map(|question| {
            let id = label_key("card-question", question.code);
            let checked = declared.iter().any(|code| code == question.code);
            view! {
                <div class="tick">
                    <input
                        type="checkbox"
                        id=id.clone()
                        name="declared[]"
                        value=question.code
                        checked=checked
                    />
                    <label for=id>{label("card-question", question.code)}</label>
                </div>
            }
        })
        .collect();
    view! {
        <fieldset class="field">
            <legend>{label("card-subject", subject)}</legend>
            {boxes}
        </fieldset>
    }
}

pub fn shown() -> impl IntoView {
    load_page(Area::Open, async move {
        let secret = path_part("secret");
        match traveller_service().card(&caller(), &secret).await {
            Ok(card) => Ok(card_page(card, &secret)),
            Err(PortalError::NotFound) => Ok(gone()),
            Err(error) => Err(error),
        }
    })
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

fn card_page(card: CardView, secret: &str) -> Page {
    let change = format!("{}/change", card_path(secret));
    let says = match (&card.pass_path, card.is_open, card.at_desk) {
        (Some(_), ..) => ("card-admitted", NoticeKind::Success),
        (None, true, _) => ("card-show", NoticeKind::Success),
        (None, false, false) => ("card-closed", NoticeKind::Warning),
        (None, false, true) => ("card-desk-closed", NoticeKind::Information),
    };
    let nationality = nationalities()
        .into_iter()
        .find(|one| one.value == card.answers.passport.nationality && !one.again)
        .map_or_else(String::new, |one| one.label);
    let rows = [
        ("card-name", card.name),
        ("nationality", nationality),
        ("passport-number", card.answers.passport.passport_number),
        ("trip-entry", date(card.arrives_on)),
        ("trip-port", card.port_name),
        ("card-vehicle", card.answers.card.vehicle),
        ("card-hour-row", card.answers.card.hour),
        ("trip-address", card.answers.trip.address),
        ("email", card.answers.card.email),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| Row::new(text(name), value))
    .collect();
    let until = text_with("card-good-until", &[("until", date(card.good_until))]);
    let pass = card.pass_path.map(|path| {
        view! { <a class="button main" href=path>{text("card-pass")}</a> }
    });
    let code = card.is_open.then(|| {
        view! {
            <figure class="card-code">
                <Code code=card.code title=text("card-code-title") />
                <figcaption>
                    <span class="reference">{card.reference.clone()}</span>
                </figcaption>
            </figure>
            <p class="small">{until}</p>
        }
    });
    let title = text(if card.at_desk {
        "card-desk-title"
    } else {
        "card-made-title"
    });
    let body = view! {
        {never_listed()}
        <h1>{title.clone()}</h1>
        <Notice kind=says.1>
            <p>{text(says.0)}</p>
        </Notice>
        {code}
        <SummaryList rows=rows />
        <div class="buttons">
            {pass}
            {card
                .is_open
                .then(|| view! { <a class="button second" href=change>{text("card-change")}</a> })}
        </div>
    };
    Page::new(title, body)
}
