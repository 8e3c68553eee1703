//! A reviewer holds a case and goes away: a supervisor puts it back, and somebody else decides.

use domain::roles::Role;
use test_support::{TestPortal, Traveller, on_both};

on_both!([with_pages, with_sandbox] a_supervisor_puts_a_held_case_back);

async fn a_supervisor_puts_a_held_case_back(test: &TestPortal) {
    test.apply_and_pay(&Traveller::anna()).await;
    let away = test.sign_in("away", Role::Reviewer).await;
    let case = test.first_case(&away).await;
    test.act_on_case(&away, &case, "take", &[]).await;

    let other = test.sign_in("another", Role::Reviewer).await;
    let page = other.get(&format!("/staff/cases/{case}")).await;
    assert!(!page.text.contains("put-back"), "{}", page.words());
    let chief = test.sign_in("chief", Role::Supervisor).await;
    let page = chief.get(&format!("/staff/cases/{case}")).await;
    assert!(page.text.contains("put-back"), "{}", page.words());
    let page = test.act_on_case(&chief, &case, "put-back", &[]).await;
    assert_eq!(page.status, 200, "{}", page.words());
    assert_eq!(test.grant_first(&other).await, case);
}
