//! The labels by which errors name a control of the passport page.

/// The key of the label of a control of this page.
pub(super) fn label_of(field: &str) -> &'static str {
    match field {
        "surname" => "surname",
        "given_names" => "given-names",
        "sex" => "sex",
        "nationality" => "nationality",
        "issuing_state" => "issuing-state",
        "passport_number" => "passport-number",
        "birth_day" => "birth-date",
        "expiry_day" => "expiry-date",
        _ => "passport-mrz-lines",
    }
}
