//! Which roles may look at cases.

use app::contract::{Caller, Role, StaffIdentity};
use app::error::Result;

/// Reviewer or supervisor.
pub fn with_review_role(caller: &Caller) -> Result<&StaffIdentity> {
    caller
        .with_role(Role::Reviewer)
        .or_else(|_| caller.with_role(Role::Supervisor))
}
