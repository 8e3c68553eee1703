//! A service that holds one application in memory.

mod data;

use app::context::FlashCipher;
use app::contract::{
    AddTravellerForm, Begun, Caller, DeclarationForm, Download, Draft, EmailForm, EmailView,
    ExchangedLink, ExemptionInfo, FormOrigin, LinkView, MistakeForm, Offer, PaymentOutcome, Port,
    Progress, Saved, SessionToken, Status, Step, StepAnswers, TravellerService, VisaNeed,
};
use app::error::{FieldError, PortalError, Result};
use async_trait::async_trait;
use data::{day, draft, status};
use domain::law::refunds::WithdrawalFee;
use domain::money::Money;
use domain::photo::PhotoChoice;
use domain::states::{ApplicationState, PaymentState};
use std::sync::Mutex;
use uuid::Uuid;

pub const APPLICANT: Uuid = Uuid::from_u128(1);
pub const CHILD: Uuid = Uuid::from_u128(2);
pub const APPLICATION: Uuid = Uuid::from_u128(9);

/// Encodes without encrypting.
pub struct HexCipher;

impl FlashCipher for HexCipher {
    fn encrypt(&self, plain: &[u8], _: i64) -> String {
        use std::fmt::Write as _;
        plain.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
    fn decrypt(&self, encrypted: &str) -> Option<Vec<u8>> {
        (0..encrypted.len() / 2)
            .map(|i| u8::from_str_radix(encrypted.get(2 * i..2 * i + 2)?, 16).ok())
            .collect()
    }
}

pub struct FakeService {
    pub draft: Mutex<Draft>,
    /// Whether the application is paid, for the status pages.
    pub paid: bool,
    /// How the payment stands: its state, whether it bought the application, whether nothing was
    /// paid.
    pub outcome: Option<(PaymentState, bool, bool)>,
}

impl FakeService {
    pub fn drafting() -> Self {
        Self {
            draft: Mutex::new(draft()),
            paid: false,
            outcome: None,
        }
    }

