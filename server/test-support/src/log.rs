//! Keeps the log of this test process, to be searched.

use std::io::Write;
use std::sync::{Mutex, PoisonError};

static KEPT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

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

/// From now on the log of every story in this process is kept, down to what only developers see.
pub fn keep() {
    let _ = tracing_subscriber::fmt()
        .with_env_filter("debug,sqlx=debug,hyper=info,h2=info")
        .with_writer(|| Keeper)
        .with_ansi(false)
        .try_init();
}

pub fn kept() -> String {
    let bytes = KEPT.lock().unwrap_or_else(PoisonError::into_inner).clone();
    String::from_utf8_lossy(&bytes).into_owned()
}
