//! The route table: every address of the portal and who may call it. The guard refuses what is
//! not in here, so a new route needs its row; a test walks the rows and asserts that strangers,
//! other travellers and the wrong roles are refused.

use app::contract::{Caller, Role};

/// Who may call a route. The service behind it decides again, about the thing itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Callers {
    /// Everybody; a secret in the address, where there is one, is checked by the service.
    Anyone,
    /// A browser in which the link of an application was opened.
    Traveller,
    /// As `Traveller`; but what a stranger posts reaches the service, which refuses it, so that the
    /// form can be kept until its owner has opened a new link.
    TravellerForm,
    /// Any signed-in member of staff, even with a one-time password still to change.
    AnyStaff,
    /// Staff with one of the roles.
    Roles(&'static [Role]),
    /// A wallet, which proves itself by the token of the pass.
    Wallet,
    /// The card provider, which proves itself by its signature.
    Provider,
}

/// What the guard says of a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Pass,
    /// To the travellers' sign-in path.
    LinkNeeded,
    /// To the staff's sign-in path.
    SignInNeeded,
    /// A one-time password must be changed first.
    PasswordChangeNeeded,
    Forbidden,
}

impl Callers {
    pub fn admit(self, caller: &Caller) -> Access {
        match self {
            Self::Anyone | Self::Provider | Self::TravellerForm | Self::Wallet => Access::Pass,
            Self::Traveller if caller.application.is_some() => Access::Pass,
            Self::Traveller => Access::LinkNeeded,
            Self::AnyStaff | Self::Roles(_) => match &caller.staff {
                None => Access::SignInNeeded,
                Some(staff) => match self {
                    Self::Roles(_) if staff.must_change_password => Access::PasswordChangeNeeded,
                    Self::Roles(roles) if !roles.iter().any(|role| staff.roles.contains(role)) => {
                        Access::Forbidden
                    }
                    _ => Access::Pass,
                },
            },
        }
    }
}

impl std::fmt::Display for Callers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Anyone => f.write_str("anyone"),
            Self::Traveller => f.write_str("traveller"),
            Self::TravellerForm => f.write_str("traveller, form kept"),
            Self::AnyStaff => f.write_str("any staff"),
            Self::Wallet => f.write_str("wallet"),
            Self::Provider => f.write_str("card provider"),
            Self::Roles(roles) => {
                let codes: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
                f.write_str(&codes.join(", "))
            }
        }
    }
}

/// One route: method, path as axum writes it, callers.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub method: &'static str,
    pub path: &'static str,
    pub callers: Callers,
}

const fn row(method: &'static str, path: &'static str, callers: Callers) -> Row {
    Row {
        method,
        path,
        callers,
    }
}

use Callers::{AnyStaff, Anyone, Provider, Roles, Traveller, TravellerForm, Wallet};

const REVIEW: Callers = Roles(&[Role::Reviewer, Role::Supervisor]);
const DECIDE: Callers = Roles(&[Role::Reviewer]);
const SUPERVISE: Callers = Roles(&[Role::Supervisor]);
const STAFF: Callers = Roles(&[Role::Reviewer, Role::Supervisor, Role::Border]);
const BORDER: Callers = Roles(&[Role::Border]);
/// Whoever answers for entries.
const ENTRIES: Callers = Roles(&[Role::Border, Role::Supervisor]);

/// Of Apple's protocol: a device with its passes, one of its passes, and the pass itself.
pub const WALLET_DEVICE: &str = "/wallet/apple/v1/devices/{device}/registrations/{pass_type}";
pub const WALLET_REGISTRATION: &str =
    "/wallet/apple/v1/devices/{device}/registrations/{pass_type}/{serial}";
pub const WALLET_PASS: &str = "/wallet/apple/v1/passes/{pass_type}/{serial}";

