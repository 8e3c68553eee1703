//! The status page, as a family reads it.

use crate::fake::FakeService;
use crate::site::{open_page, site};

#[tokio::test]
async fn a_refund_counts_once_it_has_succeeded() {
    let answer = open_page(site(FakeService::paid(), true), "/status").await;
    assert!(answer.body.contains("Refund on its way"), "{}", answer.body);
    assert!(!answer.body.contains("Partly refunded"));
}

#[tokio::test]
async fn the_status_says_one_thing_first_and_folds_the_rest() {
    let page = open_page(site(FakeService::paid(), true), "/status")
        .await
        .body;
    assert!(page.contains("<title>We need something from you – e-Visa</title>"));
    assert!(page.contains("<h1>We need something from you"), "{page}");
    assert!(page.contains("<details class=\"events\">"), "{page}");
    // The reference is shown once, and a word with a hyphen is kept whole.
    assert_eq!(page.matches("class=\"reference\"").count(), 1);
    assert!(page.contains(">V-\u{2060}Pass<"), "{page}");
    assert!(page.contains("<a href=\"/card/secret\">Fill in the e-Arrival card"));
    // One of a family has changed something, and may send it.
    assert!(page.contains("action=\"/act/send-correction\""));
    assert!(page.contains("<summary>Withdraw"));
    for over in ["Decided", "Closed"] {
        assert!(!page.contains(&format!("{over}<")), "{over}");
    }
}
