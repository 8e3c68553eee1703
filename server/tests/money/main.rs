//! What cannot be undone: charges and refunds, against the sandbox, on SQLite and PostgreSQL, with
//! faults and crashes in between. A new story is a file here, with its functions named in its
//! `on_both!`.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on fails")]

mod bench;
mod charges_that_buy_nothing_go_back;
mod crashes_lose_and_double_nothing;
#[path = "../ground.rs"]
mod ground;
#[path = "../moved_clock.rs"]
mod moved_clock;
mod opening_a_card_page;
mod refunds_are_sent_once;
mod settling_once;
mod the_queue_is_worked;

use bench::Bench as House;
