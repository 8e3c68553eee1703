//! Whose pages there are, and where each area lets people in.

/// Whose pages these are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Anyone: landing page, verification, passes.
    Open,
    Traveller,
    Staff,
}

impl Area {
    /// Where those are sent who must first say who they are.
    pub const fn door(self) -> &'static str {
        match self {
            Self::Open | Self::Traveller => "/check",
            Self::Staff => "/staff/sign-in",
        }
    }
}
