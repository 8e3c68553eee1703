use super::*;
use crate::clock::FixedClock;
use crate::mail::{FineTold, Letter, VisaLeft};
use chrono::{NaiveDate, TimeZone, Utc};
use domain::money::Money;
use uuid::Uuid;

fn mailer(demo: bool) -> Mailer {
    let mut config = Config::defaults(if demo { Mode::Demo } else { Mode::Production });
    config.mail.transport = MailTransport::Memory;
    config.mail.from = "e-visa <evisa@example.org>".into();
    let now = Utc.with_ymd_and_hms(2026, 11, 30, 2, 0, 0).unwrap();
    Mailer::new(&config, Arc::new(FixedClock::at(now))).unwrap()
}

fn mail(letter: Letter) -> Mail {
    Mail {
        id: Uuid::from_u128(7),
        to: "traveller@example.com".into(),
        letter,
    }
}

fn all() -> Vec<Letter> {
    let reference = || "KV-AAAA-BBBB".to_owned();
    let link = || "https://evisa.example.org/link/abc?x=1&y=2".to_owned();
    let name = || "<script>alert(1)</script> & O'NEILL".to_owned();
    let date = NaiveDate::from_ymd_opt(2027, 2, 28).unwrap();
    let amount = Money::usd(3000);
    vec![
        Letter::ResumeLink {
            reference: reference(),
            link: link(),
            code: Some("012345".into()),
            days: 30,
        },
        Letter::StatusLink {
            reference: reference(),
            link: link(),
            code: None,
        },
        Letter::EmailCode {
            reference: reference(),
            code: "012345".into(),
        },
        Letter::AddressChanged {
            reference: reference(),
        },
        Letter::PaymentReceived {
            reference: reference(),
            amount,
            decision_due_on: date,
            link: link(),
        },
        Letter::CorrectionAsked {
            reference: reference(),
            name: name(),
            correction: "The photo shows two people.\nSend one of you <alone>.".into(),
            until: date,
            link: link(),
        },
        Letter::Granted {
            reference: reference(),
            name: name(),
            visa_number: "T1234567".into(),
            valid_until: date,
            link: link(),
            pdf: b"%PDF-1.7 e-visa".to_vec(),
        },
        Letter::Denied {
            reference: reference(),
            name: name(),
            ground: "The passport is not valid.".into(),
            article: "Art. 23 a.1".into(),
            link: link(),
        },
        Letter::Pass {
            reference: reference(),
            name: name(),
            last_permitted_day: date,
            link: link(),
            pdf: b"%PDF-1.7 pass".to_vec(),
        },
    ]
    .into_iter()
    .chain(told_by_the_calendar())
    .chain(border())
    .chain(refunds())
    .collect()
}

fn told_by_the_calendar() -> Vec<Letter> {
    let reference = || "KV-AAAA-BBBB".to_owned();
    let link = || "https://evisa.example.org/link/abc?x=1&y=2".to_owned();
    let name = || "Eriksson, Anna <Maria>".to_owned();
    let date = NaiveDate::from_ymd_opt(2027, 2, 28).unwrap();
    vec![
        Letter::Ending {
            reference: reference(),
            until: "28 February 2027, 14:05 Phnom Penh time".into(),
            link: link(),
        },
        Letter::Late {
            reference: reference(),
            due_on: date,
            expected_on: NaiveDate::from_ymd_opt(2027, 3, 3).unwrap(),
            link: link(),
        },
        Letter::MayApply {
            reference: reference(),
            until: "28 February 2027, 14:05 Phnom Penh time".into(),
            link: link(),
            code: Some("012345".into()),
        },
        Letter::CorrectionReminder {
            reference: reference(),
            name: name(),
            correction: "The photo shows two people.".into(),
            until: date,
            link: link(),
        },
        Letter::Withdrawn {
            reference: reference(),
            name: name(),
            paid: true,
            link: link(),
        },
    ]
}

