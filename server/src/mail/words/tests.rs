use super::*;
use crate::mail::{FineTold, Receipt, VisaLeft};
use chrono::{DateTime, NaiveDate, Utc};
use domain::law::refunds::{FeeStanding, WithdrawalFee};
use domain::money::Money;

const LINK: &str = "https://evisa.example.org/link/abc?x=1&y=2";

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).unwrap()
}

fn at() -> DateTime<Utc> {
    day(2, 28).and_hms_opt(7, 5, 0).unwrap().and_utc()
}

fn letter(who: Option<Who>, news: News) -> Letter {
    // An arrival card is an application of its own, or belongs to one for a visa.
    let kind = match &news {
        News::Card { .. } if who.is_none() => ApplicationKind::Card,
        _ => ApplicationKind::Visa,
    };
    let to_a_stranger = matches!(news, News::EmailCode { .. } | News::AddressChanged);
    Letter {
        reference: "KV-AAAA-BBBB".to_owned(),
        kind,
        who,
        link: (!to_a_stranger).then(|| LINK.to_owned()),
        news,
    }
}

fn anna() -> Who {
    Who::one("Eriksson, Anna <Maria>".to_owned())
}

fn family() -> Who {
    Who {
        others: 2,
        ..anna()
    }
}

fn all() -> Vec<Letter> {
    let mut letters = about_applications();
    letters.extend(
        about_cases()
            .into_iter()
            .map(|news| letter(Some(anna()), news)),
    );
    letters.extend(
        about_the_border()
            .into_iter()
            .map(|news| letter(Some(anna()), news)),
    );
    letters.extend(
        about_money()
            .into_iter()
            .map(|news| letter(Some(family()), news)),
    );
    letters
}

fn about_applications() -> Vec<Letter> {
    let code = || Some("012345".to_owned());
    vec![
        letter(
            None,
            News::ResumeLink {
                code: code(),
                days: 30,
            },
        ),
        letter(None, News::StatusLink { code: code() }),
        letter(Some(family()), News::StatusLink { code: None }),
        letter(
            None,
            News::EmailCode {
                code: "012345".into(),
            },
        ),
        letter(None, News::AddressChanged),
        letter(
            None,
            News::Card {
                arrives_on: day(2, 28),
            },
        ),
        letter(
            Some(family()),
            News::Card {
                arrives_on: day(2, 28),
            },
        ),
        letter(Some(anna()), News::Ending { until: at() }),
        letter(
            Some(family()),
            News::Late {
                due_on: day(2, 28),
                expected_on: day(3, 3),
            },
        ),
        letter(
            None,
            News::MayApply {
                until: at(),
                code: code(),
            },
        ),
    ]
}

fn about_cases() -> Vec<News> {
    vec![
        News::CorrectionAsked {
            correction: "The photo shows two people.\nSend one of you <alone>.".into(),
            until: day(2, 28),
        },
        News::CorrectionReminder {
            correction: "The photo shows two people.".into(),
            until: day(2, 28),
        },
        News::Withdrawn {
            fee: Some(WithdrawalFee::Kept),
        },
        News::Granted {
            visa_number: "KV1234567".into(),
            valid_until: day(2, 28),
            page: "https://evisa.example.org/e/abc".into(),
            pdf: b"%PDF-1.7 e-visa".to_vec(),
        },
        News::Denied {
            ground: "The passport is not valid.".into(),
            article: "Art. 23 a.1".into(),
            is_kept: true,
        },
        News::CorrectionOver {
            decision_due_on: day(3, 3),
        },
        News::Withdrawn { fee: None },
        News::Denied {
            ground: "The passport is not valid.".into(),
            article: "Art. 23 a.1".into(),
            is_kept: false,
        },
    ]
}

fn about_the_border() -> Vec<News> {
    let refused = |visa, fee| News::RefusedEntry {
        port: "Bavet".to_owned(),
        at: at(),
        grounds: vec![
            "A fault of our system (Art. 7)".into(),
            "No <means> (Art. 23 a.9)".into(),
        ],
        visa,
        fee: Some(fee),
    };
    let departed = |fine| News::Departed {
        port: "Bavet".to_owned(),
        at: at(),
        fine,
        needs_visa: true,
    };
    vec![
        News::Pass {
            last_permitted_day: day(2, 28),
            pdf: Some(b"%PDF-1.7 pass".to_vec()),
        },
        refused(VisaLeft::UsableUntil(day(5, 28)), FeeStanding::Kept),
        refused(VisaLeft::Void, FeeStanding::ToDecide),
        News::AdmissionUndone {
            port: "Bavet".to_owned(),
            at: at(),
            usable_until: Some(day(5, 28)),
        },
        departed(None),
        departed(Some(FineTold {
            amount: Money::usd(43_000),
            days: 43,
            paid: true,
        })),
        refused(VisaLeft::Void, FeeStanding::Disputed),
        refused(VisaLeft::Void, FeeStanding::Back),
        refused(VisaLeft::Void, FeeStanding::BackOtherwise),
        refused(VisaLeft::Void, FeeStanding::GoesBack),
        refused(VisaLeft::Void, FeeStanding::NotArrived),
        refused(VisaLeft::UsableUntil(day(5, 28)), FeeStanding::Declined),
    ]
}

