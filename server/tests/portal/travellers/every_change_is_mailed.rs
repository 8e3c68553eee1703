//! Every change of a traveller's fate is mailed, once, and what the calendar changes too.

use app::contract::{Caller, CaseAction, StaffService, StepAnswers, TravellerService, TripForm};
use chrono::{Datelike, TimeDelta};
use domain::states::{ApplicationState, CaseState};
use server::worker::{reminders, retention};
use test_support::answers::is_conflict;
use test_support::cast::trip;
use test_support::{TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_sandbox]
    what_happens_at_the_border_is_mailed,
    a_withdrawal_is_mailed,
    an_unpaid_application_that_ends_is_told_once,
    a_late_decision_is_told_with_a_new_day,
    a_correction_is_reminded_of_and_ends,
    article_13_a_mail_comes_on_the_day_from_which_to_apply,
    what_is_over_when_a_mail_goes_out_is_not_told,
    what_was_overtaken_at_the_border_is_a_link,
);

/// How many mails to them have these words in their subject.
async fn count(test: &TestPortal, to: &str, subject: &str) -> usize {
    test.work().await;
    let mails = test.mails_to(to).await;
    mails
        .iter()
        .filter(|mail| mail.subject.contains(subject))
        .count()
}

async fn granted(test: &TestPortal, reviewer: &Caller, traveller: &Traveller) -> Uuid {
    let case = test.paid(std::slice::from_ref(traveller)).await[0];
    test.grant(reviewer, case).await;
    case
}

async fn what_happens_at_the_border_is_mailed(test: &TestPortal) {
    let (officer, reviewer) = (test.officer().await, test.reviewer().await);
    let anna = Traveller::anna();
    let case = granted(test, &reviewer, &anna).await;
    test.refuse(&officer, case, &["23.a.9"]).await.unwrap();
    test.work().await;
    let mail = test.mail_saying(&anna.email, "entry refused").await;
    for words in [
        "Art. 23 a.9",
        "can be used until",
        "The fee is not refunded",
    ] {
        assert!(mail.text.contains(words), "{words}: {}", mail.text);
    }
    test.admit_despite(&officer, case, "Shows means now")
        .await
        .unwrap();
    test.depart(&officer, case).await.unwrap();
    test.work().await;
    let mail = test.mail_saying(&anna.email, "departure recorded").await;
    for words in [
        "Phnom Penh time",
        "The V-Pass is closed",
        "The permitted stay was kept",
    ] {
        assert!(mail.text.contains(words), "{words}: {}", mail.text);
    }

    let lars = Traveller::lars();
    let case = granted(test, &reviewer, &lars).await;
    test.refuse(&officer, case, &["7.technical_fault"])
        .await
        .unwrap();
    test.work().await;
    let mail = test.mail_saying(&lars.email, "entry refused").await;
    for words in ["The e-Visa is void", "A refund of the fee was opened"] {
        assert!(mail.text.contains(words), "{words}: {}", mail.text);
    }
}

async fn a_withdrawal_is_mailed(test: &TestPortal) {
    let anna = Traveller::anna();
    let case = test.paid(std::slice::from_ref(&anna)).await[0];
    test.withdraw(case).await.unwrap();
    test.work().await;
    let mail = test.mail_saying(&anna.email, "withdrawn").await;
    assert!(
        mail.text.contains("The fee was paid. It is not refunded"),
        "{}",
        mail.text
    );
    let lars = Traveller::lars();
    let applicant = test.submitted(std::slice::from_ref(&lars)).await;
    let case = test.cases(applicant.traveller().unwrap()).await[0].id;
    test.withdraw(case).await.unwrap();
    test.work().await;
    let mail = test.mail_saying(&lars.email, "withdrawn").await;
    assert!(
        mail.text.contains("Nothing was charged for them"),
        "{}",
        mail.text
    );
}

