//! Desks with a fixed answer for each question, for pages of staff, border and verification. They
//! remember the last form that was posted, so that a test can see that it arrived whole.

use crate::seals;
use app::contract::*;
use app::error::{PortalError, Result};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use domain::law::VisaType;
use domain::money::Money;
use domain::states::*;
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
    pub decision: Mutex<Option<(CaseAct, DecisionForm)>>,
}

fn queue_row(number: u128, state: CaseState, promised: NaiveDate) -> QueueRow {
    QueueRow {
        case: Uuid::from_u128(CASE.as_u128() + number),
        reference: format!("KV-7Q2M-3DX{number}"),
        position: 1,
        name: [
            "ERIKSSON, ANNA MARIA",
            "NGUYEN, THI MINH KHAI",
            "VAN DER MEER, JOHANNES WILLEM",
        ][number as usize % 3]
            .into(),
        nationality: ["UTO", "VNM", "NLD"][number as usize % 3].into(),
        state,
        paid_at: now(),
        promised_on: Some(promised),
        entry_date: Some(day(2027, 1, 10)),
        reviewer: (state == CaseState::InReview).then(|| "Chan Bopha".into()),
    }
}

#[async_trait]
impl StaffDesk for Fakes {
    fn asks_code(&self) -> bool {
        true
    }
    async fn sign_in(&self, _: &Caller, form: &SignInForm) -> Result<SessionToken> {
        if form.password == "right" {
            Ok(SessionToken {
                secret: "new-session".into(),
                seconds: 3600,
            })
        } else {
            Err(PortalError::conflict("error-forbidden"))
        }
    }
    async fn sign_out(&self, _: &str) -> Result<()> {
        Ok(())
    }
    async fn change_password(&self, _: &Caller, form: &ChangePasswordForm) -> Result<SessionToken> {
        if form.new == form.again {
            Ok(SessionToken {
                secret: "new-session".into(),
                seconds: 3600,
            })
        } else {
            Err(PortalError::invalid("again", "error-invalid"))
        }
    }
    async fn queue(&self, caller: &Caller, filter: &QueueFilter) -> Result<Page<QueueRow>> {
        caller.with_role(Role::Reviewer)?;
        let rows = (0..9)
            .map(|n| {
                let state = [
                    CaseState::Waiting,
                    CaseState::InReview,
                    CaseState::DenialProposed,
                ][n as usize % 3];
                queue_row(n, state, day(2026, 11, 19 + u32::try_from(n).unwrap()))
            })
            .filter(|row| filter.nationality.is_empty() || row.nationality == filter.nationality)
            .collect();
        Ok(Page {
            rows,
            next: Some("2026-11-22 1&2".into()),
        })
    }
    async fn case(&self, caller: &Caller, case: Uuid) -> Result<CaseView> {
        let staff = caller.staff.as_ref().ok_or(PortalError::SignInNeeded)?;
        let supervisor = staff.roles.contains(&Role::Supervisor);
        let check = |message: &str, article: &str, outcome| CaseCheck {
            message: message.into(),
            arguments: vec![],
            article: article.into(),
            outcome,
        };
        Ok(CaseView {
            case,
            version: 4,
            reference: "KV-7Q2M-3DXA".into(),
            position: 1,
            state: if supervisor {
                CaseState::DenialProposed
            } else {
                CaseState::InReview
            },
            reviewer: Some("Sok Dara".into()),
            mine: true,
            facts: [
                ("border-birth-date", "12 August 1974"),
                ("border-passport-number", "L898902C3"),
                ("border-nationality", "UTO"),
                ("staff-queue-port", "Phnom Penh airport"),
                ("verify-fact-stay", "21 days"),
                ("staff-queue-name", "ERIKSSON, ANNA MARIA"),
            ]
            .map(|(label, value)| (label.to_owned(), value.to_owned()))
            .to_vec(),
            checks: vec![
                check("seal-valid", "Art. 7.2", CheckOutcome::Pass),
                check("seal-invalid-passport-mrz", "Art. 7.1", CheckOutcome::Fail),
                check("staff-correction-hint", "Art. 6", CheckOutcome::Look),
            ],
            companions: vec![queue_row(1, CaseState::Waiting, day(2026, 11, 25))],
            timeline: vec![
                TimelineEntry {
                    at: now(),
                    message: "staff-refund-requested".into(),
                    arguments: vec![],
                },
                TimelineEntry {
                    at: now(),
                    message: "staff-act-take".into(),
                    arguments: vec![],
                },
            ],
            denial: supervisor.then(|| DenialView {
                ground: "23.a.8".into(),
                note: "The invitation names another <b>person</b>.".into(),
                proposed_by: "Chan Bopha".into(),
                proposed_by_caller: false,
            }),
            visa: None,
        })
    }
    async fn case_photo(&self, _: &Caller, _: Uuid) -> Result<Download> {
        Err(PortalError::NotFound)
    }
    async fn act(&self, _: &Caller, act: CaseAct, form: &DecisionForm) -> Result<()> {
        *self.decision.lock().unwrap() = Some((act, form.clone()));
        if form.note.is_empty() && act == CaseAct::ProposeDenial {
            return Err(PortalError::invalid("note", "error-invalid"));
        }
        Ok(())
    }
    async fn refunds(&self, caller: &Caller, _: &RefundFilter) -> Result<Page<RefundRow>> {
        caller.with_role(Role::Supervisor)?;
        let row = |state, failure: Option<&str>| RefundRow {
            refund: Uuid::from_u128(3),
            version: 1,
            reference: "KV-7Q2M-3DXA".into(),
            amount: Money::usd(30_00),
            state,
            case: Some(Uuid::from_u128(4)),
            reason: "ground-7-technical-fault".into(),
            beside: vec!["ground-23-a-9".into()],
            without_visa: false,
            requested_at: now(),
            requested_by: failure.is_none().then(|| "Sok Dara".into()),
            failure: failure.map(Into::into),
        };
        let rows = vec![
            row(RefundState::Requested, None),
            row(RefundState::Failed, Some("expired_or_canceled_card")),
        ];
        Ok(Page { rows, next: None })
    }
    async fn decline_refund(&self, _: &Caller, _: Uuid, _: i64) -> Result<()> {
        Err(PortalError::conflict("conflict-refund-is-due"))
    }
    async fn approve_refund(&self, _: &Caller, _: Uuid, _: i64) -> Result<()> {
        Ok(())
    }
}

