//! The form of the card page, as HTML.

use axum::{http::StatusCode, response::Response};
use serde_json::Value;

use super::{Typed, Wrong};
use crate::{
    pages::{Append, escape, page},
    store::objects::Object,
    stripe::sessions,
};

pub(super) fn form(
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

pub(super) fn push_items(html: &mut String, session: &Object) {
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

pub(super) fn back_link(html: &mut String, address: &Value) {
    if let Some(address) = address.as_str() {
        html.append(format_args!(
            "<p><a href=\"{}\">Back to the merchant</a></p>\n",
            escape(address)
        ));
    }
}

/// Scheme, host and port of an address, for the content security policy.
pub(super) fn origin(address: &Value) -> String {
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
