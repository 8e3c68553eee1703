//! Pages that are rendered at the same time, on the same threads, take nothing from each other.

use std::sync::Arc;
use test_support::{TestPortal, Traveller};

#[tokio::test(flavor = "multi_thread")]
async fn each_page_has_its_own_head_and_its_own_draft() {
    let test = TestPortal::sqlite().with_pages().open().await;
    let mut people = Vec::new();
    for number in 0..4 {
        let browser = test.browser();
        let email = format!("person-{number}@mail.example");
        let page = browser
            .post("/act/start", &test_support::start_form(&email))
            .await;
        let id = page.last_part();
        let named = Traveller {
            surname: ["Alpha", "Bravo", "Charlie", "Delta"][number].to_owned(),
            ..Traveller::anna()
        };
        test.save_passport(&browser, &id, &named).await;
        people.push((Arc::new(browser), id, named.surname));
    }
    let mut asked = Vec::new();
    for round in 0..400 {
        let (browser, id, surname) = people[round % 4].clone();
        asked.push(tokio::spawn(async move {
            match round % 3 {
                0 => {
                    let page = browser.get("/").await;
                    assert_eq!(page.text.matches("name=\"description\"").count(), 1);
                    assert_eq!(page.text.matches("<title>").count(), 1);
                }
                1 => {
                    let page = browser.get("/privacy").await;
                    assert_eq!(page.text.matches("name=\"description\"").count(), 0);
                    assert_eq!(page.text.matches("<title>").count(), 1);
                }
                _ => {
                    let page = browser.get(&format!("/apply/passport/{id}")).await;
                    assert_eq!(page.value("surname").as_deref(), Some(surname.as_str()));
                }
            }
        }));
    }
    for one in asked {
        one.await.unwrap();
    }
}
