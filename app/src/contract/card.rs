//! The e-Arrival card: its forms, the card as its holder sees it, and the service behind both.

use super::{Caller, PassportForm, QrCode, TimelineEntry, TripForm};
use crate::error::Result;
use async_trait::async_trait;
use chrono::NaiveDate;
use domain::law::arrival_card::Subject;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What the card asks beside passport and trip.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CardForm {
    pub email: String,
    /// The address that the person was asked about already, since it looks like a typing error.
    pub asked: String,
    /// The flight, ship, bus or car.
    pub vehicle: String,
    /// The hour of arrival, as people write it; may be empty.
    pub hour: String,
    /// A code of `Purpose`.
    pub purpose: String,
    /// Codes of the questions that are answered with yes: the control may be given several times.
    pub declared: Vec<String>,
    /// The questions that the page showed, see [`questions_shown`].
    #[serde(skip_serializing)]
    pub questions: String,
    /// `yes` when ticked: what I said is true.
    pub truthful: String,
}

/// Everything on the card, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CardAnswers {
    pub passport: PassportForm,
    pub trip: TripForm,
    pub card: CardForm,
}

/// What a further traveller on a card says beside the passport.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CardSaid {
    /// Codes of the questions that are answered with yes.
    pub declared: Vec<String>,
    /// The questions that the page showed, see [`questions_shown`].
    #[serde(skip_serializing)]
    pub questions: String,
    /// `yes` when ticked: what I said is true.
    pub truthful: String,
}

/// Everything on the card about one further traveller, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CardTravellerAnswers {
    pub passport: PassportForm,
    pub said: CardSaid,
}

/// The card of an application with an e-visa: what the application does not know yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisaCardForm {
    pub vehicle: String,
    pub hour: String,
    pub purpose: String,
    /// The ids of the travellers whom the page showed, with blanks between.
    pub shown: String,
    /// What each of them answered with yes, as `id:code`.
    pub declared: Vec<String>,
    /// The questions that the page showed, see [`questions_shown`].
    #[serde(skip_serializing)]
    pub questions: String,
    /// `yes` when ticked: what I said is true.
    pub truthful: String,
}

/// A question of the card as a page asks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardQuestion {
    pub code: String,
    pub subject: Subject,
    pub words: String,
    /// Another one for other words.
    pub edition: String,
}

/// The questions of a page, each with its edition, with blanks between: what is answered is what was shown.
pub fn questions_shown(questions: &[CardQuestion]) -> String {
    let shown = questions.iter();
    let shown: Vec<_> = shown
        .map(|one| format!("{}:{}", one.code, one.edition))
        .collect();
    shown.join(" ")
}

/// The words of a question as it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionWords {
    pub code: String,
    pub words: String,
    /// In Khmer, where the ministry gave them.
    pub khmer: Option<String>,
}

/// What a traveller declared on a card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declaration {
    /// What was answered with yes, in the words of that day.
    pub yes: Vec<QuestionWords>,
    /// What is asked today, and was not asked then.
    pub unasked: Vec<QuestionWords>,
    /// Whether anything was asked then.
    pub was_asked: bool,
}

/// The way from an e-visa to the arrival card of its application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardLink {
    pub path: String,
    /// Whether it is made already, or is still to be filled in.
    pub is_made: bool,
}

/// By what the travellers on a card enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardBasis {
    /// By an agreement, on the card alone (Art. 5).
    Agreement,
    /// On their e-visas.
    Visa,
    /// It is no card of theirs: an officer recorded who came without any.
    AtDesk,
}

/// A card behind its secret address.
#[derive(Debug, Clone)]
pub struct CardView {
    pub reference: String,
    pub arrives_on: NaiveDate,
    pub port_name: String,
    /// The last day on which it is good.
    pub good_until: NaiveDate,
    /// What all of them have in common, as typed.
    pub trip: TripForm,
    pub card: CardForm,
    /// In the order in which they were added.
    pub travellers: Vec<CardTraveller>,
    /// The version of what they have in common, for the form that changes it.
    pub version: i64,
    /// Whether it can be changed, and others be added: until the first crossing.
    pub is_open: bool,
    /// Whether it was filled in; that of an e-visa may wait for it.
    pub is_made: bool,
    pub basis: CardBasis,
    pub timeline: Vec<TimelineEntry>,
    /// The code that a reader at the border reads: the reference.
    pub code: QrCode,
}

