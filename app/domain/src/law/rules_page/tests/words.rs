//! Words of the law that must be on the page, by table and article.

use super::{Topic, rows};

/// Words of the law that must stand on the page: by table and article.
const WORDS: &[(Topic, &str, &str)] = &[
    (
        Topic::Application,
        "Art. 7.3 (from the entry: our reading)",
        "6 months from the intended date of entry",
    ),
    (
        Topic::Application,
        "Art. 7.2, 6.3 (our reading)",
        "4 × 6 cm",
    ),
    (Topic::Application, "Art. 7.4", "pays the same fee"),
    (Topic::Application, "Art. 7.5", "by card"),
    (Topic::Application, "Art. 16", "Prakas"),
    (Topic::Application, "our reading", "20 travellers"),
    (Topic::Application, "our reading", "18 years"),
    (
        Topic::Mission,
        "Art. 6.2 (from the entry: our reading)",
        "6 months from the intended date of entry",
    ),
    (Topic::Mission, "Art. 6.3", "1 photo of 4 × 6 cm"),
    (
        Topic::Mission,
        "Art. 6.5",
        "even when the request is denied",
    ),
    (
        Topic::Mission,
        "Art. 6, end",
        "For K: papers that prove Khmer nationality by birth",
    ),
    (Topic::Stay, "Art. 13, end", "void; apply again"),
    (
        Topic::Stay,
        "Art. 15",
        "in line with the visa, or with the agreement",
    ),
    (
        Topic::Grounds,
        "Art. 23 a, end (our reading)",
        "original point of departure",
    ),
    (Topic::Grounds, "Art. 23 b, end", "law in force"),
    (Topic::Grounds, "Art. 23 c, end", "extension"),
    (
        Topic::Grounds,
        "Art. 23 a.13 (our reading)",
        "no ground of its own",
    ),
    (
        Topic::ExtensionRules,
        "Art. 17 b, c",
        "Ministry of Foreign Affairs and International Cooperation, Ministry of Interior; but for A, B, C",
    ),
    (
        Topic::ExtensionRules,
        "Art. 19, end",
        "at the General Department of Immigration: all but A, B, C",
    ),
    (
        Topic::ExtensionRules,
        "our reading",
        "from the last permitted day",
    ),
    (
        Topic::ExtensionRules,
        "Art. 20.2",
        "6 months beyond the extension",
    ),
    (Topic::ExtensionRules, "Art. 20.3", "1 photo of 4 × 6 cm"),
    (Topic::ExtensionRules, "Art. 20.4", "exempted"),
    (
        Topic::ExtensionRules,
        "Art. 21",
        "at the Ministry of Interior it is moved to the new passport, free of charge",
    ),
    (
        Topic::Fines,
        "Art. 24 (day 30 itself: our reading)",
        "up to 30 days: USD 10.00 a day",
    ),
    (
        Topic::Fines,
        "Art. 26.1 (from the first finding: our reading)",
        "beyond 30 days: the same for every day, and to leave within 7 days",
    ),
    (Topic::Fines, "Art. 26.2", "double the fine, and expulsion"),
    (
        Topic::Fines,
        "Art. 27.1",
        "USD 100.00, and the Minister of Interior orders the expulsion within 7 days",
    ),
    (
        Topic::Fines,
        "Art. 27.2",
        "double the fine, and expulsion under the immigration law",
    ),
    (Topic::Fines, "Art. 28", "Minister of Interior may exempt"),
    (
        Topic::Fines,
        "Art. 28 (our reading)",
        "who grants it and why",
    ),
    (Topic::Fines, "Art. 29", "Paying averts a lawsuit"),
    (
        Topic::Fines,
        "Art. 23 b.5",
        "unless the Minister of Interior states otherwise",
    ),
    (Topic::ExitVisa, "Art. 11", "required to leave"),
    (Topic::ExitVisa, "Art. 8.1–3", "2 photos of 4 × 6"),
    (
        Topic::ExitVisa,
        "Art. 8.4 (one of them: our reading)",
        "One of: complaint about loss",
    ),
    (Topic::ExitVisa, "Art. 8.5", "once the visa has expired"),
    (
        Topic::Application,
        "Art. 4, 7, 17",
        "Only the tourist visa T",
    ),
    (Topic::Application, "Art. 5", "whoever stays longer does"),
    (
        Topic::Application,
        "Art. 5 (our reading)",
        "told so, and for how long, before anything else",
    ),
    (Topic::Application, "Art. 7.1, 7.2", "on the website"),
    (
        Topic::Application,
        "our reading",
        "names the adult whose passport it is",
    ),
    (
        Topic::Application,
        "our reading",
        "a photo and a decision of their own",
    ),
    (
        Topic::Application,
        "Art. 7.1, 17 (our reading)",
        "Ministry of Foreign Affairs and International Cooperation decides",
    ),
    (
        Topic::Application,
        "Art. 23 (our reading)",
        "a ground and a note",
    ),
    (Topic::Mission, "Art. 6.1", "form"),
    (Topic::Mission, "our reading", "a clerk enters it"),
    (Topic::Mission, "Art. 6.4", "pays the same fee"),
    (Topic::Stay, "Art. 14, 18", "A single entry is used up"),
    (Topic::Stay, "Art. 5", "the days of the agreement"),
    (
        Topic::Stay,
        "Art. 5 (our reading)",
        "from 7 days before the arrival, alone or for up to 20",
    ),
    (Topic::Stay, "Art. 23 c.4 (our reading)", "as the stamp did"),
    (
        Topic::Stay,
        "Art. 7, 23 (the note: our reading)",
        "Immigration officers at the entry point decide",
    ),
    (
        Topic::Stay,
        "announcement of the V-Pass",
        "shows the passport on entry and on departure",
    ),
    (
        Topic::Stay,
        "announcement of the V-Pass",
        "the e-mail address of the application or of the e-Arrival card",
    ),
    (
        Topic::Stay,
        "announcement of the V-Pass",
        "departure closes it. Exempt travellers get one too",
    ),
    (Topic::ExtensionRules, "Art. 20.1", "form"),
    (Topic::ExtensionRules, "Art. 22", "Prakas"),
    (
        Topic::PersonalData,
        "announcement of digital identification",
        "collected, encrypted, and stored securely",
    ),
    (
        Topic::PersonalData,
        "announcement of digital identification",
        "in one click",
    ),
];

#[test]
fn the_rules_say_what_their_articles_say() {
    for &(topic, article, words) in WORDS {
        let found = rows(topic)
            .iter()
            .any(|row| row[0].contains(words) && row.last().is_some_and(|cell| cell == article));
        assert!(found, "{topic} {article}: {words}");
    }
}
