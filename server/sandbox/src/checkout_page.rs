//! The hosted checkout page at which the traveller pays: plain forms, no JavaScript.

mod form;

use std::sync::Arc;

use axum::{
    Form,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use self::form::{origin, render};
use crate::{
    cards::{self, CardDetails},
    email,
    pages::{escape, not_found, page},
    payment::{self, Outcome},
    state::SandboxState,
    stripe::{ApiError, payment_intents, sessions},
};

/// The fields of the card form, as submitted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CardForm {
    email: String,
    number: String,
    expiry: String,
    cvc: String,
    name: String,
}

/// A field error: the field's name, and an advice for the person.
type FieldError = (&'static str, &'static str);

/// `GET /c/pay/{session}`
pub async fn show(State(state): State<Arc<SandboxState>>, Path(id): Path<String>) -> Response {
    let shown = async {
        let mut tx = state.begin().await?;
        sessions::expire_due(&mut tx).await?;
        let session = sessions::find(&mut tx, &id).await?;
        let message = match session.body["payment_intent"].as_str() {
            Some(intent) => {
                let intent = payment_intents::find(&mut tx, intent).await?;
                intent.body["last_payment_error"]["message"]
                    .as_str()
                    .map(str::to_owned)
            }
            None => None,
        };
        tx.commit().await?;
        Ok::<_, ApiError>((session, message))
    }
    .await;
    match shown {
        Ok((session, message)) => {
            let card_form = CardForm {
                email: session.body["customer_email"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
                ..CardForm::default()
            };
            render(
                StatusCode::OK,
                &session,
                &card_form,
                &[],
                message.as_deref(),
            )
        }
        Err(error) => error_page(&error),
    }
}

/// `POST /c/pay/{session}`
pub async fn pay(
    State(state): State<Arc<SandboxState>>,
    Path(id): Path<String>,
    Form(card_form): Form<CardForm>,
) -> Response {
    let result = async {
        let mut tx = state.begin().await?;
        sessions::expire_due(&mut tx).await?;
        let session = sessions::find(&mut tx, &id).await?;
        if session.body["status"] != "open" {
            tx.commit().await?;
            return Ok(render(StatusCode::OK, &session, &card_form, &[], None));
        }
        let card = match validate(&card_form, tx.now) {
            Ok(card) => card,
            Err(errors) => {
                return Ok(render(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    &session,
                    &card_form,
                    &errors,
                    None,
                ));
            }
        };
        let outcome = payment::pay(&mut tx, &id, &card).await?;
        tx.commit().await?;
        Ok::<_, ApiError>(match outcome {
            Outcome::Declined { message } => render(
                StatusCode::PAYMENT_REQUIRED,
                &session,
                &card_form,
                &[],
                Some(&message),
            ),
            outcome => redirect(&id, &outcome),
        })
    }
    .await;
    result.unwrap_or_else(|error| error_page(&error))
}

/// `GET /c/pay/{session}/authenticate`
pub async fn challenge(State(state): State<Arc<SandboxState>>, Path(id): Path<String>) -> Response {
    let result = async {
        let mut tx = state.begin().await?;
        sessions::expire_due(&mut tx).await?;
        let session = sessions::find(&mut tx, &id).await?;
        tx.commit().await?;
        if session.body["status"] != "open" {
            return Ok(render(StatusCode::OK, &session, &CardForm::default(), &[], None));
        }
        let body = format!(
            "<p>Your bank wants to know that it is you who pays {} for an e-Visa of Cambodia (demonstration).</p>\n\
             <form method=\"post\" action=\"/c/pay/{}/authenticate\">\n\
             <button name=\"result\" value=\"complete\">Complete authentication</button>\n\
             <button class=\"second\" name=\"result\" value=\"fail\">Fail authentication</button>\n</form>",
            escape(&sessions::format_total(&session.body)),
            escape(&id),
        );
        Ok::<_, ApiError>(page(
            StatusCode::OK,
            "3-D Secure",
            &body,
            &origin(&session.body["success_url"]),
        ))
    }
    .await;
    result.unwrap_or_else(|error| error_page(&error))
}

/// The result of a 3-D Secure challenge, as submitted.
#[derive(Debug, Deserialize)]
pub struct Challenge {
    #[serde(default)]
    result: String,
}

/// `POST /c/pay/{session}/authenticate`
pub async fn authenticate(
    State(state): State<Arc<SandboxState>>,
    Path(id): Path<String>,
    Form(challenge): Form<Challenge>,
) -> Response {
    let result = async {
        let mut tx = state.begin().await?;
        let outcome = payment::authenticate(&mut tx, &id, challenge.result == "complete").await?;
        tx.commit().await?;
        Ok::<_, ApiError>(redirect(&id, &outcome))
    }
    .await;
    result.unwrap_or_else(|error| error_page(&error))
}

/// The redirect that follows a payment attempt.
fn redirect(id: &str, outcome: &Outcome) -> Response {
    match outcome {
        Outcome::Paid { success_url } => see_other(success_url),
        Outcome::MustAuthenticate => see_other(&format!("/c/pay/{id}/authenticate")),
        Outcome::Declined { .. } | Outcome::Closed { .. } => see_other(&format!("/c/pay/{id}")),
    }
}

/// A redirect after a post. Creating a session refuses addresses that cannot stand in a header.
fn see_other(address: &str) -> Response {
    match HeaderValue::from_str(address) {
        Ok(address) => (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response(),
        Err(_) => not_found("The merchant's address cannot be followed."),
    }
}

fn error_page(error: &ApiError) -> Response {
    match error.status {
        404 => not_found("There is no such payment page."),
        _ => page(
            StatusCode::INTERNAL_SERVER_ERROR,
            "Error",
            "<p>Please try again.</p>",
            "",
        ),
    }
}

/// Validates the card form; reports the errors of all fields at once.
fn validate(card_form: &CardForm, now: i64) -> Result<CardDetails, Vec<FieldError>> {
    let mut errors = Vec::new();
    let email = card_form.email.trim();
    if !email::is_email_address(email) {
        errors.push(("email", "Enter an e-mail address, such as name@example.com"));
    }
    let number = cards::parse_number(&card_form.number);
    if number.is_none() {
        errors.push((
            "number",
            "Check the card number: its digits do not fit together",
        ));
    }
    let expiry = cards::parse_expiry(&card_form.expiry);
    match expiry {
        None => errors.push(("expiry", "Enter month and year, such as 12/34")),
        Some((month, year)) if is_expired(month, year, now) => {
            errors.push(("expiry", "Use a card whose expiry date is not in the past"));
        }
        Some(_) => {}
    }
    let cvc = card_form.cvc.trim();
    if !(3..=4).contains(&cvc.len()) || !cvc.bytes().all(|byte| byte.is_ascii_digit()) {
        errors.push(("cvc", "Enter the 3 or 4 digits of the security code"));
    }
    let name = card_form.name.trim();
    if name.is_empty() {
        errors.push(("name", "Enter the name on the card"));
    }
    match (number, expiry) {
        (Some(number), Some((exp_month, exp_year))) if errors.is_empty() => Ok(CardDetails {
            number,
            exp_month,
            exp_year,
            name: Some(name.to_owned()),
            email: Some(email.to_owned()),
        }),
        _ => Err(errors),
    }
}

/// Whether a card is expired: it is valid until the last day of its month.
fn is_expired(month: i64, year: i64, now: i64) -> bool {
    use chrono::{DateTime, Datelike};
    DateTime::from_timestamp(now, 0)
        .is_some_and(|today| (year, month) < (i64::from(today.year()), i64::from(today.month())))
}
