//! Mail sent by lettre and by hand, and read in the mailbox.

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Attachment, MultiPart, SinglePart, header::ContentType},
};
use serde_json::json;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

use crate::test_sandbox::TestSandbox;

fn transport(sandbox: &TestSandbox) -> AsyncSmtpTransport<Tokio1Executor> {
    AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1")
        .port(sandbox.running.smtp_addr.port())
        .build()
}

fn mail(to: &str) -> Message {
    Message::builder()
        .from("Portal <portal@example.com>".parse().unwrap())
        .to(to.parse().unwrap())
        .subject("ទិដ្ឋាការ e-visa granted")
        .multipart(
            MultiPart::mixed()
                .multipart(MultiPart::alternative_plain_html(
                    "Open https://portal.example/s?a=1&b=2.\r\n.\r\n..dots\r\n".to_owned(),
                    "<p>Open <a href=\"https://portal.example/s?a=1&amp;b=2\">it</a></p>"
                        .to_owned(),
                ))
                .singlepart(Attachment::new("e-visa.pdf".to_owned()).body(
                    b"%PDF-1.7 \xff\x00".to_vec(),
                    ContentType::parse("application/pdf").unwrap(),
                )),
        )
        .unwrap()
}

#[tokio::test]
async fn a_mail_is_stored_and_shown() {
    let sandbox = TestSandbox::start().await;
    transport(&sandbox)
        .send(mail("Jane Roe <jane@example.com>"))
        .await
        .unwrap();
    transport(&sandbox)
        .send(mail("John@example.com"))
        .await
        .unwrap();
    let found = sandbox.get("/mail.json?to=JANE").await;
    assert_eq!(found["mails"].as_array().unwrap().len(), 1);
    assert_eq!(found["mails"][0]["subject"], "ទិដ្ឋាការ e-visa granted");
    assert_eq!(
        sandbox.get("/mail.json").await["mails"][0]["to"][0],
        "John@example.com"
    );
    let read = sandbox
        .get(found["mails"][0]["json"].as_str().unwrap())
        .await;
    assert_eq!(read["links"], json!(["https://portal.example/s?a=1&b=2"]));
    assert!(
        read["text"].as_str().unwrap().contains("\n.\r\n..dots"),
        "{}",
        read["text"]
    );
    assert!(read["html"].as_str().unwrap().contains("<a href"));
    assert_eq!(read["attachments"][0]["name"], "e-visa.pdf");
    let url = sandbox.url(read["attachments"][0]["url"].as_str().unwrap());
    let response = sandbox.client.get(url).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "application/pdf");
    assert_eq!(
        response.bytes().await.unwrap().as_ref(),
        b"%PDF-1.7 \xff\x00"
    );
    let page = sandbox
        .client
        .get(sandbox.url("/mail/1"))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(page.contains("<iframe sandbox") && page.contains("e-visa.pdf"));
    let list = sandbox
        .client
        .get(sandbox.url("/mail?to=john"))
        .send()
        .await
        .unwrap();
    assert!(list.text().await.unwrap().contains("/mail/2"));
    let html = sandbox
        .client
        .get(sandbox.url("/mail/1/html"))
        .send()
        .await
        .unwrap();
    assert!(
        html.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .starts_with("sandbox")
    );
}

#[tokio::test]
async fn mail_to_one_address_is_refused_for_now() {
    let sandbox = TestSandbox::start().await;
    let fault = json!([{ "kind": "mail_refused", "address": "jane@example.com" }]);
    sandbox.inject(fault).await;
    let send = async |to| transport(&sandbox).send(mail(to)).await;
    send("john@example.com").await.unwrap();
    assert!(send("jane@example.com").await.unwrap_err().is_transient());
    send("jane@example.com").await.unwrap();
}

