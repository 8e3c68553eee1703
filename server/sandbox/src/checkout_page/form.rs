//! The hosted checkout page as HTML.

use axum::{http::StatusCode, response::Response};
use serde_json::Value;

use super::{CardForm, FieldError};
use crate::{
    pages::{Append, escape, page},
    store::objects::Object,
    stripe::sessions,
};

/// Whose account this is, as a card provider shows it to payers.
const MERCHANT: &str = "e-Visa, Kingdom of Cambodia (demonstration)";

/// Renders the page of a session: the card form, or why the session takes no payment any more.
pub(super) fn render(
    status: StatusCode,
    session: &Object,
    card_form: &CardForm,
    errors: &[FieldError],
    message: Option<&str>,
) -> Response {
    let body = &session.body;
    match body["status"].as_str() {
        Some("open") => {}
        Some("complete") => {
            let html = "<p>This payment is already complete. No money was taken again.</p>";
            return page(StatusCode::OK, "Already paid", html, "");
        }
        _ => {
            let mut html =
                String::from("<p>This payment page has expired. No money was taken.</p>");
            push_back_link(&mut html, &body["cancel_url"]);
            return page(StatusCode::OK, "Expired", &html, "");
        }
    }
    let mut html = String::new();
    push_alerts(&mut html, errors, message);
    push_merchant(&mut html, session);
    push_line_items(&mut html, session);
    html.append(format_args!(
        "<form method=\"post\" action=\"/c/pay/{}\" novalidate>\n",
        escape(body["id"].as_str().unwrap_or_default())
    ));
    push_fields(&mut html, card_form, errors);
    html.append(format_args!(
        "<button>Pay {}</button>\n</form>\n",
        escape(&sessions::format_total(body))
    ));
    push_back_link(&mut html, &body["cancel_url"]);
    page(status, "Pay by card", &html, &origin(&body["success_url"]))
}

/// Adds the message of the last decline, and a list of the field errors.
fn push_alerts(html: &mut String, errors: &[FieldError], message: Option<&str>) {
    if let Some(message) = message {
        html.append(format_args!(
            "<div class=\"wrong\" role=\"alert\"><p><strong>{}</strong> No money was taken.</p></div>\n",
            escape(message)
        ));
    }
    if !errors.is_empty() {
        html.push_str("<div class=\"wrong\" role=\"alert\"><h2>There is a problem</h2>\n<ul>\n");
        for (field, text) in errors {
            html.append(format_args!(
                "<li><a href=\"#{field}\">{}</a></li>\n",
                escape(text)
            ));
        }
        html.push_str("</ul></div>\n");
    }
}

/// Adds the fields of the card form with their values and errors.
fn push_fields(html: &mut String, card_form: &CardForm, errors: &[FieldError]) {
    let push = |html: &mut String, id: &str, label: &str, hint: &str, value: &str, extra: &str| {
        let error = errors
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
                error,
            },
        );
    };
    let mail = "type=\"email\" autocomplete=\"email\"";
    push(html, "email", "E-mail", "", &card_form.email, mail);
    push(
        html,
        "number",
        "Card number",
        "For example 4242 4242 4242 4242",
        &card_form.number,
        "inputmode=\"numeric\" autocomplete=\"cc-number\"",
    );
    html.push_str("<div class=\"pair\"><div>");
    let expiry = "inputmode=\"numeric\" autocomplete=\"cc-exp\"";
    push(html, "expiry", "Expiry", "MM/YY", &card_form.expiry, expiry);
    html.push_str("</div><div>");
    // The security code is never shown again.
    let cvc = "inputmode=\"numeric\" autocomplete=\"cc-csc\"";
    push(html, "cvc", "CVC", "3 or 4 digits", "", cvc);
    html.push_str("</div></div>\n");
    let name = "autocomplete=\"cc-name\"";
    push(html, "name", "Name on card", "", &card_form.name, name);
}

/// A labelled text field.
struct Field<'a> {
    id: &'a str,
    label: &'a str,
    hint: &'a str,
    value: &'a str,
    /// Further attributes as HTML.
    extra: &'a str,
    error: Option<&'a str>,
}

fn push_field(html: &mut String, field: &Field<'_>) {
    let Field {
        id,
        label,
        hint,
        value,
        extra,
        error,
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
    if let Some(text) = error {
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
    let invalid = if error.is_some() {
        " aria-invalid=\"true\""
    } else {
        ""
    };
    html.append(format_args!(
        "<input id=\"{id}\" name=\"{id}\" value=\"{}\" required {extra}{described}{invalid}>\n",
        escape(value)
    ));
}

/// Adds who is paid, and for which order of theirs.
fn push_merchant(html: &mut String, session: &Object) {
    html.append(format_args!("<dl><dt>Paid to</dt><dd>{MERCHANT}</dd>"));
    if let Some(reference) = session.body["metadata"]["reference"].as_str() {
        html.append(format_args!(
            "<dt>Reference</dt><dd>{}</dd>",
            escape(reference)
        ));
    }
    html.push_str("</dl>\n");
}

/// Adds the line items and the total.
fn push_line_items(html: &mut String, session: &Object) {
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
            escape(&sessions::format_total(&amount)),
        ));
    }
    html.append(format_args!(
        "</tbody></table>\n<p class=\"total\">Total {}</p>\n",
        escape(&sessions::format_total(&session.body)),
    ));
}

fn push_back_link(html: &mut String, address: &Value) {
    if let Some(address) = address.as_str() {
        html.append(format_args!(
            "<p><a href=\"{}\">Back to your e-Visa application</a></p>\n",
            escape(address)
        ));
    }
}

/// The origin (scheme, host and port) of an address, for the content security policy.
pub(super) fn origin(address: &Value) -> String {
    let address = address.as_str().unwrap_or_default();
    let Some((scheme, rest)) = address.split_once("://") else {
        return String::new();
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host_letter = |letter: char| letter.is_ascii_alphanumeric() || ".-:[]".contains(letter);
    if host.chars().all(is_host_letter) {
        format!("{scheme}://{host}")
    } else {
        String::new()
    }
}
