//! What officers do, through the desks, on SQLite and PostgreSQL: deciding, the border, passes,
//! accounts. A new story is a file here, with its functions named in its `on_both!`.
//!
//! PostgreSQL is found by `PGHOST`, `PGPORT`, `PGUSER` and `PGPASSWORD`, as `pg_virtualenv` sets
//! them; every story makes and drops a database of its own.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on fails")]

mod accounts;
mod border;
mod fines;
mod house;
mod passes;
mod refusals;
mod review;
mod stage;
