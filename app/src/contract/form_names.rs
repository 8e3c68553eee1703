//! Names of forms and fields that both the pages and the server use.

use uuid::Uuid;

/// The name under which a fault of sending is told, and where on the page it points.
pub fn correction_field(traveller: Uuid) -> String {
    format!("correction-{traveller}")
}

/// The name under which refusals of this traveller's photo come back; the form is `()`.
pub fn photo_form(traveller: Uuid) -> String {
    format!("photo-{traveller}")
}
