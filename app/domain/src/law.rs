//! Sub-Decree 123 of 10 June 2016, cited as *Art. n*. Where its text is silent, the project's
//! reading stands in the doc comment of the rule, and nowhere else.
//!
//! | module | articles |
//! |---|---|
//! | [`visa_types`] | 4, 9, 11, 13, 14, 17, 18 |
//! | [`application`], [`group`], [`mission`] | 5, 6, 7 |
//! | [`arrival_card`] | 5: entering without a visa |
//! | [`fees`], [`refunds`] | 6, 7, 16 |
//! | [`stay`], [`purpose`] | 13, 14, 15, 18 |
//! | [`extension`] | 10, 19 to 22 |
//! | [`grounds`], [`refusal`] | 7, 23 |
//! | [`review`] | 5, 7, 13, 14, 23: the checks before a decision |
//! | [`overstay`] | 24 to 29 |
//! | [`exit_visa`] | 8, 11, 23 b.1 |
//! | [`rules_page`] | all of them, as tables for people |

pub mod application;
pub mod arrival_card;
pub mod exit_visa;
pub mod extension;
pub mod fees;
pub mod grounds;
pub mod group;
pub mod mission;
pub mod overstay;
pub mod purpose;
pub mod refunds;
pub mod refusal;
pub mod review;
pub mod rules_page;
pub mod stay;
pub mod time_limits;
pub mod visa_types;

pub use grounds::Ground;
