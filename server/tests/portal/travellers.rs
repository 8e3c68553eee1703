//! What travellers do, and what they hold in their hands.

mod a_card_for_an_evisa;
mod a_group_on_one_card;
mod a_page_belongs_to_one_application;
mod after_paying;
mod every_change_is_mailed;
mod letters_that_left_late;
mod lost_pass;
mod nothing_typed_is_lost;
mod on_a_card_only;
mod one_traveller_all_the_way;
mod passes;
mod photo_is_looked_at;
mod signed_out_everywhere;
mod the_ministry_asks;
mod two_acts_at_once;
mod what_people_type;
mod whose_address_is_it;
mod withdrawing;
