//! What arrived in the sandbox's mailbox.

use crate::TestPortal;
use serde_json::Value;

/// A mail as its reader sees it.
#[derive(Debug, Clone)]
pub struct Mail {
    pub subject: String,
    pub text: String,
    pub raw: Value,
}

impl TestPortal {
    /// Mails to somebody, newest first.
    pub async fn mails_to(&self, to: &str) -> Vec<Mail> {
        let base = self.sandbox().base_url();
        let list: Value = reqwest::Client::new()
            .get(format!("{base}/mail.json?to={to}"))
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        let mut mails = Vec::new();
        for entry in list["mails"].as_array().unwrap() {
            let id = entry["id"]
                .as_str()
                .map_or_else(|| entry["id"].to_string(), str::to_owned);
            let raw: Value = reqwest::get(format!("{base}/mail/{id}.json"))
                .await
                .unwrap()
                .json()
                .await
                .unwrap();
            mails.push(Mail {
                subject: raw["subject"].as_str().unwrap_or_default().to_owned(),
                text: raw["text"].as_str().unwrap_or_default().to_owned(),
                raw,
            });
        }
        mails
    }

    /// Waits for a mail whose subject or text has these words.
    pub async fn mail_saying(&self, to: &str, words: &str) -> Mail {
        self.eventually(&format!("a mail that says `{words}`"), || async {
            self.mails_to(to)
                .await
                .into_iter()
                .find(|mail| mail.subject.contains(words) || mail.text.contains(words))
        })
        .await
    }
}

impl Mail {
    /// The path of the first link to the portal that begins so.
    pub fn link(&self, base: &str, beginning: &str) -> String {
        let wanted = format!("{base}{beginning}");
        let at = self
            .text
            .find(&wanted)
            .unwrap_or_else(|| panic!("no {wanted} in {}", self.text));
        let rest = &self.text[at + base.len()..];
        rest.split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned()
    }
}
