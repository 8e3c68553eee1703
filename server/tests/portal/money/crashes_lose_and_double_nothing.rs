//! The portal dies at every place where it can hurt; the next one finishes what was begun.

use app::contract::{BorderService, Caller};
use domain::states::{ApplicationState, PaymentState, RefundState};
use server::failpoint::Failpoint;
use server::payments::open_checkout;
use server::state::Portal;
use std::sync::Arc;
use std::time::Duration;
use test_support::cast::{FEE, GOOD_CARD};
use test_support::{DecideRefunds, TestPortal, on_both};
use uuid::Uuid;

on_both!([with_sandbox] a_portal_that_dies_anywhere_leaves_the_books_right);

struct Story {
    application: Uuid,
    officer: Caller,
    supervisor: Caller,
}

/// What people do, again and again until they are done: pay, refuse, approve.
async fn people(test: &TestPortal, process: &Arc<Portal>, story: &Story) {
    loop {
        server::worker::run_due(process).await.unwrap();
        if test.application(story.application).await.state() != ApplicationState::Paid {
            pay(test, process, story.application).await;
            continue;
        }
        let Some(refund) = test.refunds(story.application).await.pop() else {
            refuse(test, process, story).await;
            continue;
        };
        match refund.state() {
            RefundState::Requested => {
                process
                    .approve_refund(&story.supervisor, refund.id, refund.version)
                    .await
                    .unwrap();
            }
            RefundState::Succeeded => return,
            _ => tokio::time::sleep(Duration::from_millis(25)).await,
        }
    }
}

/// The first traveller is kept out by a fault of the system.
async fn refuse(test: &TestPortal, process: &Portal, story: &Story) {
    let case = test.cases(story.application).await[0].id;
    let mut form = test.crossing(case).await;
    form.grounds = vec!["7.technical_fault".to_owned()];
    process.refuse(&story.officer, &form).await.unwrap();
}

/// Goes to the card page, pays, and comes back while the webhook is under way.
async fn pay(test: &TestPortal, process: &Arc<Portal>, application: Uuid) {
    if let Ok(page) = open_checkout(process, application, &()).await {
        test.pay_at(&page, GOOD_CARD).await;
    }
    for _ in 0..40 {
        tokio::time::sleep(Duration::from_millis(25)).await;
        server::worker::run_due(process).await.unwrap();
        if test.application(application).await.state() == ApplicationState::Paid {
            return;
        }
    }
}

async fn a_portal_that_dies_anywhere_leaves_the_books_right(test: &TestPortal) {
    let (officer, supervisor) = (test.officer().await, test.supervisor().await);
    let mut charges = 0;
    for &point in Failpoint::ALL {
        let story = Story {
            application: test.owing(2).await,
            officer: officer.clone(),
            supervisor: supervisor.clone(),
        };
        let crash_at = Some(point.as_str().to_owned());
        let doomed = test.process(|config| config.service.crash_at = crash_at);
        let doomed = doomed.build().await.unwrap();
        test.serve(&doomed).await;
        let died = async {
            while !doomed.failpoints.was_reached() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::select! {
            () = people(test, &doomed, &story) => panic!("{} was not reached", point.as_str()),
            () = died => {}
            () = tokio::time::sleep(Duration::from_secs(30)) => panic!("stuck before {}", point.as_str()),
        }
        test.stop_serving().await;
        drop(doomed);

        test.wait_for_locks();
        let next = test.process(|_| {}).build().await.unwrap();
        test.serve(&next).await;
        tokio::time::timeout(Duration::from_secs(30), people(test, &next, &story))
            .await
            .unwrap_or_else(|_| panic!("stuck after {}", point.as_str()));

        charges += 1;
        let ledger = test.ledger().await;
        assert_eq!(ledger.charges.len(), charges, "{}", point.as_str());
        assert_eq!(ledger.refunds.len(), charges, "{}", point.as_str());
        let payments = test.payments(story.application).await;
        let paid = payments.iter().find(|payment| payment.settles).unwrap();
        assert_eq!(paid.state(), PaymentState::PartlyRefunded);
        assert_eq!(paid.refunded, FEE);
        for action in [
            "payment.settled",
            "refund.requested",
            "refund.sent",
            "refund.succeeded",
        ] {
            let told = test.count_told(story.application, action).await;
            assert_eq!(told, 1, "{action} after {}", point.as_str());
        }
    }
}