async fn an_unpaid_application_that_ends_is_told_once(test: &TestPortal) {
    let (anna, lars, kim) = (Traveller::anna(), Traveller::lars(), Traveller::eriksson());
    let applicant = test.submitted(std::slice::from_ref(&anna)).await;
    let application = applicant.traveller().unwrap();
    test.started("unconfirmed@mail.example").await;
    test.paid(std::slice::from_ref(&kim)).await;
    let ends = "not paid, and about to end";
    test.advance(TimeDelta::days(26)).await;
    reminders::run(&test.portal).await.unwrap();
    assert_eq!(count(test, &anna.email, ends).await, 0);
    test.advance(TimeDelta::days(2)).await;
    test.submitted(std::slice::from_ref(&lars)).await;
    // A page that is open meanwhile is still of these answers.
    let version = test.application(application).await.version;
    for _ in 0..3 {
        reminders::run(&test.portal).await.unwrap();
    }
    assert_eq!(test.application(application).await.version, version);
    assert_eq!(count(test, &anna.email, ends).await, 1);
    for other in [&lars.email, &kim.email, "unconfirmed@mail.example"] {
        assert_eq!(count(test, other, ends).await, 0, "{other}");
    }
    let mail = test.mail_saying(&anna.email, ends).await;
    let ends = test.application(application).await.expires_at;
    assert!(
        mail.text.contains(&app::text::instant(ends)),
        "{}",
        mail.text
    );
}

async fn a_late_decision_is_told_with_a_new_day(test: &TestPortal) {
    let anna = Traveller::anna();
    let case = test.paid(std::slice::from_ref(&anna)).await[0];
    let application = test.case(case).await.application_id;
    let due = test.application(application).await.decision_due_on.unwrap();
    let to_due = due - test.today();
    test.advance(to_due).await;
    reminders::run(&test.portal).await.unwrap();
    assert_eq!(
        count(test, &anna.email, "late").await,
        0,
        "its last day counts whole"
    );
    test.advance(TimeDelta::days(1)).await;
    for _ in 0..2 {
        reminders::run(&test.portal).await.unwrap();
    }
    assert_eq!(count(test, &anna.email, "late").await, 1);
    let row = test.application(application).await;
    let expected = row.decision_expected_on.unwrap();
    assert!(expected > test.today() && row.decision_due_on == Some(due));
    let mail = test.mail_saying(&anna.email, "late").await;
    for day in [due, expected] {
        assert!(mail.text.contains(&app::text::date(day)), "{}", mail.text);
    }
    let applicant = test.applicant(case).await;
    let status = test.portal.status(&applicant).await.unwrap();
    assert_eq!(status.decision_expected_on, Some(expected));
    // The new day passes too; then it is decided, and nothing is late any more.
    test.advance(TimeDelta::days(7)).await;
    reminders::run(&test.portal).await.unwrap();
    assert_eq!(count(test, &anna.email, "late").await, 2);
    let reviewer = test.reviewer().await;
    test.grant(&reviewer, case).await;
    test.advance(TimeDelta::days(7)).await;
    reminders::run(&test.portal).await.unwrap();
    assert_eq!(count(test, &anna.email, "late").await, 2);
}

async fn a_correction_is_reminded_of_and_ends(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let anna = Traveller::anna();
    let case = test.paid(std::slice::from_ref(&anna)).await[0];
    test.act(&reviewer, CaseAction::Assign, case).await.unwrap();
    let ask = CaseAction::AskCorrection;
    test.act(&reviewer, ask, case).await.unwrap();
    let waits = "we wait for your correction";
    for (days, reminders_sent) in [(6, 0), (1, 1), (5, 1)] {
        test.advance(TimeDelta::days(days)).await;
        reminders::run(&test.portal).await.unwrap();
        assert_eq!(count(test, &anna.email, waits).await, reminders_sent);
        assert_eq!(
            count(test, &anna.email, "late").await,
            0,
            "the traveller is waited for"
        );
        assert_eq!(test.case(case).await.state(), CaseState::NeedsCorrection);
    }
    test.advance(TimeDelta::days(2)).await;
    reminders::run(&test.portal).await.unwrap();
    assert_eq!(test.case(case).await.state(), CaseState::InReview);
    assert_eq!(count(test, &anna.email, waits).await, 1);
    let over = "we decide without your correction";
    assert_eq!(count(test, &anna.email, over).await, 1);
    let view = test.portal.case(&reviewer, case).await.unwrap();
    assert!(view.correction.unwrap().unanswered_at.is_some());
    let applicant = test.applicant(case).await;
    let sent = test.send_correction(&applicant, case).await;
    assert!(is_conflict(&sent));
    // Asked for anew, it is waited for anew.
    test.act(&reviewer, ask, case).await.unwrap();
    reminders::run(&test.portal).await.unwrap();
    assert_eq!(test.case(case).await.state(), CaseState::NeedsCorrection);
    let told = test.told_of_case(case).await;
    assert!(
        told.contains(&"case.correction_unanswered".to_owned()),
        "{told:?}"
    );
}

