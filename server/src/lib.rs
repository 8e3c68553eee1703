//! The portal behind the pages. [`state`] wires the parts together; a request flows
//! `http` → a page or server function of `app` → `desks` → `store`, and what must happen
//! outside the transaction is a job.

pub mod accounts;
pub mod ambient;
pub mod audit;
pub mod commands;
pub mod config;
pub mod crash;
pub mod desks;
pub mod documents;
pub mod http;
pub mod jobs;
pub mod mail;
pub mod payments;
pub mod photos;
pub mod state;
pub mod store;
pub mod vault;
