//! Pages of border officers.

use crate::fakes::{CASE, Fakes, staff};
use crate::seen;
use crate::server::{page, post_form, router};
use app::contract::Role;
use std::sync::Arc;

#[tokio::test]
async fn every_ticked_ground_of_a_refusal_arrives_and_comes_back() {
    let fakes = Arc::new(Fakes::default());
    let officer = || router(Some(staff(&[Role::Border])), fakes.clone());
    let typed = format!(
        "case={CASE}&version=2&port=SAI&grounds%5B%5D=23.a.1&grounds%5B%5D=7.technical_fault&note="
    );
    let answer = post_form(officer(), "/act/border/refuse", &typed).await;
    let form = fakes.crossing.lock().unwrap().take().unwrap();
    assert_eq!(form.grounds, ["23.a.1", "7.technical_fault"]);
    assert_eq!(answer.to, format!("/border/refuse/{CASE}"));
    let cookie = answer.cookies[0].split(';').next().unwrap().to_owned();
    let again = page(officer(), &answer.to, &cookie).await;
    assert_eq!(again.page.matches(" checked").count(), 2, "{}", again.page);
}

#[tokio::test]
async fn an_earlier_refusal_stands_beside_the_access() {
    let person = seen(&[Role::Border], &format!("/border/person/{CASE}")).await;
    let notice = person.page.find("Refused entry before: Bavet").unwrap();
    assert!(notice < person.page.find("id=\"crossings\"").unwrap());
}

#[tokio::test]
async fn a_search_leads_to_a_key_and_no_passport_number_into_an_address() {
    let officer = || router(Some(staff(&[Role::Border])), Arc::default());
    let found = post_form(officer(), "/act/border/find", "query=L898902C3+UTO").await;
    assert_eq!(found.to, "/border/people/a%2Fb");
    let none = post_form(officer(), "/act/border/find", "query=NOBODY").await;
    assert_eq!(none.to, "/border");
}

#[tokio::test]
async fn a_refusal_that_stands_is_the_verdict_and_admits_only_with_a_reason() {
    let fakes = Arc::new(Fakes::default());
    *fakes.refused.lock().unwrap() = true;
    let officer = || router(Some(staff(&[Role::Border])), fakes.clone());
    let person = page(officer(), &format!("/border/person/{CASE}"), "")
        .await
        .page;
    assert!(person.contains("data-access=\"caution\"") && !person.contains("May enter"));
    assert!(person.contains("Refused today at Bavet: "), "{person}");
    assert!(person.contains("Art. 23 a.6") && person.contains("Admit all the same"));
    assert!(
        !person.contains("action=\"/act/border/admit\""),
        "no press admits"
    );
    let admit = page(officer(), &format!("/border/admit/{CASE}"), "")
        .await
        .page;
    assert!(admit.contains("name=\"despite\""));
}

#[tokio::test]
async fn a_forged_code_stands_first_and_lends_no_green() {
    let list = seen(&[Role::Border], "/border/people/forged").await.page;
    let verdict = list.find("Forged code").unwrap();
    assert!(verdict < list.find("class=\"people\"").unwrap());
    assert!(!list.contains("data-access=\"yes\"") && !list.contains("May enter"));
    let opened = format!("/border/person/{CASE}?scan=forged");
    assert!(list.contains(&opened), "{list}");
    let person = seen(&[Role::Border], &opened).await.page;
    assert!(person.contains("Forged code") && !person.contains("data-access=\"yes\""));
    // A good one is green, and its holder stands first.
    let list = seen(&[Role::Border], "/border/people/good").await.page;
    assert!(list.contains("data-access=\"yes\"") && list.contains("Adult, 52 years"));
    assert!(list.contains("Code scanned") && list.contains("Child, 2 months"));
}

