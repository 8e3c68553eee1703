//! `portal reference load FILE`: fees, ports of entry, visa exemptions and the questions of the arrival
//! card from a TOML file, in one transaction. Rows of the file replace those of the same type, nationality
//! or code and day; others stay, but specimen rows go. Applications keep the amounts that they were asked
//! for, and arrival cards the words.
//!
//! ```toml
//! [[fees]]
//! visa_type = "T"
//! amount = 3000            # in the currency's minor unit: cents
//! currency = "USD"
//! valid_from = "2026-01-01"
//! source = "Prakas 123 of the Ministry of Economy and Finance"
//! source_date = "2025-12-01"
//!
//! [[ports]]                # in the order in which people see them
//! code = "KTI"
//! name = "Techo International Airport"
//! kind = "air"             # air, land, sea
//! evisa = true
//! source = "Notice of the General Department of Immigration"
//! source_date = "2025-12-01"
//!
//! [[exemptions]]
//! nationality = "SGP"
//! passport_kind = "ordinary"
//! days = 30
//! valid_from = "2016-06-10"
//! valid_until = "2031-06-09"   # left out while the agreement has no end
//! source = "Agreement of …"
//! source_date = "2016-06-01"
//!
//! [[questions]]            # of the arrival card, in the order in which people see them
//! code = "live-animals"    # a-z, 0-9 and hyphens
//! subject = "customs"      # health, customs
//! words = { en = "I bring live animals", km = "…" }   # yes or left; English is what others fall back to
//! valid_from = "2027-01-01"    # other words of the code: a row of their own with a later first day
//! valid_until = "2027-12-31"   # left out while it is asked without an end
//! source = "Notice of the General Department of Customs"
//! source_date = "2026-12-01"
//! ```

