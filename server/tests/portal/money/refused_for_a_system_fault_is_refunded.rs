//! Art. 7: whoever is kept out by a fault of the system gets the money back; others do not.

use domain::roles::Role;
use test_support::{Browser, TestPortal, Traveller, on_both};

on_both!(
    [with_pages, with_sandbox]
    a_technical_fault_gives_the_fee_back,
    another_ground_does_not,
);

async fn granted(test: &TestPortal, anna: &Traveller) -> (Browser, Browser, String) {
    let browser = test.apply_and_pay(anna).await;
    let reviewer = test.sign_in("reviewer", Role::Reviewer).await;
    test.grant_first(&reviewer).await;
    let officer = test.sign_in("border", Role::Border).await;
    let case = test.find_at_border(&officer, anna).await;
    (browser, officer, case)
}

async fn a_technical_fault_gives_the_fee_back(test: &TestPortal) {
    let anna = Traveller::anna();
    let (browser, officer, case) = granted(test, &anna).await;
    let grounds = [
        ("grounds[]", "7.technical_fault"),
        ("note", "The seal could not be read."),
    ];
    let page = test.cross(&officer, &case, "refuse", &grounds).await;
    assert_eq!(page.status, 200, "{}", page.words());

    let supervisor = test.sign_in("supervisor", Role::Supervisor).await;
    test.approve_first(&supervisor).await;
    test.eventually("the refund at the provider", async || {
        (test.ledger().await.refunds.len() == 1).then_some(())
    })
    .await;
    test.mail_saying(&anna.email, "refund").await;
    let status = browser.get("/status").await;
    assert!(
        status.words().to_lowercase().contains("refund"),
        "{}",
        status.words()
    );
}

async fn another_ground_does_not(test: &TestPortal) {
    let anna = Traveller::anna();
    let (_, officer, case) = granted(test, &anna).await;
    let grounds = [("grounds[]", "23.a.9"), ("note", "No means of support.")];
    let page = test.cross(&officer, &case, "refuse", &grounds).await;
    assert_eq!(page.status, 200, "{}", page.words());
    let supervisor = test.sign_in("supervisor", Role::Supervisor).await;
    let page = supervisor.get("/staff/refunds").await;
    assert_eq!(page.value("refund"), None);
    test.work().await;
    assert!(test.ledger().await.refunds.is_empty());
}
