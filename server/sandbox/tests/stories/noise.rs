//! Whatever is sent, the sandbox goes on.

use std::time::Duration;

use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::bench::{Bench, KEY};

/// Numbers that look random and are the same every time.
struct Noise(u64);

impl Noise {
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
async fn smtp_takes_any_bytes() {
    let bench = Bench::start().await;
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
    let mut noise = Noise(7);
    for _ in 0..60 {
        let mut stream = TcpStream::connect(bench.running.smtp_addr).await.unwrap();
        stream.write_all(&noise.text(&pieces, 200)).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut answers = Vec::new();
        timeout(Duration::from_secs(5), stream.read_to_end(&mut answers))
            .await
            .unwrap()
            .unwrap();
        assert!(answers.starts_with(b"220 "));
    }
    // A bad line has one answer, and the next command its own.
    for bad in [
        "MAIL FROM:<a b c>",
        "RCPT TO: a@b",
        "HELO",
        "é",
        "MAIL FROM:<a@b.c> SIZE=x",
        "AUTH",
    ] {
        let mut stream = TcpStream::connect(bench.running.smtp_addr).await.unwrap();
        stream
            .write_all(format!("{bad}\r\nNOOP\r\nQUIT\r\n").as_bytes())
            .await
            .unwrap();
        let mut answers = String::new();
        timeout(Duration::from_secs(5), stream.read_to_string(&mut answers))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(answers.lines().count(), 4, "{bad}: {answers}");
    }
}

#[tokio::test]
async fn the_api_takes_any_parameters() {
    let bench = Bench::start().await;
    let session = bench.session().await;
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
    let mut noise = Noise(11);
    for round in 0..400 {
        let text = noise.text(&pieces, 30);
        let path = [
            "/v1/checkout/sessions",
            "/v1/refunds",
            "/v1/events",
            "/v1/payment_intents/search",
        ][round % 4];
        let get: String = form_encoded(&text);
        let answer = bench
            .client
            .get(bench.url(&format!("{path}?{get}")))
            .bearer_auth(KEY)
            .send()
            .await
            .unwrap();
        assert!(answer.status().as_u16() < 500, "{path}?{get}");
        let answer = bench
            .client
            .post(bench.url(path))
            .bearer_auth(KEY)
            .body(text)
            .send()
            .await
            .unwrap();
        assert!(answer.status().as_u16() < 500);
        let paid = bench
            .client
            .post(bench.url(&format!("/c/pay/{id}")))
            .body(get)
            .send()
            .await
            .unwrap();
        assert!(paid.status().as_u16() < 500);
    }
    assert_eq!(
        bench.pay(&session, "4242424242424242").await["outcome"],
        "paid"
    );
}

/// Bytes that may stand in an address: the others as `%xx`.
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
async fn a_search_may_run_behind() {
    let bench = Bench::start().await;
    bench.paid("4242424242424242").await;
    let query = "/v1/payment_intents/search?query=metadata['payment']:'p-1'";
    bench.fault(json!({ "kind": "search_stale" })).await;
    assert_eq!(bench.get(query).await["data"], json!([]));
    assert_eq!(bench.get(query).await["data"].as_array().unwrap().len(), 1);
}