#[tokio::test]
async fn mail_is_refused_by_injected_faults() {
    let sandbox = TestSandbox::start().await;
    sandbox
        .inject(json!([
            { "kind": "mail_refused", "count": 2 },
            { "kind": "mail_address_rejected", "address": "gone@example.com" },
        ]))
        .await;
    for _ in 0..2 {
        let error = transport(&sandbox)
            .send(mail("jane@example.com"))
            .await
            .unwrap_err();
        assert!(error.is_transient(), "{error}");
    }
    transport(&sandbox)
        .send(mail("jane@example.com"))
        .await
        .unwrap();
    for _ in 0..2 {
        let error = transport(&sandbox)
            .send(mail("gone@example.com"))
            .await
            .unwrap_err();
        assert!(error.is_permanent(), "{error}");
    }
    assert_eq!(
        sandbox.get("/mail.json").await["mails"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn a_plain_part_alone_is_text_only() {
    let sandbox = TestSandbox::start().await;
    let mail = Message::builder()
        .from("a@example.com".parse().unwrap())
        .to("b@example.com".parse().unwrap())
        .subject("")
        .singlepart(SinglePart::plain("<b>hello</b>".to_owned()))
        .unwrap();
    transport(&sandbox).send(mail).await.unwrap();
    let read = sandbox.get("/mail/1.json").await;
    assert!(read["html"].is_null());
    assert!(read["text"].as_str().unwrap().contains("<b>hello</b>"));
}

#[tokio::test]
async fn commands_are_accepted_only_in_their_order() {
    let sandbox = TestSandbox::start().await;
    let (reading, mut writing) = TcpStream::connect(sandbox.running.smtp_addr)
        .await
        .unwrap()
        .into_split();
    let mut reading = BufReader::new(reading);
    let mut line = String::new();
    reading.read_line(&mut line).await.unwrap();
    for (command, code) in [
        ("MAIL FROM:<a@example.com>", "503"),
        ("EHLO client", "250-"),
        ("RCPT TO:<b@example.com>", "503"),
        ("DATA", "503"),
        ("nonsense", "50"),
        ("MAIL FROM:<a@example.com> SIZE=99999999", "552"),
        ("MAIL FROM:<> SIZE=100 BODY=8BITMIME", "250"),
        ("RCPT TO:<>", "50"),
        ("RCPT TO:<b@example.com>", "250"),
        ("RSET", "250"),
        ("DATA", "503"),
        ("MAIL FROM:<>", "250"),
        ("RCPT TO:<b@example.com>", "250"),
        ("DATA", "354"),
        (
            "Subject: bounce\r\n\r\n..stuffed\r\n\u{e9}\u{ff}\r\n.",
            "250",
        ),
        ("NOOP", "250"),
        ("QUIT", "221"),
    ] {
        writing
            .write_all(format!("{command}\r\n").as_bytes())
            .await
            .unwrap();
        loop {
            line.clear();
            reading.read_line(&mut line).await.unwrap();
            if line.get(3..4) == Some(" ") || code.ends_with('-') && line.starts_with("250 ") {
                break;
            }
            assert!(!line.is_empty(), "{command}");
        }
        let code = code.trim_end_matches('-');
        assert!(line.starts_with(code), "{command}: {line}");
    }
    let mut rest = Vec::new();
    reading.read_to_end(&mut rest).await.unwrap();
    let read = sandbox.get("/mail/1.json").await;
    assert_eq!(read["from"], "");
    assert!(
        read["text"].as_str().unwrap().starts_with(".stuffed"),
        "{read}"
    );
}

#[tokio::test]
async fn a_mail_that_is_too_large_is_refused_and_the_next_one_accepted() {
    let sandbox = TestSandbox::start().await;
    let huge = Message::builder()
        .from("a@example.com".parse().unwrap())
        .to("b@example.com".parse().unwrap())
        .body("x".repeat(70) + &"y\r\n".repeat(9_000_000))
        .unwrap();
    let transport = transport(&sandbox);
    assert!(transport.send(huge).await.unwrap_err().is_permanent());
    transport.send(mail("b@example.com")).await.unwrap();
    assert_eq!(
        sandbox.get("/mail.json").await["mails"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}