#[tokio::test]
async fn who_may_enter_is_admitted_in_one_press_and_the_next_one_follows() {
    let fakes = Arc::new(Fakes::default());
    let officer = || router(Some(staff(&[Role::Border])), fakes.clone());
    let person = page(officer(), &format!("/border/person/{CASE}"), "")
        .await
        .page;
    assert!(person.contains("Admit at Phnom Penh airport") && person.contains("You are at"));
    // What is compared with the passport, and until when the stay would last, come before the button.
    let plain = person.replace("<!>", "");
    let at = |says: &str| {
        let found = plain.find(says);
        found.unwrap_or_else(|| panic!("{says}: {person}"))
    };
    let button = at("Admit at Phnom Penh airport");
    for before in [
        "Passport number</dt>",
        "Date of birth</dt>",
        "If admitted today: may stay until",
    ] {
        assert!(at(before) < button, "{before}");
    }
    let typed = format!("case={CASE}&version=2&scan=");
    let answer = post_form(officer(), "/act/border/admit", &typed).await;
    assert_eq!(answer.to, format!("/border/person/{CASE}?done=admission"));
    let alone = "query=ALONE";
    let found = post_form(officer(), "/act/border/find", alone).await;
    assert_eq!(found.to, format!("/border/person/{CASE}"));
    let found = post_form(officer(), "/act/border/find", "query=CODE").await;
    assert_eq!(found.to, format!("/border/person/{CASE}?scan=a%2Fb"));
    // The crossing of this kind that is the latest.
    let done = page(
        officer(),
        &format!("/border/person/{CASE}?done=refusal"),
        "",
    )
    .await
    .page;
    assert!(done.contains("Entry refused 11:05") && done.contains("Next traveller"));
    assert!(done.contains("The desk could not read it"));
    let not = page(
        officer(),
        &format!("/border/person/{CASE}?done=admission"),
        "",
    )
    .await
    .page;
    assert!(!not.contains("Next traveller"));
}

#[tokio::test]
async fn an_overstay_is_the_verdict() {
    let even = uuid::Uuid::from_u128(CASE.as_u128() + 1);
    let person = seen(&[Role::Border], &format!("/border/person/{even}"))
        .await
        .page;
    assert!(
        person.contains("43 days over: USD\u{a0}430.00 due"),
        "{person}"
    );
    assert!(person.contains("data-access=\"caution\""));
    let depart = seen(&[Role::Border], &format!("/border/depart/{even}"))
        .await
        .page;
    for says in [
        "name=\"fine_receipt\"",
        "data-choice=\"exempted\"",
        "name=\"event_date_day\"",
    ] {
        assert!(depart.contains(says), "{says}");
    }
}

#[tokio::test]
async fn who_left_is_not_called_refused() {
    let left = uuid::Uuid::from_u128(CASE.as_u128() / 10 * 10 + 5);
    let person = seen(&[Role::Border], &format!("/border/person/{left}"))
        .await
        .page;
    assert!(
        person.contains("Left Cambodia on 20 November 2026"),
        "{person}"
    );
    assert!(person.contains("data-access=\"departed\"") && person.contains("class=\"obstacles\""));
    assert!(!person.contains("Not to be admitted"));
}

#[tokio::test]
async fn a_mistaken_admission_is_undone_from_the_list_of_crossings() {
    let officer = || router(Some(staff(&[Role::Border])), Arc::default());
    let list = page(officer(), "/staff/shift", "").await.page;
    assert_eq!(list.matches("action=\"/act/border/undo\"").count(), 1);
    assert!(
        list.contains("undone ") && list.contains("Undo, until "),
        "{list}"
    );
    let crossing = "crossing=00000000-0000-0000-0000-000000000008";
    let answer = post_form(officer(), "/act/border/undo", crossing).await;
    assert_eq!(answer.to, format!("/border/person/{CASE}"));
    let cookie = answer.cookies[0].split(';').next().unwrap().to_owned();
    let person = page(officer(), &answer.to, &cookie).await.page;
    assert!(person.contains("Undone: nobody was admitted."), "{person}");
    // What cannot be undone says why, where it was pressed.
    for wrong in [
        "crossing=x",
        "crossing=00000000-0000-0000-0000-000000000009",
    ] {
        let answer = post_form(officer(), "/act/border/undo", wrong).await;
        assert_eq!(answer.to, "/staff/shift");
    }
}
