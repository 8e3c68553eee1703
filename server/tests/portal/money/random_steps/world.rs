//! Who takes the steps, on what; and the log of the last of them.

use app::contract::{Caller, Role};
use app::error::{PortalError, Result};
use domain::states::{ApplicationState, CaseState};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use server::store::{CaseRow, PaymentRow};
use std::collections::BTreeMap;
use std::time::Duration;
use test_support::changes::Changes;
use test_support::{TestPortal, Traveller};
use uuid::Uuid;

/// An application that somebody may still do something with.
#[derive(Clone)]
pub struct Applicant {
    pub caller: Caller,
    pub id: Uuid,
    /// As it was noted last.
    pub state: ApplicationState,
    /// Who travels, once they are added.
    pub travellers: Vec<Traveller>,
    /// The card pages that were opened for it.
    pub pages: Vec<String>,
    /// Payments that take their time, by session.
    pub later: Vec<String>,
}

/// A dispute at the bank.
pub struct Dispute {
    pub id: String,
    pub intent: String,
    pub amount: i64,
    pub is_inquiry: bool,
    /// Whether the money was left here, once it is closed.
    pub won: Option<bool>,
}

pub struct World<'t> {
    pub test: &'t TestPortal,
    pub rng: StdRng,
    pub people: Vec<Applicant>,
    /// Every application that was ever begun.
    pub all: Vec<Uuid>,
    pub disputes: Vec<Dispute>,
    pub reviewers: Vec<Caller>,
    pub supervisors: Vec<Caller>,
    pub officer: Caller,
    pub changes: Changes,
    pub log: Log,
}

impl<'t> World<'t> {
    pub async fn of(test: &'t TestPortal, seed: u64) -> Self {
        let both = test
            .staff("both", &[Role::Reviewer, Role::Supervisor])
            .await;
        Self {
            rng: StdRng::seed_from_u64(seed),
            people: Vec::new(),
            all: Vec::new(),
            disputes: Vec::new(),
            reviewers: vec![test.reviewer().await, both.clone()],
            supervisors: vec![test.supervisor().await, both],
            officer: test.officer().await,
            changes: test.note_changes().await,
            log: Log::new(seed),
            test,
        }
    }

    /// One time in so many.
    pub fn once_in(&mut self, times: u32) -> bool {
        self.rng.random_ratio(1, times)
    }

    pub fn one_of<T: Clone>(&mut self, of: &[T]) -> T {
        of.choose(&mut self.rng).unwrap().clone()
    }

    /// Somebody with an application, by their index.
    pub fn somebody(&mut self) -> Option<usize> {
        (!self.people.is_empty()).then(|| self.rng.random_range(0..self.people.len()))
    }

    /// Mostly somebody whose application stands so.
    pub fn somebody_whose(&mut self, state: ApplicationState) -> Option<usize> {
        let stands_so = |index: &usize| self.people[*index].state == state;
        let fitting: Vec<usize> = (0..self.people.len()).filter(stands_so).collect();
        if self.once_in(10) {
            return self.somebody();
        }
        fitting.choose(&mut self.rng).copied()
    }

    /// Somebody's case, mostly one that was paid for.
    pub async fn some_case(&mut self) -> Option<(usize, CaseRow)> {
        let index = self.somebody_whose(ApplicationState::Paid)?;
        let cases = self.test.cases(self.people[index].id).await;
        let case = cases.choose(&mut self.rng)?.clone();
        Some((index, case))
    }

    /// Mostly a case that is in one of these states.
    pub async fn some_case_in(&mut self, states: &[CaseState]) -> Option<(usize, CaseRow)> {
        let mut found = self.some_case().await?;
        for _ in 0..6 {
            if states.contains(&found.1.state()) || self.once_in(12) {
                break;
            }
            found = self.some_case().await?;
        }
        let case = &found.1;
        self.log.about(format!("{} {}", case.id, case.state()));
        Some(found)
    }

    /// Somebody's charge: the payment, and the intent by which it was taken.
    pub async fn some_charge(&mut self) -> Option<(PaymentRow, String)> {
        let index = self.somebody_whose(ApplicationState::Paid)?;
        let payments = self.test.payments(self.people[index].id).await;
        let payment = payments.choose(&mut self.rng)?.clone();
        let intent = payment.intent_id.clone()?;
        self.log
            .about(format!("{} {}", payment.id, payment.state()));
        Some((payment, intent))
    }

    /// Any answer is right but a failure inside; whether it was done.
    pub fn tried<T>(&mut self, answer: Result<T>) -> Option<T> {
        match answer {
            Ok(done) => {
                self.log.done();
                Some(done)
            }
            Err(PortalError::Internal(number)) => panic!("a request failed inside: {number}"),
            Err(error) => {
                self.log.refused(format!("{error} {}", error.message_key()));
                None
            }
        }
    }

    /// What must be answered, unless its data are erased.
    pub fn answered<T>(&mut self, answer: Result<T>) -> Option<T> {
        match &answer {
            Err(PortalError::NotFound | PortalError::Unavailable) | Ok(_) => self.tried(answer),
            Err(PortalError::Conflict(why)) if why == "conflict-erased" => self.tried(answer),
            Err(error) => panic!("not answered: {error} {}", error.message_key()),
        }
    }
}

/// What was done, told when a run fails: the last steps there, all of them in a file.
pub struct Log {
    seed: u64,
    step: usize,
    name: String,
    lines: Vec<String>,
    counts: BTreeMap<String, Count>,
}

#[derive(Default)]
struct Count {
    done: u32,
    refused: u32,
    time: Duration,
}

const LINES: usize = 30;

impl Log {
    fn new(seed: u64) -> Self {
        Self {
            seed,
            step: 0,
            name: String::new(),
            lines: Vec::new(),
            counts: BTreeMap::new(),
        }
    }

    pub fn begin(&mut self, step: usize, name: String) {
        if self.is_empty() {
            self.lines.pop();
        }
        self.step = step;
        self.lines.push(format!("{step} {name}"));
        self.name = name;
    }

    /// What the step is about, or what came of it.
    pub fn about(&mut self, what: impl AsRef<str>) {
        if let Some(line) = self.lines.last_mut() {
            line.push_str(" · ");
            line.push_str(what.as_ref());
        }
    }

    /// Whether there was nobody who could take the step.
    pub fn is_empty(&self) -> bool {
        self.lines.last().is_none_or(|line| !line.contains(" · "))
    }

    pub fn done(&mut self) {
        self.about("done");
        self.count().done += 1;
    }

    pub fn refused(&mut self, why: String) {
        self.about(why);
        self.count().refused += 1;
    }

    pub fn took(&mut self, time: Duration) {
        self.count().time += time;
    }

    fn count(&mut self) -> &mut Count {
        self.counts.entry(self.name.clone()).or_default()
    }

    pub fn summary(&self) -> String {
        let lines = self.counts.iter().map(|(name, count)| {
            let Count {
                done,
                refused,
                time,
            } = count;
            format!("{name}: {done} done, {refused} refused, {time:?}")
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let (seed, step) = (self.seed, self.step);
            for line in self.lines.iter().rev().take(LINES).rev() {
                eprintln!("{line}");
            }
            let file = std::env::temp_dir().join(format!("random_steps_{seed}.log"));
            let written = std::fs::write(&file, self.lines.join("\n"));
            let file = file.display();
            eprintln!("RANDOM_STEPS_SEED={seed} failed at step {step}, all in {file}: {written:?}");
        }
    }
}
