//! The hosted card page: what the traveller sees at Stripe. Plain forms, no JavaScript.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    cards::{self, CardEntry},
    desk::Desk,
    mailbox,
    pages::{Append, escape, not_found, page},
    payment::{self, Outcome},
    store::objects::Object,
    stripe::{ApiError, payment_intents, sessions},
};

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    email: String,
    number: String,
    expiry: String,
    cvc: String,
    name: String,
}

/// A field that is wrong, and what to do about it.
type Wrong = (&'static str, &'static str);

/// `GET /c/pay/{session}`
pub async fn show(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Response {
    let shown = async {
        let mut work = desk.begin().await?;
        sessions::expire_due(&mut work).await?;
        let session = sessions::find(&mut work, &id).await?;
        let message = match session.body["payment_intent"].as_str() {
            Some(intent) => {
                let intent = payment_intents::find(&mut work, intent).await?;
                intent.body["last_payment_error"]["message"]
                    .as_str()
                    .map(str::to_owned)
            }
            None => None,
        };
        work.commit().await?;
        Ok::<_, ApiError>((session, message))
    }
    .await;
    match shown {
        Ok((session, message)) => {
            let typed = Typed {
                email: session.body["customer_email"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
                ..Typed::default()
            };
            form(StatusCode::OK, &session, &typed, &[], message.as_deref())
        }
        Err(error) => failed(&error),
    }
}

/// `POST /c/pay/{session}`
pub async fn pay(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Response {
    let result = async {
        let mut work = desk.begin().await?;
        sessions::expire_due(&mut work).await?;
        let session = sessions::find(&mut work, &id).await?;
        if session.body["status"] != "open" {
            work.commit().await?;
            return Ok(form(StatusCode::OK, &session, &typed, &[], None));
        }
        let card = match read_card(&typed, work.now) {
            Ok(card) => card,
            Err(wrong) => {
                return Ok(form(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    &session,
                    &typed,
                    &wrong,
                    None,
                ));
            }
        };
        let outcome = payment::pay(&mut work, &id, &card).await?;
        work.commit().await?;
        Ok::<_, ApiError>(match outcome {
            Outcome::Declined { message } => form(
                StatusCode::PAYMENT_REQUIRED,
                &session,
                &typed,
                &[],
                Some(&message),
            ),
            outcome => answer(&id, &outcome),
        })
    }
    .await;
    result.unwrap_or_else(|error| failed(&error))
}

/// `GET /c/pay/{session}/authenticate`
pub async fn challenge(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Response {
    let result = async {
        let mut work = desk.begin().await?;
        sessions::expire_due(&mut work).await?;
        let session = sessions::find(&mut work, &id).await?;
        work.commit().await?;
        if session.body["status"] != "open" {
            return Ok(form(StatusCode::OK, &session, &Typed::default(), &[], None));
        }
        let body = format!(
            "<p>Your bank wants to know that it is you who pays {} to the sandbox merchant.</p>\n\
             <form method=\"post\" action=\"/c/pay/{}/authenticate\">\n\
             <button name=\"result\" value=\"complete\">Complete authentication</button>\n\
             <button class=\"second\" name=\"result\" value=\"fail\">Fail authentication</button>\n</form>",
            escape(&sessions::written_total(&session.body)),
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
    result.unwrap_or_else(|error| failed(&error))
}

/// The answer to a 3-D Secure challenge.
#[derive(Debug, Deserialize)]
pub struct Challenge {
    #[serde(default)]
    result: String,
}

/// `POST /c/pay/{session}/authenticate`
pub async fn authenticate(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    Form(challenge): Form<Challenge>,
) -> Response {
    let result = async {
        let mut work = desk.begin().await?;
        let outcome = payment::authenticate(&mut work, &id, challenge.result == "complete").await?;
        work.commit().await?;
        Ok::<_, ApiError>(answer(&id, &outcome))
    }
    .await;
    result.unwrap_or_else(|error| failed(&error))
}

fn answer(id: &str, outcome: &Outcome) -> Response {
    match outcome {
        Outcome::Paid { success_url } => see_other(success_url),
        Outcome::MustAuthenticate => see_other(&format!("/c/pay/{id}/authenticate")),
        Outcome::Declined { .. } | Outcome::Closed { .. } => see_other(&format!("/c/pay/{id}")),
    }
}

/// A redirect after a post. An address that cannot stand in a header is refused when a session is made.
fn see_other(address: &str) -> Response {
    match HeaderValue::from_str(address) {
        Ok(address) => (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response(),
        Err(_) => not_found("The merchant's address cannot be followed."),
    }
}

fn failed(error: &ApiError) -> Response {
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

/// Reads what was typed; all faults at once.
fn read_card(typed: &Typed, now: i64) -> Result<CardEntry, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let email = typed.email.trim();
    if !mailbox::looks_like_address(email) {
        wrong.push(("email", "Enter an e-mail address, such as name@example.com"));
    }
    let number = cards::read_number(&typed.number);
    if number.is_none() {
        wrong.push((
            "number",
            "Check the card number: its digits do not fit together",
        ));
    }
    let expiry = cards::read_expiry(&typed.expiry);
    match expiry {
        None => wrong.push(("expiry", "Enter month and year, such as 12/34")),
        Some((month, year)) if is_over(month, year, now) => {
            wrong.push(("expiry", "Use a card whose expiry date is not in the past"));
        }
        Some(_) => {}
    }
    let cvc = typed.cvc.trim();
    if !(3..=4).contains(&cvc.len()) || !cvc.bytes().all(|byte| byte.is_ascii_digit()) {
        wrong.push(("cvc", "Enter the 3 or 4 digits of the security code"));
    }
    let name = typed.name.trim();
    if name.is_empty() {
        wrong.push(("name", "Enter the name on the card"));
    }
    match (number, expiry) {
        (Some(number), Some((exp_month, exp_year))) if wrong.is_empty() => Ok(CardEntry {
            number,
            exp_month,
            exp_year,
            name: Some(name.to_owned()),
            email: Some(email.to_owned()),
        }),
        _ => Err(wrong),
    }
}

/// Whether a card is over: it is good until the last day of its month.
fn is_over(month: i64, year: i64, now: i64) -> bool {
    use chrono::{DateTime, Datelike};
    DateTime::from_timestamp(now, 0)
        .is_some_and(|today| (year, month) < (i64::from(today.year()), i64::from(today.month())))
}

fn form(
    status: StatusCode,
    session: &Object,
    typed: &Typed,
    wrong: &[Wrong],
    message: Option<&str>,
) -> Response {
    let body = &session.body;
    let targets = origin(&body["success_url"]);
    let mut html = String::new();
    match body["status"].as_str() {
        Some("open") => {}
        Some("complete") => {
            html.push_str("<p>This payment is already complete. No money was taken again.</p>");
            return page(StatusCode::OK, "Already paid", &html, "");
        }
        _ => {
            html.push_str("<p>This payment page has expired. No money was taken.</p>");
            back_link(&mut html, &body["cancel_url"]);
            return page(StatusCode::OK, "Expired", &html, "");
        }
    }
    if let Some(message) = message {
        html.append(format_args!(
            "<div class=\"wrong\" role=\"alert\"><p><strong>{}</strong> No money was taken.</p></div>\n",
            escape(message)
        ));
    }
    if !wrong.is_empty() {
        html.push_str("<div class=\"wrong\" role=\"alert\"><h2>There is a problem</h2>\n<ul>\n");
        for (field, text) in wrong {
            html.append(format_args!(
                "<li><a href=\"#{field}\">{}</a></li>\n",
                escape(text)
            ));
        }
        html.push_str("</ul></div>\n");
    }
    push_items(&mut html, session);
    html.append(format_args!(
        "<form method=\"post\" action=\"/c/pay/{}\" novalidate>\n",
        escape(body["id"].as_str().unwrap_or_default())
    ));
    let field = |html: &mut String, id: &str, label: &str, hint: &str, value: &str, extra: &str| {
        let fault = wrong
            .iter()
            .find(|(field, _)| *field == id)
            .map(|(_, text)| *text);
        push_field(
            html,
            &Field {
                id,
                label,
                hint,
                value,
                extra,
                fault,
            },
        );
    };
    let mail = "type=\"email\" autocomplete=\"email\"";
    field(&mut html, "email", "E-mail", "", &typed.email, mail);
    let digits = "inputmode=\"numeric\" autocomplete=\"cc-number\"";
    field(
        &mut html,
        "number",
        "Card number",
        "For example 4242 4242 4242 4242",
        &typed.number,
        digits,
    );
    html.push_str("<div class=\"pair\"><div>");
    let expiry = "inputmode=\"numeric\" autocomplete=\"cc-exp\"";
    field(
        &mut html,
        "expiry",
        "Expiry",
        "MM/YY",
        &typed.expiry,
        expiry,
    );
    html.push_str("</div><div>");
    // The security code is never shown again.
    let cvc = "inputmode=\"numeric\" autocomplete=\"cc-csc\"";
    field(&mut html, "cvc", "CVC", "3 or 4 digits", "", cvc);
    html.push_str("</div></div>\n");
    field(
        &mut html,
        "name",
        "Name on card",
        "",
        &typed.name,
        "autocomplete=\"cc-name\"",
    );
    html.append(format_args!(
        "<button>Pay {}</button>\n</form>\n",
        escape(&sessions::written_total(body))
    ));
    back_link(&mut html, &body["cancel_url"]);
    page(status, "Pay by card", &html, &targets)
}

struct Field<'a> {
    id: &'a str,
    label: &'a str,
    hint: &'a str,
    value: &'a str,
    /// Further attributes, already HTML.
    extra: &'a str,
    fault: Option<&'a str>,
}

fn push_field(html: &mut String, field: &Field<'_>) {
    let Field {
        id,
        label,
        hint,
        value,
        extra,
        fault,
    } = field;
    let mut described = Vec::new();
    html.append(format_args!("<label for=\"{id}\">{label}"));
    html.push_str("</label>\n");
    if !hint.is_empty() {
        html.append(format_args!(
            "<span class=\"hint\" id=\"{id}-hint\">{hint}</span>\n"
        ));
        described.push(format!("{id}-hint"));
    }
    if let Some(text) = fault {
        html.append(format_args!(
            "<span class=\"field-error\" id=\"{id}-error\">{}</span>\n",
            escape(text)
        ));
        described.push(format!("{id}-error"));
    }
    let described = if described.is_empty() {
        String::new()
    } else {
        format!(" aria-describedby=\"{}\"", described.join(" "))
    };
    let invalid = if fault.is_some() {
        " aria-invalid=\"true\""
    } else {
        ""
    };
    html.append(format_args!(
        "<input id=\"{id}\" name=\"{id}\" value=\"{}\" required {extra}{described}{invalid}>\n",
        escape(value)
    ));
}

fn push_items(html: &mut String, session: &Object) {
    html.push_str(
        "<table><thead><tr><th scope=\"col\">What you pay for</th><th scope=\"col\" class=\"amount\">Amount</th></tr></thead><tbody>\n",
    );
    for item in session.hidden["line_items"]
        .as_array()
        .into_iter()
        .flatten()
    {
        let amount = serde_json::json!({
            "amount_total": item["amount_total"],
            "currency": item["currency"],
        });
        html.append(format_args!(
            "<tr><td>{} × {}</td><td class=\"amount\">{}</td></tr>\n",
            escape(item["description"].as_str().unwrap_or_default()),
            item["quantity"],
            escape(&sessions::written_total(&amount)),
        ));
    }
    html.append(format_args!(
        "</tbody></table>\n<p class=\"total\">Total {} <abbr>{}</abbr></p>\n",
        escape(&sessions::written_total(&session.body)),
        escape(
            &session.body["currency"]
                .as_str()
                .unwrap_or_default()
                .to_uppercase()
        ),
    ));
}

fn back_link(html: &mut String, address: &Value) {
    if let Some(address) = address.as_str() {
        html.append(format_args!(
            "<p><a href=\"{}\">Back to the merchant</a></p>\n",
            escape(address)
        ));
    }
}

/// Scheme, host and port of an address, for the content security policy.
fn origin(address: &Value) -> String {
    let address = address.as_str().unwrap_or_default();
    let Some((scheme, rest)) = address.split_once("://") else {
        return String::new();
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let sound = |letter: char| letter.is_ascii_alphanumeric() || ".-:[]".contains(letter);
    if host.chars().all(sound) {
        format!("{scheme}://{host}")
    } else {
        String::new()
    }
}
