//! The areas of the site, and where people sign in to each.

/// An area of the site: pages for one kind of visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Anyone: landing page, verification, passes.
    Open,
    Traveller,
    Staff,
}

impl Area {
    /// The page to which strangers are sent: of travellers the one that mails a link.
    pub const fn sign_in_path(self) -> &'static str {
        match self {
            Self::Open | Self::Traveller => "/check",
            Self::Staff => "/staff/sign-in",
        }
    }
}
