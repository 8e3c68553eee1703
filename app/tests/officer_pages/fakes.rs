//! Services with a fixed answer for each question, for pages of staff, border and verification.
//! They remember the last form that was posted, so that a test can see that it arrived whole.

mod border;
mod day_pack;
mod staff;

use crate::seals;
use app::contract::*;
use app::error::{PortalError, Result};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use domain::doc9303::mrz::MrzDate;
use domain::doc9303::seal::SubIndication;
use domain::law::Ground;
use domain::law::refunds::{RefundGround, WithdrawalFee};
use domain::money::Money;
use domain::photo::PhotoChoice;
use domain::states::*;
use domain::visa::VisaType;
use std::sync::Mutex;
use uuid::Uuid;

pub const CASE: Uuid = Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001);

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 7, 5, 0).unwrap()
}

pub fn staff(roles: &[Role]) -> StaffIdentity {
    StaffIdentity {
        id: Uuid::from_u128(7),
        name: "Sok Dara".into(),
        roles: roles.to_vec(),
        port: Some("PNH".into()),
        must_change_password: false,
    }
}

fn ports() -> Vec<Port> {
    [
        ("PNH", "Phnom Penh airport"),
        ("SAI", "Siem Reap Angkor airport"),
        ("BVT", "Bavet"),
    ]
    .map(|(code, name)| Port {
        code: code.into(),
        name: name.into(),
        evisa: true,
    })
    .to_vec()
}

fn visa() -> VisaSummary {
    VisaSummary {
        id: Uuid::from_u128(9),
        number: "KV2600017".into(),
        visa_type: VisaType::T,
        state: VisaState::Valid,
        issued_on: day(2026, 11, 20),
        valid_until: day(2027, 2, 20),
    }
}

#[derive(Default)]
pub struct Fakes {
    pub crossing: Mutex<Option<CrossingForm>>,
    /// Whether a refusal stands against everybody.
    pub refused: Mutex<bool>,
    pub decision: Mutex<Option<(CaseAction, DecisionForm)>>,
    /// Whether a new second factor waits for its first code.
    pub renewing: Mutex<bool>,
}

/// A picture of one dark pixel.
const PHOTO: &str = "data:image/gif;base64,R0lGODlhAQABAIAAAFVVVQAAACwAAAAAAQABAAACAkQBADs=";

#[async_trait]
impl Verifier for Fakes {
    async fn pass(&self, _: &Caller, secret: &str) -> Result<PassView> {
        if secret == "unknown" {
            return Err(PortalError::NotFound);
        }
        let departed = secret == "departed";
        let seal_url = seals::pass_address("http://127.0.0.1:8090");
        Ok(PassView {
            number: "VP2600008".into(),
            state: if departed {
                StayState::Departed
            } else {
                StayState::Open
            },
            today: day(2026, 11, 22),
            surname: "ERIKSSON".into(),
            given_names: "ANNA MARIA".into(),
            birth_date: MrzDate::of_iso("1974-08-12").unwrap(),
            passport_number: "L898902C3".into(),
            nationality: "Utopia".into(),
            entered_on: day(2026, 11, 10),
            entered_at: "Phnom Penh airport".into(),
            last_permitted_day: day(2026, 12, 10),
            days_left: if secret == "over" { -2 } else { 18 },
            departed_on: departed.then(|| day(2026, 11, 30)),
            code: (secret != "damaged").then(|| seals::code(&seal_url)),
            has_good_key: !secret.ends_with("bad-key"),
            seal_url,
            photo: PHOTO.into(),
            apple_wallet: true,
            google_wallet: true,
            entered_by: EnteredBy::Visa,
            demo: true,
        })
    }
    async fn evisa_page(&self, _: &Caller, secret: &str) -> Result<EvisaView> {
        let state = match secret {
            "unknown" => return Err(PortalError::NotFound),
            "void" => return Err(PortalError::conflict("conflict-evisa-void")),
            "used" => VisaState::Used,
            _ => VisaState::Valid,
        };
        let seal_url = seals::pass_address("http://127.0.0.1:8090");
        Ok(EvisaView {
            number: "KV2600007".into(),
            state,
            today: day(2026, 11, 22),
            surname: "ERIKSSON".into(),
            given_names: "ANNA MARIA".into(),
            birth_date: MrzDate::of_iso("1974-08-12").unwrap(),
            passport_number: "L898902C3".into(),
            nationality: "Utopia".into(),
            issued_on: day(2026, 11, 20),
            valid_until: day(2027, 2, 20),
            ports: vec!["Bavet".into(), "Phnom Penh airport".into()],
            code: (secret != "damaged").then(|| seals::code(&seal_url)),
            has_good_key: !secret.ends_with("bad-key"),
            seal_url,
            photo: PHOTO.into(),
            demo: true,
            card: (state == VisaState::Valid).then(|| CardLink {
                path: "/card/secret".into(),
                is_made: true,
            }),
        })
    }
    async fn evisa_page_pdf(&self, _: &Caller, _: &str) -> Result<Download> {
        Err(PortalError::NotFound)
    }
    async fn pass_pdf(&self, _: &Caller, _: &str) -> Result<Download> {
        Err(PortalError::NotFound)
    }
    async fn find_pass(&self, _: &Caller, form: &LostPassForm) -> Result<String> {
        if form.passport_number == "L898902C3" {
            Ok("/v/secret".into())
        } else {
            Err(PortalError::conflict("conflict-no-such-pass"))
        }
    }
    async fn mail_pass(&self, _: &Caller, _: &str) -> Result<()> {
        Ok(())
    }
    async fn apple_pass(&self, _: &Caller, _: &str) -> Result<Download> {
        Err(PortalError::NotFound)
    }
    async fn google_offer(&self, _: &Caller, _: &str) -> Result<GoogleOffer> {
        Ok(GoogleOffer::Asked)
    }
    async fn give_to_google(&self, _: &Caller, _: &str) -> Result<()> {
        Ok(())
    }
    async fn verify(&self, text: &str) -> Result<SealReport> {
        let (verdict, code) = match text {
            "good" => (SealVerdict::InForce, "VALID"),
            "over" => (SealVerdict::StayEnded(day(2026, 12, 10)), "VALID"),
            "used" => (SealVerdict::Used, "USED"),
            _ => {
                let reason = SubIndication::InvalidSignature;
                (SealVerdict::NotGenuine(reason), reason.as_str())
            }
        };
        Ok(SealReport {
            verdict,
            code: code.into(),
            facts: vec![
                (SealFact::Name, "ERIKSSON<<ANNA<MARIA".into()),
                (SealFact::Port, "PNH".into()),
            ],
            specimen: true,
        })
    }
    async fn keys(&self) -> Result<String> {
        Ok(seals::keys())
    }
    async fn seal_list(&self) -> Result<Vec<u8>> {
        Ok(seals::list())
    }
    fn now(&self) -> DateTime<Utc> {
        now()
    }
}

