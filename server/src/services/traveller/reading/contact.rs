//! The contact page.

use super::FieldErrors;
use app::contract::ContactForm;
use app::error::FieldError;
use domain::doc9303::countries;

/// What is wrong with the contact page; empty when nothing is.
pub fn contact(form: &ContactForm) -> Vec<FieldError> {
    let mut errors = FieldErrors::default();
    let phone = errors.text("phone", &form.phone, "field-error-phone-missing", 40);
    if !phone.is_empty()
        && let Err(message) = check_phone(&phone)
    {
        errors.add("phone", message);
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

/// Checks a phone number: written internationally (E.164), with the signs that people put between
/// the digits. `Err` is the message.
fn check_phone(phone: &str) -> Result<(), &'static str> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let is_written = |c: char| c.is_ascii_digit() || " +-().".contains(c);
    if !phone.chars().all(is_written) || !(6..=17).contains(&digits.len()) {
        return Err("field-error-phone");
    }
    let signs = phone.trim_start_matches([' ', '(']);
    let (number, plus) = match (signs.strip_prefix('+'), digits.strip_prefix("00")) {
        (Some(rest), _) if !rest.contains('+') => (digits.as_str(), true),
        (None, Some(rest)) if !phone.contains('+') => (rest, true),
        (None, None) if !phone.contains('+') => (digits.as_str(), false),
        _ => return Err("field-error-phone"),
    };
    // No country code begins with 0.
    if !plus || number.starts_with('0') {
        Err("field-error-phone-country")
    } else if (7..=15).contains(&number.len()) {
        Ok(())
    } else {
        Err("field-error-phone")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_has_its_country_code() {
        for phone in [
            "+44 20 7946 0018",
            "+48 61 555 01 23",
            "+855-23-212-345",
            "(+33) 6 12 34 56 78",
            "+33 (0)6 12 34 56 78",
            "0033 6 12.34.56.78",
            "00 855 23 212 345",
        ] {
            assert_eq!(check_phone(phone), Ok(()), "{phone}");
        }
        for phone in [
            "06 12 34 56 78",
            "612345678",
            "+06 12 34 56 78",
            "0000 612 345 678",
        ] {
            let said = Err("field-error-phone-country");
            assert_eq!(check_phone(phone), said, "{phone}");
        }
        for phone in [
            "+44",
            "+44 20 7946 0018 0018 0018",
            "call me",
            "+44 +20 7946 0018",
            "44 20+7946 0018",
        ] {
            assert_eq!(check_phone(phone), Err("field-error-phone"), "{phone}");
        }
    }
}
