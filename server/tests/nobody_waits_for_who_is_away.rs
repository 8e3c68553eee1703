//! A reviewer holds a case and goes away: a supervisor puts it back, and somebody else decides.

use crate::harness::House;
use crate::harness::people::{GOOD_CARD, Traveller};
use crate::on_both;
use domain::roles::Role;

on_both!(a_supervisor_puts_a_held_case_back);

async fn a_supervisor_puts_a_held_case_back(house: &House) {
    let anna = Traveller::anna();
    let browser = house.apply(&anna).await;
    house.pay(&browser, GOOD_CARD).await;
    house.mail_saying(&anna.email, "USD 30.00").await;
    let away = house.staff("away", Role::Reviewer).await;
    let queue = away.get("/staff/queue").await;
    let case = queue.find("/staff/cases/").unwrap();
    let case = case.rsplit('/').next().unwrap();
    house.act_on_case(&away, case, "take", &[]).await;

    let other = house.staff("another", Role::Reviewer).await;
    let page = other.get(&format!("/staff/cases/{case}")).await;
    assert!(!page.text.contains("put-back"), "{}", page.words());
    let chief = house.staff("chief", Role::Supervisor).await;
    let page = chief.get(&format!("/staff/cases/{case}")).await;
    assert!(page.text.contains("put-back"), "{}", page.words());
    let page = house.act_on_case(&chief, case, "put-back", &[]).await;
    assert_eq!(page.status, 200, "{}", page.words());
    assert_eq!(house.grant_first(&other).await, case);
}
