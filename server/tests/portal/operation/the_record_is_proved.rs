//! The audit record: changed, cut off and made anew by somebody who can write the database.

use chrono::TimeDelta;
use secrecy::ExposeSecret;
use server::audit::chain_hash;
use server::commands::audit::verify;
use server::services::verifier::record_heads;
use server::store::NewAudit;
use sqlx::{AssertSqlSafe, Connection, Executor};
use test_support::{TestPortal, on_both};

on_both!(
    []
    a_record_made_anew_is_found,
    an_end_that_was_cut_off_is_found,
    an_older_record_holds_until_its_end,
    who_reads_while_others_write_finds_it_whole;
    [with_pages]
    the_head_is_published_once_a_day,
);

/// A hand in the database.
async fn order(test: &TestPortal, statement: &str) {
    let url = test.portal.config.database.url.expose_secret();
    let statement = AssertSqlSafe(statement.to_owned());
    if url.starts_with("sqlite:") {
        let mut database = sqlx::SqliteConnection::connect(url).await.unwrap();
        database.execute(statement).await.unwrap();
    } else {
        let mut database = sqlx::PgConnection::connect(url).await.unwrap();
        database.execute(statement).await.unwrap();
    }
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

fn literal(test: &TestPortal, bytes: &[u8]) -> String {
    let url = test.portal.config.database.url.expose_secret();
    if url.starts_with("sqlite:") {
        format!("x'{}'", hex(bytes))
    } else {
        format!("'\\x{}'::bytea", hex(bytes))
    }
}

async fn told(test: &TestPortal) -> (String, u8) {
    verify(&test.portal.config).await.unwrap()
}

/// Some events.
async fn filled(test: &TestPortal) {
    for email in ["a@mail.example", "b@mail.example", "c@mail.example"] {
        test.started(email).await;
    }
}

/// Computes the whole chain again, as somebody without the key can: with or without the MACs of before.
async fn make_anew(test: &TestPortal, keep_macs: bool) {
    let mut stored = test.portal.store.read().await.unwrap();
    let rows = stored.audit_from(1, 1000).await.unwrap();
    drop(stored);
    let mut previous = Vec::new();
    for row in rows {
        let event = NewAudit {
            at: row.at,
            actor_kind: match row.actor_kind.as_str() {
                "traveller" => "traveller",
                "staff" => "staff",
                _ => "system",
            },
            actor_id: row.actor_id,
            action: row.action,
            application_id: row.application_id,
            subject_id: row.subject_id,
            detail: row.detail,
        };
        let hash = chain_hash(row.sequence, &previous, &event);
        let mac = if keep_macs { "mac" } else { "NULL" };
        let (own, before) = (literal(test, &hash), literal(test, &previous));
        let sequence = row.sequence;
        order(test, &format!("UPDATE audit_events SET hash = {own}, previous_hash = {before}, mac = {mac} WHERE sequence = {sequence}")).await;
        order(
            test,
            &format!("UPDATE audit_head SET hash = {own}, sequence = {sequence}"),
        )
        .await;
        previous = hash;
    }
}

async fn a_record_made_anew_is_found(test: &TestPortal) {
    filled(test).await;
    record_heads::publish(&test.portal).await.unwrap();
    let (said, code) = told(test).await;
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("by the key from event 1 on, and 1 published heads"),
        "{said}"
    );

    order(
        test,
        "UPDATE audit_events SET detail = '{\"was\":1}' WHERE sequence = 2",
    )
    .await;
    assert_eq!(
        told(test).await,
        ("the record is broken: event 2 was changed".to_owned(), 1)
    );
    make_anew(test, true).await;
    let (said, code) = told(test).await;
    assert_eq!(
        (code, said.as_str()),
        (
            1,
            "the record is broken: event 2 was not added by a portal with this key"
        )
    );
    make_anew(test, false).await;
    let (said, code) = told(test).await;
    assert_eq!(
        (code, said.as_str()),
        (
            1,
            "the record is broken: event 1 was not added by a portal with the key"
        )
    );
}

