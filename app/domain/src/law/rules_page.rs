//! All rules as tables, for `portal rules` and the public page "The rules we apply". Each table is
//! made from the rules themselves, so it cannot say anything else than what is applied.

mod rows;

use super::extension::ExtensionKind;
use super::visa_types::VisaType;
use crate::text_enum::text_enum;
use serde::Serialize;
use std::fmt::Write as _;

text_enum! {
    /// The tables, in their order.
    Topic {
        Convention = "convention",
        VisaTypes = "visa_types",
        Application = "application",
        Refunds = "refunds",
        Grounds = "grounds",
        Extensions = "extensions",
        Fines = "fines",
        ExitVisa = "exit_visa",
    }
}

/// One table. Every row has as many cells as the header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Which table.
    pub topic: Topic,
    /// In plain words.
    pub title: &'static str,
    /// The columns.
    pub header: &'static [&'static str],
    /// One cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// All tables.
pub fn tables() -> Vec<Table> {
    Topic::ALL.iter().copied().map(table).collect()
}

/// All tables as Markdown.
pub fn markdown() -> String {
    let mut text = String::from(
        "# The rules we apply\n\nSub-Decree 123 of 10 June 2016, as this portal reads it.\n",
    );
    for table in tables() {
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

/// One table by its topic.
pub fn table(topic: Topic) -> Table {
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
            VisaType::ALL.iter().copied().map(rows::visa_type).collect(),
        ),
        Topic::Application => ("Applying for the e-visa", RULE, rows::application_rules()),
        Topic::Refunds => (
            "When the e-visa fee is given back",
            &["Reason", "Given back", "Article"][..],
            rows::refunds(),
        ),
        Topic::Grounds => (
            "Grounds against entry, departure and stay (Art. 7, 23)",
            &["Ground", "Against", "Article"][..],
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
        Topic::Fines => ("Overstay and fines", RULE, rows::fines()),
        Topic::ExitVisa => ("Exit visa", RULE, rows::exit_rules()),
    };
    Table {
        topic,
        title,
        header,
        rows: cells,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Ground;

    #[test]
    fn no_cell_is_missing() {
        for table in tables() {
            assert!(!table.rows.is_empty(), "{}", table.topic);
            for row in &table.rows {
                assert_eq!(row.len(), table.header.len(), "{row:?}");
                assert!(row.iter().all(|cell| !cell.trim().is_empty()), "{row:?}");
                assert!(
                    row.iter().all(|cell| !cell.contains(['|', '\n'])),
                    "{row:?}"
                );
            }
        }
    }

    #[test]
    fn every_type_kind_and_ground_has_its_row() {
        let first =
            |topic| -> Vec<String> { table(topic).rows.iter().map(|row| row[0].clone()).collect() };
        let words =
            |all: &[VisaType]| -> Vec<String> { all.iter().map(ToString::to_string).collect() };
        assert_eq!(first(Topic::VisaTypes), words(VisaType::ALL));
        assert_eq!(first(Topic::Extensions).len(), ExtensionKind::ALL.len());
        let articles: Vec<String> = table(Topic::Grounds)
            .rows
            .iter()
            .map(|row| row[2].clone())
            .collect();
        let cited: Vec<&str> = Ground::ALL.iter().map(|ground| ground.article()).collect();
        assert_eq!(articles, cited);
    }

    #[test]
    fn lines_of_articles_13_14_18_and_19_as_the_text_has_them() {
        let text = markdown();
        for line in [
            "| T | Tourist visa | Tourists | up to 3 months | 1 month | single | the e-visa website,",
            "| D | Transit visa | Persons in transit, and crews of vehicles, trains, ships and aircraft | up to 7 months | 5 days | single |",
            "| K | Special visa | Persons of Khmer birth with a foreign passport, proof attached | until the passport expires | until the passport expires | multiple |",
            "| 2 years | 1 month | multiple |",
            "| ET | E | 12 months, 24 months | the longest first, then the shorter 3 times; then the holder must leave | yes |",
            "| T_EX | T, D | 1 month | once | yes | none |",
            "USD 10.00 a day",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
    }
}
