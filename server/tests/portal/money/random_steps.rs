//! Thousands of steps in an order that nobody thought of: travellers, reviewers, officers, supervisors,
//! the payers' banks, a provider with faults, a portal that dies, and time. After each step every state
//! has moved as the tables of transitions allow; at the end both ledgers say the same.
//!
//! `RANDOM_STEPS` is how many steps, `RANDOM_STEPS_SEED` the number from which all choices follow; both
//! are printed when a run fails. Webhooks arrive when they do, so that a seed gives the same choices
//! and nearly the same run.
//!
//! A new step is a line in [`STEPS`] and a function in the room of whoever takes it. It asks for what
//! may be out of place as well, since [`World::tried`] takes every answer but a failure inside.

mod applying;
mod provider;
mod settled;
mod staff;
mod time;
mod transitions;
mod travellers;
mod world;

use rand::seq::IndexedRandom;
use std::time::Instant;
use test_support::TestPortal;
use world::World;

const SEED: u64 = 123;
/// What takes less than half a minute on two slow cores: a step takes 10 to 30 milliseconds.
const ON_SQLITE: usize = 500;
const ON_POSTGRES: usize = 200;

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite() {
    take_steps(&TestPortal::sqlite().with_sandbox().open().await, ON_SQLITE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres() {
    let test = TestPortal::postgres().with_sandbox().open().await;
    take_steps(&test, ON_POSTGRES).await;
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Begin,
    FillIn,
    ConfirmEmail,
    ChangeEmail,
    Pay,
    CardPage,
    FinishPayment,
    ComeBack,
    Withdraw,
    Correct,
    ReadAsTraveller,
    Review,
    Cross,
    Refund,
    AcceptGivenBack,
    ReadAsStaff,
    GiveBackByHand,
    OpenDispute,
    CloseDispute,
    Fault,
    Webhooks,
    Work,
    Sweep,
    Retention,
    Clock,
    Crash,
}

/// How often each is taken, in relation to the others.
const STEPS: &[(Step, u32)] = &[
    (Step::Begin, 60),
    (Step::FillIn, 170),
    (Step::ConfirmEmail, 50),
    (Step::ChangeEmail, 4),
    (Step::Pay, 90),
    (Step::CardPage, 60),
    (Step::FinishPayment, 8),
    (Step::ComeBack, 30),
    (Step::Withdraw, 8),
    (Step::Correct, 25),
    (Step::ReadAsTraveller, 20),
    (Step::Review, 170),
    (Step::Cross, 110),
    (Step::Refund, 45),
    (Step::AcceptGivenBack, 8),
    (Step::ReadAsStaff, 10),
    (Step::GiveBackByHand, 10),
    (Step::OpenDispute, 10),
    (Step::CloseDispute, 10),
    (Step::Fault, 10),
    (Step::Webhooks, 4),
    (Step::Work, 60),
    (Step::Sweep, 20),
    (Step::Retention, 5),
    (Step::Clock, 30),
    (Step::Crash, 6),
];

fn setting<T: std::str::FromStr>(name: &str, otherwise: T) -> T {
    match std::env::var(name) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{name} is no number: {text}")),
        Err(_) => otherwise,
    }
}

async fn take_steps(test: &TestPortal, steps: usize) {
    let seed = setting("RANDOM_STEPS_SEED", SEED);
    let steps = setting("RANDOM_STEPS", steps);
    eprintln!("RANDOM_STEPS_SEED={seed} RANDOM_STEPS={steps}");
    let began = Instant::now();
    let mut world = World::of(test, seed).await;
    let mut number = 0;
    while number < steps {
        let (step, _) = *STEPS
            .choose_weighted(&mut world.rng, |(_, weight)| *weight)
            .unwrap();
        world.log.begin(number, format!("{step:?}"));
        take(&mut world, step).await;
        number += usize::from(!world.log.is_empty());
        world.check_changes().await;
    }
    let taken = began.elapsed();
    world.log.begin(steps, "settle".to_owned());
    world.settle().await;
    world.check_everything().await;
    let whole = began.elapsed();
    eprintln!("{steps} steps in {taken:?}, with the end {whole:?}");
    eprintln!("{}", world.log.summary());
}

async fn take(world: &mut World<'_>, step: Step) {
    let began = Instant::now();
    match step {
        Step::Begin => world.begin().await,
        Step::FillIn => world.fill_in().await,
        Step::ConfirmEmail => world.confirm_email().await,
        Step::ChangeEmail => world.change_email().await,
        Step::Pay => world.pay().await,
        Step::CardPage => world.card_page().await,
        Step::FinishPayment => world.finish_payment().await,
        Step::ComeBack => world.come_back().await,
        Step::Withdraw => world.withdraw().await,
        Step::Correct => world.correct().await,
        Step::ReadAsTraveller => world.read_as_traveller().await,
        Step::Review => world.review().await,
        Step::Cross => world.cross().await,
        Step::Refund => world.refund().await,
        Step::AcceptGivenBack => world.accept_given_back().await,
        Step::ReadAsStaff => world.read_as_staff().await,
        Step::GiveBackByHand => world.give_back_by_hand().await,
        Step::OpenDispute => world.open_dispute().await,
        Step::CloseDispute => world.close_dispute().await,
        Step::Fault => world.fault().await,
        Step::Webhooks => world.webhooks().await,
        Step::Work => world.work().await,
        Step::Sweep => world.sweep().await,
        Step::Retention => world.retention().await,
        Step::Clock => world.clock().await,
        Step::Crash => world.crash().await,
    }
    world.log.took(began.elapsed());
}
