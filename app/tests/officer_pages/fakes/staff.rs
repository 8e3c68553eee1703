//! The staff service.

use super::*;
use domain::doc9303::countries::country;
use domain::doc9303::mrz::Sex;
use domain::person::{PassportKind, Person};

fn queue_row(number: u128, state: CaseState, due: NaiveDate) -> QueueRow {
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
        unreadable: number == 8,
        nationality: ["UTO", "VNM", "NLD"][number as usize % 3].into(),
        state,
        paid_at: now(),
        decision_due_on: Some(due),
        entry_date: Some(day(2027, 1, 10)),
        reviewer: (state == CaseState::InReview).then(|| "Chan Bopha".into()),
    }
}

fn person() -> Person {
    Person {
        surname: "Eriksson".into(),
        given_names: "Anna Maria".into(),
        sex: Sex::Female,
        birth_date: MrzDate::of_iso("1974-08-12").unwrap(),
        birth_place: "Zenith".into(),
        nationality: country("UTO").unwrap(),
        issuing_state: country("UTO").unwrap(),
        passport_kind: PassportKind::Ordinary,
        passport_number: "L898902C3".into(),
        issued_on: None,
        expires_on: day(2031, 6, 30),
        mrz: Some("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<".into()),
    }
}

fn entry(action: &str) -> TimelineEntry {
    TimelineEntry {
        at: now(),
        action: action.into(),
        details: vec![],
        by: Some("Sok Dara".into()),
        whose: None,
    }
}

fn facts() -> CaseFacts {
    CaseFacts {
        person: Some(person()),
        mrz_name: Some("ERIKSSON<<ANNA<MARIA".into()),
        adult: None,
        entry_date: Some(day(2027, 1, 10)),
        trip: Some(TripForm {
            stay_days: "21".into(),
            port: "PNH".into(),
            address: "Hotel Example".into(),
            ..TripForm::default()
        }),
        port_name: Some("Phnom Penh airport".into()),
        contact: Some(ContactForm {
            phone: "+46 70 123 45 67".into(),
            home_address: String::new(),
            country: "SWE".into(),
        }),
        email: "anna@example.org".into(),
    }
}

fn second_factor(renewing: bool) -> SecondFactor {
    if !renewing {
        return SecondFactor::InForce;
    }
    SecondFactor::Renewing {
        code: QrCode {
            side: 9,
            path: "M4 4h1v1h-1z".into(),
        },
        secret: "GEZDGNBVGY3TQOJQ".into(),
        until: now() + chrono::TimeDelta::minutes(15),
    }
}

