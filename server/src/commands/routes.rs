//! `portal routes`: every address and who may call it, a line each. Tests and proxies read it:
//! `page` or `other`, method, path, callers.

use super::say;
use crate::http::page_routes;
use crate::http::table::TABLE;

pub fn run() -> anyhow::Result<()> {
    let pages = page_routes();
    for row in TABLE {
        let is_page = row.method == "GET" && pages.contains(&(row.method, row.path.to_owned()));
        let kind = if is_page { "page" } else { "other" };
        say(&format!(
            "{kind:<5} {:<4} {:<40} {}",
            row.method, row.path, row.callers
        ))?;
    }
    Ok(())
}
