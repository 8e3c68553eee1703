//! Official fees, ports and exemptions replace those of the demonstration, all or none.

use crate::house::House;
use crate::{on_both, stage};
use app::contract::TravellerService;
use chrono::TimeDelta;
use domain::money::Money;
use domain::person::PassportKind;
use domain::visa::VisaType;
use server::commands::reference::load;
use server::store::ReferenceRows;

on_both!(
    official_rows_replace_the_specimens,
    an_agreement_holds_until_its_last_day,
    a_wrong_row_changes_nothing
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

async fn official_rows_replace_the_specimens(house: &House) {
    let portal = &house.portal;
    for _ in 0..2 {
        let mut unit = portal.begin().await.unwrap();
        load(&mut unit, &rows("SGP")).await.unwrap();
        unit.commit().await.unwrap();
    }
    let today = stage::today(house);
    let mut unit = portal.store.read().await.unwrap();
    assert_eq!(unit.count_specimens().await.unwrap(), 0);
    let fee = unit.fee(VisaType::T, today).await.unwrap().unwrap();
    assert_eq!(fee.fee, Money::usd(3600));
    assert_eq!(fee.source, "Prakas 1");
    let ports = unit.ports().await.unwrap();
    assert_eq!(ports.len(), 1);
    let exemption = unit.exemption("SGP", PassportKind::Ordinary, today).await;
    assert_eq!(exemption.unwrap().unwrap().days, 21);
    let fee = unit.fee(VisaType::T, today - TimeDelta::days(20_000)).await;
    assert!(fee.unwrap().is_none(), "before the first");
    drop(unit);
    assert_eq!(portal.offer().await.unwrap().fee, Money::usd(3600));
}

async fn an_agreement_holds_until_its_last_day(house: &House) {
    let portal = &house.portal;
    let mut ending = rows("SGP");
    let until = ending.exemptions[0].valid_from + TimeDelta::days(100);
    ending.exemptions[0].valid_until = Some(until);
    let mut unit = portal.begin().await.unwrap();
    load(&mut unit, &ending).await.unwrap();
    for (on, days) in [(until, Some(21)), (until + TimeDelta::days(1), None)] {
        let found = unit.exemption("SGP", PassportKind::Ordinary, on).await;
        assert_eq!(found.unwrap().map(|row| row.days), days, "{on}");
    }
    ending.exemptions[0].valid_until = Some(ending.exemptions[0].valid_from - TimeDelta::days(1));
    let error = load(&mut unit, &ending).await.unwrap_err();
    assert!(format!("{error:#}").contains("valid_until"), "{error:#}");
}

async fn a_wrong_row_changes_nothing(house: &House) {
    let portal = &house.portal;
    let mut unit = portal.begin().await.unwrap();
    let error = load(&mut unit, &rows("QQQ")).await.unwrap_err();
    assert!(format!("{error:#}").contains("QQQ"), "{error:#}");
    drop(unit);
    assert!(
        load(
            &mut portal.begin().await.unwrap(),
            &ReferenceRows::default()
        )
        .await
        .is_err()
    );
    assert_eq!(portal.offer().await.unwrap().fee, Money::usd(3000));
}
