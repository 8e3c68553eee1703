//! What travellers do with an application that they filled in.

use super::world::{Applicant, World};
use app::contract::{EmailForm, Step, TravellerService};
use app::error::PortalError;
use domain::states::{ApplicationState, CaseState};
use rand::RngExt;
use rand::seq::IndexedRandom;
use serde_json::json;
use server::cases::email::email_code;
use test_support::cast::{DECLINED_CARD, GOOD_CARD, REFUND_FAILS_CARD, REFUND_PENDING_CARD};

const CARDS: [(&str, u32); 6] = [
    (GOOD_CARD, 20),
    (DECLINED_CARD, 3),
    (REFUND_PENDING_CARD, 3),
    (REFUND_FAILS_CARD, 3),
    // Disputed a moment later; inquired about.
    ("4000000000000259", 2),
    ("4000000000001976", 1),
];

impl World<'_> {
    pub async fn confirm_email(&mut self) {
        if let Some(index) = self.somebody() {
            self.confirm_email_of(index).await;
        }
    }

    async fn confirm_email_of(&mut self, index: usize) {
        let applicant = self.people[index].clone();
        let view = self.test.portal.email(&applicant.caller).await;
        let Some(view) = self.answered(view) else {
            return;
        };
        let email = view.new_email.unwrap_or(view.email);
        let mut code = email_code(&self.test.portal, applicant.id, &email);
        if self.once_in(8) {
            code = "123456".into();
        }
        let portal = &self.test.portal;
        let confirmed = portal.confirm_email(&applicant.caller, &view.reference, &code);
        let confirmed = confirmed.await;
        self.tried(confirmed);
    }

    pub async fn change_email(&mut self) {
        let Some(index) = self.somebody() else { return };
        let applicant = self.people[index].clone();
        let reference = self.test.application(applicant.id).await.reference;
        let email = format!("p{}@mail.example", self.rng.random_range(0..1_000_000));
        let form = EmailForm {
            email: email.clone(),
            asked: email,
        };
        let portal = &self.test.portal;
        let changed = portal.change_email(&applicant.caller, &reference, &form);
        let changed = changed.await;
        self.tried(changed);
    }

    pub async fn pay(&mut self) {
        let Some(index) = self.somebody_whose(ApplicationState::Submitted) else {
            return;
        };
        let applicant = self.people[index].clone();
        self.log.about(applicant.id.to_string());
        let reference = self.test.application(applicant.id).await.reference;
        let page = self.test.try_to_pay(&applicant.caller, &reference).await;
        // What people then do.
        if let Err(PortalError::Conflict(why)) = &page {
            match why.as_str() {
                "conflict-incomplete" => self.fill_in_for(index).await,
                "conflict-email-unconfirmed" => self.confirm_email_of(index).await,
                _ => {}
            }
        }
        if let Some(page) = self.tried(page) {
            self.people[index].pages.push(page);
            if !self.once_in(3) {
                self.type_card(index).await;
            }
        }
    }

    /// Somebody types a card on a page that they opened once.
    pub async fn card_page(&mut self) {
        if let Some(index) = self.somebody_whose(ApplicationState::Submitted) {
            self.type_card(index).await;
        }
    }

    async fn type_card(&mut self, index: usize) {
        let page = self.people[index].pages.choose(&mut self.rng).cloned();
        let Some(page) = page else { return };
        let path = page.split(['?', '#']).next().unwrap_or_default();
        let session = path.rsplit('/').next().unwrap_or_default().to_owned();
        let card = CARDS.choose_weighted(&mut self.rng, |(_, often)| *often);
        let (card, _) = *card.unwrap();
        let later = self.once_in(6);
        let order = json!({ "card": card, "later": later });
        let path = format!("pay/{session}");
        let answer = self.test.ask_sandbox(&path, order).await;
        self.log.about(format!("{session} {card} {answer:?}"));
        if later && answer.is_some_and(|answer| answer["outcome"] == "paid") {
            self.people[index].later.push(session);
        }
    }

    pub async fn finish_payment(&mut self) {
        let waiting = |person: &Applicant| !person.later.is_empty();
        let Some(index) = self.people.iter().position(waiting) else {
            return;
        };
        let session = self.people[index].later.remove(0);
        let succeeds = !self.once_in(3);
        let path = format!("pay/{session}/finish");
        let order = json!({ "succeeds": succeeds });
        self.test.ask_sandbox(&path, order).await;
        self.log.about(format!("{session} {succeeds}"));
    }

    pub async fn come_back(&mut self) {
        let Some(index) = self.somebody_whose(ApplicationState::Submitted) else {
            return;
        };
        let caller = self.people[index].caller.clone();
        let outcome = self.test.portal.payment_outcome(&caller).await;
        self.answered(outcome);
    }

    pub async fn withdraw(&mut self) {
        let Some((_, case)) = self.some_case().await else {
            return;
        };
        let withdrawn = self.test.withdraw(case.id).await;
        self.tried(withdrawn);
    }

    /// Changes something, or sends the correction.
    pub async fn correct(&mut self) {
        let states = [CaseState::NeedsCorrection];
        let Some((index, case)) = self.some_case_in(&states).await else {
            return;
        };
        let applicant = self.people[index].clone();
        if self.once_in(2) {
            let sent = self.test.send_correction(&applicant.caller, case.id);
            let sent = sent.await;
            self.tried(sent);
            return;
        }
        let draft = self.test.portal.draft(&applicant.caller).await;
        let Some(draft) = self.answered(draft) else {
            return;
        };
        let step = self.one_of(&[
            Step::Passport(case.id),
            Step::Photo(case.id),
            Step::Trip,
            Step::Contact,
            Step::Contact,
        ]);
        self.save(&applicant, &draft, step, true).await;
    }

    pub async fn read_as_traveller(&mut self) {
        let Some((index, case)) = self.some_case().await else {
            return;
        };
        let caller = self.people[index].caller.clone();
        let portal = &self.test.portal;
        let status = portal.status(&caller).await;
        let photo = portal.photo(&caller, case.id).await;
        let visa = portal.store.read().await.unwrap();
        let visa = { visa }.visa_of_case(case.id).await.unwrap();
        let pdf = match visa {
            Some(visa) if self.rng.random_ratio(1, 10) => {
                Some(portal.evisa(&caller, visa.id).await)
            }
            _ => None,
        };
        self.answered(status);
        self.answered(photo);
        if let Some(pdf) = pdf {
            self.answered(pdf);
        }
    }
}
