//! Payments of a session by card, from the hosted checkout page and from tests.

use serde_json::{Value, json};

use crate::{
    cards::{Behaviour, CardDetails, Decline, GENERIC_DECLINE, NOT_AUTHENTICATED},
    state::Transaction,
    store::objects::Object,
    stripe::{ApiError, charges, disputes, payment_intents, sessions},
};

/// The outcome of an attempt to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Paid; the browser goes to this address.
    Paid { success_url: String },
    /// Declined, for the reason given; the session stays open.
    Declined { message: String },
    /// The card's bank wants 3-D Secure first.
    MustAuthenticate,
    /// The session is `complete` or `expired`: no money was taken.
    Closed { status: String },
}

/// Has the payer of a session charged in another currency than was asked for.
pub async fn charge_in(
    tx: &mut Transaction<'_>,
    session_id: &str,
    currency: &str,
) -> Result<(), ApiError> {
    let mut session = sessions::find(tx, session_id).await?;
    session.body["currency"] = currency.into();
    tx.save(&session).await?;
    Ok(())
}

/// Attempts to pay a session with a card.
pub async fn pay(
    tx: &mut Transaction<'_>,
    session_id: &str,
    card: &CardDetails,
) -> Result<Outcome, ApiError> {
    sessions::expire_due(tx).await?;
    let mut session = sessions::find(tx, session_id).await?;
    if let Some(closed) = closed(&session) {
        return Ok(closed);
    }
    let mut intent = payment_intent_of(tx, &mut session).await?;
    match card.behaviour() {
        Behaviour::Declines(decline) => fail(tx, &mut intent, card, &decline, true).await,
        Behaviour::Authenticates | Behaviour::AuthenticatesThenDeclines => {
            intent.body["status"] = "requires_action".into();
            intent.body["next_action"] = json!({
                "redirect_to_url": {
                    "return_url": session.body["url"],
                    "url": format!("{}/c/pay/{session_id}/authenticate", tx.state.base_url),
                },
                "type": "redirect_to_url",
            });
            store_card(&mut intent, card);
            tx.save(&intent).await?;
            Ok(Outcome::MustAuthenticate)
        }
        behaviour => {
            let charge = succeed(tx, &mut session, &mut intent, card, false).await?;
            match behaviour {
                Behaviour::PaysThenDisputed => tx.schedule(disputes::OPENS, &charge).await?,
                Behaviour::PaysThenInquiry => tx.schedule(disputes::INQUIRES, &charge).await?,
                _ => {}
            }
            Ok(paid(&session))
        }
    }
}

