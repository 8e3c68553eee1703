//! Whoever comes to the border without any record is recorded there, and then admitted on a visa on paper
//! (Art. 9, 14) or by an agreement (Art. 5), or refused.

use app::contract::{
    AdmissionObstacle, BorderService, Caller, FindForm, PassportForm, Role, Verifier,
    WalkInAnswers, WalkInForm,
};
use app::error::{PortalError, Result};
use chrono::{Datelike, NaiveDate, TimeDelta};
use domain::calendar::{Period, last_day};
use domain::doc9303::seal::SealList;
use domain::law::stay::{NotAdmissible, Obstacle};
use domain::states::{ApplicationState, CaseState, VisaState};
use serde_json::json;
use server::worker::retention;
use test_support::answers::faults;
use test_support::{TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_pages, with_sandbox]
    a_visa_on_paper_admits_for_the_stay_of_its_type,
    a_visa_of_many_entries_is_recorded_once,
    a_stay_until_the_passport_expires,
    who_has_nothing_is_refused,
    who_is_exempt_needs_no_card,
    what_cannot_be_is_said,
    a_second_press_makes_no_second_record,
    a_record_ends_and_is_erased,
);

fn passport(test: &TestPortal, nationality: &str) -> PassportForm {
    let traveller = Traveller {
        nationality: nationality.to_owned(),
        passport_number: "P7654321".to_owned(),
        ..Traveller::anna()
    };
    PassportForm {
        // An officer is asked for neither.
        birth_place: String::new(),
        issue_day: String::new(),
        issue_month: String::new(),
        issue_year: String::new(),
        ..traveller.passport(test.today())
    }
}

fn parts(day: NaiveDate) -> [String; 3] {
    [
        day.day().to_string(),
        day.month().to_string(),
        day.year().to_string(),
    ]
}

fn visa(visa_type: &str, number: &str, (issued, until): (NaiveDate, NaiveDate)) -> WalkInForm {
    let [visa_issued_day, visa_issued_month, visa_issued_year] = parts(issued);
    let [visa_until_day, visa_until_month, visa_until_year] = parts(until);
    WalkInForm {
        visa_type: visa_type.to_owned(),
        visa_number: number.to_owned(),
        visa_issued_day,
        visa_issued_month,
        visa_issued_year,
        visa_until_day,
        visa_until_month,
        visa_until_year,
        ..WalkInForm::default()
    }
}

/// A month old, good for another one.
fn days(test: &TestPortal) -> (NaiveDate, NaiveDate) {
    let month = TimeDelta::days(30);
    (test.today() - month, test.today() + month)
}

async fn record(
    test: &TestPortal,
    officer: &Caller,
    nationality: &str,
    shown: WalkInForm,
) -> Result<Uuid> {
    let mut answers = WalkInAnswers {
        passport: passport(test, nationality),
        shown,
    };
    test.portal.record_walk_in(officer, &mut answers).await
}

async fn a_visa_on_paper_admits_for_the_stay_of_its_type(test: &TestPortal) {
    let officer = test.officer().await;
    let shown = WalkInForm {
        email: "anna@example.org".to_owned(),
        ..visa("D", "d 012-345", days(test))
    };
    let case = record(test, &officer, "POL", shown).await.unwrap();
    let told = test.last_event(case, "border.recorded").await;
    assert_eq!(told["visa_type"], json!("D"));
    let row = test.portal.person(&officer, case, "").await.unwrap().row;
    assert!(row.admissible, "{:?}", row.obstacles);
    let seen = row.visa.unwrap();
    assert_eq!(
        (seen.number.as_str(), seen.valid_until),
        ("D012345", days(test).1)
    );
    assert!(
        row.without_application
            .is_some_and(|record| record.at_desk && record.has_email)
    );

    test.admit(&officer, case).await.unwrap();
    let stay = test.stay(case).await;
    assert_eq!(
        stay.last_permitted_day,
        last_day(test.today(), Period::Days(5))
    );
    assert_eq!(test.visa(case).await.state(), VisaState::Used);
    // It has no seal of ours: what is published of those goes on.
    let list = test.portal.seal_list().await.unwrap();
    let keys = test.portal.documents.keys(test.today());
    SealList::decode(&list, &keys, test.today()).unwrap();
    // The address was only typed: its mail shows nothing of its holder, and asks for the passport.
    let mail = test
        .mail_saying("anna@example.org", "V-Pass is ready")
        .await;
    assert!(!mail.text.contains("/v/") && !mail.text.contains("Annabella"));
    let link = mail.link(&test.url, "/card-link/");
    let browser = test.browser();
    let page = browser.get(&link).await;
    let number = [("passport_number", "p7654321")];
    let opened = browser.send(&page, "/act/open-card", &number).await;
    opened.assert_says("Your record at the border");
    let pass = opened.find("/v/").expect("the way to the V-Pass");
    browser.get(&pass).await.assert_says("P7654321");

    // Used up: after the departure it admits nobody, and nobody records it a second time.
    test.depart(&officer, case).await.unwrap();
    let row = test.portal.person(&officer, case, "").await.unwrap().row;
    let used = Obstacle::Visa(NotAdmissible::State(VisaState::Used));
    assert_eq!(
        row.obstacles,
        [AdmissionObstacle::Law(used, CaseState::Granted)]
    );
    let again = record(test, &officer, "POL", visa("D", "D012345", days(test))).await;
    assert_eq!(faults(again.map(|_| ())), ["visa_number"]);
}

