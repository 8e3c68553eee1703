//! Applying, one thing per page. Every step is saved as typed, valid or not; the page then shows
//! its field errors. A new step is a file here, a variant of [`crate::contract::Step`], and a line
//! in [`super::steps`].

mod answers;
pub mod check;
pub mod contact;
pub mod declaration;
pub mod lists;
mod origin;
pub mod passport;
pub mod photo;
mod remind;
mod sent;
pub mod start;
mod step_page;
pub mod travellers;
pub mod trip;
