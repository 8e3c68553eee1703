//! How often a request reads the forms, and what it decides by them.

use super::reading::PAGES_READ;
use super::{draft, payment, start, submit};
use crate::clock::{Clock, FixedClock};
use crate::config::{Config, Mode};
use crate::rng::Rng;
use crate::state::Portal;
use crate::store::SessionKind;
use crate::vault::Purpose;
use app::contract::{
    AddTravellerForm, Caller, ContactForm, DeclarationForm, EmailForm, FormOrigin, PassportForm,
    Saved, Step, StepAnswers, TripForm,
};
use app::error::{PortalError, Result};
use domain::states::ApplicationState;
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

#[tokio::test]
async fn a_saved_step_reads_every_passport_page_once() {
    let folder = tempfile::tempdir().unwrap();
    let portal = portal(folder.path()).await;
    let caller = started(&portal).await;
    let mut adults = vec![applicant(&portal, &caller).await];
    for _ in 1..10 {
        adults.push(added(&portal, &caller, None).await);
    }
    for (number, adult) in adults.iter().enumerate() {
        save_passport(&portal, &caller, *adult, adult_page(number)).await;
    }
    for adult in &adults {
        let child = added(&portal, &caller, Some(*adult)).await;
        save_passport(&portal, &caller, child, child_page()).await;
    }

    let origin = origin(&portal, &caller, Step::Trip).await;
    let answers = StepAnswers::Trip(trip_page());
    PAGES_READ.set(0);
    let saved = draft::save(&portal, &caller, &origin, answers).await;
    assert!(saved.unwrap().errors.is_empty());
    assert_eq!(PAGES_READ.get(), 20);
}

#[tokio::test]
async fn what_is_submitted_is_read_once_and_what_is_wrong_then_cannot_be_paid() {
    let folder = tempfile::tempdir().unwrap();
    let portal = portal(folder.path()).await;
    let caller = started(&portal).await;
    let anna = applicant(&portal, &caller).await;
    save_passport(&portal, &caller, anna, adult_page(1)).await;
    save(&portal, &caller, StepAnswers::Trip(trip_page())).await;
    save(&portal, &caller, StepAnswers::Contact(contact_page())).await;
    let form = DeclarationForm {
        truthful: "yes".to_owned(),
        refunds_read: "yes".to_owned(),
        ..DeclarationForm::default()
    };
    let without_photo = submit(&portal, &caller, &form).await;
    let incomplete = PortalError::invalid("truthful", "field-error-incomplete");
    assert_eq!(without_photo, Err(incomplete));
    give_photo(&portal, anna).await;
    let unsubmitted = pay(&portal, &caller).await;
    assert_eq!(unsubmitted, Err(PortalError::conflict("conflict-not-sent")));

    submit(&portal, &caller, &form).await.unwrap();
    assert_eq!(PAGES_READ.get(), 1);
    let application = caller.application.unwrap();
    let mut db = portal.store.read().await.unwrap();
    let row = db.application(application).await.unwrap().unwrap();
    assert_eq!(row.state(), ApplicationState::Submitted);
    drop(db);

    let wrong = PassportForm {
        sex: String::new(),
        ..adult_page(1)
    };
    let answers = StepAnswers::Passport {
        traveller: anna,
        form: Box::new(wrong),
    };
    let saved = saved(&portal, &caller, answers).await;
    assert_eq!(saved.errors[0].field, "sex");
    let paid = pay(&portal, &caller).await;
    assert_eq!(paid, Err(PortalError::conflict("conflict-not-sent")));
    // Changed answers are a draft again, which nobody pays for.
    assert_eq!(PAGES_READ.get(), 0);
    let mut db = portal.store.read().await.unwrap();
    assert!(db.payments_of(application).await.unwrap().is_empty());
}

async fn portal(folder: &Path) -> Arc<Portal> {
    let mut config = Config::defaults(Mode::Demo);
    config.database.url = format!("sqlite:{}/portal.db", folder.display()).into();
    config.objects.folder = folder.join("objects");
    config.keys.folder = folder.join("keys");
    let clock: Arc<dyn Clock> = Arc::new(FixedClock::at("2026-11-22T05:00:00Z".parse().unwrap()));
    let rng = Arc::new(Rng::seeded(1));
    let portal = Portal::builder(config).clock(clock).rng(rng);
    let portal = portal.build().await.unwrap();
    portal.store.migrate().await.unwrap();
    portal
}

