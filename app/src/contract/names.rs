//! Names of fields and flashes that both the pages and the server use.

use uuid::Uuid;

/// The message of the error that asks whether an e-mail address is a slip.
pub const LIKELY_SLIP: &str = "field-error-email-likely";

/// The field that an error of sending a correction names.
pub fn correction_field(traveller: Uuid) -> String {
    format!("correction-{traveller}")
}

/// The field of another address for an undelivered mail, on the page that lists many.
pub fn send_again_field(job: &str) -> String {
    format!("email-{job}")
}

/// The flash in which a refusal of this traveller's photo comes back; its form is `()`.
pub fn photo_flash_name(traveller: Uuid) -> String {
    format!("photo-{traveller}")
}

/// The control of a supervisor's note to a refund; `path` is that of the decision.
pub fn refund_note_field(path: &str, refund: Uuid) -> String {
    format!("{path}-note-{refund}")
}
