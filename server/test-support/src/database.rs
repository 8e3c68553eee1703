//! A database for one test and a folder for everything else it stores. Both are gone when the test
//! ends, however it ends.
//!
//! Migrations run once in a process, into a template that every database is a copy of. PostgreSQL is
//! found by `PGHOST`, `PGPORT`, `PGUSER` and `PGPASSWORD`, as `pg_virtualenv` sets them.

mod template;

use server::clock::{Clock, SystemClock};
use sqlx::{Connection, Executor, PgConnection};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

pub struct TestDatabase {
    /// Address of the database.
    pub url: String,
    /// What to drop; a file goes with its folder.
    dropped: Option<Dropped>,
    folder: TempDir,
}

impl TestDatabase {
    /// A database at the newest migration, with what migrations put in.
    pub async fn open(engine: Engine) -> Self {
        let mut database = Self::in_folder();
        match engine {
            Engine::Sqlite => template::copy_file(&database.folder().join("portal.db")).await,
            Engine::Postgres => {
                let name = fresh_name();
                template::copy_database(&name).await;
                database.url = postgres_url(&name);
                database.dropped = Some(Dropped(name));
            }
        }
        database
    }

    /// A folder in which the caller may put a file `portal.db`, of any version, for SQLite.
    pub fn in_folder() -> Self {
        let folder = tempfile::Builder::new().prefix("portal-test-").tempdir();
        let folder = folder.unwrap();
        Self {
            url: format!("sqlite:{}/portal.db", folder.path().display()),
            dropped: None,
            folder,
        }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// A database on PostgreSQL, by its name.
struct Dropped(String);

impl Drop for Dropped {
    fn drop(&mut self) {
        let name = &self.0;
        let statement = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        // Of a thread's own, since the test's runtime may be the one that is just ending.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(order(statement));
        });
        let _ = dropped.join();
    }
}

fn fresh_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::SeqCst);
    let now = SystemClock.now().timestamp_micros();
    format!("portal_test_{}_{count}_{now}", std::process::id())
}

/// Tells the server something that no transaction can hold.
async fn order(statement: String) {
    let url = postgres_url("postgres");
    let mut connection = PgConnection::connect(&url).await.unwrap();
    let statement = sqlx::AssertSqlSafe(statement);
    connection.execute(statement).await.unwrap();
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