fn border() -> Vec<Letter> {
    let refused = |visa, refund_asked| Letter::RefusedEntry {
        reference: "KV-AAAA-BBBB".to_owned(),
        name: "Eriksson, Anna".to_owned(),
        port: "Bavet".to_owned(),
        at: "28 February 2027, 14:05 Phnom Penh time".to_owned(),
        grounds: vec![
            "A fault of our system (Art. 7)".into(),
            "No <means> (Art. 23 a.9)".into(),
        ],
        visa,
        refund_asked,
        link: "https://evisa.example.org/link/abc?x=1&y=2".to_owned(),
    };
    let departed = |fine| Letter::Departed {
        reference: "KV-AAAA-BBBB".to_owned(),
        name: "Eriksson, Anna".to_owned(),
        port: "Bavet".to_owned(),
        at: "28 February 2027, 14:05 Phnom Penh time".to_owned(),
        fine,
        link: "https://evisa.example.org/link/abc?x=1&y=2".to_owned(),
    };
    let day = NaiveDate::from_ymd_opt(2027, 5, 28).unwrap();
    vec![
        refused(VisaLeft::UsableUntil(day), false),
        refused(VisaLeft::Void, true),
        departed(None),
        departed(Some(FineTold {
            amount: Money::usd(43_000),
            days: 43,
            paid: true,
        })),
    ]
}

fn refunds() -> Vec<Letter> {
    let reference = || "KV-AAAA-BBBB".to_owned();
    let link = || "https://evisa.example.org/link/abc?x=1&y=2".to_owned();
    let amount = Money::usd(3000);
    vec![
        Letter::RefundSent {
            reference: reference(),
            amount,
            elsewhere: Some(Money::usd(1000)),
            reason: "A fault in our system kept you from entering (Art. 7).".into(),
            link: link(),
        },
        Letter::RefundDone {
            reference: reference(),
            amount,
            elsewhere: None,
            link: link(),
        },
        Letter::RefundElsewhere {
            reference: reference(),
            amount,
            link: link(),
        },
        Letter::RefundDeclined {
            reference: reference(),
            amount,
            link: link(),
        },
        Letter::RefundFailed {
            reference: reference(),
            amount,
            link: link(),
        },
    ]
}

#[tokio::test]
async fn every_letter_reads_well_as_text_and_as_html() {
    let mailer = mailer(true);
    for letter in all() {
        mailer.send(mail(letter)).await.unwrap();
    }
    for sent in mailer.sent() {
        assert!(sent.subject.contains("KV-AAAA-BBBB"), "{}", sent.subject);
        assert!(!sent.subject.contains("NEILL"), "{}", sent.subject);
        // To an address that is not the application's there goes no link.
        let linked = sent
            .text
            .contains("https://evisa.example.org/link/abc?x=1&y=2");
        assert!(linked != sent.subject.contains("address"), "{}", sent.text);
        assert!(sent.text.contains("no real visa"), "{}", sent.text);
        assert!(sent.html.contains("no real visa"));
        assert!(!sent.html.contains("<script"), "{}", sent.html);
        assert!(!sent.html.contains("<alone>"));
        for words in [&sent.text, &sent.html] {
            assert!(
                !words.contains("{{") && !words.contains("\n\n\n"),
                "{words}"
            );
        }
    }
    let texts: Vec<String> = mailer
        .sent()
        .iter()
        .map(|sent| format!("Subject: {}\n\n{}\n", sent.subject, sent.text))
        .collect();
    insta::assert_snapshot!(texts.join("========\n"));
}

#[tokio::test]
async fn without_a_demonstration_no_mail_speaks_of_one() {
    let mailer = mailer(false);
    for letter in all() {
        mailer.send(mail(letter)).await.unwrap();
    }
    for sent in mailer.sent() {
        assert!(!sent.html.to_lowercase().contains("demonstration"));
        assert!(!sent.text.to_lowercase().contains("demonstration"));
    }
}