/// One traveller on a card.
#[derive(Debug, Clone)]
pub struct CardTraveller {
    pub id: Uuid,
    pub name: String,
    pub passport: PassportForm,
    /// Codes of the questions of today that were answered with yes, in the same words.
    pub declared: Vec<String>,
    /// Nothing of whoever made no card.
    pub says: Option<Declaration>,
    /// The version of these answers, for the form that changes them.
    pub version: i64,
    /// Whether these can be changed: until the traveller's own crossing.
    pub is_open: bool,
    /// The path of the V-Pass of whoever was admitted.
    pub pass_path: Option<String>,
}

impl CardView {
    /// The answers of the first traveller with what all have in common, as one form asks them.
    pub fn answers(&self) -> CardAnswers {
        let first = self.travellers.first();
        CardAnswers {
            passport: first.map(|one| one.passport.clone()).unwrap_or_default(),
            trip: self.trip.clone(),
            card: CardForm {
                declared: first.map(|one| one.declared.clone()).unwrap_or_default(),
                ..self.card.clone()
            },
        }
    }
}

#[async_trait]
pub trait CardService: Send + Sync {
    /// Anyone. The questions of today, in the order of the page.
    async fn questions(&self) -> Result<Vec<CardQuestion>>;
    /// A name for a page on which a card is filled in, which nobody can guess.
    fn new_page(&self) -> Uuid;
    /// Anyone, throttled. Makes an arrival card and mails its link; its secret. What the pasted MRZ
    /// says is filled in where nothing was typed. The same answers from the same `page` are one card, however
    /// often they are sent.
    async fn make_card(
        &self,
        caller: &Caller,
        page: &str,
        answers: &mut CardAnswers,
    ) -> Result<String>;
    /// Anyone with the secret of a mail and the number of a passport on the card, throttled. The secret of
    /// the card.
    async fn card_from_mail(
        &self,
        caller: &Caller,
        secret: &str,
        passport_number: &str,
    ) -> Result<String>;
    /// Anyone with the secret. The card.
    async fn card(&self, caller: &Caller, secret: &str) -> Result<CardView>;
    /// Anyone with the secret, until the first crossing. Puts answers in the place of those at `version`; a
    /// conflict where others were saved since.
    async fn change_card(
        &self,
        caller: &Caller,
        secret: &str,
        version: &str,
        answers: &mut CardAnswers,
    ) -> Result<()>;
    /// Anyone with the secret, from seven days before the entry until the first crossing. Fills in the card
    /// of an application with an e-visa, or changes it, in the place of what stood there at `version`.
    async fn fill_visa_card(
        &self,
        caller: &Caller,
        secret: &str,
        version: &str,
        form: &mut VisaCardForm,
    ) -> Result<()>;
    /// Anyone with the secret, until the first crossing. One more traveller; the MRZ is read as in
    /// [`make_card`](Self::make_card).
    async fn add_to_card(
        &self,
        caller: &Caller,
        secret: &str,
        answers: &mut CardTravellerAnswers,
    ) -> Result<()>;
    /// Anyone with the secret, until the traveller's crossing. Other answers of one traveller, who is
    /// named by id and version; a conflict where others were saved since.
    async fn change_on_card(
        &self,
        caller: &Caller,
        secret: &str,
        traveller: (&str, &str),
        answers: &mut CardTravellerAnswers,
    ) -> Result<()>;
    /// Anyone with the secret, until the traveller's crossing. Takes a further traveller off; `traveller`
    /// is the id and the version.
    async fn take_off_card(
        &self,
        caller: &Caller,
        secret: &str,
        traveller: (&str, &str),
    ) -> Result<()>;
}
