//! The contracts between the pages and the server, which implements them and provides them as
//! context; a page calls `expect_context::<Arc<dyn TravellerService>>()`.
//!
//! Every method takes the [`Caller`] and decides itself whether that caller may. A new use case
//! is a method here, a function in `server/src/services`, and a page.

mod account;
mod application_forms;
mod border;
mod card;
mod case;
mod day_pack;
mod expected;
mod names;
mod staff;
mod status;
mod traveller;
mod verifier;
mod walk_in;

pub use account::*;
pub use application_forms::*;
pub use border::*;
pub use card::*;
pub use case::*;
pub use day_pack::*;
pub use expected::*;
pub use names::{
    LIKELY_SLIP, correction_field, photo_flash_name, refund_note_field, send_again_field,
};
pub use staff::*;
pub use status::*;
pub use traveller::*;
pub use verifier::*;
pub use walk_in::*;

use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use uuid::Uuid;

/// The caller of a service. One browser may hold a traveller's and a staff member's session at once.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    /// The application whose link was opened in this browser.
    pub application: Option<Uuid>,
    pub staff: Option<StaffIdentity>,
    /// Keyed hash of the secret that this browser was given when an application was begun in it.
    pub browser: Option<Vec<u8>>,
    /// The address the request came from, for throttles only.
    pub address: Option<IpAddr>,
}

/// A signed-in member of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffIdentity {
    pub id: Uuid,
    pub name: String,
    pub roles: Vec<Role>,
    /// The port of entry at which a border officer stands, by its code.
    pub port: Option<String>,
    /// A one-time password was used and must be changed before anything else.
    pub must_change_password: bool,
}

impl StaffIdentity {
    /// Whether they have at least one of these roles.
    pub fn has_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.roles.contains(role))
    }
}

impl Caller {
    /// The traveller's application, or `SignInNeeded`.
    pub fn traveller(&self) -> crate::error::Result<Uuid> {
        self.application
            .ok_or(crate::error::PortalError::SignInNeeded)
    }

    /// The address as a key for throttles: of IPv6 the network (64 bits), which is what one
    /// subscriber has.
    pub fn throttle_key(&self) -> String {
        match self.address.map(|address| address.to_canonical()) {
            None => "unknown".to_owned(),
            Some(IpAddr::V4(address)) => address.to_string(),
            Some(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        }
    }

    /// The member of staff: `SignInNeeded` for strangers, `Forbidden` while a one-time password
    /// waits to be changed.
    pub fn member_of_staff(&self) -> crate::error::Result<&StaffIdentity> {
        let staff = self
            .staff
            .as_ref()
            .ok_or(crate::error::PortalError::SignInNeeded)?;
        if staff.must_change_password {
            return Err(crate::error::PortalError::Forbidden);
        }
        Ok(staff)
    }

    /// The member of staff if they have the role: as [`Self::member_of_staff`], and `Forbidden` for
    /// the wrong role.
    pub fn with_role(&self, role: Role) -> crate::error::Result<&StaffIdentity> {
        let staff = self.member_of_staff()?;
        if !staff.roles.contains(&role) {
            return Err(crate::error::PortalError::Forbidden);
        }
        Ok(staff)
    }
}

/// A fresh session: the secret for the cookie. Only its hash is stored.
#[derive(Clone)]
pub struct SessionToken {
    pub secret: String,
    pub seconds: i64,
}

/// A file for a caller who may have it.
pub struct Download {
    pub bytes: Vec<u8>,
    pub content_type: &'static str,
    pub file_name: String,
}

/// One page of a list; `next` is the cursor of the following one.
#[derive(Debug, Clone)]
pub struct ListPage<T> {
    pub rows: Vec<T>,
    pub next: Option<String>,
}

/// A port of entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Port {
    pub code: String,
    pub name: String,
    /// Whether an e-visa is accepted there.
    pub evisa: bool,
}

/// One event of a timeline. Of travellers it holds a name at most, and that for themselves alone.
#[derive(Debug, Clone)]
pub struct TimelineEntry {
    /// UTC instant.
    pub at: chrono::DateTime<chrono::Utc>,
    /// The action as audited, such as `case.denied`. An action without a message is not shown.
    pub action: String,
    /// Values of the event by name: codes, ids, dates and amounts.
    pub details: Vec<(String, String)>,
    /// Name of the member of staff who acted, for staff alone.
    pub by: Option<String>,
    /// Name of the traveller it is about, for a family that reads its own timeline.
    pub whose: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_subscriber_has_one_key() {
        let key = |text: &str| {
            let address = Some(text.parse().unwrap());
            Caller {
                address,
                ..Caller::default()
            }
            .throttle_key()
        };
        assert_eq!(key("2001:db8:1:2:3::4"), key("2001:db8:1:2:ffff::1"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
        assert_eq!(key("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