async fn a_visa_of_many_entries_is_recorded_once(test: &TestPortal) {
    let officer = test.officer().await;
    let until = last_day(test.today(), Period::Months(11));
    let shown = visa("T1", "T1000077", (test.today(), until));
    let case = record(test, &officer, "POL", shown).await.unwrap();
    for _ in 0..2 {
        test.admit(&officer, case).await.unwrap();
        let last = test.stay(case).await.last_permitted_day;
        assert_eq!(last, last_day(test.today(), Period::Months(1)));
        test.depart(&officer, case).await.unwrap();
        test.advance(TimeDelta::days(40)).await;
        // It ends with its visa, not before.
        retention::run(&test.portal).await.unwrap();
        let query = "P7654321 POL".to_owned();
        let found = test.portal.find(&officer, &FindForm { query }).await;
        assert_eq!(found.unwrap().only, Some(case));
    }
    assert_eq!(test.visa(case).await.state(), VisaState::Valid);
}

/// K is valid, and its stay lasts, until the passport expires, however late that is.
async fn a_stay_until_the_passport_expires(test: &TestPortal) {
    let officer = test.officer().await;
    let until = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap();
    let [expiry_day, expiry_month, expiry_year] = parts(until);
    let mut answers = WalkInAnswers {
        passport: PassportForm {
            expiry_day,
            expiry_month,
            expiry_year,
            ..passport(test, "FRA")
        },
        shown: visa("K", "K0000001", (test.today(), until)),
    };
    let case = test.portal.record_walk_in(&officer, &mut answers).await;
    let case = case.unwrap();
    test.admit(&officer, case).await.unwrap();
    assert_eq!(test.stay(case).await.last_permitted_day, until);
    test.depart(&officer, case).await.unwrap();
}

async fn who_has_nothing_is_refused(test: &TestPortal) {
    let officer = test.officer().await;
    let case = record(test, &officer, "POL", WalkInForm::default())
        .await
        .unwrap();
    let row = test.portal.person(&officer, case, "").await.unwrap().row;
    let none = AdmissionObstacle::Law(Obstacle::NoVisa, CaseState::Granted);
    assert_eq!(row.obstacles, [none]);
    let admitted = test.admit(&officer, case).await;
    assert_eq!(admitted, Err(PortalError::conflict("obstacle-not-exempt")));
    test.refuse(&officer, case, &["23.a.2"]).await.unwrap();
    let row = test.portal.person(&officer, case, "").await.unwrap().row;
    assert!(row.refusal.is_some_and(|refusal| refusal.today));
    // Art. 7 gives back a fee that was paid: here is none, and no visa of ours.
    let shown = visa("E", "E0000001", days(test));
    let case = record(test, &officer, "POL", shown).await.unwrap();
    let refused = test.refuse(&officer, case, &["7.technical_fault"]).await;
    assert_eq!(faults(refused), ["grounds"]);
    let browser = test.sign_in("border", Role::Border).await;
    let page = browser.get(&format!("/border/refuse/{case}")).await;
    for words in ["Art. 7", "fee"] {
        assert!(!page.words().contains(words), "{}", page.words());
    }
    test.refuse(&officer, case, &["23.a.2"]).await.unwrap();
    assert_eq!(test.visa(case).await.state(), VisaState::Valid);
    // Nobody who was refused today is admitted without a reason.
    let row = test.portal.person(&officer, case, "").await.unwrap().row;
    assert!(row.refusal.is_some_and(|refusal| refusal.today));
}

async fn who_is_exempt_needs_no_card(test: &TestPortal) {
    let officer = test.officer().await;
    let case = record(test, &officer, "SGP", WalkInForm::default())
        .await
        .unwrap();
    let page = test.sign_in("desk", Role::Border).await;
    let shown = page.get(&format!("/border/person/{case}")).await;
    shown.assert_says("exempt by agreement for 30 days");
    shown.assert_says("Made at the desk");
    test.admit(&officer, case).await.unwrap();
    let stay = test.stay(case).await;
    assert_eq!(stay.visa_id, None);
    assert_eq!(
        stay.last_permitted_day,
        last_day(test.today(), Period::Days(30))
    );
    // Without an address the pass is shown, and nothing is told to be on its way.
    let done = page
        .get(&format!("/border/person/{case}?done=admission"))
        .await;
    done.assert_says("No e-mail address is known");
    let mailed = test.portal.mail_pass_from_desk(&officer, case).await;
    assert_eq!(mailed, Err(PortalError::conflict("conflict-no-address")));
    test.portal.pass_at_desk(&officer, case).await.unwrap();
    // Once the stay is over nobody shows or mails it any more.
    test.depart(&officer, case).await.unwrap();
    let closed = page.get(&format!("/border/pass/{case}")).await;
    closed.assert_says("The stay is over and this V-Pass is closed");
    assert!(!closed.text.contains("mail-pass"));
}

