//! Further travellers on a card: each has a page of their own, which saves its own traveller or nothing.

use super::questions::{declarations, questions_of_today};
use super::shown::{card_page, removing};
use super::{card_path, gone, never_listed, of_card};
use crate::area::Area;
use crate::components::{Checkbox, ErrorSummary, FieldErrors, PostForm, SubmitButton};
use crate::contract::{CardBasis, CardSaid, CardTravellerAnswers, CardView, PassportForm};
use crate::error::{PortalError, Result};
use crate::flash::{finish, take_form};
use crate::page::{Page, load_page};
use crate::session::{caller, card_service, path_part};
use crate::text::{text, text_with};
use crate::traveller::apply::passport::passport_fields;
use crate::traveller::steps::back_link;
use leptos::prelude::*;

/// Caller: anyone with the secret, until the first crossing.
#[server(prefix = "/act", endpoint = "add-to-card")]
pub async fn add_to_card(
    #[server(default)] secret: String,
    #[server(flatten)] passport: PassportForm,
    #[server(flatten)] said: CardSaid,
) -> Result<(), ServerFnError> {
    let mut answers = CardTravellerAnswers { passport, said };
    let outcome = card_service()
        .add_to_card(&caller(), &secret, &mut answers)
        .await
        .map(|()| card_path(&secret));
    let page = format!("{}/add", card_path(&secret));
    let name = of_card("add-to-card", &secret);
    finish(Area::Open, outcome, &page, &name, &answers);
    Ok(())
}

/// Caller: anyone with the secret, until the traveller's crossing.
#[server(prefix = "/act", endpoint = "change-on-card")]
pub async fn change_on_card(
    #[server(default)] secret: String,
    #[server(default)] traveller: String,
    #[server(default)] version: String,
    #[server(flatten)] passport: PassportForm,
    #[server(flatten)] said: CardSaid,
) -> Result<(), ServerFnError> {
    let mut answers = CardTravellerAnswers { passport, said };
    let outcome = card_service()
        .change_on_card(&caller(), &secret, (&traveller, &version), &mut answers)
        .await
        .map(|()| card_path(&secret));
    // Whatever was sent as an id is no address.
    let id = traveller.parse::<uuid::Uuid>().unwrap_or_default();
    let page = format!("{}/traveller/{id}", card_path(&secret));
    let name = of_card(&format!("change-on-card-{id}"), &secret);
    finish(Area::Open, outcome, &page, &name, &answers);
    Ok(())
}

/// Caller: anyone with the secret, until the traveller's crossing.
#[server(prefix = "/act", endpoint = "take-off-card")]
pub async fn take_off_card(
    #[server(default)] secret: String,
    #[server(default)] traveller: String,
    #[server(default)] version: String,
) -> Result<(), ServerFnError> {
    let page = card_path(&secret);
    let outcome = card_service()
        .take_off_card(&caller(), &secret, (&traveller, &version))
        .await
        .map(|()| page.clone());
    finish(Area::Open, outcome, &page, &removing(&secret), &());
    Ok(())
}

pub fn add() -> impl IntoView {
    load_page(Area::Open, async move {
        let secret = path_part("secret");
        let card = match card_service().card(&caller(), &secret).await {
            Ok(card) => card,
            Err(PortalError::NotFound) => return Ok(gone()),
            Err(error) => return Err(error),
        };
        let name = of_card("add-to-card", &secret);
        let (mut answers, errors) = take_form::<CardTravellerAnswers>(&name);
        if !card.is_open || card.basis != CardBasis::Agreement {
            return Ok(card_page(card, &secret));
        }
        if errors.is_empty() {
            answers.passport = preselected(&card);
        }
        let hidden = view! { <input type="hidden" name="secret" value=secret.clone() /> };
        let form = (
            text("card-add-title"),
            "/act/add-to-card",
            text("card-add-button"),
        );
        form_page(form, &secret, hidden.into_any(), (answers, errors)).await
    })
}

/// Most groups are of one nationality.
fn preselected(card: &CardView) -> PassportForm {
    let first = card.travellers.first().map(|one| &one.passport);
    first.map_or_else(PassportForm::default, |first| PassportForm {
        nationality: first.nationality.clone(),
        passport_kind: first.passport_kind.clone(),
        issuing_state: first.nationality.clone(),
        ..PassportForm::default()
    })
}

pub fn change() -> impl IntoView {
    load_page(Area::Open, async move {
        let secret = path_part("secret");
        let id = path_part("traveller");
        let card = match card_service().card(&caller(), &secret).await {
            Ok(card) => card,
            Err(PortalError::NotFound) => return Ok(gone()),
            Err(error) => return Err(error),
        };
        let name = of_card(&format!("change-on-card-{id}"), &secret);
        let (typed, errors) = take_form::<CardTravellerAnswers>(&name);
        let mut travellers = card.travellers.iter();
        let found = travellers.find(|one| one.id.to_string() == id && one.is_open);
        let Some(one) = found.cloned() else {
            // Taken off, or at the border meanwhile: the card says how it stands.
            return Ok(card_page(card, &secret));
        };
        let answers = if errors.is_empty() {
            CardTravellerAnswers {
                passport: one.passport,
                said: CardSaid {
                    declared: one.declared,
                    ..CardSaid::default()
                },
            }
        } else {
            typed
        };
        let title = text_with("card-change-of", &[("name", one.name)]);
        let hidden = view! {
            <input type="hidden" name="secret" value=secret.clone() />
            <input type="hidden" name="traveller" value=one.id.to_string() />
            <input type="hidden" name="version" value=one.version />
        };
        let form = (title, "/act/change-on-card", text("card-change-button"));
        form_page(form, &secret, hidden.into_any(), (answers, errors)).await
    })
}

async fn form_page(
    (title, action, button): (String, &'static str, String),
    secret: &str,
    hidden: AnyView,
    (answers, errors): (CardTravellerAnswers, FieldErrors),
) -> Result<Page> {
    let has_errors = !errors.is_empty();
    let CardTravellerAnswers { passport, said } = answers;
    let questions = questions_of_today().await?;
    let declarations = declarations(&questions, &said.declared);
    let body = view! {
        {never_listed()}
        {back_link(&card_path(secret))}
        <ErrorSummary errors=errors.clone() />
        <h1>{title.clone()}</h1>
        <p>{text("card-add-text")}</p>
        <PostForm action=action>
            {hidden}
            {passport_fields(&passport, &errors)}
            {declarations}
            <Checkbox name="truthful" label=text("card-truthful") errors=errors />
            <SubmitButton label=button />
        </PostForm>
    };
    Ok(Page::new(title, body).with_errors(has_errors))
}
