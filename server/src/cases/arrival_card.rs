//! The arrival card of an application: what is asked and said on it, and when one with e-visas has one.

use super::records::{ApplicationDocument, AskedQuestion, CaseDocument};
use crate::state::{Portal, QuestionsRead};
use crate::store::{ApplicationRow, Connection};
use app::contract::{CardLink, CardQuestion, Declaration, QuestionWords};
use app::error::Result;
use app::text::{LANGUAGES, is_message, label_key, text};
use chrono::TimeDelta;
use data_encoding::HEXLOWER;
use domain::calendar::ministry_date;
use domain::law::arrival_card::{Question, Words, opens_on, questions};
use domain::states::{ApplicationKind, ApplicationState};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// So long after a change of the questions pages may still ask what was asked before it.
const KEPT: TimeDelta = TimeDelta::seconds(5);

/// What was asked while the portal had but one list of questions, whose words it still has.
const BEFORE_THE_TABLE: [&str; 5] = ["fever", "contact", "cash", "goods", "restricted"];

/// The questions of the ministry's day, all with words.
pub async fn questions_of_today(portal: &Portal, db: &mut dyn Connection) -> Result<Vec<Question>> {
    let now = portal.now();
    let mut kept = portal.cache.questions.lock().await;
    let table = match kept.as_ref() {
        Some(read) if (now - read.at).abs() < KEPT => Arc::clone(&read.table),
        _ => {
            let mut rows = db.questions().await?;
            for row in &mut rows {
                if row.words.is_empty() {
                    row.words = own_words(&row.code);
                }
            }
            let table: Arc<[Question]> = rows.into();
            *kept = Some(QuestionsRead {
                at: now,
                table: Arc::clone(&table),
            });
            table
        }
    };
    drop(kept);
    Ok(questions(&table, ministry_date(now)).cloned().collect())
}

/// The words that the portal has itself; the code where it has none.
fn own_words(code: &str) -> Words {
    let key = label_key("card-question", code);
    let english = if is_message(&key) {
        text(&key)
    } else {
        code.to_owned()
    };
    Words::from([(LANGUAGES[0].to_owned(), english)])
}

/// The words in English, which every question has.
fn english(words: &Words) -> &str {
    words.get(LANGUAGES[0]).map_or("", String::as_str)
}

/// The edition of a question: another one for other words. Those in English tell, since every question
/// has them.
fn edition(words: &Words) -> String {
    let digest = Sha256::digest(english(words));
    HEXLOWER.encode(&digest[..4])
}

/// The question as a page asks it.
pub fn shown(question: &Question) -> CardQuestion {
    CardQuestion {
        code: question.code.clone(),
        subject: question.subject,
        words: english(&question.words).to_owned(),
        edition: edition(&question.words),
    }
}

/// What is kept of the questions that were asked.
pub fn asked(questions: &[Question], declared: &[String]) -> Vec<AskedQuestion> {
    let asked = questions.iter().map(|question| AskedQuestion {
        code: question.code.clone(),
        edition: edition(&question.words),
        words: declared
            .contains(&question.code)
            .then(|| question.words.clone()),
    });
    asked.collect()
}

/// What is taken to have been asked on a card that does not say it.
pub fn asked_before_the_table() -> Vec<AskedQuestion> {
    let asked = BEFORE_THE_TABLE.iter().map(|code| {
        let words = own_words(code);
        AskedQuestion {
            code: (*code).to_owned(),
            edition: edition(&words),
            words: Some(words),
        }
    });
    asked.collect()
}

/// What a traveller said on a card.
pub struct Said {
    /// Codes of the questions that were answered with yes.
    declared: Vec<String>,
    asked: Vec<AskedQuestion>,
}

/// What the traveller said on the card; nothing of who is on none.
pub fn said(
    kind: ApplicationKind,
    application: &ApplicationDocument,
    case: &CaseDocument,
) -> Option<Said> {
    let card = application.card.as_ref()?;
    // While a card was for one traveller it stood with the others of its answers.
    let alone = || (kind == ApplicationKind::Card).then(|| card.declared.clone());
    Some(Said {
        declared: case.declared.clone().or_else(alone)?,
        asked: case.asked.clone().unwrap_or_else(asked_before_the_table),
    })
}

impl Said {
    /// As it is shown, where these are asked today.
    pub fn declaration(&self, today: &[Question]) -> Declaration {
        let words_of = |code: &String| {
            let mut asked = self.asked.iter();
            let found = asked.find(|question| question.code == *code);
            let words = found.and_then(|question| question.words.clone());
            in_words(code, &words.unwrap_or_else(|| own_words(code)))
        };
        let unasked = today.iter().filter(|question| !self.was_asked(question));
        Declaration {
            yes: self.declared.iter().map(words_of).collect(),
            unasked: unasked
                .map(|question| in_words(&question.code, &question.words))
                .collect(),
            was_asked: !self.asked.is_empty(),
        }
    }

    /// Codes of the questions of today that were answered with yes, in the same words.
    pub fn still_said(&self, today: &[Question]) -> Vec<String> {
        let said = today
            .iter()
            .filter(|question| self.declared.contains(&question.code) && self.was_asked(question));
        said.map(|question| question.code.clone()).collect()
    }

    fn was_asked(&self, question: &Question) -> bool {
        let edition = edition(&question.words);
        let mut asked = self.asked.iter();
        asked.any(|one| one.code == question.code && one.edition == edition)
    }
}

fn in_words(code: &str, words: &Words) -> QuestionWords {
    QuestionWords {
        code: code.to_owned(),
        words: english(words).to_owned(),
        khmer: words.get(LANGUAGES[1]).cloned(),
    }
}

/// Whether a card can be made for an application with e-visas on the day: from seven days before the entry,
/// as for anybody, and while the application is not over.
pub fn may_be_made(portal: &Portal, application: &ApplicationRow) -> bool {
    let today = ministry_date(portal.now());
    application.kind == ApplicationKind::Visa
        && application.state() == ApplicationState::Paid
        && application
            .entry_date
            .is_some_and(|entry| opens_on(entry) <= today)
}

/// The way to the card of an application with e-visas. `has_visa`: whether the traveller of whom it is
/// shown, or one of several, has a visa that was not used.
pub async fn link(
    portal: &Portal,
    db: &mut dyn Connection,
    application: &ApplicationRow,
    document: &ApplicationDocument,
    has_visa: bool,
) -> Result<Option<CardLink>> {
    if application.kind == ApplicationKind::Card {
        return Ok(None);
    }
    let path = format!("/card/{}", portal.vault.card_secret(application.id));
    if document.card.is_some() {
        return Ok(Some(CardLink {
            path,
            is_made: true,
        }));
    }
    if !has_visa || !may_be_made(portal, application) {
        return Ok(None);
    }
    for case in db.cases_of(application.id).await? {
        if !db.crossings_of(case.id).await?.is_empty() {
            return Ok(None);
        }
    }
    Ok(Some(CardLink {
        path,
        is_made: false,
    }))
}
