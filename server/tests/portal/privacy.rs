//! Who may see what, and for how long it is kept.

mod erasure;
mod every_route_knows_its_callers;
mod nothing_personal_lies_in_the_clear;
mod pages_keep_apart;
