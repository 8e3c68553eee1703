//! The border service.

use super::*;
use domain::law::stay::{NotAdmissible, Obstacle};

fn person(case: Uuid, admissible: bool) -> PersonRow {
    PersonRow {
        without_application: None,
        card: None,
        case,
        reference: "KV-7Q2M-3DXA".into(),
        name: if admissible {
            "ERIKSSON<<ANNA<MARIA".into()
        } else {
            "ERIKSSON<<LUKAS".into()
        },
        nationality: "UTO".into(),
        passport_number: "L898902C3".into(),
        passport_kind: Some(domain::person::PassportKind::Ordinary),
        birth_date: "1974-08-12".into(),
        age_months: Some(if admissible { 627 } else { 2 }),
        adult: (!admissible).then(|| "ERIKSSON<<ANNA<MARIA".into()),
        scanned: admissible,
        visa: Some(visa()),
        stay: None,
        admissible,
        admissible_before: false,
        obstacles: if admissible {
            vec![]
        } else {
            vec![AdmissionObstacle::Law(
                Obstacle::PassportExpired(day(2026, 11, 1)),
                CaseState::Granted,
            )]
        },
        refusal: None,
        forged_code: None,
    }
}

fn verdict_of(key: &str) -> SealVerdict {
    match key {
        "forged" => SealVerdict::NotGenuine(SubIndication::InvalidSignature),
        _ => SealVerdict::InForce,
    }
}

#[async_trait]
impl BorderService for Fakes {
    async fn find(&self, _: &Caller, form: &FindForm) -> Result<Found> {
        if form.query == "NOBODY" {
            return Err(PortalError::NotFound);
        }
        Ok(Found {
            key: "a/b".into(),
            scanned: form.query == "CODE",
            only: matches!(form.query.as_str(), "ALONE" | "CODE").then_some(CASE),
        })
    }
    async fn people(&self, caller: &Caller, key: &str) -> Result<People> {
        caller.with_role(Role::Border)?;
        let rows = vec![person(CASE, true), person(CASE, false)];
        Ok(People {
            rows,
            seal: Some(verdict_of(key)),
        })
    }
    async fn person(&self, caller: &Caller, case: Uuid, scan: &str) -> Result<PersonView> {
        caller.with_role(Role::Border)?;
        let mut row = person(case, true);
        let refused = *self.refused.lock().unwrap();
        row.refusal = refused.then(|| StandingRefusal {
            at: now(),
            port_name: "Bavet".into(),
            grounds: vec![Ground::EntryOffencesAbroad],
            today: true,
            other_passport: false,
        });
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
        // One that ends in 5 left the country, and used up the visa.
        if case.as_u128() % 10 == 5 {
            row = person(case, false);
            row.obstacles = vec![AdmissionObstacle::Law(
                Obstacle::Visa(NotAdmissible::State(VisaState::Used)),
                CaseState::Granted,
            )];
            row.stay = Some(StayView {
                stay: Uuid::from_u128(6),
                version: 2,
                state: StayState::Departed,
                entered_on: day(2026, 11, 10),
                last_permitted_day: day(2026, 12, 9),
                days_left: 0,
                days_over: 0,
                departed_on: Some(day(2026, 11, 20)),
                fine: None,
                pass_number: "VP2600009".into(),
            });
        }
        Ok(PersonView {
            row,
            version: 2,
            companions: Vec::new(),
            crossings: vec![CrossingView {
                id: Uuid::from_u128(8),
                undo_until: None,
                kind: CrossingKind::Refusal,
                port_name: "Bavet".into(),
                event_at: now() - chrono::TimeDelta::hours(3),
                recorded_at: now(),
                grounds: vec![Ground::TechnicalFault],
                note: "The desk could not read it".into(),
            }],
            seal: (!scan.is_empty()).then(|| verdict_of(scan)),
            scan: scan.into(),
            port: Some("SAI".into()),
            ports: ports(),
        })
    }
    async fn person_photo(&self, _: &Caller, _: Uuid) -> Result<Download> {
        Err(PortalError::NotFound)
    }
    async fn pass_at_desk(&self, caller: &Caller, _: Uuid) -> Result<PassView> {
        caller.with_role(Role::Border)?;
        self.pass(caller, "secret").await
    }
    async fn mail_pass_from_desk(&self, _: &Caller, _: Uuid) -> Result<()> {
        Ok(())
    }
    async fn shift(&self, caller: &Caller, _: &str) -> Result<ListPage<ShiftEntry>> {
        caller.with_role(Role::Border)?;
        let row = ShiftEntry {
            crossing: Uuid::from_u128(8),
            case: CASE,
            name: Some("Eriksson, Anna Maria".into()),
            kind: CrossingKind::Admission,
            port_name: "Bavet".into(),
            event_at: now(),
            recorded_at: now(),
            undone_at: None,
            undo_until: Some(now() + chrono::TimeDelta::minutes(2)),
        };
        let undone = ShiftEntry {
            undone_at: Some(now()),
            undo_until: None,
            name: None,
            ..row.clone()
        };
        Ok(ListPage {
            rows: vec![row, undone],
            next: None,
        })
    }
    async fn undo_admission(&self, _: &Caller, crossing: Uuid) -> Result<Uuid> {
        if crossing == Uuid::from_u128(8) {
            Ok(CASE)
        } else {
            Err(PortalError::conflict("conflict-undo-over"))
        }
    }
    async fn expected(&self, _: &Caller, _: (&str, &str), _: &str) -> Result<Expected> {
        Err(PortalError::NotFound)
    }

    async fn walk_in_passport(&self, _: &Caller, _: &str) -> Result<PassportForm> {
        Err(PortalError::NotFound)
    }

    async fn record_walk_in(&self, _: &Caller, _: &mut WalkInAnswers) -> Result<Uuid> {
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