/// Every route.
pub const TABLE: &[Row] = &[
    // Anybody
    row("GET", "/", Anyone),
    row("GET", "/visa-need", Anyone),
    row("GET", "/arrival", Anyone),
    row("POST", "/act/card", Anyone),
    row("POST", "/act/change-card", Anyone),
    row("POST", "/act/open-card", Anyone),
    row("POST", "/act/add-to-card", Anyone),
    row("POST", "/act/change-on-card", Anyone),
    row("POST", "/act/take-off-card", Anyone),
    row("POST", "/act/visa-card", Anyone),
    row("GET", "/card-link/{secret}", Anyone),
    row("GET", "/card/{secret}", Anyone),
    row("GET", "/card/{secret}/add", Anyone),
    row("GET", "/card/{secret}/change", Anyone),
    row("GET", "/card/{secret}/traveller/{traveller}", Anyone),
    row("GET", "/apply", Anyone),
    row("GET", "/check", Anyone),
    row("GET", "/link/{token}", Anyone),
    row("GET", "/link-sent", Anyone),
    row("GET", "/rules", Anyone),
    row("GET", "/privacy", Anyone),
    row("GET", "/source", Anyone),
    row("GET", "/style", Anyone),
    row("GET", "/forbidden", Anyone),
    row("GET", "/unreadable", Anyone),
    row("GET", "/unavailable", Anyone),
    row("POST", "/act/start", Anyone),
    row("POST", "/act/request-link", Anyone),
    row("POST", "/act/open-link", Anyone),
    row("POST", "/act/leave", Anyone),
    row("GET", "/leave", Anyone),
    row("GET", "/lost-pass", Anyone),
    row("POST", "/act/lost-pass", Anyone),
    row("POST", "/act/mail-pass", Anyone),
    row("GET", "/pass-sent", Anyone),
    row("GET", "/verify", Anyone),
    row("GET", "/V", Anyone),
    row("GET", "/verify/result", Anyone),
    row("POST", "/act/verify", Anyone),
    row("GET", "/v/{secret}", Anyone),
    row("GET", "/v/{secret}/pass.pdf", Anyone),
    row("GET", "/v/{secret}/app.webmanifest", Anyone),
    row("GET", "/e/{secret}", Anyone),
    row("GET", "/e/{secret}/e-visa.pdf", Anyone),
    row("GET", "/e/{secret}/app.webmanifest", Anyone),
    row("GET", "/v/{secret}/pass.pkpass", Anyone),
    row("GET", "/v/{secret}/google", Anyone),
    row("POST", "/act/give-to-google", Anyone),
    row("GET", "/.well-known/portal-keys.json", Anyone),
    row("GET", "/.well-known/portal-seals.bin", Anyone),
    row("GET", "/.well-known/portal-record.json", Anyone),
    row("GET", "/robots.txt", Anyone),
    row("GET", "/healthz", Anyone),
    row("GET", "/readyz", Anyone),
    row("POST", "/webhooks/stripe", Provider),
    row("GET", WALLET_DEVICE, Anyone),
    row("POST", WALLET_REGISTRATION, Wallet),
    row("DELETE", WALLET_REGISTRATION, Wallet),
    row("GET", WALLET_PASS, Wallet),
    row("POST", "/wallet/apple/v1/log", Anyone),
    // Travellers
    row("GET", "/resume", Traveller),
    row("GET", "/apply/passport/{traveller}", Traveller),
    row("GET", "/apply/trip", Traveller),
    row("GET", "/apply/contact", Traveller),
    row("GET", "/apply/photo/{traveller}", Traveller),
    row("POST", "/apply/photo/{traveller}", Traveller),
    row("GET", "/apply/photo/{traveller}/image", Traveller),
    row("GET", "/apply/photo/{traveller}/overview", Traveller),
    row("GET", "/apply/travellers", Traveller),
    row("GET", "/apply/check", Traveller),
    row("GET", "/apply/declaration", Traveller),
    row("GET", "/apply/email", Traveller),
    row("GET", "/pay", Traveller),
    row("GET", "/pay/done", Traveller),
    row("GET", "/pay/cancelled", Traveller),
    row("GET", "/status", Traveller),
    row("GET", "/withdraw/{traveller}", Traveller),
    row("GET", "/documents/evisa/{visa}", Traveller),
    row("POST", "/act/save-passport", TravellerForm),
    row("POST", "/act/save-trip", TravellerForm),
    row("POST", "/act/save-contact", TravellerForm),
    row("POST", "/act/keep-photo", Traveller),
    row("POST", "/act/adjust-photo", Traveller),
    row("POST", "/act/add-traveller", Traveller),
    row("POST", "/act/remove-traveller", Traveller),
    row("POST", "/act/confirm-email", Traveller),
    row("POST", "/act/mail-code", Traveller),
    row("POST", "/act/change-email", Traveller),
    row("POST", "/act/remind", Traveller),
    row("POST", "/act/report-mistake", Traveller),
    row("POST", "/act/sign-out-everywhere", Traveller),
    row("POST", "/act/submit", Traveller),
    row("POST", "/act/pay", Traveller),
    row("POST", "/act/send-correction", Traveller),
    row("POST", "/act/withdraw", Traveller),
    // Staff
    row("GET", "/staff/sign-in", Anyone),
    row("POST", "/act/staff/sign-in", Anyone),
    row("GET", "/staff", AnyStaff),
    row("GET", "/staff/password", AnyStaff),
    row("POST", "/act/staff/password", AnyStaff),
    row("POST", "/act/staff/sign-out", AnyStaff),
    row("GET", "/staff/account", STAFF),
    row("POST", "/act/staff/session/end", STAFF),
    row("POST", "/act/staff/session/end-others", STAFF),
    row("POST", "/act/staff/second-factor/renew", STAFF),
    row("POST", "/act/staff/second-factor/confirm", STAFF),
    row("GET", "/staff/queue", REVIEW),
    row("GET", "/staff/cases/{id}", REVIEW),
    row("GET", "/staff/cases/{id}/photo", REVIEW),
    row("GET", "/staff/cases/{id}/correction", REVIEW),
    row("GET", "/staff/cases/{id}/denial", REVIEW),
    row("POST", "/act/staff/case/take", DECIDE),
    row("POST", "/act/staff/case/put-back", REVIEW),
    row("POST", "/act/staff/case/grant", DECIDE),
    row("POST", "/act/staff/case/ask-correction", DECIDE),
    row("POST", "/act/staff/case/propose-denial", DECIDE),
    row("POST", "/act/staff/case/confirm-denial", SUPERVISE),
    row("POST", "/act/staff/case/reject-denial", SUPERVISE),
    row("GET", "/staff/refunds", SUPERVISE),
    row("POST", "/act/staff/refund/approve", SUPERVISE),
    row("POST", "/act/staff/refund/decline", SUPERVISE),
    row("GET", "/staff/mails", SUPERVISE),
    row("POST", "/act/staff/mail/again", SUPERVISE),
    row("POST", "/act/staff/refund/other-way", SUPERVISE),
    row("POST", "/act/staff/refund/accept", SUPERVISE),
    // Border
    row("GET", "/border", BORDER),
    row("GET", "/border/people/{key}", BORDER),
    row("GET", "/border/people/{case}/photo", BORDER),
    row("GET", "/border/person/{case}", BORDER),
    row("GET", "/border/admit/{case}", BORDER),
    row("GET", "/border/refuse/{case}", BORDER),
    row("GET", "/border/depart/{case}", BORDER),
    row("POST", "/act/border/find", BORDER),
    row("POST", "/act/border/admit", BORDER),
    row("POST", "/act/border/refuse", BORDER),
    row("POST", "/act/border/depart", BORDER),
    row("GET", "/border/pass/{case}", BORDER),
    row("POST", "/act/border/mail-pass", BORDER),
    row("POST", "/act/border/undo", BORDER),
    row("GET", "/staff/shift", BORDER),
    row("GET", "/border/walk-in", BORDER),
    row("POST", "/act/border/begin-walk-in", BORDER),
    row("POST", "/act/border/walk-in", BORDER),
    row("GET", "/staff/expected", BORDER),
    row("GET", "/border/offline", BORDER),
    row("POST", "/act/border/day-pack", BORDER),
    row("POST", "/act/border/hand-in", BORDER),
    row("GET", "/staff/provisional", ENTRIES),
    row("POST", "/act/border/look-into", ENTRIES),
];

/// The row of a route.
pub fn find(method: &str, path: &str) -> Option<&'static Row> {
    let method = if method == "HEAD" { "GET" } else { method };
    TABLE
        .iter()
        .find(|row| row.method == method && row.path == path)
}
