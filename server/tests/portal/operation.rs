//! What whoever runs the portal does with it.

mod a_damaged_record_is_one_line;
mod a_database_that_restarts;
mod a_full_disk;
mod data_of_70d670a_goes_on;
mod edges;
mod every_statement_is_prepared;
mod keys;
mod mails;
mod reference;
mod the_record_is_proved;
mod what_is_damaged_says_so;