fn about_money() -> Vec<News> {
    let amount = Money::usd(3000);
    vec![
        News::PaymentReceived {
            receipt: Receipt {
                paid_on: day(1, 4),
                items: vec![
                    ("Eriksson, Anna <Maria>".into(), amount),
                    ("Eriksson, Nils".into(), amount),
                    ("Eriksson, Mia".into(), amount),
                ],
                total: Money::usd(9000),
            },
            decision_due_on: Some(day(1, 7)),
        },
        News::RefundSent {
            amount,
            elsewhere: Some(Money::usd(1000)),
            reason: "A fault in our system kept you from entering (Art. 7).".into(),
        },
        News::RefundDone {
            amount,
            elsewhere: None,
        },
        News::RefundElsewhere { amount },
        News::RefundDeclined {
            amount,
            elsewhere: None,
        },
        News::RefundFailed { amount },
        News::PaymentReceived {
            receipt: Receipt {
                paid_on: day(1, 4),
                items: vec![("Eriksson, Nils".into(), amount)],
                total: amount,
            },
            decision_due_on: None,
        },
    ]
}

#[test]
fn every_letter_reads_well_as_text_and_as_html() {
    let mut texts = Vec::new();
    for letter in all() {
        let Words {
            subject,
            text,
            html,
        } = Words::of(&letter, true).unwrap();
        assert!(subject.ends_with(" – KV-AAAA-BBBB"), "{subject}");
        let name = letter.who.as_ref().map_or("e-Visa", |who| &who.name);
        assert!(subject.starts_with(name), "{subject}");
        // To an address that is not the application's there goes no link.
        assert_eq!(text.contains(LINK), letter.link.is_some(), "{text}");
        assert!(text.contains("NO REAL VISA"), "{text}");
        assert!(html.contains("no real visa"));
        assert!(
            !html.contains("<Maria>") && !html.contains("<alone>"),
            "{html}"
        );
        for words in [&text, &html] {
            for wrong in ["{{", "\n\n\n", "mail-", "e-visa", "{ $"] {
                assert!(!words.contains(wrong), "{wrong}: {words}");
            }
        }
        texts.push(format!("Subject: {subject}\n\n{text}\n"));
    }
    insta::assert_snapshot!(texts.join("========\n"));
}

#[test]
fn without_a_demonstration_no_mail_speaks_of_one() {
    for letter in all() {
        let words = Words::of(&letter, false).unwrap();
        assert!(!words.html.to_lowercase().contains("demonstration"));
        assert!(!words.text.to_lowercase().contains("demonstration"));
    }
}

#[test]
fn a_subject_names_the_person_and_is_one_line_whatever_the_name_holds() {
    for (name, others, starts) in [
        ("Smith, João", 0, "Smith, João: visa granted"),
        ("Smith, João", 1, "Smith, João and one other: visa"),
        ("Smith, João", 3, "Smith, João and 3 others: visa"),
        ("O", 0, "O: visa granted"),
        ("Sm\u{202e}ith,\r\nJo\0ão\u{2066}", 0, "Smith, João: visa"),
        ("\u{200f}\n", 0, "e-Visa: visa granted"),
        (&"W".repeat(109), 0, "WWWWWWWWWWWWWWW"),
    ] {
        let who = Who {
            name: name.to_owned(),
            others,
        };
        let news = about_cases().remove(3);
        let subject = Words::of(&letter(Some(who), news), true).unwrap().subject;
        assert!(subject.starts_with(starts), "{subject}");
        assert!(
            subject.ends_with(": visa granted – KV-AAAA-BBBB"),
            "{subject}"
        );
        assert!(subject.chars().count() <= 80, "{subject}");
        assert!(!subject.contains(char::is_control), "{subject}");
    }
}
