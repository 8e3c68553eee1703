//! The walk over the route table: each row refuses strangers, other people's links and the wrong
//! roles; and everything that answers is in the table.

use chrono::TimeDelta;
use domain::roles::Role;
use reqwest::StatusCode;
use server::http::page_routes;
use server::http::table::{Callers, TABLE, find};
use test_support::{Browser, TestPortal, Traveller, on_both};

on_both!([with_pages, with_sandbox, with_wallets] the_table_is_the_guard);

#[test]
fn every_page_and_server_function_is_in_the_table() {
    for (method, path) in page_routes() {
        assert!(find(method, &path).is_some(), "{method} {path} has no row");
    }
}

/// Posts or gets the row's path with made-up parts, without following redirects.
async fn call(test: &TestPortal, who: &Browser, method: &str, path: &str) -> (StatusCode, String) {
    let mut path = path.to_owned();
    while let (Some(start), Some(end)) = (path.find('{'), path.find('}')) {
        path.replace_range(start..=end, "01890000-0000-7000-8000-000000000001");
    }
    let client = &who.client;
    let url = format!("{}{path}", test.url);
    let request = match method {
        "GET" => client.get(url),
        "DELETE" => client.delete(url),
        _ => client
            .post(url)
            .header("origin", &test.url)
            .header("accept", "text/html")
            .header("content-type", "application/x-www-form-urlencoded"),
    };
    let response = request.send().await.unwrap();
    let to = response
        .headers()
        .get("location")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    (response.status(), to)
}

async fn the_table_is_the_guard(test: &TestPortal) {
    let stranger = test.browser().standing();
    for row in TABLE {
        // Made-up secrets are throttled together, whatever they open.
        test.advance_portal(TimeDelta::seconds(6));
        let (status, to) = call(test, &stranger, row.method, row.path).await;
        match row.callers {
            Callers::Traveller | Callers::TravellerForm => {
                assert_eq!(
                    (status, to.as_str()),
                    (StatusCode::SEE_OTHER, "/check"),
                    "{row:?}"
                );
            }
            Callers::AnyStaff | Callers::Roles(_) => {
                assert_eq!(
                    (status, to.as_str()),
                    (StatusCode::SEE_OTHER, "/staff/sign-in"),
                    "{row:?}"
                );
            }
            Callers::Provider => assert_eq!(status, StatusCode::BAD_REQUEST, "{row:?}"),
            Callers::Wallet => assert_eq!(status, StatusCode::UNAUTHORIZED, "{row:?}"),
            Callers::Anyone if row.path == "/unavailable" => {
                assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
            }
            Callers::Anyone => assert!(!status.is_server_error(), "{row:?} {status}"),
        }
    }

    // The wrong roles, and things that are not there for the right ones.
    for role in Role::ALL {
        let member = test.sign_in(role.as_str(), *role).await.standing();
        for row in TABLE {
            let Callers::Roles(roles) = row.callers else {
                continue;
            };
            let (status, _) = call(test, &member, row.method, row.path).await;
            if roles.contains(role) {
                assert!(!status.is_server_error(), "{row:?} {status}");
            } else {
                assert_eq!(status, StatusCode::FORBIDDEN, "{row:?} for {role}");
            }
        }
    }
    anothers_application_is_not_there(test).await;
}

async fn anothers_application_is_not_there(test: &TestPortal) {
    let anna = Traveller::anna();
    let browser = test.browser();
    let page = browser
        .post("/act/start", &test_support::start_form(&anna.email))
        .await;
    let own = page.path().to_owned();
    let other = test.browser();
    other
        .post(
            "/act/start",
            &test_support::start_form("somebody.else@mail.example"),
        )
        .await;
    for path in [
        own.clone(),
        own.replace("passport", "photo"),
        format!("{}/image", own.replace("passport", "photo")),
    ] {
        assert_eq!(
            other.get(&path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let traveller = own.rsplit('/').next().unwrap();
    let reference = other.get("/apply/trip").await.value("reference").unwrap();
    // Whoever is not in one's own application is removed from it already: the answer is that of a
    // second press, whether there is such a traveller elsewhere or not. (They stay, see below.)
    let nobody = uuid::Uuid::from_u128(7).to_string();
    let remove = async |traveller: &str| {
        let form = [("reference", reference.as_str()), ("traveller", traveller)];
        other.post("/act/remove-traveller", &form).await.words()
    };
    assert_eq!(remove(traveller).await, remove(&nobody).await);
    for act in ["save-passport", "send-correction", "withdraw"] {
        let form = [
            ("reference", reference.as_str()),
            ("traveller", traveller),
            ("surname", "Intruder"),
        ];
        let page = other.post(&format!("/act/{act}"), &form).await;
        assert!(
            page.status == StatusCode::NOT_FOUND || page.text.contains("does not exist"),
            "{act}: {} {}",
            page.status,
            page.words()
        );
    }
    let page = other
        .upload(&own.replace("passport", "photo"), "photo", anna.photo)
        .await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let page = browser.get(&own).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains("Intruder"));
}
