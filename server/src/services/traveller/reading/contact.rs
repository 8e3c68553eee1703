//! The contact page.

use super::FieldErrors;
use app::contract::ContactForm;
use app::error::FieldError;
use domain::doc9303::countries;

/// What is wrong with the contact page; empty when nothing is.
pub fn contact(form: &ContactForm) -> Vec<FieldError> {
    let mut errors = FieldErrors::default();
    let phone = errors.text("phone", &form.phone, "field-error-phone-missing", 40);
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let allowed = |c: char| c.is_ascii_digit() || " +-().".contains(c);
    if !phone.is_empty() && (!phone.chars().all(allowed) || !(6..=15).contains(&digits)) {
        errors.add("phone", "field-error-phone");
    }
    errors.text(
        "home_address",
        &form.home_address,
        "field-error-home-address-missing",
        300,
    );
    if countries::country(&form.country).is_none() {
        errors.add("country", "field-error-choose-country");
    }
    errors.0
}
