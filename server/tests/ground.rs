//! What every test house stands on: a folder and a database of its own, on SQLite or PostgreSQL.
//!
//! PostgreSQL is found by `PGHOST`, `PGPORT`, `PGUSER` and `PGPASSWORD`, as `pg_virtualenv` sets
//! them; every ground makes and drops a database of its own.

use server::clock::{Clock, SystemClock};
use sqlx::{Connection, Executor, PgConnection};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// Runs stories on both engines, each in a `House` of its own, which the crate's root names.
#[macro_export]
macro_rules! on_both {
    ($($story:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $story() {
                let house = $crate::House::open($crate::ground::Engine::Sqlite).await;
                super::$story(&house).await;
                house.close().await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $story() {
                let house = $crate::House::open($crate::ground::Engine::Postgres).await;
                super::$story(&house).await;
                house.close().await;
            })+
        }
    };
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

pub struct Ground {
    pub folder: PathBuf,
    /// Address of the database.
    pub url: String,
    database: Option<String>,
}

static GROUNDS: AtomicU32 = AtomicU32::new(0);

impl Ground {
    pub async fn open(engine: Engine) -> Self {
        let count = GROUNDS.fetch_add(1, Ordering::SeqCst);
        let now = SystemClock.now().timestamp_micros();
        let name = format!("portal_test_{}_{count}_{now}", std::process::id());
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&folder).unwrap();
        match engine {
            Engine::Sqlite => Self {
                url: format!("sqlite:{}/portal.db", folder.display()),
                folder,
                database: None,
            },
            Engine::Postgres => {
                order(format!("CREATE DATABASE {name}")).await;
                Self {
                    url: postgres_url(&name),
                    folder,
                    database: Some(name),
                }
            }
        }
    }

    /// Takes folder and database away; whoever used them must have closed them.
    pub async fn close(self) {
        if let Some(database) = self.database {
            order(format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)")).await;
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

async fn order(statement: String) {
    let mut connection = PgConnection::connect(&postgres_url("postgres"))
        .await
        .unwrap();
    connection
        .execute(sqlx::AssertSqlSafe(statement))
        .await
        .unwrap();
}

fn postgres_url(database: &str) -> String {
    let setting = |name: &str| {
        std::env::var(name).unwrap_or_else(|_| {
            panic!("{name} is not set: run the tests by `make test`, or under pg_virtualenv")
        })
    };
    format!(
        "postgres://{}:{}@{}:{}/{database}",
        setting("PGUSER"),
        setting("PGPASSWORD"),
        setting("PGHOST"),
        setting("PGPORT")
    )
}