    pub fn paid() -> Self {
        let service = Self {
            paid: true,
            ..Self::drafting()
        };
        service.draft.lock().unwrap().state = ApplicationState::Paid;
        service
    }
}

fn session() -> SessionToken {
    SessionToken {
        secret: "secret-of-session".into(),
        seconds: 3600,
    }
}

fn picture() -> Download {
    Download {
        bytes: Vec::new(),
        content_type: "image/jpeg",
        file_name: "photo.jpg".into(),
    }
}

#[async_trait]
impl TravellerService for FakeService {
    async fn offer(&self) -> Result<Offer> {
        // Lets the page wait once, as it would for a database.
        tokio::task::yield_now().await;
        Ok(Offer {
            fee: Money::usd(3000),
            fee_source: "Demonstration data of this project; Art. 16 leaves the fee to a Prakas"
                .into(),
            fee_source_date: day(2026, 11, 22),
            promised_days: 3,
            demo: true,
        })
    }
    async fn ports(&self) -> Result<Vec<Port>> {
        let port = |code: &str, name: &str, evisa| Port {
            code: code.into(),
            name: name.into(),
            evisa,
        };
        Ok(vec![
            port("SAI", "Siem Reap Angkor International Airport", true),
            port("PNH", "Phnom Penh International Airport", false),
        ])
    }
    async fn visa_need(&self, nationality: &str, kind: &str) -> Result<VisaNeed> {
        if nationality.is_empty() {
            let message = "field-error-choose-nationality";
            return Err(PortalError::invalid("nationality", message));
        }
        let kind = kind
            .parse()
            .map_err(|_| PortalError::invalid("kind", "field-error-choose-passport-kind"))?;
        Ok(VisaNeed {
            nationality: nationality.into(),
            nationality_name: if nationality == "SGP" {
                "Singapore"
            } else {
                "Ireland"
            }
            .into(),
            kind,
            exemption: (nationality == "SGP").then(|| ExemptionInfo {
                days: 30,
                source: "Demonstration data of this project; not an official agreement".into(),
                source_date: day(2026, 11, 22),
            }),
        })
    }
    async fn check_address(&self, form: &EmailForm) -> Result<()> {
        match form.email.as_str() {
            "" => Err(PortalError::invalid("email", "field-error-email-missing")),
            email if !email.contains('@') => {
                Err(PortalError::invalid("email", "field-error-email"))
            }
            "anna@gmial.com" if form.asked != form.email => {
                Err(PortalError::invalid("email", app::contract::LIKELY_SLIP))
            }
            _ => Ok(()),
        }
    }
    async fn start(&self, _: &Caller, form: &EmailForm) -> Result<Begun> {
        if form.email.contains('@') {
            Ok(Begun {
                session: session(),
                browser: Some(session()),
            })
        } else {
            Err(PortalError::invalid("email", "field-error-email"))
        }
    }
    async fn request_link(&self, _: &Caller, _: &str, _: &str) -> Result<()> {
        Err(PortalError::TooManyTries { seconds: 240 })
    }
    async fn link(&self, _: &Caller, token: &str) -> Result<LinkView> {
        if token == "good" {
            Ok(LinkView {
                reference: "KV-7Q2M-3DXA".into(),
                draft: true,
                code: None,
            })
        } else {
            Err(PortalError::NotFound)
        }
    }
    async fn open_link(&self, _: &Caller, _: &str) -> Result<ExchangedLink> {
        Ok(ExchangedLink {
            session: session(),
            draft: true,
        })
    }
    async fn email(&self, caller: &Caller) -> Result<EmailView> {
        caller.traveller()?;
        Ok(EmailView {
            reference: "KV-7Q2M-3DXA".into(),
            email: "enya@example.ie".into(),
            confirmed: false,
            new_email: None,
            may_change: true,
        })
    }
    async fn confirm_email(&self, caller: &Caller, _: &str, code: &str) -> Result<()> {
        caller.traveller()?;
        if code == "123456" {
            Ok(())
        } else {
            Err(PortalError::invalid("code", "field-error-code"))
        }
    }
    async fn mail_code(&self, caller: &Caller, _: &str) -> Result<()> {
        caller.traveller()?;
        Ok(())
    }
    async fn change_email(&self, caller: &Caller, _: &str, _: &EmailForm) -> Result<()> {
        caller.traveller()?;
        Err(PortalError::conflict("conflict-email-other-browser"))
    }
    async fn sign_out_everywhere(&self, caller: &Caller, reference: &str) -> Result<SessionToken> {
        caller.traveller()?;
        if reference != "KV-7Q2M-3DXA" {
            return Err(PortalError::conflict("conflict-page-too-old"));
        }
        Ok(session())
    }
    async fn leave(&self, _: &str) -> Result<()> {
        Ok(())
    }
    async fn draft(&self, caller: &Caller) -> Result<Draft> {
        caller.traveller()?;
        tokio::task::yield_now().await;
        Ok(self.draft.lock().unwrap().clone())
    }
    async fn save(
        &self,
        caller: &Caller,
        origin: &FormOrigin,
        answers: StepAnswers,
    ) -> Result<Saved> {
        caller.traveller()?;
        let mut draft = self.draft.lock().unwrap();
        if origin.reference != draft.reference {
            return Err(PortalError::OtherApplication {
                reference: origin.reference.clone(),
            });
        }
        let mut errors = Vec::new();
        match answers {
            StepAnswers::Trip(form) => {
                draft.trip = form;
                draft.trip_progress = Progress::Done;
            }
            StepAnswers::Contact(form) => {
                draft.contact = form;
                errors.push(FieldError::new("phone", "field-error-phone-missing"));
                draft.contact_errors.clone_from(&errors);
                draft.contact_progress = Progress::Invalid;
            }
            StepAnswers::Passport { .. } => {}
        }
        Ok(Saved {
            errors,
            next: Step::Contact,
            sent: false,
        })
    }
    async fn add_traveller(
        &self,
        caller: &Caller,
        _: &FormOrigin,
        _: &AddTravellerForm,
    ) -> Result<Uuid> {
        caller.traveller()?;
        Err(PortalError::invalid(
            "passport",
            "field-error-choose-passport",
        ))
    }
    async fn remove_traveller(&self, caller: &Caller, _: &FormOrigin, _: Uuid) -> Result<()> {
        caller.traveller()?;
        Err(PortalError::conflict("conflict-first-traveller"))
    }
    async fn save_photo(&self, _: &Caller, _: Uuid, _: Vec<u8>) -> Result<Saved> {
        Err(PortalError::invalid("photo", "photo-heif"))
    }
    async fn keep_photo(&self, caller: &Caller, _: Uuid, origin: &FormOrigin) -> Result<Saved> {
        caller.traveller()?;
        if !origin.is_of(3) {
            return Err(PortalError::conflict("conflict-photo-changed"));
        }
        Ok(Saved {
            errors: Vec::new(),
            next: Step::Contact,
            sent: false,
        })
    }
    async fn adjust_photo(
        &self,
        caller: &Caller,
        _: Uuid,
        _: &FormOrigin,
        choice: PhotoChoice,
    ) -> Result<()> {
        caller.traveller()?;
        let draft = self.draft.lock().unwrap();
        let source = draft.travellers[0].photo_source;
        match source.and_then(|source| source.after(choice)) {
            Some(_) => Ok(()),
            None => Err(PortalError::conflict("conflict-photo-part")),
        }
    }
    async fn photo(&self, _: &Caller, _: Uuid) -> Result<Download> {
        Ok(picture())
    }
    async fn photo_overview(&self, _: &Caller, _: Uuid) -> Result<Download> {
        Ok(picture())
    }
    async fn report_mistake(&self, _: &Caller, _: &str, _: &MistakeForm) -> Result<()> {
        Ok(())
    }
    async fn remind(&self, _: &Caller, _: &str) -> Result<()> {
        Ok(())
    }
    async fn submit(&self, caller: &Caller, _: &FormOrigin, _: &DeclarationForm) -> Result<()> {
        caller.traveller()?;
        Err(PortalError::Invalid(vec![
            FieldError::new("truthful", "field-error-truthful"),
            FieldError::new("refunds_read", "field-error-refunds-read"),
        ]))
    }
    async fn pay(&self, caller: &Caller, _: &str) -> Result<String> {
        caller.traveller()?;
        if self.paid {
            return Err(PortalError::conflict("conflict-already-paid"));
        }
        Ok("https://cards.example/session".into())
    }
    async fn payment_outcome(&self, caller: &Caller) -> Result<PaymentOutcome> {
        caller.traveller()?;
        let standing = if self.paid {
            (PaymentState::Paid, true, false)
        } else {
            (PaymentState::Created, false, false)
        };
        let (state, settles, is_unpaid) = self.outcome.unwrap_or(standing);
        Ok(PaymentOutcome {
            reference: "KV-7Q2M-3DXA".into(),
            state,
            settles,
            is_unpaid,
            pending: None,
            refund_on_its_way: false,
            amount: Money::usd(6000),
            decision_due_on: Some(day(2026, 11, 25)),
        })
    }
    async fn status(&self, caller: &Caller) -> Result<Status> {
        caller.traveller()?;
        Ok(status(self.paid))
    }
    async fn withdraw(
        &self,
        caller: &Caller,
        _: &str,
        _: Uuid,
        _: Option<WithdrawalFee>,
    ) -> Result<()> {
        caller.traveller()?;
        Err(PortalError::conflict("conflict-cannot-withdraw"))
    }
    async fn send_correction(&self, caller: &Caller, _: &str, _: Uuid) -> Result<()> {
        caller.traveller()?;
        Err(PortalError::invalid(
            "correction",
            "field-error-correction-incomplete",
        ))
    }
    async fn evisa(&self, _: &Caller, _: Uuid) -> Result<Download> {
        Ok(picture())
    }
}
