//! Every SQL statement of the store, as it stands in the sources, is prepared by both engines over
//! the migrated schema: a column that one of them does not have, or a type that PostgreSQL cannot
//! infer, is found here and not by the first person who needs the statement.

use secrecy::ExposeSecret;
use sqlx::{AssertSqlSafe, Connection, Executor, SqlSafeStr};
use std::fs;
use std::path::Path;
use test_support::{TestPortal, on_both};

on_both!([] every_statement_is_prepared);

/// What a query file calls the one statement that the engines do not share.
const NOT_SHARED: &str = "CLAIM_JOB";

async fn every_statement_is_prepared(test: &TestPortal) {
    let url = test.portal.config.database.url.expose_secret();
    if url.starts_with("sqlite:") {
        let mut database = sqlx::SqliteConnection::connect(url).await.unwrap();
        for statement in statements("sqlite.rs") {
            let prepared = database.prepare(AssertSqlSafe(statement.clone()).into_sql_str());
            prepared
                .await
                .unwrap_or_else(|error| panic!("{statement}: {error}"));
        }
    } else {
        let mut database = sqlx::PgConnection::connect(url).await.unwrap();
        for statement in statements("postgres.rs") {
            let prepared = database.prepare(AssertSqlSafe(statement.clone()).into_sql_str());
            prepared
                .await
                .unwrap_or_else(|error| panic!("{statement}: {error}"));
        }
    }
}

/// The statements of all query files; `engine` is the file with the one that is not shared.
fn statements(engine: &str) -> Vec<String> {
    let store = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let own = fs::read_to_string(store.join(engine)).unwrap();
    let (_, own) = own.split_once(&format!("{NOT_SHARED}: &str =")).unwrap();
    let mut found: Vec<String> = literals(own).take(1).map(str::to_owned).collect();
    for file in fs::read_dir(store.join("queries")).unwrap() {
        let path = file.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let statements = literals(&text).filter(|text| is_statement(text));
        let statements: Vec<String> = statements.map(str::to_owned).collect();
        let calls = text.matches("sqlx::query").count();
        let shared = calls - text.matches(&format!("({NOT_SHARED})")).count();
        assert!(statements.len() >= shared, "{} hides some", path.display());
        found.extend(statements);
    }
    assert!(found.len() > 100, "only {} statements", found.len());
    found
}

/// The string literals of a piece of source that has no quotes elsewhere.
fn literals(source: &str) -> impl Iterator<Item = &str> {
    source.split('"').skip(1).step_by(2)
}

fn is_statement(text: &str) -> bool {
    let text = text.trim_start();
    ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "]
        .iter()
        .any(|verb| text.starts_with(verb))
}