#[tokio::test]
async fn a_repeated_job_sends_the_same_message_id_and_says_a_machine_wrote_it() {
    let mailer = mailer(true);
    let letter = all().remove(6);
    mailer.send(mail(letter.clone())).await.unwrap();
    mailer.send(mail(letter)).await.unwrap();
    let sent = mailer.sent();
    assert_eq!(sent[0].message_id, sent[1].message_id);
    let raw = String::from_utf8_lossy(&sent[0].raw).into_owned();
    assert!(raw.contains("Message-ID: <00000000-0000-0000-0000-000000000007@example.org>\r\n"));
    assert!(raw.contains("Auto-Submitted: auto-generated\r\n"));
    assert!(raw.contains("Date: Mon, 30 Nov 2026 02:00:00 +0000\r\n"));
    assert!(raw.contains("filename=\"e-visa-T1234567.pdf\""));
    let (_, pdf) = sent[0].attachment.clone().unwrap();
    assert_eq!(pdf, b"%PDF-1.7 e-visa");
}

#[tokio::test]
async fn no_header_can_be_slipped_in() {
    let mailer = mailer(true);
    let mut bad = mail(Letter::StatusLink {
        reference: "KV\r\nBcc: other@example.com\r\n\r\nx".into(),
        link: "https://evisa.example.org/".into(),
        code: None,
    });
    mailer.send(bad.clone()).await.unwrap();
    let raw = String::from_utf8_lossy(&mailer.sent()[0].raw).into_owned();
    let headers = raw.split("\r\n\r\n").next().unwrap();
    assert!(!headers.contains("\r\nBcc:"), "{headers}");
    for to in [
        "",
        "nobody",
        "a@example.com\r\nBcc: b@example.com",
        "a@example.com, b@example.com",
    ] {
        bad.to = to.into();
        let error = mailer.send(bad.clone()).await.unwrap_err();
        assert!(!error.temporary, "{to:?}");
        assert!(!error.to_string().contains("example.com"));
    }
    assert_eq!(mailer.sent().len(), 1);
}

#[tokio::test]
async fn the_folder_keeps_one_file_a_mail() {
    let mut config = Config::defaults(Mode::Demo);
    config.mail.transport = MailTransport::File;
    config.mail.folder = std::env::temp_dir().join(format!("portal-mail-{}", std::process::id()));
    let mailer = Mailer::new(&config, Arc::new(crate::clock::SystemClock)).unwrap();
    mailer.probe().await.unwrap();
    for _ in 0..2 {
        mailer.send(mail(all().remove(0))).await.unwrap();
    }
    let files = std::fs::read_dir(&config.mail.folder).unwrap().count();
    std::fs::remove_dir_all(&config.mail.folder).unwrap();
    assert_eq!(files, 1);
}

#[tokio::test]
async fn a_server_that_is_away_is_tried_again_and_production_never_sends_in_the_clear() {
    let clock: Arc<dyn Clock> = Arc::new(crate::clock::SystemClock);
    let mut config = Config::defaults(Mode::Demo);
    // A port that was free a moment ago: nobody answers there.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    config.mail.url = format!("smtp://127.0.0.1:{port}").into();
    let mailer = Mailer::new(&config, clock.clone()).unwrap();
    assert!(
        mailer
            .send(mail(all().remove(0)))
            .await
            .unwrap_err()
            .temporary
    );
    assert!(mailer.probe().await.unwrap_err().temporary);

    config.mode = Mode::Production;
    for (url, fine) in [
        ("smtp://127.0.0.1:8025", false),
        (
            "smtp://user:secret@mail.example.org?tls=opportunistic",
            false,
        ),
        ("smtp://user:secret@mail.example.org:587?tls=required", true),
        ("smtps://user:secret@mail.example.org", true),
        ("", false),
    ] {
        config.mail.url = url.into();
        assert_eq!(Mailer::new(&config, clock.clone()).is_ok(), fine, "{url}");
    }
}
