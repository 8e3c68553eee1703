//! The use cases: they implement the contracts of `app::contract` on [`crate::state::Portal`].
//! One function is one transaction; rows, audit event and jobs are written together, and what
//! has to happen outside (card provider, mail) is a job or comes after the commit. What more than
//! one service needs of a case lies in [`crate::cases`].

pub mod border;
mod cursor;
pub mod staff;
pub mod traveller;
pub mod verifier;
pub mod wallet;