async fn what_cannot_be_is_said(test: &TestPortal) {
    let officer = test.officer().await;
    let wrong =
        async |shown: WalkInForm| faults(record(test, &officer, "POL", shown).await.map(|_| ()));
    let (issued, until) = days(test);
    let long = last_day(issued, Period::Months(3)) + TimeDelta::days(1);
    assert_eq!(
        wrong(visa("E", "E0000001", (issued, long))).await,
        ["visa_until_day"]
    );
    assert_eq!(
        wrong(visa("Ex", "E0000001", (issued, until))).await,
        ["visa_type"]
    );
    assert_eq!(
        wrong(visa("", "E0000001", (issued, until))).await,
        ["visa_type"]
    );
    assert_eq!(
        wrong(visa("Z", "E0000001", (issued, until))).await,
        ["visa_type"]
    );
    assert_eq!(
        wrong(visa("E", "Ж", (issued, until))).await,
        ["visa_number"]
    );
    let ahead = (until, until);
    assert_eq!(
        wrong(visa("E", "E0000001", ahead)).await,
        ["visa_issued_day"]
    );
    let before = (issued, issued - TimeDelta::days(1));
    assert_eq!(
        wrong(visa("E", "E0000001", before)).await,
        ["visa_until_day"]
    );
    let email = WalkInForm {
        email: "nobody".to_owned(),
        ..WalkInForm::default()
    };
    assert_eq!(wrong(email).await, ["email"]);
    let citizen = record(test, &officer, "KHM", WalkInForm::default()).await;
    assert_eq!(faults(citizen.map(|_| ())), ["nationality"]);
    let reviewer = test.reviewer().await;
    let other = record(test, &reviewer, "POL", WalkInForm::default()).await;
    assert_eq!(other, Err(PortalError::Forbidden));

    // An expired passport is recorded, and stands against the admission.
    let mut answers = WalkInAnswers {
        passport: PassportForm {
            expiry_year: (test.today().year() - 1).to_string(),
            ..passport(test, "SGP")
        },
        ..WalkInAnswers::default()
    };
    let case = test
        .portal
        .record_walk_in(&officer, &mut answers)
        .await
        .unwrap();
    let row = test.portal.person(&officer, case, "").await.unwrap().row;
    assert!(!row.admissible);
    let ground = row.obstacles[0].ground().unwrap();
    assert_eq!(ground.article(), "Art. 23 a.1");
}

async fn a_second_press_makes_no_second_record(test: &TestPortal) {
    let officer = test.officer().await;
    let shown = visa("E", "E0000009", days(test));
    let first = record(test, &officer, "POL", shown.clone()).await.unwrap();
    assert_eq!(
        record(test, &officer, "POL", shown.clone()).await,
        Ok(first)
    );
    test.advance(TimeDelta::minutes(3)).await;
    let later = record(test, &officer, "POL", shown).await;
    assert_eq!(faults(later.map(|_| ())), ["visa_number"]);
    // Somebody else on the same passport, or a mistake put right, is no second press.
    let press = async |given_names: &str| {
        let mut answers = WalkInAnswers {
            passport: PassportForm {
                given_names: given_names.to_owned(),
                ..passport(test, "POL")
            },
            ..WalkInAnswers::default()
        };
        let recorded = test.portal.record_walk_in(&officer, &mut answers).await;
        recorded.unwrap()
    };
    let (one, other) = tokio::join!(press("Anja"), press("Anja"));
    assert_eq!(one, other);
    let wrong = press("Ana").await;
    let right = press("Anna").await;
    assert_ne!(wrong, right);
    assert_eq!(press("Anna").await, right);
}

async fn a_record_ends_and_is_erased(test: &TestPortal) {
    let officer = test.officer().await;
    let case = record(test, &officer, "POL", WalkInForm::default())
        .await
        .unwrap();
    let id = test.case(case).await.application_id;
    let later = async |days| {
        test.advance(TimeDelta::days(days)).await;
        retention::run(&test.portal).await.unwrap();
    };
    later(34).await;
    assert_eq!(
        test.application(id).await.state(),
        ApplicationState::Expired
    );
    later(31).await;
    assert!(test.application(id).await.erased_at.is_some());
}
