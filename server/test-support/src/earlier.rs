//! What an earlier version left behind: a copy of it, opened by this one.
//!
//! A folder of `testdata` holds database, photos, keys and the provider's ledger; its README says
//! how it was made. The clocks stand a little after that.

use crate::browser::{Browser, Page};
use crate::database::TestDatabase;
use crate::{Engine, TestPortal};
use chrono::{DateTime, TimeDelta, Utc};
use flate2::read::GzDecoder;
use sandbox::{Database, SandboxConfig};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use uuid::Uuid;

/// So long after the earlier version stopped this one begins: mails that waited are due, what has
/// gone quiet is asked after, and card pages are still open.
const LATER: TimeDelta = TimeDelta::minutes(15);

/// What stands in the folder's `contents.json`.
#[derive(Deserialize)]
pub struct EarlierData {
    made_at: DateTime<Utc>,
    staff: EarlierStaff,
    people: BTreeMap<String, EarlierTraveller>,
}

#[derive(Deserialize)]
struct EarlierStaff {
    password: String,
}

/// A traveller; addresses are paths. What there was not is empty.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct EarlierTraveller {
    pub reference: String,
    pub email: String,
    pub name: String,
    pub passport_number: String,
    pub case: Uuid,
    /// The mailed link.
    pub link: String,
    /// E-visas and their numbers, one for each traveller of the application.
    pub evisas: Vec<String>,
    pub visas: Vec<String>,
    /// The V-Pass and its number.
    pub pass: String,
    pub pass_number: String,
}

impl EarlierData {
    pub fn person(&self, story: &str) -> &EarlierTraveller {
        &self.people[story]
    }
}

impl TestPortal {
    /// Opens a copy of a folder of `testdata`, by its name.
    pub async fn of_earlier_version(name: &str) -> (Self, EarlierData) {
        let source = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../testdata")
            .join(name);
        let contents = fs::read(source.join("contents.json")).unwrap();
        let data: EarlierData = serde_json::from_slice(&contents).unwrap();
        let database = TestDatabase::in_folder();
        let folder = database.folder();
        copy(&source.join("objects"), &folder.join("objects"));
        copy(&source.join("keys"), &folder.join("keys"));
        for file in ["portal.db", "provider.db"] {
            let compressed = File::open(source.join(format!("{file}.gz"))).unwrap();
            let mut plain = File::create(folder.join(file)).unwrap();
            std::io::copy(&mut GzDecoder::new(compressed), &mut plain).unwrap();
        }
        let provider = SandboxConfig {
            database: Database::File(folder.join("provider.db")),
            ..SandboxConfig::default()
        };
        let test = Self::on(Engine::Sqlite)
            .with_data(database, data.made_at + LATER)
            .with_pages()
            .with_sandbox_of(provider)
            .open()
            .await;
        (test, data)
    }

    /// A browser in which the person's mailed link was opened, and where that led.
    pub async fn opened(&self, link: &str) -> (Browser, Page) {
        let browser = self.browser();
        let page = browser.get(link).await;
        let token = page
            .value("token")
            .unwrap_or_else(|| panic!("{}", page.words()));
        let page = browser.post("/act/open-link", &[("token", &token)]).await;
        (browser, page)
    }

    /// A member of staff, signed in with the password that they chose then.
    pub async fn sign_in_again(&self, data: &EarlierData, login: &str) -> Browser {
        let browser = self.browser();
        let form = [("login", login), ("password", &data.staff.password)];
        let page = browser.post("/act/staff/sign-in", &form).await;
        assert_ne!(page.path(), "/staff/sign-in", "{}", page.words());
        browser
    }
}

/// Copies a folder; only its owner reads the copies, as the portal demands of keys.
fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), &to).unwrap();
            fs::set_permissions(&to, Permissions::from_mode(0o600)).unwrap();
        }
    }
}