async fn an_end_that_was_cut_off_is_found(test: &TestPortal) {
    filled(test).await;
    record_heads::publish(&test.portal).await.unwrap();
    let mut stored = test.portal.store.read().await.unwrap();
    let rows = stored.audit_from(1, 1000).await.unwrap();
    drop(stored);
    let (last, before) = (&rows[rows.len() - 1], &rows[rows.len() - 2]);
    let hash = literal(test, &before.hash);
    let (sequence, cut) = (before.sequence, last.sequence);
    order(
        test,
        &format!("DELETE FROM audit_events WHERE sequence = {cut}"),
    )
    .await;
    let (said, code) = told(test).await;
    assert_eq!(
        (code, said),
        (1, format!("the record is broken: event {cut} is missing"))
    );
    order(
        test,
        &format!("UPDATE audit_head SET sequence = {sequence}, hash = {hash}"),
    )
    .await;
    let (said, code) = told(test).await;
    assert_eq!(
        (code, said),
        (
            1,
            format!("the record is broken: event {cut} is missing, though it was published")
        )
    );
}

async fn an_older_record_holds_until_its_end(test: &TestPortal) {
    filled(test).await;
    // As an older version wrote it.
    order(
        test,
        "UPDATE audit_events SET mac = NULL WHERE sequence <= 2",
    )
    .await;
    let (said, code) = told(test).await;
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("by the key from event 3 on"), "{said}");
    // While that version may still run, it may add some.
    record_heads::publish(&test.portal).await.unwrap();
    order(
        test,
        "UPDATE audit_events SET mac = NULL WHERE sequence = 3",
    )
    .await;
    assert_eq!(told(test).await.1, 0);
    test.advance(TimeDelta::days(2)).await;
    record_heads::publish(&test.portal).await.unwrap();
    test.started("d@mail.example").await;
    order(
        test,
        "UPDATE audit_events SET mac = NULL WHERE sequence = 4",
    )
    .await;
    let (said, code) = told(test).await;
    assert_eq!(
        (code, said.as_str()),
        (
            1,
            "the record is broken: event 4 was not added by a portal with the key"
        )
    );
}

async fn who_reads_while_others_write_finds_it_whole(test: &TestPortal) {
    let portal = test.portal.clone();
    let writing = tokio::spawn(async move {
        for number in 0..60 {
            let mut tx = portal.begin().await.unwrap();
            for _ in 0..5 {
                let event = server::audit::Event::new(server::audit::Actor::System, "test.wrote");
                tx.append(event.with(serde_json::json!({ "number": number })));
            }
            tx.commit().await.unwrap();
        }
    });
    while !writing.is_finished() {
        let (said, code) = told(test).await;
        assert_eq!(code, 0, "{said}");
    }
    writing.await.unwrap();
    test.assert_record_holds().await;
}

async fn the_head_is_published_once_a_day(test: &TestPortal) {
    let address = "/.well-known/portal-record.json";
    assert_eq!(test.browser().get(address).await.status, 404);
    filled(test).await;
    for _ in 0..2 {
        record_heads::publish(&test.portal).await.unwrap();
        test.started("d@mail.example").await;
    }
    let first = test.browser().get(address).await.text;
    let head: serde_json::Value = serde_json::from_str(&first).unwrap();
    assert_eq!(
        (head["sequence"].as_i64(), head["keyed_from"].as_i64()),
        (Some(3), Some(1))
    );
    test.advance(TimeDelta::days(1)).await;
    record_heads::publish(&test.portal).await.unwrap();
    assert_ne!(test.browser().get(address).await.text, first);
    assert!(told(test).await.0.ends_with("2 published heads"));

    // A head that another hand wrote is no head.
    let forged = first.replace("\"sequence\":3", "\"sequence\":2");
    std::fs::write(test.folder().join("objects/record/2026-03-01.json"), forged).unwrap();
    let refused = verify(&test.portal.config).await.unwrap_err().to_string();
    assert!(refused.contains("2026-03-01.json"), "{refused}");
}
