//! After a whole journey neither the database nor the folder of photos nor the log holds the
//! name, passport number, e-mail address or photo of the traveller in the clear.

use crate::wallets::device::Device;
use domain::roles::Role;
use secrecy::ExposeSecret;
use sqlx::{Connection, PgConnection};
use std::path::Path;
use test_support::cast::GOOD_CARD;
use test_support::{TestPortal, Traveller, log};

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite() {
    log::keep();
    let test = TestPortal::sqlite()
        .with_pages()
        .with_sandbox()
        .with_wallets();
    let test = test.open().await;
    let secrets = journey(&test).await;
    search(&test, &secrets, &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres() {
    log::keep();
    let test = TestPortal::postgres()
        .with_pages()
        .with_sandbox()
        .with_wallets();
    let test = test.open().await;
    let secrets = journey(&test).await;
    let dump = dump(test.portal.config.database.url.expose_secret()).await;
    search(&test, &secrets, dump.as_bytes());
}

/// Walks one traveller through everything; what must not be found.
async fn journey(test: &TestPortal) -> Vec<(&'static str, Vec<u8>)> {
    let anna = Traveller::anna();
    let browser = test.apply(&anna).await;
    let photo_path = {
        let page = browser.get("/apply/travellers").await;
        let path = page
            .find("/apply/photo/")
            .unwrap_or_else(|| panic!("{}", page.words()));
        format!("{path}/image")
    };
    let (_, photo) = browser.file(&photo_path).await;
    assert!(photo.len() > 10_000, "a photo of {} bytes", photo.len());
    test.pay(&browser, GOOD_CARD).await;
    test.mail_saying(&anna.email, "USD 30.00").await;
    let reviewer = test.sign_in("reviewer", Role::Reviewer).await;
    test.grant_first(&reviewer).await;
    test.mail_saying(&anna.email, "visa granted").await;
    let officer = test.sign_in("border", Role::Border).await;
    let case = test.find_at_border(&officer, &anna).await;
    test.cross(
        &officer,
        &case,
        "admit",
        &[("note", "Zwyckowska was friendly")],
    )
    .await;
    let pass = test
        .mail_saying(&anna.email, "/v/")
        .await
        .link(&test.url, "/v/");
    test.browser().get(&pass).await;
    let token = to_wallets(test, &pass).await;
    test.cross(&officer, &case, "depart", &[]).await;
    test.work().await;
    test.browser().get("/v/nonsense").await;
    test.browser().get("/link/nonsense").await;
    let middle = photo.len() / 2;
    vec![
        ("surname", anna.surname.clone().into()),
        ("surname in the zone", anna.surname.to_uppercase().into()),
        ("given name", b"Annabella".to_vec()),
        ("given name in the zone", b"ANNABELLA".to_vec()),
        ("passport number", anna.passport_number.clone().into()),
        ("e-mail address", anna.email.clone().into()),
        (
            "name in the e-mail address",
            b"annabella.zwyckowska".to_vec(),
        ),
        ("address in Cambodia", b"Sothearos".to_vec()),
        ("photo", photo[middle..middle + 24].to_vec()),
        (
            "secret of the pass",
            pass.rsplit('/').next().unwrap().into(),
        ),
        ("push token", PUSH_TOKEN.into()),
        ("device", DEVICE.into()),
        ("token of the wallet pass", token.into()),
    ]
}

const DEVICE: &str = "4f5d8c0e9b1a2376";
const PUSH_TOKEN: &str = "9c8b7a6f5e4d3c2b1a0f";

/// The pass goes into both wallets; the token by which one of them comes back.
async fn to_wallets(test: &TestPortal, pass: &str) -> String {
    let phone = Device::new(DEVICE, PUSH_TOKEN);
    let on_phone = phone.open(&format!("{}{pass}/pass.pkpass", test.url)).await;
    phone.register(&on_phone).await;
    phone.fetch(&on_phone).await.unwrap();
    phone.complain(&on_phone).await;
    let form = format!("{pass}/google");
    let browser = test.browser();
    let page = browser.fill_in(&form, "/act/give-to-google", &[]).await;
    assert!(
        page.words().contains("Google has your V-Pass"),
        "{}",
        page.words()
    );
    on_phone.key("authenticationToken")
}

fn search(test: &TestPortal, secrets: &[(&str, Vec<u8>)], dump: &[u8]) {
    let mut searched = 0;
    for file in files(test.folder()) {
        let bytes = std::fs::read(&file).unwrap();
        searched += bytes.len();
        assert_clean(&file.display().to_string(), &bytes, secrets);
    }
    assert!(
        searched + dump.len() > 50_000,
        "only {searched} bytes were searched"
    );
    assert_clean("the dump", dump, secrets);
    let log = log::kept();
    assert!(log.len() > 500, "only {} bytes of log were kept", log.len());
    assert_clean("the log", log.as_bytes(), secrets);
}

fn assert_clean(place: &str, bytes: &[u8], secrets: &[(&str, Vec<u8>)]) {
    for (what, secret) in secrets {
        let hexadecimal = data_encoding::HEXLOWER.encode(secret).into_bytes();
        for form in [secret, &hexadecimal] {
            let found = bytes
                .windows(form.len())
                .any(|window| window == form.as_slice());
            assert!(!found, "the {what} lies in the clear in {place}");
        }
    }
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// Every row of every table as text, bytes in hexadecimal.
async fn dump(url: &str) -> String {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let tables = sqlx::query_as::<_, (String,)>(
        "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let mut dump = String::new();
    for (table,) in tables {
        let rows = format!("SELECT COALESCE(string_agg(t::text, E'\\n'), '') FROM {table} t");
        let (text,) = sqlx::query_as::<_, (String,)>(sqlx::AssertSqlSafe(rows))
            .fetch_one(&mut connection)
            .await
            .unwrap();
        dump.push_str(&text);
        dump.push('\n');
    }
    dump
}
