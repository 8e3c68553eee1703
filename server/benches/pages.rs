//! How fast the pages are, in one run on one machine, on SQLite and on PostgreSQL: requests per
//! second and 99th percentile of landing, status, V-Pass and border lookup, beside a bare text
//! route behind the same middleware; memory after the run; time from start to ready; bytes over
//! the wire for each page.
//!
//! A story first makes the rows; then the release binary serves them in a process of its own and
//! `wrk` (which must be installed) asks, over loopback. Run by `make bench`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement for people"
)]

use domain::roles::Role;
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use test_support::process::unused_address;
use test_support::{Engine, TestPortal, Traveller};

const SECONDS: u32 = 8;
const CONNECTIONS: u32 = 32;

/// One page to measure.
struct Target {
    name: &'static str,
    path: String,
    cookies: String,
}

#[tokio::main]
async fn main() {
    // `cargo test --benches` and the like only want to know that it builds.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    for engine in [Engine::Sqlite, Engine::Postgres] {
        println!("\n{engine:?}");
        measure(engine).await;
    }
}

async fn measure(engine: Engine) {
    let test = TestPortal::on(engine).with_pages().with_sandbox();
    let test = test.on_machine_time().open().await;
    let targets = prepare(&test).await;
    let address = unused_address();
    let (mut portal, ready) = start(&test, address).await;
    println!("  ready in {} ms", ready.as_millis());
    println!(
        "  {:<14} {:>10} {:>9} {:>9} {:>12} {:>12}",
        "page", "requests/s", "of floor", "p99", "bytes", "compressed"
    );
    let mut floor = None;
    for target in &targets {
        let (rate, p99) = load(address, target);
        let floor = *floor.get_or_insert(rate);
        let plain = bytes(address, target, "identity").await;
        let compressed = bytes(address, target, "br").await;
        println!(
            "  {:<14} {rate:>10.0} {:>8.1}% {p99:>9} {plain:>12} {compressed:>12}",
            target.name,
            100.0 * rate / floor
        );
    }
    println!(
        "  memory after the run: {} MB resident",
        resident_megabytes(portal.id())
    );
    portal.kill().unwrap();
    portal.wait().unwrap();
}

/// One traveller all the way to an open stay.
async fn prepare(test: &TestPortal) -> Vec<Target> {
    let anna = Traveller::anna();
    let browser = test.apply_and_pay(&anna).await;
    let reviewer = test.sign_in("reviewer", Role::Reviewer).await;
    test.grant_first(&reviewer).await;
    let officer = test.sign_in("border", Role::Border).await;
    let case = test.find_at_border(&officer, &anna).await;
    test.cross(&officer, &case, "admit", &[]).await;
    let pass = test
        .mail_saying(&anna.email, "/v/")
        .await
        .link(&test.url, "/v/");
    let people = test.look_up(&officer, &anna).await.path().to_owned();
    let nobody = String::new();
    vec![
        Target {
            name: "floor (text)",
            path: "/robots.txt".to_owned(),
            cookies: nobody.clone(),
        },
        Target {
            name: "landing",
            path: "/".to_owned(),
            cookies: nobody.clone(),
        },
        Target {
            name: "status",
            path: "/status".to_owned(),
            cookies: browser.cookies(),
        },
        Target {
            name: "V-Pass",
            path: pass,
            cookies: nobody,
        },
        Target {
            name: "border lookup",
            path: people,
            cookies: officer.cookies(),
        },
    ]
}

#[expect(clippy::zombie_processes, reason = "the caller kills it and waits")]
/// Starts the release binary on the same data; how long until it was ready.
async fn start(test: &TestPortal, address: SocketAddr) -> (Child, Duration) {
    let begun = Instant::now();
    let portal = test
        .serve_command(env!("CARGO_BIN_EXE_portal"), address)
        .env(
            "PORTAL_SERVER_SITE_ROOT",
            concat!(env!("CARGO_MANIFEST_DIR"), "/../target/site"),
        )
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    loop {
        let answer = reqwest::get(format!("http://{address}/readyz")).await;
        if answer.is_ok_and(|answer| answer.status().is_success()) {
            return (portal, begun.elapsed());
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Requests per second and 99th percentile, as `wrk` measures them.
fn load(address: SocketAddr, target: &Target) -> (f64, String) {
    let output = Command::new("wrk")
        .args(["--latency", "-t1"])
        .arg(format!("-c{CONNECTIONS}"))
        .arg(format!("-d{SECONDS}s"))
        .arg(format!("-HCookie: {}", target.cookies))
        .arg(format!("http://{address}{}", target.path))
        .output()
        .unwrap_or_else(|error| panic!("wrk must be installed: {error}"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        !text.contains("Non-2xx"),
        "{} did not answer well:\n{text}",
        target.name
    );
    let field = |name: &str| {
        let line = text.lines().find(|line| line.trim().starts_with(name));
        line.and_then(|line| line.split_whitespace().last())
            .map(str::to_owned)
    };
    let rate = field("Requests/sec")
        .unwrap_or_else(|| panic!("{text}"))
        .parse()
        .unwrap();
    (rate, field("99%").unwrap())
}

async fn bytes(address: SocketAddr, target: &Target, encoding: &str) -> usize {
    let response = reqwest::Client::new()
        .get(format!("http://{address}{}", target.path))
        .header("cookie", &target.cookies)
        .header("accept-encoding", encoding)
        .send()
        .await
        .unwrap();
    assert!(
        response.status().is_success(),
        "{}: {}",
        target.name,
        response.status()
    );
    response.bytes().await.unwrap().len()
}

fn resident_megabytes(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .unwrap();
    line.split_whitespace()
        .nth(1)
        .unwrap()
        .parse::<u64>()
        .unwrap()
        / 1024
}