#[async_trait]
impl StaffService for Fakes {
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
    async fn account(&self, caller: &Caller, _: &str) -> Result<AccountView> {
        caller.member_of_staff()?;
        let session = |number: u32, is_this: bool| OpenSession {
            id: format!("0{number}"),
            begun_at: now() - chrono::TimeDelta::minutes(i64::from(number)),
            ends_at: now() + chrono::TimeDelta::hours(7),
            is_this,
        };
        Ok(AccountView {
            sessions: vec![session(1, true), session(2, false)],
            second_factor: second_factor(*self.renewing.lock().unwrap()),
        })
    }
    async fn end_session(&self, _: &Caller, id: &str) -> Result<()> {
        if id == "02" {
            Ok(())
        } else {
            Err(PortalError::NotFound)
        }
    }
    async fn end_other_sessions(&self, _: &Caller, _: &str) -> Result<()> {
        Ok(())
    }
    async fn begin_totp_renewal(&self, _: &Caller, _: &str, form: &RenewTotpForm) -> Result<()> {
        if form.current != "right" {
            return Err(PortalError::invalid("current", "totp-renewal-wrong"));
        }
        *self.renewing.lock().unwrap() = true;
        Ok(())
    }
    async fn confirm_totp_renewal(&self, _: &Caller, _: &str, code: &str) -> Result<SessionToken> {
        if code != "123456" {
            return Err(PortalError::invalid("code", "totp-renewal-code-wrong"));
        }
        Ok(SessionToken {
            secret: "new-session".into(),
            seconds: 3600,
        })
    }
    async fn queue(&self, caller: &Caller, filter: &QueueFilter) -> Result<ListPage<QueueRow>> {
        if caller.with_role(Role::Supervisor).is_err() {
            caller.with_role(Role::Reviewer)?;
        }
        let rows = (0..9)
            .map(|n| {
                let state = [
                    CaseState::Waiting,
                    CaseState::InReview,
                    CaseState::DenialProposed,
                ][n as usize % 3];
                queue_row(n, state, day(2026, 11, 19 + u32::try_from(n).unwrap()))
            })
            .filter(|row| {
                filter.nationality.is_empty()
                    || row.nationality.eq_ignore_ascii_case(&filter.nationality)
            })
            .collect();
        Ok(ListPage {
            rows,
            next: Some("2026-11-22 1&2".into()),
        })
    }
    async fn queue_counts(&self, _: &Caller) -> Result<QueueCounts> {
        Ok(QueueCounts {
            to_review: 27,
            to_confirm: 2,
        })
    }
    async fn case(&self, caller: &Caller, case: Uuid) -> Result<CaseView> {
        let staff = caller.staff.as_ref().ok_or(PortalError::SignInNeeded)?;
        let supervisor = staff.roles.contains(&Role::Supervisor);
        let check = |finding, article, outcome| CaseCheck {
            finding,
            article,
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
            facts: facts(),
            checks: vec![
                check(CheckFinding::Photo, "Art. 7.2", CheckOutcome::Pass),
                check(CheckFinding::MrzInvalid, "Doc 9303-3", CheckOutcome::Fail),
                check(
                    CheckFinding::OpenApplications(2),
                    "Art. 7.1",
                    CheckOutcome::Look,
                ),
            ],
            companions: vec![queue_row(1, CaseState::Waiting, day(2026, 11, 25))],
            timeline: vec![
                entry("case.viewed"),
                entry("case.viewed"),
                entry("case.taken"),
                TimelineEntry {
                    details: vec![("kind".into(), "mail_payment_received".into())],
                    ..entry("mail.sent")
                },
                entry("photo.saved"),
                entry("unheard.of"),
            ],
            denial: supervisor.then(|| DenialView {
                ground: Some(Ground::EntryUnclearPurpose),
                note: "The invitation names another <b>person</b>.".into(),
                proposed_by: "Chan Bopha".into(),
                proposed_by_caller: false,
                proposed_at: now(),
                confirmed: None,
            }),
            correction: (!supervisor).then(|| CorrectionView {
                at: now(),
                note: "The street is missing".into(),
                pages: vec![CorrectionPage::Trip],
                before: Some(CaseFacts {
                    trip: Some(TripForm {
                        stay_days: "21".into(),
                        port: "PNH".into(),
                        address: "Hotel".into(),
                        ..TripForm::default()
                    }),
                    ..facts()
                }),
                photo_changed: true,
                unanswered_at: None,
            }),
            mistakes: vec![(now(), "The number ends in 4".into())],
            sent_back: (!supervisor).then(|| SentBack {
                by: "Kim Sovann".into(),
                at: now(),
                reason: "The invitation was corrected".into(),
            }),
            crossings: vec![],
            visa: None,
        })
    }
    async fn case_photo(&self, _: &Caller, _: Uuid) -> Result<Download> {
        Err(PortalError::NotFound)
    }
    async fn apply_action(
        &self,
        _: &Caller,
        action: CaseAction,
        form: &DecisionForm,
    ) -> Result<()> {
        *self.decision.lock().unwrap() = Some((action, form.clone()));
        if form.note.is_empty() && action == CaseAction::ProposeDenial {
            return Err(PortalError::invalid("note", "error-invalid"));
        }
        Ok(())
    }
    async fn refunds(&self, caller: &Caller, _: &RefundFilter) -> Result<ListPage<RefundRow>> {
        caller.with_role(Role::Supervisor)?;
        let row = |state, failure: Option<&str>| RefundRow {
            refund: Uuid::from_u128(3),
            version: 1,
            reference: "KV-7Q2M-3DXA".into(),
            amount: Money::usd(30_00),
            state,
            case: Some(Uuid::from_u128(4)),
            reason: RefundGround::TechnicalFault,
            further_grounds: vec![Ground::EntryNoMeans],
            without_visa: false,
            requested_at: now(),
            requested_by: failure.is_none().then(|| "Sok Dara".into()),
            failure: failure.map(Into::into),
            elsewhere: Money::usd(0),
            gone: Money::usd(0),
            sends: Money::usd(30_00),
            is_all_back: false,
            receipt: None,
            name: Some("Eriksson, Anna Maria".into()),
            port_name: Some("Bavet".into()),
            admitted: None,
            officer_note: "The desk could not read it".into(),
            decision_note: String::new(),
            decided_by: failure.is_some().then(|| "Kim Sovann".into()),
        };
        let rows = vec![
            row(RefundState::Requested, None),
            row(RefundState::Failed, Some("expired_or_canceled_card")),
        ];
        Ok(ListPage { rows, next: None })
    }
    async fn record_other_way(&self, _: &Caller, _: &OtherWayForm) -> Result<()> {
        Err(PortalError::invalid(
            "receipt",
            "field-error-receipt-missing",
        ))
    }
    async fn charges_to_review(&self, caller: &Caller) -> Result<Vec<ChargeToReview>> {
        caller.with_role(Role::Supervisor)?;
        let row = |why| ChargeToReview {
            payment: Uuid::from_u128(8),
            version: 2,
            reference: "KV-7Q2M-3DXA".into(),
            amount: Money::usd(30_00),
            why,
            holds: true,
        };
        Ok(vec![
            row(ReviewedCharge::GivenBack(Money::usd(10_00))),
            row(ReviewedCharge::UnknownCurrency("EUR".into())),
        ])
    }
    async fn accept_given_back(&self, _: &Caller, _: Uuid, _: i64) -> Result<()> {
        Ok(())
    }
    async fn decide_refund(&self, _: &Caller, decision: &RefundDecision) -> Result<RefundDecided> {
        if decision.approve {
            Ok(RefundDecided::Approved)
        } else {
            Err(PortalError::conflict("conflict-refund-is-due"))
        }
    }
    async fn undelivered_mails(
        &self,
        caller: &Caller,
        _: &str,
    ) -> Result<ListPage<UndeliveredMail>> {
        caller.with_role(Role::Supervisor)?;
        let row = |number: u128, given_up: bool| UndeliveredMail {
            job: Uuid::from_u128(number),
            kind: "mail_decision".into(),
            reference: given_up.then(|| "KV-7Q2M-3DXA".into()),
            reason: "mail not sent: the mail server refused (550)".into(),
            failed_at: now(),
            attempts: 12,
            given_up,
        };
        Ok(ListPage {
            rows: vec![row(1, true), row(2, false)],
            next: None,
        })
    }
    async fn send_again(&self, _: &Caller, form: &SendAgainForm) -> Result<()> {
        if form.email == "nobody" {
            let field = app::contract::send_again_field(&form.job);
            return Err(PortalError::invalid(&field, "field-error-email"));
        }
        Ok(())
    }
}
