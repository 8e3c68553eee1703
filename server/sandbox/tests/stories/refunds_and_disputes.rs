//! Refunds and their limits, asynchronous refunds, disputes, and the ledger.

use serde_json::{Value, json};

use crate::test_sandbox::{TestSandbox, eventually};

async fn refund(sandbox: &TestSandbox, session: &Value, amount: Option<i64>) -> (u16, Value) {
    let mut form = vec![(
        "payment_intent",
        session["payment_intent"].as_str().unwrap().to_owned(),
    )];
    form.extend(amount.map(|amount| ("amount", amount.to_string())));
    sandbox.post("/v1/refunds", &form).await
}

#[tokio::test]
async fn refunds_are_limited_to_the_unrefunded_amount() {
    let sandbox = TestSandbox::start().await;
    let session = sandbox.paid_session("4242424242424242").await;
    let (status, response) = refund(&sandbox, &session, Some(3601)).await;
    assert_eq!(status, 400);
    assert_eq!(
        response["error"]["message"],
        "Refund amount ($36.01) is greater than charge amount ($36.00)"
    );
    assert_eq!(refund(&sandbox, &session, Some(0)).await.0, 400);
    assert_eq!(refund(&sandbox, &session, Some(1200)).await.0, 200);
    let (_, response) = refund(&sandbox, &session, Some(2401)).await;
    assert_eq!(
        response["error"]["message"],
        "Refund amount ($24.01) is greater than unrefunded amount on charge ($24.00)"
    );
    let (status, rest) = refund(&sandbox, &session, None).await;
    assert_eq!((status, rest["amount"].as_i64()), (200, Some(2400)));
    let (status, response) = refund(&sandbox, &session, None).await;
    assert_eq!(status, 400);
    assert_eq!(response["error"]["code"], "charge_already_refunded");
    let ledger = sandbox.get("/sandbox/ledger").await;
    assert_eq!(ledger["charges"][0]["refunded"], 3600);
    assert_eq!(ledger["charges"][0]["metadata"]["payment"], "p-1");
    assert_eq!(ledger["charges"][0]["session"], session["id"]);
    assert_eq!(ledger["entries"].as_array().unwrap().len(), 3);
    let listed = sandbox
        .get(&format!(
            "/v1/refunds?charge={}",
            rest["charge"].as_str().unwrap()
        ))
        .await;
    assert_eq!(listed["data"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn concurrent_refunds_are_limited_too() {
    let sandbox = TestSandbox::start().await;
    let session = sandbox.paid_session("4242424242424242").await;
    let requests = [0; 6].map(|_| refund(&sandbox, &session, Some(1200)));
    let responses = join_all(requests).await;
    assert_eq!(
        responses
            .iter()
            .filter(|(status, _)| *status == 200)
            .count(),
        3
    );
    assert_eq!(
        sandbox.get("/sandbox/ledger").await["charges"][0]["refunded"],
        3600
    );
}

/// Runs futures concurrently.
async fn join_all<T, const N: usize>(futures: [impl Future<Output = T>; N]) -> Vec<T> {
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
async fn a_refund_may_fail_later_and_be_repeated() {
    let sandbox = TestSandbox::start().await;
    let session = sandbox.paid_session("4000000000005126").await;
    let (_, created) = refund(&sandbox, &session, None).await;
    assert_eq!(created["status"], "succeeded");
    let path = format!("/v1/refunds/{}", created["id"].as_str().unwrap());
    let failed = eventually(|| async {
        let refund = sandbox.get(&path).await;
        (refund["status"] == "failed").then_some(refund)
    })
    .await;
    assert_eq!(failed["failure_reason"], "expired_or_canceled_card");
    let types = sandbox.event_types().await;
    assert!(types.ends_with(&["refund.updated".to_owned(), "refund.failed".to_owned()]));
    assert_eq!(
        sandbox.get("/sandbox/ledger").await["charges"][0]["refunded"],
        0
    );
    assert_eq!(refund(&sandbox, &session, None).await.0, 200);
}

#[tokio::test]
async fn a_refund_may_be_pending_at_first() {
    let sandbox = TestSandbox::start().await;
    let session = sandbox.paid_session("4000000000007726").await;
    let (_, created) = refund(&sandbox, &session, None).await;
    assert_eq!(created["status"], "pending");
    let path = format!("/v1/refunds/{}", created["id"].as_str().unwrap());
    eventually(|| async { (sandbox.get(&path).await["status"] == "succeeded").then_some(()) })
        .await;
    assert_eq!(
        sandbox.event_types().await.last().unwrap(),
        "refund.updated"
    );
}

#[tokio::test]
async fn a_disputed_charge_is_not_refunded() {
    let sandbox = TestSandbox::start().await;
    let session = sandbox.paid_session("4000000000000259").await;
    eventually(|| async {
        let last = sandbox.event_types().await.pop();
        (last.as_deref() == Some("charge.dispute.created")).then_some(())
    })
    .await;
    let (status, response) = refund(&sandbox, &session, None).await;
    assert_eq!(status, 400);
    assert_eq!(response["error"]["code"], "charge_disputed");
    let dispute = sandbox.get("/v1/disputes").await["data"][0].clone();
    let id = dispute["id"].as_str().unwrap();
    sandbox
        .control(
            &format!("/sandbox/disputes/{id}/close"),
            &json!({ "won": true }),
        )
        .await;
    assert_eq!(refund(&sandbox, &session, None).await.0, 200);
}
