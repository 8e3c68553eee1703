//! The roles of staff.

use crate::text_enum::text_enum;

text_enum! {
    /// The role of a member of staff, by the principle of least privilege: each action names the
    /// roles that may perform it.
    Role {
        /// A reviewer, who reviews cases, grants visas and proposes denials.
        Reviewer = "reviewer",
        /// A supervisor, who confirms denials and approves refunds.
        Supervisor = "supervisor",
        /// A border officer, who admits, refuses entry and enters departures.
        Border = "border",
    }
}
