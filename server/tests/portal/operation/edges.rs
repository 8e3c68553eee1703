//! What comes in over the wire: odd bytes, slow files, foreign forms, and what is told of them.

use domain::roles::Role;
use reqwest::StatusCode;
use std::time::{Duration, Instant};
use test_support::{Browser, TestPortal, Traveller, on_both};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

on_both!(
    [with_pages]
    a_nul_reaches_no_database,
    slow_files_of_one_draft_keep_nobody_out,
    refusals_are_pages_and_are_recorded,
    leaving_leaves_nothing_behind,
    where_no_file_is_stands_a_page,
);

async fn a_nul_reaches_no_database(test: &TestPortal) {
    let reviewer = test.sign_in("reviewer", Role::Reviewer).await;
    for path in [
        "/staff/queue?nationality=%00",
        "/staff/queue?port=A%00",
        "/staff/queue?reference=%00",
        "/staff/queue?cursor=%00&state=waiting",
        "/staff/queue?nationality=%2500",
        "/staff/queue?port=A%2500",
        "/staff/queue?reference=%2500",
    ] {
        let page = reviewer.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
    }
    // What is no address any more once it is decoded stays as it was typed.
    let page = reviewer.get("/staff/queue?reference=%2541").await;
    assert!(page.text.contains("value=\"%41\""), "{}", page.text);
    for path in ["/link/%00", "/v/%00", "/staff/cases/%00"] {
        let page = reviewer.get(path).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{path}");
        page.assert_says("This form could not be read");
    }
    let form = [("reference", "KV\0"), ("email", "anna\0@mail.example")];
    let page = test.browser().post("/act/request-link", &form).await;
    assert_eq!(page.status, StatusCode::OK);
}

/// The beginning of a file that does not go on.
async fn slow_file(test: &TestPortal, browser: &Browser, path: &str) -> TcpStream {
    let host = test.url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).await.unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {}\r\nCookie: {}\r\n\
         Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 5000000\r\n\r\n\
         --b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"p.jpg\"\r\n\r\nx",
        test.url,
        browser.cookies(),
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

async fn slow_files_of_one_draft_keep_nobody_out(test: &TestPortal) {
    let anna = Traveller::anna();
    let begin = async |email: &str| {
        let browser = test.browser();
        let page = browser
            .post("/act/start", &test_support::start_form(email))
            .await;
        (browser, page.path().replace("passport", "photo"))
    };
    let (slow, path) = begin("slow@mail.example").await;
    let (honest, own) = begin(&anna.email).await;
    let mut held = Vec::new();
    for _ in 0..8 {
        held.push(slow_file(test, &slow, &path).await);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let begun = Instant::now();
    let page = honest.upload(&own, "photo", anna.photo.clone()).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    page.assert_at(&own).assert_says("The photo is saved.");
    // The draft itself has two files on their way; a third is told so.
    let page = slow.upload(&path, "photo", anna.photo.clone()).await;
    page.assert_says("on their way already");
    assert!(begun.elapsed() < Duration::from_secs(14));
    // What stands still is ended long before five minutes.
    let mut answer = Vec::new();
    let last = held[0].read_to_end(&mut answer);
    let _ = tokio::time::timeout(Duration::from_secs(25), last).await;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    assert!(answer.contains("303"), "{answer}");
}

async fn refusals_are_pages_and_are_recorded(test: &TestPortal) {
    let officer = test.sign_in("officer", Role::Border).await;
    let response = officer
        .client
        .post(format!("{}/act/staff/sign-out", test.url))
        .header("origin", "https://elsewhere.example")
        .header("x-request-id", "chosen by the caller")
        .form(&[("a", "b")])
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert_ne!(response.headers()["x-request-id"], "chosen by the caller");
    assert!(
        response
            .text()
            .await
            .unwrap()
            .contains("This form could not be read")
    );
    let page = officer.get("/v/0123456789abcdefghijkl/pass.pdf").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text.contains("<html"), "{}", page.text);
    let response = officer
        .client
        .post(format!("{}/act/start", test.url))
        .header("origin", &test.url)
        .body("email")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert!(response.text().await.unwrap().contains("<html"));

    let page = officer.get("/staff/queue").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let told = test.told_first().await;
    let forbidden = told.iter().filter(|action| *action == "access.forbidden");
    assert_eq!(forbidden.count(), 1, "{told:?}");
}

async fn leaving_leaves_nothing_behind(test: &TestPortal) {
    let browser = test.browser();
    // A form that waits for its owner to come back.
    let form = [("address", "12 Sothearos Boulevard")];
    browser
        .post("/act/save-trip", &form)
        .await
        .assert_at("/check");
    assert!(
        browser.cookies().contains("kept-form"),
        "{}",
        browser.cookies()
    );
    let response = browser
        .standing()
        .client
        .post(format!("{}/act/leave", test.url))
        .header("origin", &test.url)
        .header("accept", "text/html")
        .header("content-type", "application/x-www-form-urlencoded")
        .send()
        .await
        .unwrap();
    // Not what the service worker keeps: the V-Pass on the phone stays.
    assert_eq!(response.headers()["clear-site-data"], "\"cache\"");
    assert!(
        !browser.cookies().contains("kept-form"),
        "{}",
        browser.cookies()
    );
}

/// A page knows who asks: it is kept nowhere and framed by nobody, whatever its address ends with.
async fn where_no_file_is_stands_a_page(test: &TestPortal) {
    let browser = test.browser();
    // A file system calls these errors.
    let long = format!("/{}.svg", "a".repeat(300));
    let deep = format!("/fonts{}", "/aaaa".repeat(1500));
    for path in [
        "/fonts/nothing.woff2",
        "/drawings/nothing.svg",
        "/icons/nothing.png",
        "/nothing.svg",
        "/nothing.txt",
        "/drawings/%00",
        "/a%00b",
        &long,
        &deep,
    ] {
        let url = format!("{}{path}", test.url);
        for request in [browser.client.get(&url), browser.client.head(&url)] {
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
            let says = |name| answer.headers().get(name).and_then(|v| v.to_str().ok());
            assert_eq!(says("cache-control"), Some("no-store"), "{path}");
            assert_eq!(says("x-frame-options"), Some("DENY"), "{path}");
            assert_eq!(says("referrer-policy"), Some("same-origin"), "{path}");
        }
    }
}
