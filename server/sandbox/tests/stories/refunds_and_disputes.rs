//! Refunds and their limits, refunds that turn out otherwise, disputes, and the ledger.

use serde_json::{Value, json};

use crate::bench::{Bench, eventually};

async fn refund(bench: &Bench, session: &Value, amount: Option<i64>) -> (u16, Value) {
    let mut form = vec![(
        "payment_intent",
        session["payment_intent"].as_str().unwrap().to_owned(),
    )];
    form.extend(amount.map(|amount| ("amount", amount.to_string())));
    bench.post("/v1/refunds", &form).await
}

#[tokio::test]
async fn no_more_is_given_back_than_remains() {
    let bench = Bench::start().await;
    let session = bench.paid("4242424242424242").await;
    let (status, answer) = refund(&bench, &session, Some(3601)).await;
    assert_eq!(status, 400);
    assert_eq!(
        answer["error"]["message"],
        "Refund amount ($36.01) is greater than charge amount ($36.00)"
    );
    assert_eq!(refund(&bench, &session, Some(0)).await.0, 400);
    assert_eq!(refund(&bench, &session, Some(1200)).await.0, 200);
    let (_, answer) = refund(&bench, &session, Some(2401)).await;
    assert_eq!(
        answer["error"]["message"],
        "Refund amount ($24.01) is greater than unrefunded amount on charge ($24.00)"
    );
    let (status, rest) = refund(&bench, &session, None).await;
    assert_eq!((status, rest["amount"].as_i64()), (200, Some(2400)));
    let (status, answer) = refund(&bench, &session, None).await;
    assert_eq!(status, 400);
    assert_eq!(answer["error"]["code"], "charge_already_refunded");
    let ledger = bench.get("/sandbox/ledger").await;
    assert_eq!(ledger["charges"][0]["refunded"], 3600);
    assert_eq!(ledger["charges"][0]["metadata"]["payment"], "p-1");
    assert_eq!(ledger["charges"][0]["session"], session["id"]);
    assert_eq!(ledger["entries"].as_array().unwrap().len(), 3);
    let listed = bench
        .get(&format!(
            "/v1/refunds?charge={}",
            rest["charge"].as_str().unwrap()
        ))
        .await;
    assert_eq!(listed["data"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn many_refunds_at_once_do_not_pass_the_limit() {
    let bench = Bench::start().await;
    let session = bench.paid("4242424242424242").await;
    let asked = [0; 6].map(|_| refund(&bench, &session, Some(1200)));
    let answers = futures_join(asked).await;
    assert_eq!(
        answers.iter().filter(|(status, _)| *status == 200).count(),
        3
    );
    assert_eq!(
        bench.get("/sandbox/ledger").await["charges"][0]["refunded"],
        3600
    );
}

/// Runs all at once.
async fn futures_join<T, const N: usize>(futures: [impl Future<Output = T>; N]) -> Vec<T> {
    let mut waiting: Vec<_> = futures.into_iter().map(Box::pin).collect();
    let mut done: Vec<Option<T>> = waiting.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, done) in waiting.iter_mut().zip(&mut done) {
            if done.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                *done = Some(value);
            }
        }
        if done.iter().all(Option::is_some) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    done.into_iter().flatten().collect()
}

#[tokio::test]
async fn a_refund_may_fail_afterwards_and_be_tried_again() {
    let bench = Bench::start().await;
    let session = bench.paid("4000000000005126").await;
    let (_, made) = refund(&bench, &session, None).await;
    assert_eq!(made["status"], "succeeded");
    let path = format!("/v1/refunds/{}", made["id"].as_str().unwrap());
    let failed = eventually(|| async {
        let refund = bench.get(&path).await;
        (refund["status"] == "failed").then_some(refund)
    })
    .await;
    assert_eq!(failed["failure_reason"], "expired_or_canceled_card");
    let types = bench.event_types().await;
    assert!(types.ends_with(&["refund.updated".to_owned(), "refund.failed".to_owned()]));
    assert_eq!(
        bench.get("/sandbox/ledger").await["charges"][0]["refunded"],
        0
    );
    assert_eq!(refund(&bench, &session, None).await.0, 200);
}

#[tokio::test]
async fn a_refund_may_be_pending_at_first() {
    let bench = Bench::start().await;
    let session = bench.paid("4000000000007726").await;
    let (_, made) = refund(&bench, &session, None).await;
    assert_eq!(made["status"], "pending");
    let path = format!("/v1/refunds/{}", made["id"].as_str().unwrap());
    eventually(|| async { (bench.get(&path).await["status"] == "succeeded").then_some(()) }).await;
    assert_eq!(bench.event_types().await.last().unwrap(), "refund.updated");
}

#[tokio::test]
async fn a_disputed_charge_is_not_refunded() {
    let bench = Bench::start().await;
    let session = bench.paid("4000000000000259").await;
    eventually(|| async {
        let last = bench.event_types().await.pop();
        (last.as_deref() == Some("charge.dispute.created")).then_some(())
    })
    .await;
    let (status, answer) = refund(&bench, &session, None).await;
    assert_eq!(status, 400);
    assert_eq!(answer["error"]["code"], "charge_disputed");
    let dispute = bench.get("/v1/disputes").await["data"][0].clone();
    let id = dispute["id"].as_str().unwrap();
    bench
        .switch(
            &format!("/sandbox/disputes/{id}/close"),
            &json!({ "won": true }),
        )
        .await;
    assert_eq!(refund(&bench, &session, None).await.0, 200);
}
