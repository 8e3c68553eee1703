//! The desk of five seconds: one box, one press.

use app::contract::{BorderService, FindForm};
use app::error::PortalError;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_sandbox]
    the_number_of_a_document_opens_its_holder,
);

async fn the_number_of_a_document_opens_its_holder(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let officer = test.officer().await;
    let cases = test.paid(&[Traveller::eriksson(), Traveller::lars()]).await;
    for case in &cases {
        test.grant(&reviewer, *case).await;
    }
    let find = async |query: &str| {
        let query = query.to_owned();
        test.portal.find(&officer, &FindForm { query }).await
    };
    test.admit(&officer, cases[1]).await.unwrap();
    let visa = test.visa(cases[0]).await.number;
    let pass = test.pass(cases[1]).await.number;
    // Both are on one passport; the number says which of them.
    for (number, case) in [(visa, cases[0]), (pass, cases[1])] {
        let spelled = number.to_lowercase().replace('0', "o");
        let found = find(&format!(" {spelled} ")).await.unwrap();
        assert_eq!(found.only, Some(case));
        assert!(!found.scanned);
    }
    assert_eq!(find("KV0000000").await.unwrap_err(), PortalError::NotFound);
    let both = find("L898902C3 UTO").await.unwrap();
    assert_eq!(both.only, None);
}
