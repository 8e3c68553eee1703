//! What cannot be undone: charges and refunds, with faults and crashes in between.

mod a_lost_dispute;
mod back_from_the_card_page;
mod charges_that_buy_nothing_go_back;
mod crashes_lose_and_double_nothing;
mod disputes_of_a_part;
mod given_back_by_hand;
mod killed_at_every_crash_point;
mod one_of_two_is_killed;
mod opening_a_card_page;
mod portal_process;
mod random_steps;
mod refunds_are_sent_once;
mod refused_and_given_back;
mod refused_for_a_system_fault_is_refunded;
mod settling_once;
mod the_queue_is_worked;
mod transactions_lock_in_one_order;
mod while_a_payment_is_on_its_way;