/// The traveller who began an application.
async fn started(portal: &Portal) -> Caller {
    let anyone = Caller::default();
    let form = EmailForm {
        email: "anna@mail.example".to_owned(),
        ..EmailForm::default()
    };
    let begun = start::start(portal, &anyone, &form).await;
    let token = begun.unwrap().session;
    let hash = portal.vault.hash(Purpose::Session, &[&token.secret]);
    let mut db = portal.store.read().await.unwrap();
    let session = db
        .session(&hash, SessionKind::Traveller, portal.now())
        .await
        .unwrap();
    Caller {
        application: session.map(|session| session.subject),
        ..anyone
    }
}

async fn applicant(portal: &Portal, caller: &Caller) -> Uuid {
    let mut db = portal.store.read().await.unwrap();
    let cases = db.cases_of(caller.application.unwrap()).await.unwrap();
    cases[0].id
}

async fn added(portal: &Portal, caller: &Caller, adult: Option<Uuid>) -> Uuid {
    let form = AddTravellerForm {
        passport: adult.map_or("own", |_| "parent").to_owned(),
        adult: adult.map(|adult| adult.to_string()).unwrap_or_default(),
    };
    let origin = origin(portal, caller, Step::Travellers).await;
    draft::travellers::add(portal, caller, &origin, &form)
        .await
        .unwrap()
}

async fn save_passport(portal: &Portal, caller: &Caller, traveller: Uuid, page: PassportForm) {
    let form = Box::new(page);
    let answers = StepAnswers::Passport { traveller, form };
    save(portal, caller, answers).await;
}

async fn save(portal: &Portal, caller: &Caller, answers: StepAnswers) {
    let saved = saved(portal, caller, answers).await;
    assert!(saved.errors.is_empty(), "{:?}", saved.errors);
}

async fn saved(portal: &Portal, caller: &Caller, answers: StepAnswers) -> Saved {
    let origin = origin(portal, caller, answers.step()).await;
    let saved = draft::save(portal, caller, &origin, answers).await;
    saved.unwrap()
}

async fn submit(portal: &Portal, caller: &Caller, form: &DeclarationForm) -> Result<()> {
    let origin = origin(portal, caller, Step::Check).await;
    PAGES_READ.set(0);
    submit::submit(portal, caller, &origin, form).await
}

async fn pay(portal: &Portal, caller: &Caller) -> Result<String> {
    let reference = origin(portal, caller, Step::Check).await.reference;
    PAGES_READ.set(0);
    payment::pay(portal, caller, &reference).await
}

/// Of a page that is opened now.
async fn origin(portal: &Portal, caller: &Caller, step: Step) -> FormOrigin {
    let draft = draft::draft(portal, caller).await;
    draft.unwrap().origin(step)
}

/// One that nobody looks at.
async fn give_photo(portal: &Portal, traveller: Uuid) {
    let mut tx = portal.begin().await.unwrap();
    let mut row = tx.case(traveller).await.unwrap().unwrap();
    row.photo = Some("photo".to_owned());
    tx.save_case(&row).await.unwrap();
    tx.commit().await.unwrap();
}

fn adult_page(number: usize) -> PassportForm {
    PassportForm {
        birth_year: "1974".to_owned(),
        passport_kind: "ordinary".to_owned(),
        passport_number: format!("L898902C{number}"),
        issuing_state: "UTO".to_owned(),
        issue_day: "1".to_owned(),
        issue_month: "3".to_owned(),
        issue_year: "2022".to_owned(),
        expiry_day: "1".to_owned(),
        expiry_month: "3".to_owned(),
        expiry_year: "2032".to_owned(),
        ..child_page()
    }
}

fn child_page() -> PassportForm {
    PassportForm {
        surname: "Eriksson".to_owned(),
        given_names: "Anna Maria".to_owned(),
        sex: "F".to_owned(),
        birth_day: "12".to_owned(),
        birth_month: "8".to_owned(),
        birth_year: "2020".to_owned(),
        birth_place: "Zenith".to_owned(),
        nationality: "UTO".to_owned(),
        ..PassportForm::default()
    }
}

fn trip_page() -> TripForm {
    TripForm {
        entry_day: "1".to_owned(),
        entry_month: "12".to_owned(),
        entry_year: "2026".to_owned(),
        stay_days: "14".to_owned(),
        port: "KTI".to_owned(),
        address: "12 Sothearos Boulevard, Phnom Penh".to_owned(),
    }
}

fn contact_page() -> ContactForm {
    ContactForm {
        phone: "+48 61 555 01 23".to_owned(),
        home_address: "Ulica Wawrzyniaka 7, Poznan".to_owned(),
        country: "POL".to_owned(),
    }
}