use super::{Settings, say};
use crate::audit::{Actor, Event};
use crate::clock::{Clock, SystemClock};
use crate::rng::Rng;
use crate::store::{self, NewExemption, NewFee, NewPort, NewQuestion, ReferenceRows};
use crate::transaction::Transaction;
use crate::vault;
use anyhow::{Context, bail};
use app::text::LANGUAGES;
use chrono::NaiveDate;
use clap::Subcommand;
use domain::doc9303::countries;
use domain::law::arrival_card::Subject;
use domain::typed_text::{TypedText, hides_signs};
use figment::Figment;
use figment::providers::{Format, Toml};
use secrecy::ExposeSecret;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Debug, Subcommand)]
pub enum ReferenceCommand {
    /// Load fees, ports of entry, exemptions and questions of the arrival card from a TOML file.
    Load {
        #[command(flatten)]
        settings: Settings,
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

pub async fn run(command: ReferenceCommand) -> anyhow::Result<()> {
    let ReferenceCommand::Load { settings, file } = command;
    let config = settings.load()?;
    let rows: ReferenceRows = Figment::from(Toml::file_exact(&file))
        .extract()
        .with_context(|| file.display().to_string())?;
    let store = store::open(config.database.url.expose_secret()).await?;
    let rng = Arc::new(Rng::system().context("the machine gives no randomness")?);
    let (connection, now) = (store.begin().await?, SystemClock.now());
    let vault = vault::load_or_create(&config.keys.folder, config.is_demo(), &rng)?;
    let record = vault.record_key();
    let mut tx = Transaction::new(connection, rng, Arc::default(), record, now);
    load(&mut tx, &rows).await?;
    tx.commit().await?;
    store.close().await;
    say(&format!(
        "loaded {} fees, {} ports, {} exemptions and {} questions",
        rows.fees.len(),
        rows.ports.len(),
        rows.exemptions.len(),
        rows.questions.len()
    ))?;
    Ok(())
}

/// Checks and loads the rows, in the caller's transaction.
///
/// # Errors
/// Names the first row that cannot be right, or the specimen port that is in use and not in the
/// file.
pub async fn load(tx: &mut Transaction, rows: &ReferenceRows) -> anyhow::Result<()> {
    let counts = [
        rows.fees.len(),
        rows.ports.len(),
        rows.exemptions.len(),
        rows.questions.len(),
    ];
    if counts.iter().all(|count| *count == 0) {
        bail!("the file holds no [[fees]], [[ports]], [[exemptions]] or [[questions]]");
    }
    for fee in &rows.fees {
        check_fee(fee)
            .with_context(|| format!("fee of {} from {}", fee.visa_type, fee.valid_from))?;
    }
    for port in &rows.ports {
        check_port(port).with_context(|| format!("port {}", port.code))?;
    }
    for exemption in &rows.exemptions {
        check_exemption(exemption)
            .with_context(|| format!("exemption of {}", exemption.nationality))?;
    }
    let mut once = BTreeSet::new();
    for question in &rows.questions {
        let first = once.insert((&question.code, question.valid_from));
        check_question(question, first)
            .with_context(|| format!("question {} from {}", question.code, question.valid_from))?;
    }
    tx.put_reference_rows(rows).await.context(
        "the rows could not be stored; a specimen port that is in use must be in the file",
    )?;
    let event = Event::new(Actor::System, "reference.loaded").with(json!({
        "fees": rows.fees.len(),
        "ports": rows.ports.len(),
        "exemptions": rows.exemptions.len(),
        "questions": rows.questions.len(),
    }));
    tx.append(event);
    Ok(())
}

fn check_fee(fee: &NewFee) -> anyhow::Result<()> {
    if fee.amount <= 0 {
        bail!("the amount must be more than nothing, in minor units");
    }
    sourced(&fee.source)
}

fn check_port(port: &NewPort) -> anyhow::Result<()> {
    // The seal of a V-Pass holds three letters.
    if port.code.len() != 3 || !port.code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        bail!("a code has three capital letters");
    }
    if TypedText::Phrase.fold(&port.name).trim().is_empty() {
        bail!("the name is missing");
    }
    if hides_signs(port.name.trim()) {
        bail!("the name holds a line break, or a sign that nobody sees");
    }
    sourced(&port.source)
}

fn check_exemption(exemption: &NewExemption) -> anyhow::Result<()> {
    if countries::country(&exemption.nationality).is_none() {
        bail!("no state has this code in Doc 9303");
    }
    if !(1..=3660).contains(&exemption.days) {
        bail!("days must lie between 1 and 3660");
    }
    in_order(exemption.valid_from, exemption.valid_until)?;
    sourced(&exemption.source)
}

/// The most characters of the code of a question.
const MOST_CODE: usize = 30;

/// The most characters of a question in one language.
const MOST_WORDS: usize = 300;

fn check_question(question: &NewQuestion, is_first: bool) -> anyhow::Result<()> {
    let code = &question.code;
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if code.is_empty() || !code.bytes().all(is_plain) {
        bail!("a code has small letters from a to z, digits and hyphens");
    }
    if code.len() > MOST_CODE {
        bail!("a code has at most {MOST_CODE} characters");
    }
    if !is_first {
        bail!("two rows have this code and day");
    }
    if question.subject.parse::<Subject>().is_err() {
        let known: Vec<_> = Subject::ALL.iter().map(|one| one.as_str()).collect();
        let subject = &question.subject;
        bail!(
            "the subject is {subject}, and not one of {}",
            known.join(", ")
        );
    }
    if !question.words.contains_key(LANGUAGES[0]) {
        bail!("the words in English are missing: words = {{ en = \"…\" }}");
    }
    for (language, words) in &question.words {
        if !LANGUAGES.contains(&language.as_str()) {
            bail!(
                "the portal has no language {language}, but {}",
                LANGUAGES.join(", ")
            );
        }
        if TypedText::Phrase.fold(words).trim().is_empty() {
            bail!("the words in {language} are empty");
        }
        if words.trim().chars().count() > MOST_WORDS {
            bail!("the words in {language} have more than {MOST_WORDS} characters");
        }
        if hides_signs(words.trim()) {
            bail!("the words in {language} hold a line break, or a sign that nobody sees");
        }
    }
    in_order(question.valid_from, question.valid_until)?;
    sourced(&question.source)
}

fn in_order(from: NaiveDate, until: Option<NaiveDate>) -> anyhow::Result<()> {
    if until.is_some_and(|until| until < from) {
        bail!("valid_until lies before valid_from");
    }
    Ok(())
}

fn sourced(source: &str) -> anyhow::Result<()> {
    if source.trim().is_empty() {
        bail!("the source is missing");
    }
    Ok(())
}
