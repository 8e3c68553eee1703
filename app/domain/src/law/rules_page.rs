//! All rules as tables, for `portal rules` and the public page "The rules we apply". Each table is
//! generated from the rules themselves, so that it states what is applied.

mod rows;

use super::extension::ExtensionKind;
use crate::law::visa_types::Settings;
use crate::text_enum::text_enum;
use crate::visa::VisaType;
use serde::Serialize;
use std::fmt::Write as _;

text_enum! {
    /// The topic of a table. The variants are in the order of the page.
    Topic {
        /// The counting of periods.
        Convention = "convention",
        /// Visa types (Art. 9, 11, 13, 14, 17, 18).
        VisaTypes = "visa_types",
        /// Applying online (Art. 7).
        Application = "application",
        /// Applying at a mission or entry point (Art. 6).
        Mission = "mission",
        /// Refunds (Art. 6, 7).
        Refunds = "refunds",
        /// Entry, stay and departure (Art. 13 to 15, 18).
        Stay = "stay",
        /// Grounds against entry, departure and stay (Art. 23).
        Grounds = "grounds",
        /// Kinds of extension (Art. 10, 19, 20.5).
        Extensions = "extensions",
        /// Applying for an extension (Art. 17, 20 to 22).
        ExtensionRules = "extension_rules",
        /// Overstay and fines (Art. 24 to 29).
        Fines = "fines",
        /// Exit visas (Art. 8, 11).
        ExitVisa = "exit_visa",
        /// Personal data, as the ministries announced beside the sub-decree.
        PersonalData = "personal_data",
    }
}

/// A table of rules. Every row has as many cells as the header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The topic.
    pub topic: Topic,
    /// The title in plain words.
    pub title: &'static str,
    /// The titles of the columns.
    pub header: &'static [&'static str],
    /// The rows, each with one cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// All tables, with the ministry's settings.
pub fn tables(settings: &Settings) -> Vec<Table> {
    Topic::ALL
        .iter()
        .map(|&topic| table(topic, settings))
        .collect()
}

/// All tables as Markdown, with the ministry's settings.
pub fn markdown(settings: &Settings) -> String {
    let mut text = String::from(
        "# The rules we apply\n\nSub-Decree 123 of 10 June 2016, as this portal reads it.\n",
    );
    for table in tables(settings) {
        let _ = write!(
            text,
            "\n## {}\n\n| {} |\n",
            table.title,
            table.header.join(" | ")
        );
        let _ = writeln!(text, "|{}", "---|".repeat(table.header.len()));
        for row in table.rows {
            let _ = writeln!(text, "| {} |", row.join(" | "));
        }
    }
    text
}

const RULE: &[&str] = &["Rule", "Article"];

/// The table of a topic, with the ministry's settings.
pub fn table(topic: Topic, settings: &Settings) -> Table {
    let (title, header, cells) = match topic {
        Topic::Convention => ("How periods are counted", RULE, rows::convention()),
        Topic::VisaTypes => (
            "Visa types (Art. 4, 9, 11, 13, 14, 17, 18)",
            &[
                "Type",
                "Name",
                "For",
                "Validity (Art. 13)",
                "Stay (Art. 14)",
                "Entries (Art. 18)",
                "Where (Art. 4, 7, 8)",
                "Decided by (Art. 17)",
                "Extension (Art. 19)",
            ][..],
            VisaType::ALL
                .iter()
                .map(|&visa_type| rows::visa_type(visa_type, *settings))
                .collect(),
        ),
        Topic::Application => ("Applying for the e-Visa", RULE, rows::application_rules()),
        Topic::Mission => (
            "Applying at a mission or entry point",
            RULE,
            rows::mission_rules(),
        ),
        Topic::Stay => ("Entry, stay and departure", RULE, rows::stay_rules()),
        Topic::Refunds => (
            "When the e-Visa fee is given back",
            &["Reason", "Given back", "Article"][..],
            rows::refunds(),
        ),
        Topic::Grounds => (
            "Grounds against entry, departure and stay (Art. 7, 23)",
            &["Ground", "Ban", "Article"][..],
            rows::grounds(),
        ),
        Topic::Extensions => (
            "Extension of stay (Art. 10, 19, 20)",
            &[
                "Kind",
                "Of",
                "For",
                "How often",
                "In person",
                "Further papers",
            ][..],
            ExtensionKind::ALL
                .iter()
                .copied()
                .map(rows::extension)
                .collect(),
        ),
        Topic::ExtensionRules => (
            "Asking for an extension (Art. 17, 20, 21, 22)",
            RULE,
            rows::extension_rules(),
        ),
        Topic::Fines => ("Overstay and fines", RULE, rows::fines()),
        Topic::ExitVisa => ("Exit visa", RULE, rows::exit_rules()),
        Topic::PersonalData => ("Personal data", RULE, rows::personal_data()),
    };
    Table {
        topic,
        title,
        header,
        rows: cells,
    }
}

#[cfg(test)]
mod tests;
