use super::*;
use crate::clock::FixedClock;
use crate::mail::{Letter, News, Who};
use chrono::{NaiveDate, TimeZone, Utc};
use uuid::Uuid;

fn mailer(demo: bool) -> Mailer {
    let mut config = Config::defaults(if demo { Mode::Demo } else { Mode::Production });
    config.mail.transport = MailTransport::Memory;
    config.mail.from = "e-Visa <evisa@example.org>".into();
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

fn link() -> Letter {
    Letter {
        reference: "KV-AAAA-BBBB".to_owned(),
        kind: domain::states::ApplicationKind::Visa,
        who: None,
        link: Some("https://evisa.example.org/link/abc?x=1&y=2".to_owned()),
        news: News::StatusLink { code: None },
    }
}

fn granted(name: &str) -> Letter {
    Letter {
        who: Some(Who::one(name.to_owned())),
        news: News::Granted {
            visa_number: "T1234567".into(),
            valid_until: NaiveDate::from_ymd_opt(2027, 2, 28).unwrap(),
            page: "https://evisa.example.org/e/abc".into(),
            pdf: b"%PDF-1.7 e-visa".to_vec(),
        },
        ..link()
    }
}

#[tokio::test]
async fn a_repeated_job_sends_the_same_message_id_and_says_a_machine_wrote_it() {
    let mailer = mailer(true);
    let letter = granted("Eriksson, Anna");
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
    let injected = "KV\r\nBcc: other@example.com\r\n\r\nx";
    let mut bad = mail(Letter {
        reference: injected.to_owned(),
        ..granted(&format!("\u{202e}São{injected}"))
    });
    mailer.send(bad.clone()).await.unwrap();
    let raw = String::from_utf8_lossy(&mailer.sent()[0].raw).into_owned();
    let headers = raw.split("\r\n\r\n").next().unwrap();
    assert!(!headers.contains("\r\nBcc:"), "{headers}");
    // RFC 2047: what is not ASCII is an encoded word, and each line is short.
    let subject = headers.split("Subject: ").nth(1).unwrap();
    assert!(subject.starts_with("=?utf-8?b?"), "{subject}");
    assert!(headers.is_ascii() && headers.lines().all(|line| line.len() <= 78));
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
        mailer.send(mail(link())).await.unwrap();
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
    assert!(mailer.send(mail(link())).await.unwrap_err().temporary);
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

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, b"").unwrap();
    let mut config = Config::defaults(Mode::Demo);
    config.mail.transport = MailTransport::File;
    config.mail.folder = file.join("mail");
    let now = Utc.with_ymd_and_hms(2026, 11, 30, 2, 0, 0).unwrap();
    let error = Mailer::new(&config, Arc::new(FixedClock::at(now)))
        .err()
        .unwrap();
    let named = config.mail.folder.display().to_string();
    assert!(error.to_string().contains(&named), "{error}");
}
