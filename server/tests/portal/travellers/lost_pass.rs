//! A V-Pass that its holder lost.

use app::contract::{BorderService, Caller, LostPassForm, Role, Verifier};
use app::error::PortalError;
use chrono::Datelike;
use test_support::answers::faults;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_sandbox]
    passport_birth_and_day_of_entry_find_a_pass,
    guessing_is_slowed_down,
    an_officer_shows_it_and_mails_it_again,
);

/// What the holder of [`Traveller::eriksson`]'s pass types, who entered today.
fn typed(test: &TestPortal) -> LostPassForm {
    let today = test.today();
    LostPassForm {
        passport_number: "l898 902-c3".to_owned(),
        nationality: "UTO".to_owned(),
        birth_day: "12".to_owned(),
        birth_month: "Aug".to_owned(),
        birth_year: "1974".to_owned(),
        entered_day: today.day().to_string(),
        entered_month: today.month().to_string(),
        entered_year: today.year().to_string(),
    }
}

fn from(address: &str) -> Caller {
    Caller {
        address: Some(address.parse().unwrap()),
        ..Caller::default()
    }
}

async fn passport_birth_and_day_of_entry_find_a_pass(test: &TestPortal) {
    let (reviewer, officer) = (test.reviewer().await, test.officer().await);
    let cases = test.paid(&[Traveller::eriksson(), Traveller::lars()]).await;
    for &case in &cases {
        test.grant(&reviewer, case).await;
        test.admit(&officer, case).await.unwrap();
    }
    let anyone = from("192.0.2.1");
    let found = test.portal.find_pass(&anyone, &typed(test)).await.unwrap();
    let secret = found.strip_prefix("/v/").unwrap();
    let pass = test.portal.pass(&anyone, secret).await.unwrap();
    assert_eq!(pass.given_names, "Anna Maria");
    // The same answer, whichever of them does not fit.
    let none = Err(PortalError::conflict("conflict-no-such-pass"));
    let today = test.today().pred_opt().unwrap();
    for wrong in [
        LostPassForm {
            passport_number: "L898902C4".into(),
            ..typed(test)
        },
        LostPassForm {
            nationality: "D".into(),
            ..typed(test)
        },
        LostPassForm {
            birth_day: "13".into(),
            ..typed(test)
        },
        LostPassForm {
            entered_day: today.day().to_string(),
            entered_month: today.month().to_string(),
            entered_year: today.year().to_string(),
            ..typed(test)
        },
    ] {
        let begun = std::time::Instant::now();
        assert_eq!(
            test.portal.find_pass(&anyone, &wrong).await,
            none,
            "{wrong:?}"
        );
        assert!(begun.elapsed().as_millis() >= 400);
    }
    let empty = test
        .portal
        .find_pass(&anyone, &LostPassForm::default())
        .await;
    assert_eq!(
        faults(empty.map(|_| ())),
        ["passport_number", "nationality", "birth_day", "entered_day"]
    );
    let khmer = LostPassForm {
        passport_number: "សួស្តី".to_owned(),
        ..typed(test)
    };
    let khmer = test.portal.find_pass(&anyone, &khmer).await;
    assert_eq!(faults(khmer.map(|_| ())), ["passport_number"]);
    // Again by mail, to the address of the application.
    test.work().await;
    let email = Traveller::eriksson().email;
    let before = test.mails_to(&email).await.len();
    test.portal.mail_pass(&anyone, secret).await.unwrap();
    test.work().await;
    assert_eq!(test.mails_to(&email).await.len(), before + 1);
    let guessed = test.portal.mail_pass(&anyone, "guessed").await;
    assert_eq!(guessed, Err(PortalError::NotFound));
}

async fn guessing_is_slowed_down(test: &TestPortal) {
    let wrong = LostPassForm {
        birth_day: "13".to_owned(),
        ..typed(test)
    };
    let slowed = async |caller: &Caller, form: &LostPassForm| {
        let answer = test.portal.find_pass(caller, form).await;
        matches!(answer, Err(PortalError::TooManyTries { .. }))
    };
    // One passport from one address, while others there go on.
    let mut refused = 0;
    for _ in 0..12 {
        refused += usize::from(slowed(&from("192.0.2.2"), &wrong).await);
    }
    assert_eq!(refused, 2);
    let other = LostPassForm {
        passport_number: "X1".to_owned(),
        ..typed(test)
    };
    assert!(!slowed(&from("192.0.2.2"), &other).await);
}

async fn an_officer_shows_it_and_mails_it_again(test: &TestPortal) {
    let (reviewer, officer) = (test.reviewer().await, test.officer().await);
    let case = test.paid(&[Traveller::anna()]).await[0];
    test.grant(&reviewer, case).await;
    let none = test.portal.pass_at_desk(&officer, case).await.err();
    assert_eq!(none, Some(PortalError::NotFound));
    test.admit(&officer, case).await.unwrap();
    let shown = test.portal.pass_at_desk(&officer, case).await.unwrap();
    assert_eq!(shown.number, test.pass(case).await.number);
    assert_eq!(
        test.last_event(case, "pass.shown_at_desk").await,
        serde_json::json!({})
    );
    test.work().await;
    let before = test.mails_to(&Traveller::anna().email).await.len();
    test.portal
        .mail_pass_from_desk(&officer, case)
        .await
        .unwrap();
    test.work().await;
    assert_eq!(
        test.mails_to(&Traveller::anna().email).await.len(),
        before + 1
    );
    // Once the stay is over nothing is sent, and nobody is told that it is.
    test.depart(&officer, case).await.unwrap();
    let closed = test.portal.mail_pass_from_desk(&officer, case).await;
    assert_eq!(closed, Err(PortalError::conflict("conflict-pass-closed")));
    let other = test.staff("other", &[Role::Reviewer]).await;
    let refused = test.portal.pass_at_desk(&other, case).await.err();
    assert_eq!(refused, Some(PortalError::Forbidden));
}
