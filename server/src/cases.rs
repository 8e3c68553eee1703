//! What a case is, for every service that works on one.
//!
//! - [`records`]: the personal documents that lie encrypted in the database
//! - [`case_file`]: a case with its application, decrypted; [`summary`]: its visa as pages show it
//! - [`closing`], [`issue`], [`voiding`]: what ends an application, makes a visa, makes it void
//! - [`email`]: the address of an application; [`arrival_card`]: what a card says of a traveller
//! - [`documents`]: e-visa and V-Pass as PDF; [`wallet`]: the V-Pass for wallets; [`timeline`]: what happened, from the audit record
//! - [`refunds`]: what a traveller is entitled to get back

pub mod arrival_card;
pub mod case_file;
pub mod closing;
pub mod corrections;
pub mod documents;
pub mod email;
pub mod issue;
pub mod records;
pub mod refunds;
pub mod summary;
pub mod timeline;
pub mod voiding;
pub mod wallet;
