//! A database for one test and a folder for everything else it stores. Both are gone when the test
//! ends, however it ends.
//!
//! Migrations run once in a process, into a template that every database is a copy of. PostgreSQL is
//! found by `PGHOST`, `PGPORT`, `PGUSER` and `PGPASSWORD`, as `.ci/postgres.sh` sets them.

mod run;
mod template;

use run::RUN;
use sqlx::{Connection, Executor, PgConnection};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tempfile::TempDir;
use tokio::runtime::{Handle, RuntimeFlavor};

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
        let folder = TempDir::new_in(&RUN.folder).unwrap();
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

/// How many connections the PostgreSQL server takes.
pub async fn most_connections() -> usize {
    setting("SHOW max_connections").await.parse().unwrap()
}

/// Whether the PostgreSQL server has the disk confirm what is committed. Tests do without.
pub async fn is_durable() -> bool {
    setting("SHOW fsync").await == "on" && setting("SHOW synchronous_commit").await == "on"
}

async fn setting(show: &'static str) -> String {
    let mut server = PgConnection::connect(&postgres_url("postgres"))
        .await
        .unwrap();
    let (value,): (String,) = sqlx::query_as(show).fetch_one(&mut server).await.unwrap();
    value
}

/// A server that waits for somebody's sign-in is not waited for longer.
const LONGEST_DROP: Duration = Duration::from_secs(30);

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
            runtime.block_on(async { tokio::time::timeout(LONGEST_DROP, order(statement)).await })
        });
        // A server that is gone has taken the database with it; what is left goes with the run.
        let wait = || drop(dropped.join());
        let flavor = Handle::try_current().map(|runtime| runtime.runtime_flavor());
        // The server drops no database while somebody is still signing in anywhere, and that may be
        // another task of this thread.
        if flavor.is_ok_and(|flavor| flavor == RuntimeFlavor::MultiThread) {
            tokio::task::block_in_place(wait);
        } else {
            wait();
        }
    }
}

fn fresh_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("{}_{}", RUN.name, COUNT.fetch_add(1, Ordering::SeqCst))
}

/// Tells the server something that no transaction can hold.
async fn order(statement: String) -> sqlx::Result<()> {
    let url = postgres_url("postgres");
    let mut connection = PgConnection::connect(&url).await?;
    connection.execute(sqlx::AssertSqlSafe(statement)).await?;
    connection.close().await
}

fn postgres_url(database: &str) -> String {
    let setting = |name: &str| {
        std::env::var(name).unwrap_or_else(|_| {
            panic!("{name} is not set: run the tests by `make test`, or under .ci/postgres.sh")
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
