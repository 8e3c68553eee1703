//! What travellers do, through the services: applying, paying, withdrawing.

use crate::cast::{GOOD_CARD, contact, trip};
use crate::{TestPortal, Traveller};
use app::contract::{
    AddTravellerForm, Caller, DeclarationForm, EmailForm, FormOrigin, Saved, Step, StepAnswers,
    TravellerService,
};
use app::error::Result;
use domain::law::refunds::WithdrawalFee;
use domain::states::ApplicationState;
use server::accounts::application_of_session;
use server::cases::email::email_code;
use std::net::IpAddr;
use uuid::Uuid;

impl TestPortal {
    /// Somebody who has begun an application and typed nothing yet.
    pub async fn started(&self, email: &str) -> Caller {
        self.start_at(Caller::default(), email).await.unwrap()
    }

    /// The same from a network with this number, which may have begun too many.
    pub async fn start_from(&self, email: &str, network: u8) -> Result<Caller> {
        let anyone = Caller {
            address: Some(IpAddr::from([198, 51, 100, network])),
            ..Caller::default()
        };
        self.start_at(anyone, email).await
    }

    pub async fn start_at(&self, anyone: Caller, email: &str) -> Result<Caller> {
        let form = EmailForm {
            email: email.to_owned(),
            asked: email.to_owned(),
        };
        let secret = self.portal.start(&anyone, &form).await?.session.secret;
        Ok(Caller {
            application: application_of_session(&self.portal, &secret).await?,
            ..anyone
        })
    }

    /// An application that was sent and not paid, by the first of these travellers. Whoever has the
    /// passport number of somebody before them is on that person's passport.
    pub async fn submitted(&self, travellers: &[Traveller]) -> Caller {
        let applicant = self.submit(travellers).await;
        self.confirm_email(&applicant).await;
        applicant
    }

    /// One whose e-mail address is not confirmed.
    pub async fn submitted_unconfirmed(&self, traveller: &Traveller) -> Caller {
        self.submit(std::slice::from_ref(traveller)).await
    }

    async fn submit(&self, travellers: &[Traveller]) -> Caller {
        let applicant = self.started(&travellers[0].email).await;
        let mut ids: Vec<Uuid> = Vec::new();
        for (place, traveller) in travellers.iter().enumerate() {
            let same = |other: &Traveller| other.passport_number == traveller.passport_number;
            let adult = travellers[..place].iter().position(same);
            let id = match place {
                0 => self.portal.draft(&applicant).await.unwrap().travellers[0].id,
                _ => self.join(&applicant, adult.map(|place| ids[place])).await,
            };
            self.fill_in(&applicant, id, traveller).await;
            ids.push(id);
        }
        let trip = StepAnswers::Trip(trip(self.today()));
        self.save(&applicant, trip).await;
        self.save(&applicant, StepAnswers::Contact(contact())).await;
        self.declare_anew(&applicant).await;
        applicant
    }

    /// Passport and photo of one traveller.
    pub async fn fill_in(&self, applicant: &Caller, id: Uuid, traveller: &Traveller) {
        let passport = StepAnswers::Passport {
            traveller: id,
            form: Box::new(traveller.passport(self.today())),
        };
        self.save(applicant, passport).await;
        let photo = traveller.photo.clone();
        assert_right(self.portal.save_photo(applicant, id, photo).await);
    }

    /// Somebody on a passport of their own joins.
    pub async fn try_to_join(&self, applicant: &Caller) -> Result<Uuid> {
        self.add(applicant, None).await
    }

    async fn join(&self, applicant: &Caller, adult: Option<Uuid>) -> Uuid {
        self.add(applicant, adult).await.unwrap()
    }

    async fn add(&self, applicant: &Caller, adult: Option<Uuid>) -> Result<Uuid> {
        let form = AddTravellerForm {
            passport: if adult.is_some() { "parent" } else { "own" }.to_owned(),
            adult: adult.map(|id| id.to_string()).unwrap_or_default(),
        };
        let origin = self.origin(applicant, Step::Travellers).await;
        self.portal.add_traveller(applicant, &origin, &form).await
    }

    pub async fn save(&self, applicant: &Caller, answers: StepAnswers) {
        assert_right(self.try_to_save(applicant, answers).await);
    }

    /// Saves what a page shows that is opened now.
    pub async fn try_to_save(&self, applicant: &Caller, answers: StepAnswers) -> Result<Saved> {
        let origin = self.origin(applicant, answers.step()).await;
        self.portal.save(applicant, &origin, answers).await
    }

