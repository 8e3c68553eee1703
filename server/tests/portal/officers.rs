//! What members of staff do: deciding, the border, their accounts.

mod accounts;
mod border;
mod box_to_record;
mod desk;
mod expected;
mod fines;
mod free_cards;
mod nobody_waits_for_who_is_away;
mod own_account;
mod pressed_twice;
mod refusals;
mod refused_before;
mod review;
mod second_factor;
mod two_visas;
mod undoing;
mod what_a_page_showed;
mod without_a_record;
mod without_network;
