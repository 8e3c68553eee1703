//! Official fees, ports, exemptions and questions replace those of the demonstration, all or none.

use app::contract::TravellerService;
use chrono::TimeDelta;
use domain::money::Money;
use domain::person::PassportKind;
use domain::visa::VisaType;
use server::commands::reference::load;
use server::store::ReferenceRows;
use test_support::{TestPortal, on_both};

on_both!(
    []
    official_rows_replace_the_specimens,
    an_agreement_holds_until_its_last_day,
    a_wrong_row_changes_nothing,
    a_wrong_question_is_named,
);

fn rows(nationality: &str) -> ReferenceRows {
    serde_json::from_value(serde_json::json!({
        "fees": [{
            "visa_type": "T", "amount": 3600, "currency": "USD", "valid_from": "2020-01-01",
            "source": "Prakas 1", "source_date": "2019-12-01"
        }],
        "ports": [{
            "code": "KTI", "name": "Techo", "kind": "air", "evisa": true,
            "source": "Notice 2", "source_date": "2025-01-01"
        }],
        "exemptions": [{
            "nationality": nationality, "passport_kind": "ordinary", "days": 21,
            "valid_from": "2020-01-01", "source": "Agreement 3", "source_date": "2019-01-01"
        }]
    }))
    .unwrap()
}

/// Loads as `portal reference load` does.
async fn load_all(test: &TestPortal, rows: &ReferenceRows) -> anyhow::Result<()> {
    let mut tx = test.portal.begin().await.unwrap();
    load(&mut tx, rows).await?;
    tx.commit().await.unwrap();
    Ok(())
}

async fn official_rows_replace_the_specimens(test: &TestPortal) {
    for _ in 0..2 {
        load_all(test, &rows("SGP")).await.unwrap();
    }
    let today = test.today();
    let mut stored = test.portal.store.read().await.unwrap();
    assert_eq!(stored.count_specimens().await.unwrap(), 0);
    let fee = stored.fee(VisaType::T, today).await.unwrap().unwrap();
    assert_eq!(fee.fee, Money::usd(3600));
    assert_eq!(fee.source, "Prakas 1");
    let ports = stored.ports().await.unwrap();
    assert_eq!(ports.len(), 1);
    let exemption = stored.exemption("SGP", PassportKind::Ordinary, today).await;
    assert_eq!(exemption.unwrap().unwrap().days, 21);
    let before = today - TimeDelta::days(20_000);
    let fee = stored.fee(VisaType::T, before).await;
    assert!(fee.unwrap().is_none(), "before the first");
    drop(stored);
    let offer = test.portal.offer().await.unwrap();
    assert_eq!(offer.fee, Money::usd(3600));
}

async fn an_agreement_holds_until_its_last_day(test: &TestPortal) {
    let mut ending = rows("SGP");
    let from = ending.exemptions[0].valid_from;
    let until = from + TimeDelta::days(100);
    ending.exemptions[0].valid_until = Some(until);
    load_all(test, &ending).await.unwrap();
    let mut stored = test.portal.store.read().await.unwrap();
    for (on, days) in [(until, Some(21)), (until + TimeDelta::days(1), None)] {
        let found = stored.exemption("SGP", PassportKind::Ordinary, on).await;
        assert_eq!(found.unwrap().map(|row| row.days), days, "{on}");
    }
    drop(stored);
    ending.exemptions[0].valid_until = Some(from - TimeDelta::days(1));
    let error = load_all(test, &ending).await.unwrap_err();
    assert!(format!("{error:#}").contains("valid_until"), "{error:#}");
}

async fn a_wrong_row_changes_nothing(test: &TestPortal) {
    let error = load_all(test, &rows("QQQ")).await.unwrap_err();
    assert!(format!("{error:#}").contains("QQQ"), "{error:#}");
    assert!(load_all(test, &ReferenceRows::default()).await.is_err());
    let offer = test.portal.offer().await.unwrap();
    assert_eq!(offer.fee, Money::usd(3000));
}

async fn a_wrong_question_is_named(test: &TestPortal) {
    let right = serde_json::json!({
        "code": "live-animals", "subject": "customs", "words": { "en": "I bring live animals" },
        "valid_from": "2026-12-01", "source": "Notice 4", "source_date": "2026-11-01"
    });
    let load = async |rows: Vec<serde_json::Value>| {
        let rows = serde_json::json!({ "questions": rows });
        load_all(test, &serde_json::from_value(rows).unwrap()).await
    };
    let wrong = async |name: &str, value: serde_json::Value| {
        let mut row = right.clone();
        row[name] = value;
        let error = load(vec![row]).await.unwrap_err();
        let error = format!("{error:#}");
        assert!(error.starts_with("question "), "{error}");
        error
    };
    for (name, value, says) in [
        ("code", "Live animals".into(), "small letters"),
        ("code", "".into(), "small letters"),
        ("code", "a".repeat(31).into(), "30 characters"),
        ("subject", "money".into(), "health, customs"),
        ("words", serde_json::json!({ "km": "សត្វ" }), "in English"),
        ("words", serde_json::json!({ "en": " " }), "in en are empty"),
        ("words", serde_json::json!({ "en": "é".repeat(301) }), "300"),
        ("words", serde_json::json!({ "en": "a\nb" }), "line break"),
        (
            "words",
            serde_json::json!({ "en": "\u{200B}\u{200B}" }),
            "in en are empty",
        ),
        (
            "words",
            serde_json::json!({ "en": "a\u{202E}b" }),
            "nobody sees",
        ),
        (
            "words",
            serde_json::json!({ "en": "a", "fr": "b" }),
            "language fr",
        ),
        ("valid_until", "2026-11-30".into(), "before valid_from"),
        ("source", "".into(), "source"),
    ] {
        let error = wrong(name, value).await;
        assert!(error.contains(says), "{error}");
    }
    let twice = load(vec![right.clone(), right.clone()]).await.unwrap_err();
    assert!(format!("{twice:#}").contains("two rows"), "{twice:#}");
    let mut stored = test.portal.store.read().await.unwrap();
    assert_eq!(stored.questions().await.unwrap().len(), 5);
    drop(stored);

    let mut longest = right.clone();
    longest["words"] = serde_json::json!({ "en": "é".repeat(300), "km": " សត្វ " });
    longest["valid_until"] = "2026-12-01".into();
    for _ in 0..2 {
        load(vec![longest.clone()]).await.unwrap();
    }
    let mut stored = test.portal.store.read().await.unwrap();
    let [question] = &stored.questions().await.unwrap()[..] else {
        panic!("one");
    };
    assert_eq!(question.words["km"], "សត្វ");
    assert_eq!(question.until, Some(question.from));
    // Fees, ports and exemptions of the demonstration are gone too.
    assert_eq!(stored.count_specimens().await.unwrap(), 0);
}
