//! A portal with everything around it, for stories: the real router on a real port, on SQLite or
//! PostgreSQL; the sandbox as card provider and mailbox; browsers without JavaScript.
//!
//! A story is a function that takes a [`House`]; [`on_both!`](crate::on_both) runs it on both
//! engines. PostgreSQL is found by `PGHOST`, `PGPORT`, `PGUSER` and `PGPASSWORD`, as
//! `pg_virtualenv` sets them; every house makes and drops a database of its own.

pub mod browser;
pub mod log;
pub mod mailbox;
pub mod people;

use sandbox::{Running, Sandbox, SandboxConfig};
use server::ambient::{Clock, Entropy, SystemClock};
use server::config::{Config, Mode};
use server::http;
use server::state::Portal;
use sqlx::{Connection, Executor, PgConnection};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Runs a story on both engines.
#[macro_export]
macro_rules! on_both {
    ($($story:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $story() {
                let house = $crate::harness::House::open($crate::harness::Engine::Sqlite).await;
                super::$story(&house).await;
                house.close().await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $story() {
                let house = $crate::harness::House::open($crate::harness::Engine::Postgres).await;
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

/// A portal in a folder of its own.
pub struct House {
    pub portal: Arc<Portal>,
    pub sandbox: Running,
    /// Address without a slash at the end.
    pub url: String,
    pub folder: PathBuf,
    database: Option<String>,
    stop: tokio_util::sync::CancellationToken,
}

static HOUSES: AtomicU32 = AtomicU32::new(0);

/// A name that no other house of this or another run has.
fn unused_name() -> String {
    let count = HOUSES.fetch_add(1, Ordering::SeqCst);
    let now = SystemClock.now().timestamp_micros();
    format!("portal_story_{}_{count}_{now}", std::process::id())
}

impl House {
    pub async fn open(engine: Engine) -> Self {
        Self::open_with(engine, |_| {}).await
    }

    /// Opens a house whose settings the story changes first.
    pub async fn open_with(engine: Engine, change: impl FnOnce(&mut Config)) -> Self {
        let name = unused_name();
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&folder).unwrap();
        let (database_url, database) = match engine {
            Engine::Sqlite => (format!("sqlite:{}/portal.db", folder.display()), None),
            Engine::Postgres => (create_database(&name).await, Some(name)),
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let url = format!("http://{address}");
        let sandbox = Sandbox::start(SandboxConfig {
            webhook_url: Some(format!("{url}/webhooks/stripe")),
            webhook_first_wait: std::time::Duration::from_millis(50),
            settles_after: std::time::Duration::from_millis(100),
            ..SandboxConfig::default()
        })
        .await
        .unwrap();

        let mut config = Config::defaults(Mode::Demo);
        config.server.address = address;
        config.server.public_url.clone_from(&url);
        config.server.worker = false;
        config.server.site_root = folder.join("site");
        config.database.url = database_url.into();
        config.objects.folder = folder.join("objects");
        config.keys.folder = folder.join("keys");
        config.mail.url = format!("smtp://{}", sandbox.smtp_addr).into();
        config.stripe.url = sandbox.base_url().to_owned();
        config.stripe.checkout_origin = sandbox.base_url().to_owned();
        config.stripe.timeout_seconds = 3;
        change(&mut config);
        let entropy = Arc::new(Entropy::system().unwrap());
        let portal = Portal::assemble_with(config, Arc::new(SystemClock), entropy)
            .await
            .unwrap();
        portal.store.migrate().await.unwrap();

        let router = http::router(portal.clone()).unwrap();
        let stop = tokio_util::sync::CancellationToken::new();
        let stopped = stop.clone();
        tokio::spawn(async move {
            axum::serve(
                listener,
                router.into_make_service_with_connect_info::<SocketAddr>(),
            )
            .with_graceful_shutdown(stopped.cancelled_owned())
            .await
            .unwrap();
        });
        Self {
            portal,
            sandbox,
            url,
            folder,
            database,
            stop,
        }
    }

    /// Works everything that is due, as a worker would.
    pub async fn work(&self) {
        server::jobs::worker::run_due(&self.portal).await.unwrap();
    }

    /// Works until `found` gives something; webhooks and mails take their time.
    pub async fn eventually<T, F: Future<Output = Option<T>>>(
        &self,
        what: &str,
        mut found: impl FnMut() -> F,
    ) -> T {
        for _ in 0..200 {
            self.work().await;
            if let Some(found) = found().await {
                return found;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("waited in vain for {what}");
    }

    pub async fn close(self) {
        self.stop.cancel();
        self.sandbox.stop().await;
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
    connection
        .execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .await
        .unwrap();
    postgres_url(name)
}