/// The travellers' service, which the pages here ask for the ports only.
pub struct Travellers;

macro_rules! not_here {
    ($($name:ident($($argument:ty),*) -> $answer:ty;)*) => {
        #[async_trait]
        impl TravellerService for Travellers {
            async fn ports(&self) -> Result<Vec<Port>> {
                Ok(ports())
            }
            $(async fn $name(&self, $(_: $argument),*) -> Result<$answer> {
                Err(PortalError::Unavailable)
            })*
        }
    };
}
not_here! {
    offer() -> Offer;
    visa_need(&str, &str) -> VisaNeed;
    check_address(&EmailForm) -> ();
    start(&Caller, &EmailForm) -> Begun;
    email(&Caller) -> EmailView;
    confirm_email(&Caller, &str, &str) -> ();
    mail_code(&Caller, &str) -> ();
    change_email(&Caller, &str, &EmailForm) -> ();
    request_link(&Caller, &str, &str) -> ();
    link(&Caller, &str) -> LinkView;
    open_link(&Caller, &str) -> ExchangedLink;
    sign_out_everywhere(&Caller, &str) -> SessionToken;
    leave(&str) -> ();
    draft(&Caller) -> Draft;
    save(&Caller, &FormOrigin, StepAnswers) -> Saved;
    add_traveller(&Caller, &FormOrigin, &AddTravellerForm) -> Uuid;
    remove_traveller(&Caller, &FormOrigin, Uuid) -> ();
    save_photo(&Caller, Uuid, Vec<u8>) -> Saved;
    keep_photo(&Caller, Uuid, &FormOrigin) -> Saved;
    adjust_photo(&Caller, Uuid, &FormOrigin, PhotoChoice) -> ();
    photo(&Caller, Uuid) -> Download;
    photo_overview(&Caller, Uuid) -> Download;
    remind(&Caller, &str) -> ();
    report_mistake(&Caller, &str, &MistakeForm) -> ();
    submit(&Caller, &FormOrigin, &DeclarationForm) -> ();
    pay(&Caller, &str) -> String;
    payment_outcome(&Caller) -> PaymentOutcome;
    status(&Caller) -> Status;
    withdraw(&Caller, &str, Uuid, Option<WithdrawalFee>) -> ();
    send_correction(&Caller, &str, Uuid) -> ();
    evisa(&Caller, Uuid) -> Download;
}
