//! Pages and JSON of the received mails.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use chrono::DateTime;
use serde::Deserialize;
use serde_json::{Value, json};

use super::parsed_mail::{self, ParsedMail};
use crate::{
    pages::{Append, escape, not_found, page},
    state::SandboxState,
    store::mails::{self, Mail, MailSummary},
};

/// The number of mails on one page.
const PER_PAGE: i64 = 50;

/// The query of the list of mails.
#[derive(Debug, Deserialize)]
pub struct MailQuery {
    /// Part of a recipient's address.
    #[serde(default)]
    to: String,
    /// Number of the page, counted from one.
    #[serde(default)]
    page: Option<String>,
}

impl MailQuery {
    fn page_number(&self) -> i64 {
        self.page
            .as_deref()
            .and_then(|page| page.parse().ok())
            .unwrap_or(1)
            .clamp(1, 1_000_000)
    }
}

/// `GET /mail`
pub async fn list(
    State(state): State<Arc<SandboxState>>,
    Query(query): Query<MailQuery>,
) -> Response {
    let number = query.page_number();
    let Ok((mails, more)) = load_page(&state, query.to.trim(), number).await else {
        return page(
            StatusCode::INTERNAL_SERVER_ERROR,
            "Error",
            "<p>Please try again.</p>",
            "",
        );
    };
    let to = escape(query.to.trim());
    let mut html = format!(
        "<form method=\"get\" action=\"/mail\"><label for=\"to\">Recipient</label>\n\
         <input id=\"to\" name=\"to\" value=\"{to}\">\n<button class=\"second\">Search</button></form>\n"
    );
    if mails.is_empty() {
        html.push_str("<p>No mail here.</p>\n");
    } else {
        html.push_str("<table><thead><tr><th scope=\"col\">Subject</th><th scope=\"col\">To</th><th scope=\"col\">Received</th></tr></thead><tbody>\n");
        for mail in &mails {
            let subject = if mail.subject.is_empty() {
                "(no subject)"
            } else {
                &mail.subject
            };
            html.append(format_args!(
                "<tr><td><a href=\"/mail/{}\">{}</a></td><td>{}</td><td>{}</td></tr>\n",
                mail.seq,
                escape(subject),
                escape(&mail.recipients),
                format_time(mail.received),
            ));
        }
        html.push_str("</tbody></table>\n");
    }
    let encoded_to: String = form_urlencoded::byte_serialize(query.to.trim().as_bytes()).collect();
    html.push_str("<nav aria-label=\"Pages\">");
    if number > 1 {
        html.append(format_args!(
            "<a href=\"/mail?to={encoded_to}&amp;page={}\">Newer</a> ",
            number - 1
        ));
    }
    if more {
        html.append(format_args!(
            "<a href=\"/mail?to={encoded_to}&amp;page={}\">Older</a> ",
            number + 1
        ));
    }
    html.push_str("<a href=\"/\">To the sandbox</a></nav>");
    page(StatusCode::OK, "Mailbox", &html, "")
}

