//! Applying: from the first page to the declaration, in any order.

use super::world::{Applicant, World};
use app::contract::{
    AddTravellerForm, Caller, DeclarationForm, Draft, Progress, Step, StepAnswers, TravellerService,
};
use app::error::PortalError;
use chrono::TimeDelta;
use domain::states::ApplicationState;
use rand::RngExt;
use std::net::IpAddr;
use test_support::Traveller;
use test_support::cast::{contact, trip};
use uuid::Uuid;

/// So many applications are alive at a time.
const MOST: usize = 24;

impl World<'_> {
    pub async fn begin(&mut self) {
        self.forget();
        if self.people.len() >= MOST {
            return;
        }
        let mut travellers = Traveller::group(self.one_of(&[1, 1, 1, 2, 2, 3]));
        if travellers.len() > 1 && self.once_in(2) {
            travellers[1] = Traveller {
                passport_number: travellers[0].passport_number.clone(),
                ..Traveller::lars()
            };
        }
        let [a, b]: [u8; 2] = self.rng.random();
        let anyone = Caller {
            address: Some(IpAddr::from([198, 51, a, b])),
            browser: Some(vec![a, b]),
            ..Caller::default()
        };
        let caller = self.test.start_at(anyone, &travellers[0].email).await;
        if let Some(caller) = self.tried(caller) {
            let id = caller.application.unwrap();
            self.all.push(id);
            self.people.push(Applicant {
                caller,
                id,
                state: ApplicationState::Draft,
                travellers,
                pages: Vec::new(),
                later: Vec::new(),
            });
        }
    }

    /// Some of those whose application is over are not looked at again.
    fn forget(&mut self) {
        for index in (0..self.people.len()).rev() {
            let state = self.people[index].state;
            let over = matches!(state, ApplicationState::Closed | ApplicationState::Expired);
            if over && self.once_in(3) {
                self.people.swap_remove(index);
            }
        }
    }

    /// The next page of the application, or sometimes another one.
    pub async fn fill_in(&mut self) {
        if let Some(index) = self.somebody_whose(ApplicationState::Draft) {
            self.fill_in_for(index).await;
        }
    }

    pub async fn fill_in_for(&mut self, index: usize) {
        let applicant = self.people[index].clone();
        self.log.about(applicant.id.to_string());
        let draft = self.test.portal.draft(&applicant.caller).await;
        let Some(draft) = self.answered(draft) else {
            return;
        };
        if draft.travellers.is_empty() {
            assert_ne!(draft.state, ApplicationState::Draft, "a draft of nobody");
            return;
        }
        match self.rng.random_range(0..20) {
            0 => self.save(&applicant, &draft, Step::Trip, true).await,
            1 => self.save(&applicant, &draft, Step::Contact, true).await,
            2 => self.submit(&applicant, &draft, true).await,
            3 if draft.travellers.len() > 1 => self.remove(&applicant, &draft).await,
            4 => self.add(&applicant, &draft).await,
            _ if draft.travellers.len() < applicant.travellers.len() => {
                self.add(&applicant, &draft).await;
            }
            _ => match draft.next_step() {
                Step::Check => self.submit(&applicant, &draft, false).await,
                step => self.save(&applicant, &draft, step, false).await,
            },
        }
    }

    pub async fn save(&mut self, applicant: &Applicant, draft: &Draft, step: Step, odd: bool) {
        let today = self.test.today();
        let answers = match step {
            Step::Photo(id) => return self.save_photo(applicant, id).await,
            Step::Passport(id) => {
                let place = draft.travellers.iter().position(|other| other.id == id);
                let Some(traveller) = applicant.travellers.get(place.unwrap_or_default()) else {
                    // One more than there are people.
                    return self.remove(applicant, draft).await;
                };
                let mut form = Box::new(traveller.passport(today));
                if self.once_in(8) {
                    form.birth_year = "nineteen".into();
                }
                StepAnswers::Passport {
                    traveller: id,
                    form,
                }
            }
            Step::Trip => {
                let ahead = TimeDelta::days(self.rng.random_range(0..40));
                let mut form = trip(today + ahead);
                if odd && self.once_in(3) {
                    form.port.clear();
                }
                StepAnswers::Trip(form)
            }
            _ => {
                let mut form = contact();
                form.phone = format!("+48 61 555 0{:03}", self.rng.random_range(0..1000));
                if odd && self.once_in(3) {
                    form.phone = "no telephone".into();
                }
                StepAnswers::Contact(form)
            }
        };
        let mut origin = draft.origin(answers.step());
        if self.once_in(25) {
            origin.revision = "7".into();
        }
        let saved = self.test.portal.save(&applicant.caller, &origin, answers);
        let saved = saved.await;
        self.tried(saved);
    }

    async fn save_photo(&mut self, applicant: &Applicant, traveller: Uuid) {
        if applicant.state == ApplicationState::Draft && !self.once_in(8) {
            self.test.put_photo(traveller).await;
            return;
        }
        let photo = applicant.travellers[0].photo.clone();
        let portal = &self.test.portal;
        let saved = portal.save_photo(&applicant.caller, traveller, photo).await;
        self.tried(saved);
    }

    async fn add(&mut self, applicant: &Applicant, draft: &Draft) {
        let place = draft.travellers.len();
        let shares = applicant
            .travellers
            .get(place)
            .is_some_and(|new| new.passport_number == applicant.travellers[0].passport_number);
        let form = AddTravellerForm {
            passport: if shares { "parent" } else { "own" }.to_owned(),
            adult: if shares {
                draft.travellers[0].id.to_string()
            } else {
                String::new()
            },
        };
        let origin = draft.origin(Step::Travellers);
        let portal = &self.test.portal;
        let added = portal.add_traveller(&applicant.caller, &origin, &form);
        let added = added.await;
        self.tried(added);
    }

    async fn remove(&mut self, applicant: &Applicant, draft: &Draft) {
        let last = draft.travellers.last().unwrap().id;
        let removed = self.test.remove(&applicant.caller, last).await;
        self.tried(removed);
    }

    async fn submit(&mut self, applicant: &Applicant, draft: &Draft, odd: bool) {
        let truthful = if odd && self.once_in(2) { "" } else { "yes" };
        let form = DeclarationForm {
            truthful: truthful.to_owned(),
            refunds_read: "yes".to_owned(),
            ..DeclarationForm::default()
        };
        let origin = draft.origin(Step::Check);
        let portal = &self.test.portal;
        let submitted = portal.submit(&applicant.caller, &origin, &form).await;
        let is_late = matches!(submitted, Err(PortalError::Invalid(_)));
        self.tried(submitted);
        // The day of entry may be over meanwhile.
        if is_late && draft.trip_progress == Progress::Done {
            self.save(applicant, draft, Step::Trip, false).await;
        }
    }
}
