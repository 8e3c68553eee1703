//! The run of a test binary: everything that its tests store is named after it, and gone when the
//! process is over.

use server::clock::{Clock, SystemClock};
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::LazyLock;

pub(super) struct Run {
    /// What the names of its databases begin with.
    pub name: String,
    /// Where its tests have their folders.
    pub folder: PathBuf,
    /// Closed by the system when this process ends, however it ends.
    _waited_for: Option<ChildStdin>,
}

pub(super) static RUN: LazyLock<Run> = LazyLock::new(|| {
    let now = SystemClock.now().timestamp_micros();
    let name = format!("portal_test_{}_{now}", std::process::id());
    let folder = std::env::temp_dir().join(&name);
    fs::create_dir(&folder).unwrap();
    Run {
        _waited_for: take_away_at_the_end(&name, &folder),
        name,
        folder,
    }
});

/// Starts a process that waits for the end of this one: nothing in a test binary knows which test is
/// the last, and one that is killed takes nothing away.
#[expect(clippy::zombie_processes, reason = "it outlives this process")]
fn take_away_at_the_end(name: &str, folder: &Path) -> Option<ChildStdin> {
    let script = r#"read -r _
        rm -rf "$1"
        [ -z "$PGHOST" ] ||
            psql -X -A -t -d postgres -c "SELECT datname FROM pg_database WHERE starts_with(datname, '$0')" |
            xargs -r -n 1 dropdb --if-exists --force"#;
    let mut waiting = Command::new("sh")
        .args(["-c", script, name])
        .arg(folder)
        // Signals that end the tests are not meant for it.
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    waiting.stdin.take()
}
