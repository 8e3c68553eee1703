//! What reviewers, supervisors and officers do.

use super::world::World;
use app::contract::{
    BorderService, CaseAction, OtherWayForm, QueueFilter, RefundDecision, RefundFilter,
    StaffService,
};
use chrono::TimeDelta;
use domain::law::grounds::{ENTRY, REFUNDABLE};
use domain::states::{ApplicationState, CaseState, RefundState, StayState, VisaState};
use rand::RngExt;

const ACTIONS: [CaseAction; 7] = [
    CaseAction::Assign,
    CaseAction::Release,
    CaseAction::Grant,
    CaseAction::AskCorrection,
    CaseAction::ProposeDenial,
    CaseAction::ConfirmDenial,
    CaseAction::RejectDenial,
];

#[derive(Debug, Clone, Copy)]
enum Crossing {
    Admit,
    Refuse,
    Depart,
}

impl World<'_> {
    /// Mostly what the state of the case asks for.
    pub async fn review(&mut self) {
        let states = [
            CaseState::Waiting,
            CaseState::InReview,
            CaseState::DenialProposed,
        ];
        let Some((_, case)) = self.some_case_in(&states).await else {
            return;
        };
        let fitting: &[CaseAction] = match case.state() {
            CaseState::Waiting => &[CaseAction::Assign],
            CaseState::InReview => &[
                CaseAction::Grant,
                CaseAction::Grant,
                CaseAction::Grant,
                CaseAction::AskCorrection,
                CaseAction::ProposeDenial,
                CaseAction::Release,
            ],
            CaseState::DenialProposed => &[CaseAction::ConfirmDenial, CaseAction::RejectDenial],
            _ => &ACTIONS,
        };
        let fits = !self.once_in(6);
        let action = self.one_of(if fits { fitting } else { &ACTIONS });
        let confirms = matches!(action, CaseAction::ConfirmDenial | CaseAction::RejectDenial);
        let staff = if confirms == fits {
            self.supervisors.clone()
        } else {
            self.reviewers.clone()
        };
        let mut caller = self.one_of(&staff);
        // The reviewer who holds the case.
        let holder = case.reviewer_id.filter(|_| fits && !confirms);
        if let Some(holder) = holder {
            let is_holder = |staff: &&app::contract::Caller| {
                staff.staff.as_ref().is_some_and(|staff| staff.id == holder)
            };
            caller = self.reviewers.iter().find(is_holder).unwrap().clone();
        }
        let mut form = self.test.decision(case.id).await;
        form.ground = "23.a.8".into();
        if self.once_in(12) {
            form.version = (case.version - 1).to_string();
        }
        if self.once_in(12) {
            form.note.clear();
        }
        self.log.about(format!("{action:?}"));
        let done = self.test.portal.apply_action(&caller, action, &form).await;
        self.tried(done);
    }

    pub async fn cross(&mut self) {
        let Some((_, case)) = self.some_case_in(&[CaseState::Granted]).await else {
            return;
        };
        let mut stored = self.test.portal.store.read().await.unwrap();
        let stood = stored.visa_and_stay(case.id).await.unwrap();
        drop(stored);
        let is_in = stood
            .stay
            .is_some_and(|stay| stay.state() == StayState::Open);
        let is_valid = stood.visa.is_some_and(|v| v.state() == VisaState::Valid);
        let fitting: &[Crossing] = match (is_in, is_valid) {
            (true, _) => &[Crossing::Depart],
            (false, true) => &[Crossing::Admit, Crossing::Admit, Crossing::Refuse],
            _ => &[Crossing::Refuse],
        };
        let any = [Crossing::Admit, Crossing::Refuse, Crossing::Depart];
        let fits = !self.once_in(6);
        let crossing = self.one_of(if fits { fitting } else { &any });
        let mut form = self.test.crossing(case.id).await;
        if self.once_in(5) {
            let ago = TimeDelta::minutes(self.rng.random_range(1..3000));
            let then = self.test.now() - ago;
            form = self.test.crossing_at(case.id, then).await;
        }
        if self.once_in(12) {
            form.version = (case.version - 1).to_string();
        }
        if self.once_in(3) {
            form.despite = "The file was looked at again".into();
        }
        self.log.about(format!("{crossing:?}"));
        let (portal, officer) = (&self.test.portal, self.officer.clone());
        let done = match crossing {
            Crossing::Admit => portal.admit(&officer, &form).await,
            Crossing::Depart => {
                match self.rng.random_range(0..3) {
                    0 => {}
                    1 => {
                        form.fine = "paid".into();
                        form.fine_receipt = "Receipt 4711".into();
                    }
                    _ => {
                        form.fine = "exempted".into();
                        form.fine_by = "The Minister, decision 12".into();
                        form.fine_note = "The letter of the hospital".into();
                    }
                }
                let seen = portal.person(&officer, case.id, "").await;
                let fine = seen.ok().and_then(|seen| seen.row.stay?.fine);
                form.fine_shown =
                    fine.map_or_else(String::new, |fine| fine.amount.minor.to_string());
                portal.depart(&officer, &form).await
            }
            Crossing::Refuse => {
                let (refundable, entry) = (self.one_of(REFUNDABLE), self.one_of(ENTRY));
                let grounds = match self.rng.random_range(0..8) {
                    0..=4 => vec![refundable],
                    5 => vec![entry],
                    6 => vec![refundable, entry],
                    _ => Vec::new(),
                };
                self.log.about(format!("{grounds:?}"));
                let codes = grounds.iter().map(|ground| ground.as_str().to_owned());
                form.grounds = codes.collect();
                self.test.portal.refuse(&officer, &form).await
            }
        };
        self.tried(done);
    }

    /// A supervisor decides on a refund, or pays a failed one by another way.
    pub async fn refund(&mut self) {
        let caller = self.one_of(&self.supervisors.clone());
        let mut refunds = Vec::new();
        for _ in 0..6 {
            let Some(index) = self.somebody_whose(ApplicationState::Paid) else {
                return;
            };
            refunds = self.test.refunds(self.people[index].id).await;
            if !refunds.is_empty() {
                break;
            }
        }
        if refunds.is_empty() {
            return;
        }
        let row = self.one_of(&refunds);
        self.log.about(format!("{} {}", row.id, row.state()));
        let late = i64::from(self.once_in(12));
        if row.state() == RefundState::Failed && self.once_in(2) || self.once_in(20) {
            let form = OtherWayForm {
                refund: row.id.to_string(),
                version: (row.version - late).to_string(),
                receipt: "NBC 4711".to_owned(),
            };
            self.log.about("other way");
            let done = self.test.portal.record_other_way(&caller, &form).await;
            self.tried(done);
            return;
        }
        let decision = RefundDecision {
            gone: None,
            refund: row.id,
            version: row.version - late,
            approve: !self.once_in(4),
            note: String::new(),
        };
        self.log.about(format!("approve: {}", decision.approve));
        let done = self.test.portal.decide_refund(&caller, &decision).await;
        self.tried(done);
    }

    pub async fn accept_given_back(&mut self) {
        let caller = self.one_of(&self.supervisors.clone());
        let portal = &self.test.portal;
        let charges = portal.charges_to_review(&caller).await;
        let Some(charges) = self.answered(charges) else {
            return;
        };
        if charges.is_empty() {
            return;
        }
        let charge = self.one_of(&charges);
        let portal = &self.test.portal;
        let done = portal.accept_given_back(&caller, charge.payment, charge.version);
        let done = done.await;
        self.tried(done);
    }

    pub async fn read_as_staff(&mut self) {
        let (reviewer, supervisor) = (self.reviewers[0].clone(), self.supervisors[0].clone());
        let Some((_, case)) = self.some_case().await else {
            return;
        };
        let portal = &self.test.portal;
        let view = portal.case(&reviewer, case.id).await;
        let queue = portal.queue(&reviewer, &QueueFilter::default()).await;
        let counts = portal.queue_counts(&supervisor).await;
        let refunds = portal.refunds(&supervisor, &RefundFilter::default()).await;
        let mails = portal.undelivered_mails(&supervisor, "").await;
        let person = portal.person(&self.officer, case.id, "").await;
        self.answered(view);
        self.answered(queue);
        self.answered(counts);
        self.answered(refunds);
        self.answered(mails);
        self.answered(person);
    }
}
