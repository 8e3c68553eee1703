//! Mails go out in the end: a server that is away is waited for, and what was refused for good is
//! sent again by a supervisor.

use app::contract::{Caller, EmailForm, SendAgainForm, StaffService, TravellerService};
use app::error::PortalError;
use chrono::TimeDelta;
use server::state::Portal;
use server::vault::Purpose;
use server::worker::{self, retention};
use std::sync::Arc;
use test_support::answers::faults;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_sandbox]
    a_mail_server_may_be_away_for_three_days,
    what_was_refused_for_good_is_sent_again,
    nobody_is_written_to_who_is_erased,
    addresses_that_nobody_can_write_to_are_refused_at_the_form,
);

/// The portal with a mail server that nobody answers for.
async fn without_mail(test: &TestPortal) -> Arc<Portal> {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = port.local_addr().unwrap();
    drop(port);
    let process = test.process(|config| config.mail.url = format!("smtp://{address}").into());
    process.build().await.unwrap()
}

async fn a_mail_server_may_be_away_for_three_days(test: &TestPortal) {
    let away = without_mail(test).await;
    let supervisor = test.supervisor().await;
    let anna = Traveller::anna();
    test.started(&anna.email).await;
    for _ in 0..(3 * 24) {
        worker::run_due(&away).await.unwrap();
        test.advance(TimeDelta::hours(1)).await;
    }
    assert_eq!((test.jobs("dead").await, test.jobs("queued").await), (0, 1));
    let listed = test.portal.undelivered_mails(&supervisor, "").await;
    let listed = listed.unwrap().rows;
    assert!(!listed[0].given_up);
    assert!(listed[0].reason.contains("cannot be reached"));
    test.work().await;
    assert_eq!(test.mails_to(&anna.email).await.len(), 1);
    let listed = test.portal.undelivered_mails(&supervisor, "").await;
    assert!(listed.unwrap().rows.is_empty());
}

async fn what_was_refused_for_good_is_sent_again(test: &TestPortal) {
    let portal = &test.portal;
    let supervisor = test.supervisor().await;
    let away = without_mail(test).await;
    test.started("wrong@mail.example").await;
    let reference = test.only_application().await.reference;
    // A week of failures, and it is given up.
    for _ in 0..400 {
        worker::run_due(&away).await.unwrap();
        test.advance_portal(TimeDelta::minutes(31));
    }
    assert_eq!(test.jobs("dead").await, 1);
    let listed = portal
        .undelivered_mails(&supervisor, "")
        .await
        .unwrap()
        .rows;
    assert_eq!(listed[0].reference.as_deref(), Some(reference.as_str()));
    assert_eq!(listed[0].kind, "mail_link");
    assert!(listed[0].given_up);

    let form = |email: &str| SendAgainForm {
        job: listed[0].job.to_string(),
        email: email.to_owned(),
    };
    for caller in [test.reviewer().await, Caller::default()] {
        assert!(portal.undelivered_mails(&caller, "").await.is_err());
        assert!(portal.send_again(&caller, &form("")).await.is_err());
    }
    let refused = portal.send_again(&supervisor, &form("nobody")).await;
    assert_eq!(faults(refused), [format!("email-{}", listed[0].job)]);
    // A link that the wrong address was mailed earlier ends with it.
    let hash = portal.vault.hash(Purpose::Link, &["mailed earlier"]);
    let (now, id) = (test.now(), test.only_application().await.id);
    let mut tx = portal.begin().await.unwrap();
    let until = now + TimeDelta::days(30);
    tx.add_link(&hash, id, now, until).await.unwrap();
    tx.commit().await.unwrap();
    let stranger = Caller::default();
    assert!(portal.link(&stranger, "mailed earlier").await.is_ok());
    portal
        .send_again(&supervisor, &form("right@mail.example"))
        .await
        .unwrap();
    let ended = portal.link(&stranger, "mailed earlier").await;
    assert_eq!(ended.err(), Some(PortalError::NotFound));
    // Its tries are counted anew: one more failure does not end it.
    worker::run_due(&away).await.unwrap();
    assert_eq!((test.jobs("dead").await, test.jobs("queued").await), (0, 1));
    test.advance(TimeDelta::seconds(2)).await;
    test.work().await;
    assert_eq!(test.mails_to("right@mail.example").await.len(), 1);
    assert!(test.mails_to("wrong@mail.example").await.is_empty());
    // The new address is the application's: it asks for links, the old one does not.
    let anyone = Caller::default();
    for email in ["wrong@mail.example", "right@mail.example"] {
        portal
            .request_link(&anyone, &reference, email)
            .await
            .unwrap();
    }
    test.work().await;
    assert_eq!(test.mails_to("right@mail.example").await.len(), 2);
    assert!(test.mails_to("wrong@mail.example").await.is_empty());
    let gone = portal.send_again(&supervisor, &form("")).await;
    assert!(matches!(gone, Err(PortalError::Conflict(_))), "{gone:?}");
    test.assert_record_holds().await;
}

async fn addresses_that_nobody_can_write_to_are_refused_at_the_form(test: &TestPortal) {
    let portal = &test.portal;
    let anyone = Caller::default();
    for email in [
        "\"an na\"@mail.example",
        "anna@[127.0.0.1]",
        "jörg@mail.example",
    ] {
        let Err(PortalError::Invalid(faults)) = portal.start(&anyone, &typed(email)).await else {
            panic!("{email} was taken");
        };
        assert_eq!(faults[0].field, "email");
    }
    test.started("anna@bücher.example").await;
    test.work().await;
    assert_eq!(test.mails_to("anna@xn--bcher-kva.example").await.len(), 1);
    let reference = test.only_application().await.reference;
    portal
        .request_link(&anyone, &reference, "Anna@xn--bcher-kva.example")
        .await
        .unwrap();
    test.work().await;
    assert_eq!(test.mails_to("anna@xn--bcher-kva.example").await.len(), 2);
}

fn typed(email: &str) -> EmailForm {
    EmailForm {
        email: email.to_owned(),
        ..EmailForm::default()
    }
}

async fn nobody_is_written_to_who_is_erased(test: &TestPortal) {
    let applicant = test.started("anna@mail.example").await;
    test.advance(TimeDelta::days(31)).await;
    retention::run(&test.portal).await.unwrap();
    let application = test.application(applicant.traveller().unwrap()).await;
    assert!(application.erased_at.is_some());
    // The mail with its link was never sent.
    assert_eq!(test.jobs("queued").await, 1);
    test.work().await;
    assert_eq!((test.jobs("queued").await, test.jobs("dead").await), (0, 0));
    assert!(test.mails_to("anna@mail.example").await.is_empty());
}
