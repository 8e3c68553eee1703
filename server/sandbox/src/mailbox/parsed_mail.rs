//! The parser of raw mail: subject, text, HTML, links and attachments.

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use serde_json::{Value, json};

use crate::store::mails::Mail;

/// An attachment of a mail.
pub struct Attachment {
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// A mail, parsed.
pub struct ParsedMail {
    pub subject: String,
    /// Header names and values, in their order.
    pub headers: Vec<(String, String)>,
    /// The plain text part, if there is one.
    pub text: Option<String>,
    /// The HTML part, if there is one.
    pub html: Option<String>,
    pub attachments: Vec<Attachment>,
}

/// Parses the subject alone.
pub fn parse_subject(raw: &[u8]) -> String {
    MessageParser::default()
        .parse_headers(raw)
        .and_then(|message| message.subject().map(str::to_owned))
        .unwrap_or_default()
}

/// Parses a mail; malformed mail becomes a text.
pub fn parse(raw: &[u8]) -> ParsedMail {
    match MessageParser::default().parse(raw) {
        Some(message) => ParsedMail {
            subject: message.subject().unwrap_or_default().to_owned(),
            headers: message
                .headers_raw()
                .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
                .collect(),
            text: message.text_bodies().find_map(|part| match &part.body {
                PartType::Text(text) => Some(text.to_string()),
                _ => None,
            }),
            html: message.html_bodies().find_map(|part| match &part.body {
                PartType::Html(html) => Some(html.to_string()),
                _ => None,
            }),
            attachments: attachments(&message),
        },
        None => ParsedMail {
            subject: String::new(),
            headers: Vec::new(),
            text: Some(String::from_utf8_lossy(raw).into_owned()),
            html: None,
            attachments: Vec::new(),
        },
    }
}

fn attachments(message: &Message<'_>) -> Vec<Attachment> {
    message
        .attachments()
        .enumerate()
        .map(|(index, part)| Attachment {
            name: part
                .attachment_name()
                .map_or_else(|| format!("attachment-{}", index + 1), str::to_owned),
            media_type: part.content_type().map_or_else(
                || "application/octet-stream".to_owned(),
                |kind| {
                    format!(
                        "{}/{}",
                        kind.ctype(),
                        kind.subtype().unwrap_or("octet-stream")
                    )
                },
            ),
            bytes: part.contents().to_vec(),
        })
        .collect()
}

impl ParsedMail {
    /// The web addresses in the text and in the HTML, each once, in their order.
    pub fn links(&self) -> Vec<String> {
        let mut links: Vec<String> = Vec::new();
        let mut add = |text: &str, ends: fn(char) -> bool| {
            let starts = text
                .match_indices("http://")
                .chain(text.match_indices("https://"));
            let mut found: Vec<(usize, String)> = starts
                .map(|(start, _)| {
                    let rest = text.get(start..).unwrap_or_default();
                    let end = rest.find(ends).unwrap_or(rest.len());
                    let link = rest.get(..end).unwrap_or_default();
                    (
                        start,
                        link.trim_end_matches(['.', ',', ')', ';', ':', '!', '?'])
                            .to_owned(),
                    )
                })
                .collect();
            found.sort_by_key(|(start, _)| *start);
            for (_, link) in found {
                if !links.contains(&link) {
                    links.push(link);
                }
            }
        };
        if let Some(text) = &self.text {
            add(text, |letter| {
                letter.is_whitespace() || "<>\"'".contains(letter)
            });
        }
        if let Some(html) = &self.html {
            let html = html.replace("&amp;", "&").replace("&#38;", "&");
            add(&html, |letter| {
                letter.is_whitespace() || "<>\"'".contains(letter)
            });
        }
        links
    }

    /// The mail as JSON.
    pub fn json(&self, mail: &Mail) -> Value {
        json!({
            "id": mail.seq,
            "received": mail.received,
            "from": mail.sender,
            "to": split_recipients(&mail.recipients),
            "subject": self.subject,
            "headers": self.headers,
            "text": self.text,
            "html": self.html,
            "links": self.links(),
            "attachments": self.attachments.iter().enumerate().map(|(index, attachment)| json!({
                "n": index,
                "name": attachment.name,
                "type": attachment.media_type,
                "size": attachment.bytes.len(),
                "url": format!("/mail/{}/attachments/{index}", mail.seq),
            })).collect::<Vec<_>>(),
        })
    }
}

/// The recipients of an envelope, from their stored form.
pub fn split_recipients(recipients: &str) -> Vec<&str> {
    recipients
        .split(", ")
        .filter(|address| !address.is_empty())
        .collect()
}