/// `GET /mail.json?to=`: one page of mails, newest first.
pub async fn list_json(
    State(state): State<Arc<SandboxState>>,
    Query(query): Query<MailQuery>,
) -> Response {
    match load_page(&state, query.to.trim(), query.page_number()).await {
        Ok((mails, more)) => {
            let mails: Vec<Value> = mails
                .iter()
                .map(|mail| {
                    json!({
                        "id": mail.seq,
                        "received": mail.received,
                        "from": mail.sender,
                        "to": parsed_mail::split_recipients(&mail.recipients),
                        "subject": mail.subject,
                        "url": format!("/mail/{}", mail.seq),
                        "json": format!("/mail/{}.json", mail.seq),
                    })
                })
                .collect();
            Json(json!({ "mails": mails, "has_more": more })).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// `DELETE /mail`
pub async fn clear(State(state): State<Arc<SandboxState>>) -> Response {
    let cleared = async {
        let mut tx = state.begin().await?;
        let count = mails::clear(&mut tx.db).await?;
        tx.commit().await?;
        Ok::<_, sqlx::Error>(count)
    }
    .await;
    match cleared {
        Ok(count) => Json(json!({ "cleared": count })).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Loads a page of mails, and whether older ones follow.
async fn load_page(
    state: &SandboxState,
    to: &str,
    number: i64,
) -> Result<(Vec<MailSummary>, bool), sqlx::Error> {
    let mut tx = state.begin().await?;
    let mut mails = mails::list(&mut tx.db, to, (number - 1) * PER_PAGE, PER_PAGE + 1).await?;
    tx.commit().await?;
    let most = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
    let more = mails.len() > most;
    mails.truncate(most);
    Ok((mails, more))
}

/// `GET /mail/{id}` and `GET /mail/{id}.json`
pub async fn show(State(state): State<Arc<SandboxState>>, Path(id): Path<String>) -> Response {
    let (number, as_json) = match id.strip_suffix(".json") {
        Some(number) => (number, true),
        None => (id.as_str(), false),
    };
    let Some((mail, parsed)) = find(&state, number).await else {
        return not_found("No such mail.");
    };
    if as_json {
        return Json(parsed.json(&mail)).into_response();
    }
    let mut html = String::from("<dl>\n");
    html.append(format_args!(
        "<dt>From</dt><dd>{}</dd>\n",
        escape(&mail.sender)
    ));
    html.append(format_args!(
        "<dt>To</dt><dd>{}</dd>\n",
        escape(&mail.recipients)
    ));
    html.append(format_args!(
        "<dt>Received</dt><dd>{}</dd>\n</dl>\n",
        format_time(mail.received)
    ));
    if parsed.html.is_some() {
        html.append(format_args!(
            "<h2>HTML</h2>\n<iframe sandbox src=\"/mail/{}/html\" title=\"The mail as HTML\"></iframe>\n",
            mail.seq
        ));
    }
    if let Some(text) = &parsed.text {
        html.append(format_args!("<h2>Text</h2>\n<pre>{}</pre>\n", escape(text)));
    }
    push_links(&mut html, &parsed);
    push_attachments(&mut html, mail.seq, &parsed);
    html.push_str("<h2>Headers</h2>\n<dl>\n");
    for (name, value) in &parsed.headers {
        html.append(format_args!(
            "<dt>{}</dt><dd>{}</dd>\n",
            escape(name),
            escape(value)
        ));
    }
    html.push_str("</dl>\n<p><a href=\"/mail\">To the mailbox</a></p>");
    let subject = if parsed.subject.is_empty() {
        "(no subject)"
    } else {
        &parsed.subject
    };
    page(StatusCode::OK, subject, &html, "")
}

fn push_links(html: &mut String, parsed: &ParsedMail) {
    let links = parsed.links();
    if links.is_empty() {
        return;
    }
    html.push_str("<h2>Links in this mail</h2>\n<ul class=\"links\">\n");
    for link in links {
        let link = escape(&link);
        html.append(format_args!(
            "<li><a href=\"{link}\" rel=\"noreferrer\">{link}</a></li>\n"
        ));
    }
    html.push_str("</ul>\n");
}

fn push_attachments(html: &mut String, mail: i64, parsed: &ParsedMail) {
    if parsed.attachments.is_empty() {
        return;
    }
    html.push_str("<h2>Attachments</h2>\n<ul class=\"links\">\n");
    for (index, attachment) in parsed.attachments.iter().enumerate() {
        html.append(format_args!(
            "<li><a href=\"/mail/{mail}/attachments/{index}\">{}</a> ({}, {} bytes)</li>\n",
            escape(&attachment.name),
            escape(&attachment.media_type),
            attachment.bytes.len(),
        ));
    }
    html.push_str("</ul>\n");
}

/// `GET /mail/{id}/html`: the HTML part, for a frame without any permission.
pub async fn html(State(state): State<Arc<SandboxState>>, Path(id): Path<String>) -> Response {
    match find(&state, &id).await.and_then(|(_, parsed)| parsed.html) {
        Some(html) => (
            [(
                header::CONTENT_SECURITY_POLICY,
                "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'",
            )],
            Html(html),
        )
            .into_response(),
        None => not_found("This mail has no HTML."),
    }
}

/// `GET /mail/{id}/attachments/{index}`, counted from zero.
pub async fn attachment(
    State(state): State<Arc<SandboxState>>,
    Path((id, index)): Path<(String, String)>,
) -> Response {
    let found = find(&state, &id).await.and_then(|(_, mut parsed)| {
        let index: usize = index
            .parse()
            .ok()
            .filter(|index| *index < parsed.attachments.len())?;
        Some(parsed.attachments.swap_remove(index))
    });
    let Some(attachment) = found else {
        return not_found("No such attachment.");
    };
    let name: String = attachment
        .name
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() || "._- ".contains(letter) {
                letter
            } else {
                '_'
            }
        })
        .collect();
    let mut response = attachment.bytes.into_response();
    let mut set = |header: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(header, value);
        }
    };
    set(header::CONTENT_TYPE, &attachment.media_type);
    set(
        header::CONTENT_DISPOSITION,
        &format!("attachment; filename=\"{name}\""),
    );
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(
        header::CONTENT_SECURITY_POLICY,
        "sandbox; default-src 'none'",
    );
    response
}

async fn find(state: &SandboxState, id: &str) -> Option<(Mail, ParsedMail)> {
    let seq = id.parse().ok()?;
    let found = async {
        let mut tx = state.begin().await?;
        let mail = mails::find(&mut tx.db, seq).await?;
        tx.commit().await?;
        Ok::<_, sqlx::Error>(mail)
    }
    .await;
    let mail = found.unwrap_or_else(|error| {
        tracing::error!(%error, "a mail could not be read");
        None
    })?;
    let parsed = parsed_mail::parse(&mail.raw);
    Some((mail, parsed))
}

fn format_time(seconds: i64) -> String {
    DateTime::from_timestamp(seconds, 0)
        .map(|time| time.format("%d %b %Y %H:%M:%S UTC").to_string())
        .unwrap_or_default()
}
