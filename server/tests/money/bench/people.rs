//! Travellers who owe or paid, and the staff who give money back.

use super::Bench;
use chrono::TimeDelta;
use domain::law::Ground;
use domain::law::refunds::Event;
use domain::roles::Role;
use domain::states::{ApplicationState, CaseState, CrossingKind, VisaState};
use server::payments::open_checkout;
use server::services::staff::refunds;
use server::state::Portal;
use server::store::{ApplicationRow, CaseRow, CrossingRow, StaffRow};
use std::sync::Arc;
use uuid::Uuid;

impl Bench {
    /// An application that was submitted and not paid; its id.
    pub async fn owing(&self, travellers: i64) -> Uuid {
        let portal = self.portal(None);
        let id = portal.id();
        let (_, key) = portal.vault.new_data_key(&portal.rng, id).unwrap();
        let now = portal.now();
        let row = ApplicationRow {
            id,
            reference: format!("KV-{}", &id.simple().to_string()[20..]),
            state: ApplicationState::Submitted,
            version: 1,
            email_hash: b"hash".to_vec(),
            key,
            document: b"sealed".to_vec(),
            entry_date: None,
            port: None,
            created_at: now,
            submitted_at: Some(now),
            paid_at: None,
            promised_on: None,
            closed_at: None,
            expires_at: now + TimeDelta::days(30),
            erased_at: None,
        };
        let mut unit = portal.store.begin().await.unwrap();
        unit.add_application(&row).await.unwrap();
        for position in 1..=travellers {
            let case = CaseRow {
                id: portal.id(),
                application_id: id,
                position,
                state: CaseState::Waiting,
                version: 1,
                adult_id: None,
                document: b"sealed".to_vec(),
                passport_hash: None,
                nationality: "UTO".to_owned(),
                photo: None,
                photo_version: 0,
                reviewer_id: None,
                queued_at: None,
                decided_at: None,
            };
            unit.add_case(&case).await.unwrap();
        }
        unit.commit().await.unwrap();
        id
    }

    /// A paid application: the case of each traveller.
    pub async fn paid(&self, portal: &Arc<Portal>, travellers: i64, card: &str) -> Vec<CaseRow> {
        let application = self.owing(travellers).await;
        let page = open_checkout(portal, application).await.unwrap();
        assert_eq!(self.pay_at(&page, card).await, "paid");
        server::payments::outcome(portal, application)
            .await
            .unwrap();
        let cases = self.cases(application).await;
        assert!(cases.iter().all(|case| case.queued_at.is_some()));
        cases
    }

    pub async fn change_application(&self, id: Uuid, change: impl FnOnce(&mut ApplicationRow)) {
        let mut unit = self.store.begin().await.unwrap();
        let mut row = unit.application(id).await.unwrap().unwrap();
        change(&mut row);
        unit.save_application(&row).await.unwrap();
        unit.commit().await.unwrap();
    }

    pub async fn withdraw(&self, case: &CaseRow) {
        let mut unit = self.store.begin().await.unwrap();
        let mut row = unit.case(case.id).await.unwrap().unwrap();
        row.advance(CaseState::Withdrawn).unwrap();
        unit.save_case(&row).await.unwrap();
        unit.commit().await.unwrap();
    }

    /// A member of staff with a role.
    pub async fn staff(&self, role: Role) -> app::contract::Caller {
        let portal = self.portal(None);
        let row = StaffRow {
            id: portal.id(),
            login: portal.id().to_string(),
            name: format!("The {role}"),
            roles: vec![role],
            port: None,
            password_hash: String::new(),
            must_change_password: false,
            totp_secret: None,
            totp_step: 0,
            active: true,
            version: 1,
            created_at: portal.now(),
        };
        let mut unit = self.store.begin().await.unwrap();
        unit.add_staff(&row).await.unwrap();
        unit.commit().await.unwrap();
        app::contract::Caller {
            staff: Some(app::contract::StaffIdentity {
                id: row.id,
                name: row.name,
                roles: row.roles,
                port: None,
                must_change_password: false,
            }),
            ..app::contract::Caller::default()
        }
    }

    /// An officer asks for a traveller's share to be given back; the refund, if one was opened.
    pub async fn ask_back(
        &self,
        portal: &Portal,
        case: &CaseRow,
        officer: &app::contract::Caller,
    ) -> Option<Uuid> {
        let officer = officer.staff.as_ref().unwrap().id;
        let grounds = vec![Ground::TechnicalFault];
        let visa = Some(VisaState::Valid);
        let mut unit = portal.begin().await.unwrap();
        let claim = server::cases::refunds::RefundEntitlement::of(&mut *unit, case)
            .await
            .unwrap();
        let event = Event::RefusedEntry {
            grounds: &grounds,
            visa,
        };
        let decision = claim.decide(event).unwrap();
        let refusal = CrossingRow {
            id: portal.id(),
            case_id: case.id,
            visa_id: None,
            visa_state: None,
            kind: CrossingKind::Refusal,
            port: "KTI".to_owned(),
            officer_id: officer,
            event_at: portal.now(),
            recorded_at: portal.now(),
            note: None,
            grounds,
        };
        unit.add_crossing(&refusal).await.unwrap();
        let refund = claim
            .ask(portal, &mut unit, decision, refusal.id, officer)
            .await
            .unwrap();
        unit.commit().await.unwrap();
        refund
    }

    pub async fn approve(&self, portal: &Portal, supervisor: &app::contract::Caller, refund: Uuid) {
        let version = self.refund(refund).await.version;
        refunds::approve(portal, supervisor, refund, version)
            .await
            .unwrap();
    }
}
