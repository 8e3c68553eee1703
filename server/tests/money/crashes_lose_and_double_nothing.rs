//! The portal dies at every place where it can hurt; the next one finishes what was begun.

use crate::bench::{Bench, FEE, GOOD};
use crate::on_both;
use app::contract::Caller;
use domain::roles::Role;
use domain::states::{ApplicationState, PaymentState, RefundState};
use server::failpoint::Failpoint;
use server::payments::open_checkout;
use server::state::Portal;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

on_both!(a_portal_that_dies_anywhere_leaves_the_books_right);

/// What people do, again and again until they are done: pay, refuse, approve.
async fn people(bench: &Bench, portal: &Arc<Portal>, story: &Story) {
    loop {
        server::worker::run_due(portal).await.unwrap();
        if bench.application(story.application).await.state() != ApplicationState::Paid {
            pay(bench, portal, story.application).await;
            continue;
        }
        let case = &bench.cases(story.application).await[0];
        bench.ask_back(portal, case, &story.officer).await;
        let refund = bench.refunds(story.application).await.remove(0);
        match refund.state() {
            RefundState::Requested => bench.approve(portal, &story.supervisor, refund.id).await,
            RefundState::Succeeded => return,
            _ => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Goes to the card page, pays, and comes back while the webhook is under way.
async fn pay(bench: &Bench, portal: &Arc<Portal>, application: Uuid) {
    if let Ok(page) = open_checkout(portal, application).await {
        bench.pay_at(&page, GOOD).await;
    }
    for _ in 0..20 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        server::worker::run_due(portal).await.unwrap();
        if bench.application(application).await.state() == ApplicationState::Paid {
            return;
        }
    }
}

struct Story {
    application: Uuid,
    officer: Caller,
    supervisor: Caller,
}

async fn a_portal_that_dies_anywhere_leaves_the_books_right(bench: &Bench) {
    let mut charges = 0;
    for &point in Failpoint::ALL {
        let story = Story {
            application: bench.owing(2).await,
            officer: bench.staff(Role::Border).await,
            supervisor: bench.staff(Role::Supervisor).await,
        };
        let doomed = bench.portal(Some(point.as_str()));
        bench.serve(&doomed).await;
        let died = async {
            while !doomed.failpoints.was_reached() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::select! {
            () = people(bench, &doomed, &story) => panic!("{} was not reached", point.as_str()),
            () = died => {}
            () = tokio::time::sleep(Duration::from_secs(30)) => panic!("stuck before {}", point.as_str()),
        }
        bench.kill_server().await;
        drop(doomed);

        bench.wait_for_locks();
        let next = bench.portal(None);
        bench.serve(&next).await;
        tokio::time::timeout(Duration::from_secs(30), people(bench, &next, &story))
            .await
            .unwrap_or_else(|_| panic!("stuck after {}", point.as_str()));

        charges += 1;
        let ledger = bench.ledger().await;
        assert_eq!(ledger.charges.len(), charges, "{}", point.as_str());
        assert_eq!(ledger.refunds.len(), charges, "{}", point.as_str());
        let payments = bench.payments(story.application).await;
        let paid = payments.iter().find(|payment| payment.settles).unwrap();
        assert_eq!(paid.state(), PaymentState::PartlyRefunded);
        assert_eq!(paid.refunded, FEE);
        for action in [
            "payment.settled",
            "refund.requested",
            "refund.sent",
            "refund.succeeded",
        ] {
            let told = bench.count_told(story.application, action).await;
            assert_eq!(told, 1, "{action} after {}", point.as_str());
        }
    }
}
