//! The parts of a letter, from top to bottom.

use crate::mail::letter::Letter;
use app::text::{text, text_with};

pub(in crate::mail) enum Part {
    /// A paragraph.
    Text(String),
    /// A paragraph that matters less.
    Small(String),
    /// What somebody else has written, or the law.
    Quote(String),
    /// To be typed elsewhere.
    Code(String),
    List(Vec<String>),
    /// Labels and their values; the last one is the sum.
    Facts(Vec<(String, String)>),
    /// The button.
    Link {
        says: String,
        url: String,
    },
}

/// What a letter says. Messages know its reference and the name of the traveller.
pub(super) struct Body<'a> {
    letter: &'a Letter,
    /// What has come about, in a few words.
    pub news: String,
    pub parts: Vec<Part>,
}

impl<'a> Body<'a> {
    pub(super) fn of(letter: &'a Letter, news: &str) -> Self {
        Self {
            letter,
            news: text(news),
            parts: Vec::new(),
        }
    }

    pub(super) fn part(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    pub(super) fn says(self, key: &str) -> Self {
        self.tells(key, &[])
    }

    /// A paragraph that tells more than every message knows.
    pub(super) fn tells(self, key: &str, more: &[(&str, String)]) -> Self {
        let name = self.letter.who.as_ref().map(|who| who.name.clone());
        let mut arguments = vec![
            ("reference", self.letter.reference.clone()),
            ("name", name.unwrap_or_default()),
        ];
        arguments.extend(more.iter().cloned());
        self.part(Part::Text(text_with(key, &arguments)))
    }

    pub(super) fn quotes(self, words: &str) -> Self {
        self.part(Part::Quote(words.to_owned()))
    }

    /// The button to the letter's page; none where it leads to none.
    pub(super) fn button(self, key: &str) -> Self {
        match self.letter.link.clone() {
            Some(url) => self.part(Part::Link {
                says: text(key),
                url,
            }),
            None => self,
        }
    }

    /// The code that confirms an address, while it is not.
    pub(super) fn confirming(self, code: Option<&str>) -> Self {
        match code {
            Some(code) => self
                .says("mail-code-confirms")
                .part(Part::Code(code.to_owned()))
                .part(Part::Small(text("mail-code-link"))),
            None => self,
        }
    }
}
