//! A departure that overtakes a call to Google, which takes its time.

use super::apple_pass::admitted;
use super::google_pass::{assert_cleared, given, object};
use app::contract::{Caller, Verifier};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use http::{HeaderMap, Method, StatusCode, Uri};
use server::state::Portal;
use server::worker;
use std::sync::Arc;
use test_support::{TestPortal, on_both};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

on_both!(
    [with_sandbox, with_wallets, with_pages]
    what_is_given_late_is_taken_out,
    what_a_worker_saves_late_is_taken_out,
    what_is_erased_meanwhile_is_taken_out
);

/// Before Google stands one who keeps the first object until it may go on.
struct Slow {
    google: String,
    first: Semaphore,
    arrived: Semaphore,
    goes_on: Semaphore,
}

async fn pass_on(
    State(slow): State<Arc<Slow>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if uri.path().contains("genericObject")
        && let Ok(first) = slow.first.try_acquire()
    {
        first.forget();
        slow.arrived.add_permits(1);
        slow.goes_on.acquire().await.unwrap().forget();
    }
    let mut request = reqwest::Client::new().request(method, format!("{}{uri}", slow.google));
    for name in ["authorization", "content-type"] {
        if let Some(value) = headers.get(name) {
            request = request.header(name, value);
        }
    }
    let answer = request.body(body).send().await.unwrap();
    let status = StatusCode::from_u16(answer.status().as_u16()).unwrap();
    (status, answer.bytes().await.unwrap()).into_response()
}

/// A process whose way to Google is slow.
async fn slow(test: &TestPortal) -> (Arc<Slow>, Arc<Portal>) {
    let slow = Arc::new(Slow {
        google: format!("{}/google", test.sandbox().base_url()),
        first: Semaphore::new(1),
        arrived: Semaphore::new(0),
        goes_on: Semaphore::new(0),
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().fallback(pass_on).with_state(slow.clone());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let process = test.process(|config| config.wallet.google.url = url);
    (slow, process.build().await.unwrap())
}

async fn what_is_given_late_is_taken_out(test: &TestPortal) {
    let officer = test.officer().await;
    let (case, secret) = admitted(test, &officer).await;
    let (slow, process) = slow(test).await;
    let caller = Caller::default();
    let departs = async {
        slow.arrived.acquire().await.unwrap().forget();
        test.depart(&officer, case).await.unwrap();
        test.work().await;
        slow.goes_on.add_permits(1);
    };
    let (given, ()) = tokio::join!(process.give_to_google(&caller, &secret), departs);
    given.unwrap();
    assert_cleared(&object(test).await);
}

async fn what_a_worker_saves_late_is_taken_out(test: &TestPortal) {
    let officer = test.officer().await;
    let (case, secret) = admitted(test, &officer).await;
    given(test, &secret).await;
    let (slow, process) = slow(test).await;
    let departs = async {
        slow.arrived.acquire().await.unwrap().forget();
        test.depart(&officer, case).await.unwrap();
        test.work().await;
        slow.goes_on.add_permits(1);
    };
    let (worked, ()) = tokio::join!(worker::run_due(&process), departs);
    worked.unwrap();
    assert_cleared(&object(test).await);
}

async fn what_is_erased_meanwhile_is_taken_out(test: &TestPortal) {
    let officer = test.officer().await;
    let (_, secret) = admitted(test, &officer).await;
    let (slow, process) = slow(test).await;
    let caller = Caller::default();
    let is_erased = async {
        slow.arrived.acquire().await.unwrap().forget();
        test.advance_portal(TimeDelta::days(7 * 366));
        worker::retention::run(&test.portal).await.unwrap();
        test.work().await;
        slow.goes_on.add_permits(1);
    };
    let (given, ()) = tokio::join!(process.give_to_google(&caller, &secret), is_erased);
    given.unwrap();
    assert_cleared(&object(test).await);
}
