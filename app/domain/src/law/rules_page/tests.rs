//! The page compared with the text of the law. The expected cells are written from the sub-decree,
//! so that a row that is missing, moved or different fails.

use super::*;
use crate::calendar::Period;
use crate::law::Ground;

mod citations;
mod lines;
mod words;

fn rows(topic: Topic) -> Vec<Vec<String>> {
    table(topic, &Settings::DEFAULT).rows
}

#[test]
fn no_cell_is_missing() {
    for table in tables(&Settings::DEFAULT) {
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
fn article_23_each_ground_has_its_text_and_ban() {
    let rows = rows(Topic::Grounds);
    for &ground in Ground::ALL {
        let against = match ground.as_str().get(..4) {
            Some("23.a") => "entry",
            Some("23.b") => "departure",
            Some("23.c") => "stay",
            _ => "entry; the fee is given back",
        };
        let found = rows.iter().any(|row| {
            row[0] == ground.text() && row[1] == against && row[2].starts_with(ground.article())
        });
        assert!(found, "{ground}");
    }
    let points = |against: &str| rows.iter().filter(|row| row[1] == against).count();
    // Thirteen, six and seven points, and the end of each.
    assert_eq!(
        (points("entry"), points("departure"), points("stay")),
        (14, 7, 8)
    );
}

#[test]
fn article_7_5_the_fee_is_paid_by_card() {
    let row = &rows(Topic::Application)[9];
    assert_eq!(row, &["The fee is paid by card.", "Art. 7.5"]);
}

#[test]
fn our_reading_of_periods_as_the_convention_has_it() {
    let lines: Vec<String> = rows(Topic::Convention)
        .into_iter()
        .map(|row| row[0].clone())
        .collect();
    for (line, words) in lines.iter().zip([
        "The day of the event (issue, entry) is not counted",
        "on that month's last day where it has no such day",
        "A period of days ends so many days later",
        "The last day counts whole, in Phnom Penh time",
    ]) {
        assert!(line.contains(words), "{line}");
    }
}

#[test]
fn articles_6_and_7_when_the_fee_is_refunded() {
    let lines: Vec<(String, String)> = rows(Topic::Refunds)
        .into_iter()
        .map(|row| (row[0].clone(), row[1].clone()))
        .collect();
    let asked = "yes, after a supervisor's approval";
    let alone = "yes, by itself";
    let expected = [
        ("Refused entry: technical fault in the e-Visa system", asked),
        (
            "Refused entry: insufficient information from the traveller",
            asked,
        ),
        (
            "Refused entry on one of these and on a ground of Art. 23 besides",
            "a supervisor decides",
        ),
        (
            "Refused entry on one of these without a visa that was valid: it was used before, is over, or was not granted yet",
            "a supervisor decides",
        ),
        (
            "What is given back and what is not is said before the fee is paid",
            "always",
        ),
        (
            "How much of it",
            "what the refused traveller paid, in the currency paid, to the card that paid, once; \
             in a group the refused travellers' shares alone",
        ),
        (
            "What becomes of the visa then",
            "it is void in the same act",
        ),
        ("Refused entry on any other ground", "no"),
        ("The request is denied", "no"),
        ("Withdrawn after payment", "no"),
        ("The visa was not used within its validity", "no"),
        ("The charge is disputed with the card's bank", "no"),
        ("A payment was taken twice", alone),
        (
            "A charge came after the application was withdrawn or had expired unpaid",
            alone,
        ),
        ("A charge for an application that was not recorded, or not as it was charged for", alone),
    ]
    .map(|(reason, answer)| (reason.to_owned(), answer.to_owned()));
    assert_eq!(lines, expected);
}

#[test]
fn the_page_prints_the_setting_it_is_given() {
    let settings = Settings {
        exit_visa_validity: Period::Months(84),
    };
    let validity = |settings: &Settings| {
        let rows = table(Topic::VisaTypes, settings).rows;
        rows.iter()
            .find(|row| row[0] == "Ex")
            .map(|row| row[3].clone())
    };
    assert!(validity(&settings).is_some_and(|cell| cell == "7 years"));
    assert!(validity(&Settings::DEFAULT).unwrap().starts_with("7 days"));
    assert!(markdown(&settings).contains("| 7 years"));
}

#[test]
fn the_markdown_holds_every_table_and_row() {
    let text = markdown(&Settings::DEFAULT);
    assert!(text.starts_with("# The rules we apply\n"));
    for table in tables(&Settings::DEFAULT) {
        assert!(text.contains(&format!("\n## {}\n", table.title)));
        assert!(text.contains(&format!("\n| {} |\n|---|", table.header.join(" | "))));
        for row in table.rows {
            assert!(text.contains(&format!("\n| {} |\n", row.join(" | "))));
        }
    }
}
