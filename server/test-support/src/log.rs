//! Keeps the log of this test process: its errors, for whoever reads why a story failed, and all of it
//! where a story searches it.

use std::io::Write;
use std::sync::{LazyLock, Mutex, PoisonError};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::reload::Handle;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Registry, fmt, reload};

static KEPT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

static FILTER: LazyLock<Handle<EnvFilter, Registry>> = LazyLock::new(|| {
    let (filter, handle) = reload::Layer::new(EnvFilter::new("error"));
    let writer = fmt::layer().with_writer(|| Keeper).with_ansi(false);
    let log = tracing_subscriber::registry().with(filter).with(writer);
    let _ = log.try_init();
    handle
});

#[derive(Clone, Copy)]
struct Keeper;

impl Write for Keeper {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        KEPT.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// From now on the errors of every story in this process are kept.
pub(crate) fn keep_errors() {
    LazyLock::force(&FILTER);
}

/// From now on the log of every story in this process is kept, down to what only developers see.
pub fn keep() {
    let all = EnvFilter::new("debug,sqlx=debug,hyper=info,h2=info");
    FILTER.reload(all).unwrap();
}

pub fn kept() -> String {
    let bytes = KEPT.lock().unwrap_or_else(PoisonError::into_inner).clone();
    String::from_utf8_lossy(&bytes).into_owned()
}
