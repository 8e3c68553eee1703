//! Every change of a stored state, noted by the database itself. A look at the rows would miss what
//! happened between two looks; a trigger misses nothing, whoever writes.

use crate::TestPortal;
use secrecy::ExposeSecret;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};

/// The tables whose rows have a state.
const TABLES: [&str; 7] = [
    "applications",
    "cases",
    "visas",
    "stays",
    "fines",
    "payments",
    "refunds",
];

const TAKE: &str = "DELETE FROM noted_changes RETURNING seq, place, id, was, became";

/// A row that came, changed its state, or went; or a job that failed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
pub struct Change {
    pub seq: i64,
    /// The table.
    pub place: String,
    /// Of the row; of a job that failed, its kind.
    pub id: String,
    /// Empty for a row that came.
    pub was: String,
    /// Empty for a row that went; of a job that failed, why.
    pub became: String,
}

/// What a database notes from now on.
pub enum Changes {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl TestPortal {
    /// Has the database note each change of a state.
    pub async fn note_changes(&self) -> Changes {
        let url = self.portal.config.database.url.expose_secret();
        if url.starts_with("sqlite:") {
            let mut connection = SqliteConnection::connect(url).await.unwrap();
            connection
                .execute(AssertSqlSafe(sqlite_triggers()))
                .await
                .unwrap();
            Changes::Sqlite(connection)
        } else {
            let mut connection = PgConnection::connect(url).await.unwrap();
            connection
                .execute(AssertSqlSafe(postgres_triggers()))
                .await
                .unwrap();
            Changes::Postgres(connection)
        }
    }
}

impl Changes {
    /// What was noted since the last call, in its order.
    pub async fn take(&mut self) -> Vec<Change> {
        let taken = match self {
            Self::Sqlite(connection) => sqlx::query_as(TAKE).fetch_all(connection).await,
            Self::Postgres(connection) => sqlx::query_as(TAKE).fetch_all(connection).await,
        };
        let mut taken: Vec<Change> = taken.unwrap();
        taken.sort_unstable();
        taken
    }
}

fn sqlite_triggers() -> String {
    let note = "BEGIN INSERT INTO noted_changes (place, id, was, became)";
    let of = |table: &str| {
        format!(
            "CREATE TRIGGER note_new_{table} AFTER INSERT ON {table}
             {note} VALUES ('{table}', NEW.id, '', NEW.state); END;
             CREATE TRIGGER note_{table} AFTER UPDATE OF state ON {table} WHEN OLD.state <> NEW.state
             {note} VALUES ('{table}', NEW.id, OLD.state, NEW.state); END;
             CREATE TRIGGER note_gone_{table} AFTER DELETE ON {table}
             {note} VALUES ('{table}', OLD.id, OLD.state, ''); END;"
        )
    };
    let tables = TABLES.map(of).concat();
    format!(
        "PRAGMA synchronous = OFF;
         CREATE TABLE noted_changes (seq INTEGER PRIMARY KEY AUTOINCREMENT, place TEXT NOT NULL,
             id TEXT NOT NULL, was TEXT NOT NULL, became TEXT NOT NULL);
         CREATE TRIGGER note_jobs AFTER UPDATE OF last_error ON jobs WHEN NEW.last_error IS NOT NULL
         {note} VALUES ('jobs', NEW.kind, OLD.state, NEW.last_error); END;
         {tables}"
    )
}

fn postgres_triggers() -> String {
    let of = |table: &str| {
        format!(
            "CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON {table}
             FOR EACH ROW EXECUTE FUNCTION note_change();"
        )
    };
    let tables = TABLES.map(of).concat();
    format!(
        "CREATE TABLE noted_changes (seq BIGSERIAL PRIMARY KEY, place TEXT NOT NULL,
             id TEXT NOT NULL, was TEXT NOT NULL, became TEXT NOT NULL);
         CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             IF TG_OP <> 'UPDATE' OR OLD.state <> NEW.state THEN
                 INSERT INTO noted_changes (place, id, was, became)
                 VALUES (TG_TABLE_NAME, COALESCE(NEW.id, OLD.id), COALESCE(OLD.state, ''),
                     COALESCE(NEW.state, ''));
             END IF;
             RETURN NULL;
         END $$;
         CREATE FUNCTION note_failure() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             IF NEW.last_error IS NOT NULL THEN
                 INSERT INTO noted_changes (place, id, was, became)
                 VALUES ('jobs', NEW.kind, OLD.state, NEW.last_error);
             END IF;
             RETURN NULL;
         END $$;
         CREATE TRIGGER note_failure AFTER UPDATE OF last_error ON jobs
             FOR EACH ROW EXECUTE FUNCTION note_failure();
         {tables}"
    )
}