    /// Of a page that is opened now.
    async fn origin(&self, applicant: &Caller, step: Step) -> FormOrigin {
        self.portal.draft(applicant).await.unwrap().origin(step)
    }

    /// The same, of so many travellers; the application.
    pub async fn owing(&self, travellers: usize) -> Uuid {
        let applicant = self.submitted(&Traveller::group(travellers)).await;
        applicant.traveller().unwrap()
    }

    /// Declares the answers as they stand.
    pub async fn declare_anew(&self, applicant: &Caller) {
        let declaration = DeclarationForm {
            truthful: "yes".to_owned(),
            refunds_read: "yes".to_owned(),
            ..DeclarationForm::default()
        };
        let origin = self.origin(applicant, Step::Check).await;
        let submitted = self.portal.submit(applicant, &origin, &declaration);
        submitted.await.unwrap();
    }

    /// An application that was paid; the case of each of these travellers.
    pub async fn paid(&self, travellers: &[Traveller]) -> Vec<Uuid> {
        self.paid_with(travellers, GOOD_CARD).await
    }

    /// The same with this card, which must be good for a payment.
    pub async fn paid_with(&self, travellers: &[Traveller], card: &str) -> Vec<Uuid> {
        let applicant = self.submitted(travellers).await;
        self.pay_for(&applicant, card).await
    }

    /// Pays for an application that was submitted; the case of each traveller.
    pub async fn pay_for(&self, applicant: &Caller, card: &str) -> Vec<Uuid> {
        let reference = self.reference(applicant).await;
        let page = self.portal.pay(applicant, &reference).await.unwrap();
        assert_eq!(self.pay_at(&page, card).await, "paid");
        self.portal.payment_outcome(applicant).await.unwrap();
        let cases = self.cases(applicant.traveller().unwrap()).await;
        assert!(cases.iter().all(|case| case.queued_at.is_some()));
        cases.iter().map(|case| case.id).collect()
    }

    /// Confirms the caller's e-mail address by its code.
    pub async fn confirm_email(&self, applicant: &Caller) {
        let view = self.portal.email(applicant).await.unwrap();
        let application = applicant.traveller().unwrap();
        let code = email_code(&self.portal, application, &view.email);
        let confirmed = self.portal.confirm_email(applicant, &view.reference, &code);
        confirmed.await.unwrap();
    }

    pub async fn try_code(&self, applicant: &Caller, code: &str) -> Result<()> {
        let reference = self.reference(applicant).await;
        self.portal.confirm_email(applicant, &reference, code).await
    }

    /// The address of the card page.
    pub async fn try_to_pay(&self, applicant: &Caller, reference: &str) -> Result<String> {
        self.portal.pay(applicant, reference).await
    }

    /// The reference of the caller's application.
    pub async fn reference(&self, applicant: &Caller) -> String {
        let application = applicant.traveller().unwrap();
        self.application(application).await.reference
    }

    /// Whoever applied for a case.
    pub async fn applicant(&self, case: Uuid) -> Caller {
        Caller {
            application: Some(self.case(case).await.application_id),
            ..Caller::default()
        }
    }

    /// From a page that was opened just now.
    pub async fn withdraw(&self, case: Uuid) -> Result<()> {
        let applicant = self.applicant(case).await;
        let application = self.application(applicant.traveller().unwrap()).await;
        let shown = WithdrawalFee::of(application.state() == ApplicationState::Paid);
        let portal = &self.portal;
        portal
            .withdraw(&applicant, &application.reference, case, Some(shown))
            .await
    }

    pub async fn remove(&self, applicant: &Caller, traveller: Uuid) -> Result<()> {
        let draft = self.portal.draft(applicant).await?;
        let origin = draft.origin(Step::Travellers);
        let portal = &self.portal;
        portal.remove_traveller(applicant, &origin, traveller).await
    }

    pub async fn send_correction(&self, applicant: &Caller, traveller: Uuid) -> Result<()> {
        let reference = self.reference(applicant).await;
        let portal = &self.portal;
        portal
            .send_correction(applicant, &reference, traveller)
            .await
    }
}

#[track_caller]
fn assert_right(saved: Result<Saved>) {
    let faults = saved.unwrap().errors;
    assert!(faults.is_empty(), "{faults:?}");
}
