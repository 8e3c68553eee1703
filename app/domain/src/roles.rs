//! What a member of staff may do.

use crate::text_enum::text_enum;

text_enum! {
    /// Least privilege: each act names one role.
    Role {
        /// Reviews cases, grants, proposes denials.
        Reviewer = "reviewer",
        /// Confirms denials, approves refunds.
        Supervisor = "supervisor",
        /// Admits, refuses, records departures.
        Border = "border",
    }
}
