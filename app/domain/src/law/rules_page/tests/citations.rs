//! The article that each row of the page cites.

use super::*;

/// The last column: the article that each row cites.
fn cited(topic: Topic) -> Vec<String> {
    rows(topic)
        .into_iter()
        .filter_map(|row| row.last().cloned())
        .collect()
}

const OURS: &str = "our reading";

const EXPECTED: [(Topic, &[&str]); 10] = [
    (Topic::Convention, &[OURS, OURS, OURS, OURS]),
    (
        Topic::Application,
        &[
            "Art. 4, 7, 17",
            "Art. 5",
            "Art. 5 (our reading)",
            "Art. 7.1, 7.2",
            "Art. 7.2, 6.3 (our reading)",
            "Art. 7.3 (from the entry: our reading)",
            "Art. 7.4",
            OURS,
            OURS,
            "Art. 7.5",
            "Art. 16",
            OURS,
            "Art. 7.1, 17 (our reading)",
            "Art. 23 (our reading)",
        ],
    ),
    (
        Topic::Mission,
        &[
            "Art. 6.1",
            OURS,
            "Art. 6.2 (from the entry: our reading)",
            "Art. 6.3",
            "Art. 6.4",
            "Art. 6.5",
            "Art. 6, end",
        ],
    ),
    (
        Topic::Refunds,
        &[
            "Art. 7 (the approval: our reading)",
            "Art. 7 (the approval: our reading)",
            "Art. 7, 23 (our reading)",
            "Art. 7 (our reading)",
            OURS,
            OURS,
            OURS,
            "Art. 7",
            "Art. 6 (online: our reading)",
            OURS,
            "Art. 13 (our reading)",
            OURS,
            OURS,
            OURS,
            OURS,
        ],
    ),
    (
        Topic::Stay,
        &[
            "Art. 13, end",
            "Art. 14, 18",
            "Art. 5",
            "Art. 5 (our reading)",
            "Art. 15",
            "Art. 23 c.4 (our reading)",
            "Art. 7, 23 (the note: our reading)",
            "announcement of the V-Pass",
            "announcement of the V-Pass",
        ],
    ),
    (Topic::Grounds, ARTICLE_23),
    (
        Topic::ExtensionRules,
        &[
            "Art. 17 b, c",
            OURS,
            "Art. 19, end",
            "Art. 20.1",
            "Art. 20.2",
            "Art. 20.3",
            "Art. 20.4",
            "Art. 21",
            "Art. 22",
        ],
    ),
    (
        Topic::Fines,
        &[
            "Art. 24 (day 30 itself: our reading)",
            "Art. 26.1 (from the first finding: our reading)",
            "Art. 26.2",
            "Art. 27.1",
            "Art. 27.2",
            "Art. 28",
            "Art. 28 (our reading)",
            "Art. 29",
            "Art. 23 b.5",
        ],
    ),
    (
        Topic::ExitVisa,
        &[
            "Art. 11",
            "Art. 8.1–3",
            "Art. 8.4 (one of them: our reading)",
            "Art. 8.5",
        ],
    ),
    (
        Topic::PersonalData,
        &[
            "announcement of digital identification",
            "announcement of digital identification",
        ],
    ),
];

/// Art. 7's two, then Art. 23 in the order of the text, each ban with its end.
const ARTICLE_23: &[&str] = &[
    "Art. 7",
    "Art. 7",
    "Art. 23 a.1",
    "Art. 23 a.2",
    "Art. 23 a.3",
    "Art. 23 a.4",
    "Art. 23 a.5",
    "Art. 23 a.6",
    "Art. 23 a.7",
    "Art. 23 a.8",
    "Art. 23 a.9",
    "Art. 23 a.10",
    "Art. 23 a.11",
    "Art. 23 a.12",
    "Art. 23 a.13 (our reading)",
    "Art. 23 a, end (our reading)",
    "Art. 23 b.1",
    "Art. 23 b.2",
    "Art. 23 b.3",
    "Art. 23 b.4",
    "Art. 23 b.5",
    "Art. 23 b.6 (our reading)",
    "Art. 23 b, end",
    "Art. 23 c.1",
    "Art. 23 c.2",
    "Art. 23 c.3",
    "Art. 23 c.4 (our reading)",
    "Art. 23 c.5",
    "Art. 23 c.6",
    "Art. 23 c.7 (our reading)",
    "Art. 23 c, end",
];

#[test]
fn each_table_cites_its_articles() {
    for (topic, articles) in EXPECTED {
        assert_eq!(cited(topic), articles, "{topic}");
    }
    // The other two have no column of articles: their lines are asserted one by one.
    assert_eq!(Topic::ALL.len(), EXPECTED.len() + 2);
}
