//! The card of an application with e-visas: it asks only what the application does not know.

use super::questions::{declarations_of, questions_of, questions_of_today};
use super::{card_path, coming, never_listed, of_card};
use crate::area::Area;
use crate::components::{Checkbox, ErrorSummary, PostForm, Row, SubmitButton, SummaryList};
use crate::contract::{CardForm, CardQuestion, CardTraveller, CardView, VisaCardForm};
use crate::error::Result;
use crate::flash::{finish, take_form};
use crate::page::Page;
use crate::session::{caller, card_service};
use crate::text::{date, text};
use leptos::prelude::*;

const FORM: &str = "visa-card";

/// Caller: anyone with the secret, until the first crossing.
#[server(prefix = "/act", endpoint = "visa-card")]
pub async fn fill_visa_card(
    #[server(default)] secret: String,
    #[server(default)] version: String,
    #[server(flatten)] form: VisaCardForm,
) -> Result<(), ServerFnError> {
    let mut form = form;
    let outcome = card_service()
        .fill_visa_card(&caller(), &secret, &version, &mut form)
        .await
        .map(|()| card_path(&secret));
    let page = format!("{}/change", card_path(&secret));
    finish(Area::Open, outcome, &page, &of_card(FORM, &secret), &form);
    Ok(())
}

pub(super) async fn form_page(card: &CardView, secret: &str) -> Result<Page> {
    let (typed, errors) = take_form::<VisaCardForm>(&of_card(FORM, secret));
    let has_errors = !errors.is_empty();
    let form = if has_errors { typed } else { saved(card) };
    let questions = questions_of_today().await?;
    let ids: Vec<_> = card
        .travellers
        .iter()
        .map(|one| one.id.to_string())
        .collect();
    let asked = CardForm {
        vehicle: form.vehicle.clone(),
        hour: form.hour.clone(),
        purpose: form.purpose.clone(),
        ..CardForm::default()
    };
    let travellers = card
        .travellers
        .iter()
        .map(|one| traveller(one, &questions, &form.declared))
        .collect::<Vec<_>>();
    let known = [
        ("trip-entry", date(card.arrives_on)),
        ("trip-port", card.port_name.clone()),
        ("trip-address", card.trip.address.clone()),
    ];
    let known = known.into_iter().filter(|(_, value)| !value.is_empty());
    let known: Vec<_> = known
        .map(|(name, value)| Row::new(text(name), value))
        .collect();
    let title = text(if card.is_made {
        "card-change-title"
    } else {
        "card-title"
    });
    let button = text(if card.is_made {
        "card-change-button"
    } else {
        "card-button"
    });
    let secret = secret.to_owned();
    let version = card.version;
    let declarations = declarations_of(&questions, travellers.into_any());
    let body = view! {
        {never_listed()}
        <ErrorSummary errors=errors.clone() />
        <h1>{title.clone()}</h1>
        <p>{text("card-visa-text")}</p>
        <SummaryList rows=known />
        <p class="small">{text("card-visa-known")}</p>
        <PostForm action="/act/visa-card">
            <input type="hidden" name="secret" value=secret />
            <input type="hidden" name="version" value=version />
            <input type="hidden" name="shown" value=ids.join(" ") />
            {coming(&asked, &errors)}
            {declarations}
            <Checkbox name="truthful" label=text("card-truthful") errors=errors />
            <SubmitButton label=button />
        </PostForm>
    };
    Ok(Page::new(title, body).with_errors(has_errors))
}

fn saved(card: &CardView) -> VisaCardForm {
    let declared = card.travellers.iter().flat_map(|one| {
        let codes = one.declared.iter();
        codes.map(|code| format!("{}{code}", whose(one)))
    });
    VisaCardForm {
        vehicle: card.card.vehicle.clone(),
        hour: card.card.hour.clone(),
        purpose: card.card.purpose.clone(),
        declared: declared.collect(),
        ..VisaCardForm::default()
    }
}

/// The beginning of what is declared of this traveller.
fn whose(one: &CardTraveller) -> String {
    format!("{}:", one.id)
}

fn traveller(one: &CardTraveller, questions: &[CardQuestion], declared: &[String]) -> AnyView {
    view! {
        <section class="card traveller">
            <h3 dir="auto" translate="no">{one.name.clone()}</h3>
            {questions_of(questions, &whose(one), declared)}
        </section>
    }
    .into_any()
}
