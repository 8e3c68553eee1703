//! A portal in a folder and database of its own, without pages and without the outside.

use chrono::{DateTime, TimeDelta, Utc};
use server::ambient::{Clock, Entropy, SystemClock};
use server::config::{Config, MailTransport, Mode};
use server::state::Portal;
use server::vault;
use sqlx::{Connection, Executor, PgConnection};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

/// Runs stories on both engines.
#[macro_export]
macro_rules! on_both {
    ($($story:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $story() {
                let house = $crate::house::House::open($crate::house::Engine::Sqlite).await;
                super::$story(&house).await;
                house.close().await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $story() {
                let house = $crate::house::House::open($crate::house::Engine::Postgres).await;
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

/// The machine's clock, moved by what the story says.
#[derive(Default)]
pub struct MovedClock(AtomicI64);

impl MovedClock {
    pub fn advance(&self, by: TimeDelta) {
        self.0
            .fetch_add(by.num_microseconds().unwrap(), Ordering::SeqCst);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + TimeDelta::microseconds(self.0.load(Ordering::SeqCst))
    }
}

pub struct House {
    pub portal: Arc<Portal>,
    pub clock: Arc<MovedClock>,
    folder: PathBuf,
    database: Option<String>,
}

static HOUSES: AtomicU32 = AtomicU32::new(0);

impl House {
    pub async fn open(engine: Engine) -> Self {
        Self::open_in(engine, Mode::Demo).await
    }

    pub async fn open_in(engine: Engine, mode: Mode) -> Self {
        let count = HOUSES.fetch_add(1, Ordering::SeqCst);
        let now = SystemClock.now().timestamp_micros();
        let name = format!("portal_officers_{}_{count}_{now}", std::process::id());
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&folder).unwrap();
        let (url, database) = match engine {
            Engine::Sqlite => (format!("sqlite:{}/portal.db", folder.display()), None),
            Engine::Postgres => (create_database(&name).await, Some(name)),
        };
        let mut config = Config::defaults(Mode::Demo);
        config.mode = mode;
        config.database.url = url.into();
        config.objects.folder = folder.join("objects");
        config.keys.folder = folder.join("keys");
        config.mail.transport = MailTransport::Memory;
        let clock = Arc::new(MovedClock::default());
        let entropy = Arc::new(Entropy::system().unwrap());
        // Only a demonstration makes its keys by itself.
        vault::load_or_create(&config.keys.folder, true, &entropy).unwrap();
        vault::load_signing_key(&config.keys.folder, true, &entropy).unwrap();
        let portal = Portal::assemble_with(config, clock.clone(), entropy)
            .await
            .unwrap();
        portal.store.migrate().await.unwrap();
        Self {
            portal,
            clock,
            folder,
            database,
        }
    }

    pub async fn close(self) {
        self.portal.store.close().await;
        if let Some(database) = self.database {
            let mut connection = PgConnection::connect(&postgres_url("postgres"))
                .await
                .unwrap();
            let drop = format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)");
            connection.execute(sqlx::AssertSqlSafe(drop)).await.unwrap();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
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

async fn create_database(name: &str) -> String {
    let mut connection = PgConnection::connect(&postgres_url("postgres"))
        .await
        .unwrap();
    let create = format!("CREATE DATABASE {name}");
    connection
        .execute(sqlx::AssertSqlSafe(create))
        .await
        .unwrap();
    postgres_url(name)
}
