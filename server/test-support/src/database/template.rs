//! The templates: on SQLite the bytes of a migrated file, on PostgreSQL a migrated database.

use super::{fresh_name, order, postgres_url};
use std::path::Path;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use tokio::sync::OnceCell;

/// Writes a migrated database there.
pub(super) async fn copy_file(to: &Path) {
    static BYTES: OnceCell<Vec<u8>> = OnceCell::const_new();
    let bytes = BYTES.get_or_init(async || {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("template.db");
        migrate(&format!("sqlite:{}", file.display())).await;
        std::fs::read(file).unwrap()
    });
    std::fs::write(to, bytes.await).unwrap();
}

/// Makes a migrated database of this name.
pub(super) async fn copy_database(name: &str) {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let template = TEMPLATE.get_or_init(async || {
        let template = format!("{}_template", fresh_name());
        order(format!("CREATE DATABASE {template}")).await;
        drop_at_the_end(&template);
        migrate(&postgres_url(&template)).await;
        template
    });
    let template = template.await;
    order(format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
}

async fn migrate(url: &str) {
    let store = server::store::open(url).await.unwrap();
    store.migrate().await.unwrap();
    // Nobody may be connected to a database that is copied, and a file must be whole.
    store.close().await;
}

/// Drops the template when this process is over: then its end of the pipe closes. Nothing in a test
/// binary knows which test is the last.
#[expect(clippy::zombie_processes, reason = "it outlives this process")]
fn drop_at_the_end(template: &str) {
    static OUR_END: OnceLock<Option<ChildStdin>> = OnceLock::new();
    let script = r#"read -r _; exec dropdb --if-exists --force "$0""#;
    OUR_END.get_or_init(|| {
        let mut waiting = Command::new("sh")
            .args(["-c", script, template])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        waiting.stdin.take()
    });
}