/// Completes a 3-D Secure challenge, and pays if it was passed.
pub async fn authenticate(
    tx: &mut Transaction<'_>,
    session_id: &str,
    passed: bool,
) -> Result<Outcome, ApiError> {
    sessions::expire_due(tx).await?;
    let mut session = sessions::find(tx, session_id).await?;
    if let Some(closed) = closed(&session) {
        return Ok(closed);
    }
    let intent_id = session.body["payment_intent"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let requiring_action = tx
        .find(payment_intents::KIND, &intent_id)
        .await?
        .filter(|intent| intent.body["status"] == "requires_action");
    let Some(mut intent) = requiring_action else {
        return Ok(Outcome::Declined {
            message: "There is no payment to authenticate.".to_owned(),
        });
    };
    let card = stored_card(&intent.hidden["card"]);
    intent.hidden["card"] = Value::Null;
    intent.body["next_action"] = Value::Null;
    if !passed {
        return fail(tx, &mut intent, &card, &NOT_AUTHENTICATED, false).await;
    }
    if card.behaviour() == Behaviour::AuthenticatesThenDeclines {
        return fail(tx, &mut intent, &card, &GENERIC_DECLINE, true).await;
    }
    succeed(tx, &mut session, &mut intent, &card, true).await?;
    Ok(paid(&session))
}

/// Completes a session whose payment takes its time: the page is done, and the bank has not said yet
/// what comes of it, see [`finish`].
pub async fn pay_later(
    tx: &mut Transaction<'_>,
    session_id: &str,
    card: &CardDetails,
) -> Result<Outcome, ApiError> {
    sessions::expire_due(tx).await?;
    let mut session = sessions::find(tx, session_id).await?;
    if let Some(closed) = closed(&session) {
        return Ok(closed);
    }
    let mut intent = payment_intent_of(tx, &mut session).await?;
    intent.body["status"] = "processing".into();
    store_card(&mut intent, card);
    tx.save(&intent).await?;
    tx.emit("payment_intent.processing", &intent.body).await?;
    session.body["status"] = "complete".into();
    session.body["url"] = Value::Null;
    tx.save(&session).await?;
    tx.emit("checkout.session.completed", &session.body).await?;
    Ok(paid(&session))
}

/// Ends a payment that took its time; the session as it is then.
pub async fn finish(
    tx: &mut Transaction<'_>,
    session_id: &str,
    succeeds: bool,
) -> Result<Value, ApiError> {
    let mut session = sessions::find(tx, session_id).await?;
    let id = session.body["payment_intent"].as_str().unwrap_or_default();
    let processing = tx
        .find(payment_intents::KIND, id)
        .await?
        .filter(|intent| intent.body["status"] == "processing");
    let Some(mut intent) = processing else {
        return Err(ApiError::refused(None, "No payment is being processed."));
    };
    let card = stored_card(&intent.hidden["card"]);
    intent.hidden["card"] = Value::Null;
    if succeeds {
        charge(tx, &mut intent, &card, false).await?;
        session.body["payment_status"] = "paid".into();
        tx.save(&session).await?;
    } else {
        fail(tx, &mut intent, &card, &GENERIC_DECLINE, true).await?;
    }
    let event = if succeeds {
        "checkout.session.async_payment_succeeded"
    } else {
        "checkout.session.async_payment_failed"
    };
    tx.emit(event, &session.body).await?;
    Ok(session.body)
}

fn store_card(intent: &mut Object, card: &CardDetails) {
    intent.hidden["card"] = json!({
        "number": card.number,
        "exp_month": card.exp_month,
        "exp_year": card.exp_year,
        "name": card.name,
        "email": card.email,
    });
}

fn stored_card(stored: &Value) -> CardDetails {
    let text = |field: &str| stored[field].as_str().map(str::to_owned);
    CardDetails {
        number: text("number").unwrap_or_default(),
        exp_month: stored["exp_month"].as_i64().unwrap_or(1),
        exp_year: stored["exp_year"].as_i64().unwrap_or(2034),
        name: text("name"),
        email: text("email"),
    }
}

fn closed(session: &Object) -> Option<Outcome> {
    let status = session.body["status"].as_str().unwrap_or_default();
    (status != "open").then(|| Outcome::Closed {
        status: status.to_owned(),
    })
}

fn paid(session: &Object) -> Outcome {
    let id = session.body["id"].as_str().unwrap_or_default();
    let address = session.body["success_url"].as_str().unwrap_or_default();
    Outcome::Paid {
        success_url: address.replace("{CHECKOUT_SESSION_ID}", id),
    }
}

async fn payment_intent_of(
    tx: &mut Transaction<'_>,
    session: &mut Object,
) -> Result<Object, ApiError> {
    if let Some(id) = session.body["payment_intent"].as_str() {
        return payment_intents::find(tx, id).await;
    }
    let intent = payment_intents::create(tx, session).await?;
    session.body["payment_intent"] = intent.body["id"].clone();
    tx.save(session).await?;
    Ok(intent)
}

async fn succeed(
    tx: &mut Transaction<'_>,
    session: &mut Object,
    intent: &mut Object,
    card: &CardDetails,
    authenticated: bool,
) -> Result<String, ApiError> {
    let charge = charge(tx, intent, card, authenticated).await?;
    session.body["status"] = "complete".into();
    session.body["payment_status"] = "paid".into();
    session.body["url"] = Value::Null;
    let email = session.body["customer_email"]
        .as_str()
        .map(str::to_owned)
        .or(card.email.clone());
    session.body["customer_details"] =
        sessions::customer_details(email.as_deref(), card.name.as_deref());
    tx.save(session).await?;
    tx.emit("checkout.session.completed", &session.body).await?;
    Ok(charge)
}

/// Charges the card; the id of the charge.
async fn charge(
    tx: &mut Transaction<'_>,
    intent: &mut Object,
    card: &CardDetails,
    authenticated: bool,
) -> Result<String, ApiError> {
    let charge = charges::create(tx, &intent.body, card, None, authenticated).await?;
    intent.body["status"] = "succeeded".into();
    intent.body["amount_received"] = intent.body["amount"].clone();
    intent.body["latest_charge"] = charge.body["id"].clone();
    intent.body["payment_method"] = charge.body["payment_method"].clone();
    intent.body["last_payment_error"] = Value::Null;
    intent.body["next_action"] = Value::Null;
    tx.save(intent).await?;
    tx.emit("payment_intent.succeeded", &intent.body).await?;
    Ok(charge.body["id"].as_str().unwrap_or_default().to_owned())
}

async fn fail(
    tx: &mut Transaction<'_>,
    intent: &mut Object,
    card: &CardDetails,
    decline: &Decline,
    reached_the_bank: bool,
) -> Result<Outcome, ApiError> {
    let mut error = json!({
        "code": decline.code,
        "doc_url":
            format!("https://stripe.com/docs/error-codes/{}", decline.code.replace('_', "-")),
        "message": decline.message,
        "type": if reached_the_bank { "card_error" } else { "invalid_request_error" },
    });
    if let Some(reason) = decline.reason {
        error["decline_code"] = reason.into();
    }
    if reached_the_bank {
        let charge = charges::create(tx, &intent.body, card, Some(decline), false).await?;
        error["charge"] = charge.body["id"].clone();
        intent.body["latest_charge"] = charge.body["id"].clone();
    }
    intent.body["status"] = "requires_payment_method".into();
    intent.body["last_payment_error"] = error;
    tx.save(intent).await?;
    tx.emit("payment_intent.payment_failed", &intent.body)
        .await?;
    Ok(Outcome::Declined {
        message: decline.message.to_owned(),
    })
}
