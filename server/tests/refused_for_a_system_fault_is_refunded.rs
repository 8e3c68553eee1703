//! Art. 7: whoever is kept out by a fault of the system gets the money back; others do not.

use crate::harness::House;
use crate::harness::browser::Browser;
use crate::harness::people::{GOOD_CARD, Traveller};
use crate::on_both;
use domain::roles::Role;
use serde_json::Value;

on_both!(
    a_technical_fault_gives_the_fee_back,
    another_ground_does_not
);

async fn granted(house: &House, anna: &Traveller) -> (Browser, Browser, String) {
    let browser = house.apply(anna).await;
    house.pay(&browser, GOOD_CARD).await;
    house.mail_saying(&anna.email, "USD 30.00").await;
    let reviewer = house.staff("reviewer", Role::Reviewer).await;
    house.grant_first(&reviewer).await;
    let officer = house.staff("border", Role::Border).await;
    let case = house.find_at_border(&officer, anna).await;
    (browser, officer, case)
}

async fn ledger(house: &House) -> Value {
    let url = format!("{}/sandbox/ledger", house.sandbox.base_url());
    reqwest::get(url).await.unwrap().json().await.unwrap()
}

async fn a_technical_fault_gives_the_fee_back(house: &House) {
    let anna = Traveller::anna();
    let (browser, officer, case) = granted(house, &anna).await;
    let grounds = [
        ("grounds[]", "7.technical_fault"),
        ("note", "The seal could not be read."),
    ];
    let page = house.cross(&officer, &case, "refuse", &grounds).await;
    assert_eq!(page.status, 200, "{}", page.words());

    let supervisor = house.staff("supervisor", Role::Supervisor).await;
    let page = supervisor.get("/staff/refunds").await;
    let refund = page
        .value("refund")
        .unwrap_or_else(|| panic!("{}", page.words()));
    let version = page.value("version").unwrap();
    let form = [("refund", refund.as_str()), ("version", &version)];
    let page = supervisor.post("/act/staff/refund/approve", &form).await;
    assert_eq!(page.status, 200, "{}", page.words());
    house
        .eventually("the refund at the provider", || async {
            let ledger = ledger(house).await;
            (ledger["refunds"].as_array().map(Vec::len) == Some(1)).then_some(())
        })
        .await;
    house.mail_saying(&anna.email, "refund").await;
    let status = browser.get("/status").await;
    assert!(
        status.words().to_lowercase().contains("refund"),
        "{}",
        status.words()
    );
}

async fn another_ground_does_not(house: &House) {
    let anna = Traveller::anna();
    let (_, officer, case) = granted(house, &anna).await;
    let grounds = [("grounds[]", "23.a.9"), ("note", "No means of support.")];
    let page = house.cross(&officer, &case, "refuse", &grounds).await;
    assert_eq!(page.status, 200, "{}", page.words());
    let supervisor = house.staff("supervisor", Role::Supervisor).await;
    let page = supervisor.get("/staff/refunds").await;
    assert_eq!(page.value("refund"), None);
    house.work().await;
    assert_eq!(
        ledger(house).await["refunds"].as_array().map(Vec::len),
        Some(0)
    );
}
