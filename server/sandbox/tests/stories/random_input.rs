//! Random input to SMTP, API and pages: none makes the sandbox fail.

use std::time::Duration;

use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::test_sandbox::{API_KEY, TestSandbox};

/// A repeatable source of random input (a linear congruential generator).
struct RandomInput(u64);

impl RandomInput {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn pick<'a>(&mut self, from: &[&'a [u8]]) -> &'a [u8] {
        from[usize::try_from(self.next()).unwrap() % from.len()]
    }

    fn text(&mut self, from: &[&[u8]], pieces: u64) -> Vec<u8> {
        (0..self.next() % pieces)
            .flat_map(|_| self.pick(from).to_vec())
            .collect()
    }
}

#[tokio::test]
async fn smtp_survives_any_bytes() {
    let sandbox = TestSandbox::start().await;
    let pieces: [&[u8]; 20] = [
        b"EHLO x\r\n",
        b"MAIL FROM:",
        b"<a@b.c>",
        b"RCPT TO:",
        b"\r\n",
        b"\n",
        b"\r",
        b"DATA\r\n",
        b".",
        b"\r\n.\r\n",
        b"<",
        b">",
        b"SIZE=",
        b"99999999999999999999",
        b"\xff\xfe\x00",
        b"BODY=8BITMIME",
        b" ",
        b"RSET\r\n",
        b"BDAT 5 LAST\r\n",
        b"AUTH PLAIN =\r\n",
    ];
    let mut input = RandomInput(7);
    for _ in 0..60 {
        let mut stream = TcpStream::connect(sandbox.running.smtp_addr).await.unwrap();
        stream.write_all(&input.text(&pieces, 200)).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut replies = Vec::new();
        timeout(Duration::from_secs(5), stream.read_to_end(&mut replies))
            .await
            .unwrap()
            .unwrap();
        assert!(replies.starts_with(b"220 "));
    }
    // A malformed line has one reply, and the next command its own.
    for bad in [
        "MAIL FROM:<a b c>",
        "RCPT TO: a@b",
        "HELO",
        "é",
        "MAIL FROM:<a@b.c> SIZE=x",
        "AUTH",
    ] {
        let mut stream = TcpStream::connect(sandbox.running.smtp_addr).await.unwrap();
        stream
            .write_all(format!("{bad}\r\nNOOP\r\nQUIT\r\n").as_bytes())
            .await
            .unwrap();
        let mut replies = String::new();
        timeout(Duration::from_secs(5), stream.read_to_string(&mut replies))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(replies.lines().count(), 4, "{bad}: {replies}");
    }
}

#[tokio::test]
async fn the_api_survives_any_parameters() {
    let sandbox = TestSandbox::start().await;
    let session = sandbox.open_session().await;
    let id = session["id"].as_str().unwrap();
    let pieces: [&[u8]; 24] = [
        b"line_items",
        b"[0]",
        b"[price_data]",
        b"[]",
        b"[",
        b"]",
        b"=",
        b"&",
        b"mode=payment&",
        b"%00",
        b"%ff",
        b"metadata",
        b"expand[]=payment_intent.latest_charge.x&",
        b"amount=-9223372036854775808&",
        b"charge=",
        b"limit=1",
        b"created[gte]=",
        b"9223372036854775807",
        b"query=metadata['a']:'",
        b"page=18446744073709551615&",
        b"starting_after=",
        b"success_url=http://",
        b"expires_at=",
        b"[quantity]=9223372036854775807&",
    ];
    let mut input = RandomInput(11);
    for round in 0..400 {
        let text = input.text(&pieces, 30);
        let path = [
            "/v1/checkout/sessions",
            "/v1/refunds",
            "/v1/events",
            "/v1/payment_intents/search",
        ][round % 4];
        let get: String = form_encoded(&text);
        let response = sandbox
            .client
            .get(sandbox.url(&format!("{path}?{get}")))
            .bearer_auth(API_KEY)
            .send()
            .await
            .unwrap();
        assert!(response.status().as_u16() < 500, "{path}?{get}");
        let response = sandbox
            .client
            .post(sandbox.url(path))
            .bearer_auth(API_KEY)
            .body(text)
            .send()
            .await
            .unwrap();
        assert!(response.status().as_u16() < 500);
        let paid = sandbox
            .client
            .post(sandbox.url(&format!("/c/pay/{id}")))
            .body(get)
            .send()
            .await
            .unwrap();
        assert!(paid.status().as_u16() < 500);
    }
    assert_eq!(
        sandbox.pay(&session, "4242424242424242").await["outcome"],
        "paid"
    );
}

/// Bytes as part of an address, those that cannot stand there as `%xx`.
fn form_encoded(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| match byte {
            b'%' | b'=' | b'&' | b'0'..=b'z' => char::from(*byte).to_string(),
            other => format!("%{other:02x}"),
        })
        .map(|text| text.replace(['\\', '^', '`', '<', '>'], "_"))
        .collect()
}

#[tokio::test]
async fn a_search_may_miss_recent_objects() {
    let sandbox = TestSandbox::start().await;
    sandbox.paid_session("4242424242424242").await;
    let query = "/v1/payment_intents/search?query=metadata['payment']:'p-1'";
    sandbox.inject(json!({ "kind": "search_stale" })).await;
    assert_eq!(sandbox.get(query).await["data"], json!([]));
    assert_eq!(
        sandbox.get(query).await["data"].as_array().unwrap().len(),
        1
    );
}