async fn article_13_a_mail_comes_on_the_day_from_which_to_apply(test: &TestPortal) {
    let portal = &test.portal;
    let email = "early@mail.example";
    let applicant = test.started(email).await;
    let reference = test.reference(&applicant).await;
    assert!(is_conflict(&portal.remind(&applicant, &reference).await));
    let entry = test.today() + TimeDelta::days(200);
    let far = TripForm {
        entry_day: entry.day().to_string(),
        entry_month: entry.month().to_string(),
        entry_year: entry.year().to_string(),
        ..trip(test.today())
    };
    let saved = test
        .try_to_save(&applicant, StepAnswers::Trip(far.clone()))
        .await;
    assert_eq!(saved.unwrap().errors.len(), 1);
    let from = portal.draft(&applicant).await.unwrap().apply_from.unwrap();
    assert!(is_conflict(&portal.remind(&applicant, &reference).await));
    test.confirm_email(&applicant).await;
    for _ in 0..2 {
        portal.remind(&applicant, &reference).await.unwrap();
    }
    assert_eq!(test.only_application().await.remind_on, Some(from));
    let nearly = from - test.today() - TimeDelta::days(1);
    let subject = "you can apply for your trip now";
    for (wait, mails) in [
        (nearly, 0),
        (TimeDelta::days(1), 1),
        (TimeDelta::days(1), 1),
    ] {
        test.advance(wait).await;
        retention::run(portal).await.unwrap();
        reminders::run(portal).await.unwrap();
        assert_eq!(count(test, email, subject).await, mails);
    }
    assert_eq!(
        test.only_application().await.state(),
        ApplicationState::Draft
    );
    let mail = test.mail_saying(email, subject).await;
    assert!(!mail.link(&test.url, "/link/").is_empty());
    // Now the same trip is taken.
    let saved = test.try_to_save(&applicant, StepAnswers::Trip(far)).await;
    assert_eq!(saved.unwrap().errors, []);
    // Another trip asks for another mail.
    assert!(is_conflict(&portal.remind(&applicant, &reference).await));
}

async fn what_is_over_when_a_mail_goes_out_is_not_told(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let (anna, lars) = (Traveller::anna(), Traveller::lars());
    let late = test.paid(std::slice::from_ref(&anna)).await[0];
    test.advance(TimeDelta::days(8)).await;
    reminders::run(&test.portal).await.unwrap();
    test.grant(&reviewer, late).await;
    assert_eq!(count(test, &anna.email, "late").await, 0);
    let corrected = test.paid(std::slice::from_ref(&lars)).await[0];
    let links = count(test, &lars.email, "your link").await;
    test.act(&reviewer, CaseAction::Assign, corrected)
        .await
        .unwrap();
    test.act(&reviewer, CaseAction::AskCorrection, corrected)
        .await
        .unwrap();
    test.advance_portal(TimeDelta::days(15));
    reminders::run(&test.portal).await.unwrap();
    assert_eq!(count(test, &lars.email, "please correct").await, 0);
    assert_eq!(count(test, &lars.email, "your link").await, links + 1);
}

/// Refused, admitted and gone before a letter left.
async fn what_was_overtaken_at_the_border_is_a_link(test: &TestPortal) {
    let (officer, reviewer) = (test.officer().await, test.reviewer().await);
    let kim = Traveller::eriksson();
    let case = granted(test, &reviewer, &kim).await;
    let links = count(test, &kim.email, "your link").await;
    test.refuse(&officer, case, &["7.technical_fault", "23.a.8"])
        .await
        .unwrap();
    test.admit_despite(&officer, case, "Shows means now")
        .await
        .unwrap();
    test.depart(&officer, case).await.unwrap();
    assert_eq!(count(test, &kim.email, "entry refused").await, 0);
    assert_eq!(count(test, &kim.email, "V-Pass issued").await, 0);
    assert_eq!(count(test, &kim.email, "departure recorded").await, 1);
    assert_eq!(count(test, &kim.email, "your link").await, links + 2);
}
