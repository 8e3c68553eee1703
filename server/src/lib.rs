//! The portal behind the pages. [`state`] wires the parts together; a request flows
//! `http` → a page or server function of `app` → `services` → `store`, and what must happen
//! outside the transaction is a job.

pub mod accounts;
pub mod audit;
pub mod card_provider;
pub mod cases;
pub mod clock;
pub mod commands;
pub mod config;
pub mod documents;
pub mod error;
pub mod failpoint;
pub mod http;
pub mod mail;
pub mod passwords;
pub mod payments;
pub mod photos;
pub mod queue;
pub mod rng;
pub mod services;
pub mod state;
pub mod store;
pub mod throttle;
pub mod transaction;
pub mod vault;
pub mod wallet;
pub mod worker;
