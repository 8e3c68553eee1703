//! The templates: on SQLite the bytes of a migrated file, on PostgreSQL a migrated database.

use super::{fresh_name, order, postgres_url};
use std::path::Path;
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
        let template = fresh_name();
        order(format!("CREATE DATABASE {template}")).await.unwrap();
        migrate(&postgres_url(&template)).await;
        template
    });
    let template = template.await;
    let statement = format!("CREATE DATABASE {name} TEMPLATE {template}");
    order(statement).await.unwrap();
}

async fn migrate(url: &str) {
    let store = server::store::open(url).await.unwrap();
    store.migrate().await.unwrap();
    // Nobody may be connected to a database that is copied, and a file must be whole.
    store.close().await;
}