fn person(case: Uuid, admissible: bool) -> PersonRow {
    PersonRow {
        case,
        reference: "KV-7Q2M-3DXA".into(),
        name: if admissible {
            "ERIKSSON<<ANNA<MARIA".into()
        } else {
            "ERIKSSON<<LUKAS".into()
        },
        nationality: "UTO".into(),
        passport_number: "L898902C3".into(),
        birth_date: "1974-08-12".into(),
        visa: Some(visa()),
        stay: None,
        admissible,
        admissible_before: false,
        obstacles: if admissible {
            vec![]
        } else {
            vec![("ground-23-a-1".into(), "Art. 23 a.1".into())]
        },
    }
}

#[async_trait]
impl BorderDesk for Fakes {
    async fn find(&self, _: &Caller, form: &FindForm) -> Result<Found> {
        if form.passport_number == "NOBODY" {
            return Err(PortalError::NotFound);
        }
        Ok(Found { key: "a/b".into() })
    }
    async fn people(&self, caller: &Caller, _: &str) -> Result<People> {
        caller.with_role(Role::Border)?;
        let rows = vec![person(CASE, true), person(CASE, false)];
        Ok(People {
            rows,
            seal: Some("VALID".into()),
        })
    }
    async fn person(&self, caller: &Caller, case: Uuid) -> Result<PersonView> {
        caller.with_role(Role::Border)?;
        let mut row = person(case, true);
        // An even case is in the country, and over its time.
        if case.as_u128().is_multiple_of(2) {
            row.stay = Some(StayView {
                stay: Uuid::from_u128(5),
                version: 1,
                state: StayState::Open,
                entered_on: day(2026, 9, 10),
                last_permitted_day: day(2026, 10, 10),
                days_left: -43,
                days_over: 43,
                departed_on: None,
                fine: Some(FineView {
                    amount: Money::usd(43_000),
                    days: 43,
                    state: FineState::Due,
                    must_leave_by: Some(day(2026, 11, 29)),
                }),
                pass_number: "VP2600008".into(),
            });
        }
        Ok(PersonView {
            row,
            version: 2,
            crossings: vec![CrossingView {
                kind: CrossingKind::Refusal,
                port_name: "Bavet".into(),
                event_at: now() - chrono::TimeDelta::hours(3),
                recorded_at: now(),
                grounds: vec![("ground-7-technical-fault".into(), "Art. 7".into())],
            }],
            port: Some("SAI".into()),
            ports: ports(),
        })
    }
    async fn person_photo(&self, _: &Caller, _: Uuid) -> Result<Download> {
        Err(PortalError::NotFound)
    }
    async fn admit(&self, _: &Caller, form: &CrossingForm) -> Result<()> {
        *self.crossing.lock().unwrap() = Some(form.clone());
        Ok(())
    }
    async fn refuse(&self, _: &Caller, form: &CrossingForm) -> Result<()> {
        *self.crossing.lock().unwrap() = Some(form.clone());
        if form.note.is_empty() {
            return Err(PortalError::invalid("note", "error-invalid"));
        }
        Ok(())
    }
    async fn depart(&self, _: &Caller, form: &CrossingForm) -> Result<()> {
        *self.crossing.lock().unwrap() = Some(form.clone());
        Ok(())
    }
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
            name: "ERIKSSON, ANNA MARIA".into(),
            passport_number: "L898902C3".into(),
            nationality: "UTO".into(),
            entered_on: day(2026, 11, 10),
            entered_at: "Phnom Penh airport".into(),
            last_permitted_day: day(2026, 12, 10),
            days_left: if secret == "over" { -2 } else { 18 },
            departed_on: departed.then(|| day(2026, 11, 30)),
            qr_svg: seals::qr_svg(&seal_url),
            seal_url,
            photo: PHOTO.into(),
            demo: true,
        })
    }
    async fn pass_pdf(&self, _: &Caller, _: &str) -> Result<Download> {
        Err(PortalError::NotFound)
    }
    async fn verify(&self, text: &str) -> Result<SealReport> {
        let code = if text.contains("good") {
            "VALID"
        } else {
            "INVALID_SIGNATURE"
        };
        Ok(SealReport {
            code: code.into(),
            facts: vec![("verify-fact-name".into(), "ERIKSSON<<ANNA<MARIA".into())],
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

/// The pages here ask travellers' desk for the ports only.
pub struct Travellers;

macro_rules! not_here {
    ($($name:ident($($argument:ty),*) -> $answer:ty;)*) => {
        #[async_trait]
        impl TravellerDesk for Travellers {
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
    start(&Caller, &str) -> SessionToken;
    request_link(&Caller, &str, &str) -> ();
    link(&Caller, &str) -> LinkView;
    open_link(&Caller, &str) -> Opened;
    leave(&str) -> ();
    draft(&Caller) -> Draft;
    save(&Caller, StepAnswers) -> Saved;
    add_traveller(&Caller, &AddTravellerForm) -> Uuid;
    remove_traveller(&Caller, Uuid) -> ();
    save_photo(&Caller, Uuid, Vec<u8>) -> Saved;
    photo(&Caller, Uuid) -> Download;
    submit(&Caller, &DeclarationForm) -> ();
    pay(&Caller) -> String;
    payment_outcome(&Caller) -> PaymentOutcome;
    status(&Caller) -> Status;
    withdraw(&Caller, Uuid) -> ();
    send_correction(&Caller, Uuid) -> ();
    evisa(&Caller, Uuid) -> Download;
}
