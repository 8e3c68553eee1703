//! What officers do, through the services, on SQLite and PostgreSQL: deciding, the border, passes,
//! accounts; and what is erased when it is over. A new story is a file here, with its functions named in its `on_both!`.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on fails")]

mod accounts;
mod border;
mod erasure;
mod fines;
#[path = "../ground.rs"]
mod ground;
mod house;
mod keys;
#[path = "../moved_clock.rs"]
mod moved_clock;
mod passes;
mod reference;
mod refusals;
mod review;
mod stage;

use house::House;
