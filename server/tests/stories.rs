//! The stories: one file each, through the real router, on SQLite and PostgreSQL. One binary, so
//! that the portal is linked once. A new story is a file and its line here.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a story that cannot go on has failed"
)]

mod data_of_70d670a_goes_on;
mod every_route_knows_its_callers;
mod ground;
mod harness;
mod killed_at_every_crash_point;
mod nobody_waits_for_who_is_away;
mod nothing_personal_lies_in_the_clear;
mod nothing_typed_is_lost;
mod one_traveller_all_the_way;
mod pages_keep_apart;
mod refused_for_a_system_fault_is_refunded;

use harness::House;
