//! How fast a border admits, in one run on one machine, on SQLite and on PostgreSQL: eight desks press
//! against each other, some of them for the same traveller at the same moment; and one officer works
//! from the scan to "Admitted".
//!
//! The release binary serves in a process of its own, over loopback, and each admission is on the disk
//! before it is answered: PostgreSQL must be started with `fsync` on. Mails are another process's: the
//! worker is off. Run by `make bench`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement for people"
)]

use domain::roles::Role;
use std::net::SocketAddr;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use test_support::bulk::GrantedCase;
use test_support::process::unused_address;
use test_support::{Browser, Engine, TestPortal, database};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

const DESKS: usize = 8;
/// Travellers of one desk alone.
const OWN: usize = 700;
/// Travellers at whom two desks press at once.
const SHARED: usize = 50;
/// Travellers of the officer who works alone.
const ALONE: usize = 60;
/// What is pressed at each desk before the clock runs.
const WARM: usize = 20;

#[tokio::main]
async fn main() {
    // `cargo test --benches` and the like only want to know that it builds.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    for engine in [Engine::Sqlite, Engine::Postgres] {
        println!("\n{engine:?}");
        if engine == Engine::Postgres {
            assert!(
                database::is_durable().await,
                "start PostgreSQL with fsync=on"
            );
        }
        measure(engine).await;
    }
}

async fn measure(engine: Engine) {
    let test = TestPortal::on(engine).with_pages().with_sandbox();
    let test = test.on_machine_time().open().await;
    let address = unused_address();
    let base = format!("http://{address}");
    let mut desks = Vec::new();
    for number in 0..DESKS {
        let officer = test.sign_in(&format!("desk-{number}"), Role::Border).await;
        desks.push(Arc::new(officer.at(&base)));
    }
    let seeding = Instant::now();
    let cases = test
        .granted_in_bulk(DESKS * (OWN + WARM) + DESKS / 2 * SHARED + ALONE)
        .await;
    println!(
        "  {} granted cases made in {:.1} s",
        cases.len(),
        seeding.elapsed().as_secs_f64()
    );
    let mut portal = start(&test, address).await;
    let (alone, rest) = cases.split_at(ALONE);
    let (warm, rest) = rest.split_at(DESKS * WARM);
    let (own, shared) = rest.split_at(DESKS * OWN);
    press_all(&desks, warm, &[]).await;
    let pressed = press_all(&desks, own, shared).await;
    println!(
        "  {DESKS} desks: {:.0} admissions/s, p50 {:.1} ms, p99 {:.1} ms; {} pressed at two desks",
        f64::from(u32::try_from(pressed.admitted).unwrap()) / pressed.seconds,
        percentile(&pressed.took, 50),
        percentile(&pressed.took, 99),
        shared.len(),
    );
    assert_eq!(pressed.admitted, own.len() + shared.len());
    one_officer(&desks[0], alone).await;
    portal.kill().unwrap();
    portal.wait().unwrap();
    test.assert_admitted_once(&cases).await;
    println!("  doubled: 0 of {}; the record holds", cases.len());
}

/// What came of the presses of all desks.
struct Pressed {
    admitted: usize,
    /// Milliseconds of each press, sorted.
    took: Vec<f64>,
    seconds: f64,
}

/// Each desk presses for its own travellers, and beside its neighbour for those of both.
async fn press_all(desks: &[Arc<Browser>], own: &[GrantedCase], shared: &[GrantedCase]) -> Pressed {
    let own_each = own.len() / desks.len();
    let shared_each = shared.len() / (desks.len() / 2);
    let barriers: Vec<_> = (0..desks.len() / 2)
        .map(|_| Arc::new(Barrier::new(2)))
        .collect();
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for (number, desk) in desks.iter().enumerate() {
        let desk = Arc::new(desk.standing());
        let own = own[number * own_each..][..own_each].to_vec();
        let shared = shared[number / 2 * shared_each..][..shared_each].to_vec();
        let barrier = barriers[number / 2].clone();
        tasks.spawn(async move {
            let mut pressed = Vec::new();
            let every = own.len() / shared.len().max(1);
            let mut both = shared.iter();
            for (place, case) in own.iter().enumerate() {
                pressed.push(press(&desk, case).await);
                if (place + 1) % every == 0
                    && let Some(case) = both.next()
                {
                    barrier.wait().await;
                    pressed.push(press(&desk, case).await);
                }
            }
            pressed
        });
    }
    let pressed = tasks.join_all().await.concat();
    let seconds = begun.elapsed().as_secs_f64();
    let admitted = pressed.iter().filter(|(admitted, _)| *admitted).count();
    let mut took: Vec<_> = pressed.into_iter().map(|(_, took)| took).collect();
    took.sort_by(f64::total_cmp);
    Pressed {
        admitted,
        took,
        seconds,
    }
}

/// Presses "admit" on the page of a traveller; whether the traveller was admitted by it, and the
/// milliseconds.
async fn press(desk: &Browser, granted: &GrantedCase) -> (bool, f64) {
    let (case, version) = (granted.case.to_string(), granted.version.to_string());
    let form = [("case", case.as_str()), ("version", version.as_str())];
    let begun = Instant::now();
    let answer = desk
        .client
        .post(format!("{}/act/border/admit", desk.base))
        .header("accept", "text/html")
        .header("origin", &desk.base)
        .form(&form)
        .send()
        .await
        .unwrap();
    let took = milliseconds(begun);
    assert!(answer.status().is_redirection(), "{}", answer.status());
    let next = answer.headers()["location"].to_str().unwrap();
    (next.contains("?done="), took)
}

/// From the scan of the e-visa's code by the traveller's page and one press to "Admitted".
async fn one_officer(desk: &Browser, cases: &[GrantedCase]) {
    let mut took = Vec::new();
    for granted in cases {
        let begun = Instant::now();
        let form = [("query", granted.code.as_str())];
        let page = desk.post("/act/border/find", &form).await;
        assert_eq!(page.last_part(), granted.case.to_string());
        let page = desk.send(&page, "/act/border/admit", &[]).await;
        took.push(milliseconds(begun));
        assert!(page.at.contains("?done="), "{}", page.words());
        page.assert_says("Admitted");
    }
    took.sort_by(f64::total_cmp);
    println!(
        "  one officer, from the scan to \"Admitted\": median {:.1} ms, p99 {:.1} ms",
        percentile(&took, 50),
        percentile(&took, 99)
    );
}

fn percentile(sorted: &[f64], percent: usize) -> f64 {
    sorted[(sorted.len() - 1) * percent / 100]
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

#[expect(clippy::zombie_processes, reason = "the caller kills it and waits")]
async fn start(test: &TestPortal, address: SocketAddr) -> Child {
    let portal = test
        .serve_command(env!("CARGO_BIN_EXE_portal"), address)
        .env("PORTAL_SERVER_WORKER", "false")
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    loop {
        let answer = reqwest::get(format!("http://{address}/readyz")).await;
        if answer.is_ok_and(|answer| answer.status().is_success()) {
            return portal;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
