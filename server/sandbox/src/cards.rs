//! Stripe's published test cards, and the parsing of card numbers and expiry dates.
//!
//! A new test card is a row in [`CARDS`]; see "Testing" in Stripe's documentation for the numbers.

/// The behaviour of a test card when it is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behaviour {
    Pays,
    Declines(Decline),
    /// Requires 3-D Secure, then pays.
    Authenticates,
    /// Requires 3-D Secure, and is declined all the same.
    AuthenticatesThenDeclines,
    /// Pays; a refund is pending, then succeeds.
    PaysRefundPending,
    /// Pays; a refund seems to succeed, then fails.
    PaysRefundFails,
    /// Pays; the charge is disputed a moment later.
    PaysThenDisputed,
    /// Pays; the bank inquires about the charge a moment later.
    PaysThenInquiry,
}

/// A decline: code, reason and message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decline {
    pub code: &'static str,
    /// Stripe's `decline_code`.
    pub reason: Option<&'static str>,
    pub message: &'static str,
}

/// A decline by the bank, with a reason.
const fn declined(reason: &'static str, message: &'static str) -> Behaviour {
    Behaviour::Declines(Decline {
        code: "card_declined",
        reason: Some(reason),
        message,
    })
}

/// A decline with a code of its own.
const fn declined_as(code: &'static str, message: &'static str) -> Behaviour {
    Behaviour::Declines(Decline {
        code,
        reason: None,
        message,
    })
}

/// The decline of a card that failed 3-D Secure.
pub const NOT_AUTHENTICATED: Decline = Decline {
    code: "payment_intent_authentication_failure",
    reason: None,
    message: "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
};

/// The decline of a card whatever its holder does.
pub const GENERIC_DECLINE: Decline = Decline {
    code: "card_declined",
    reason: Some("generic_decline"),
    message: "Your card was declined.",
};

/// The decline, in test mode, of a number that is no test card.
const REAL_CARD: Decline = Decline {
    code: "card_declined",
    reason: Some("test_mode_live_card"),
    message: "Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.",
};

/// The published test cards.
const CARDS: &[(&str, Behaviour)] = &[
    ("4242424242424242", Behaviour::Pays),
    ("4000056655665556", Behaviour::Pays),
    ("5555555555554444", Behaviour::Pays),
    ("2223003122003222", Behaviour::Pays),
    ("5200828282828210", Behaviour::Pays),
    ("378282246310005", Behaviour::Pays),
    ("371449635398431", Behaviour::Pays),
    ("6011111111111117", Behaviour::Pays),
    ("3056930009020004", Behaviour::Pays),
    ("3566002020360505", Behaviour::Pays),
    ("6200000000000005", Behaviour::Pays),
    ("4000000000000077", Behaviour::Pays),
    (
        "4000000000000002",
        declined("generic_decline", "Your card was declined."),
    ),
    (
        "4000000000009995",
        declined("insufficient_funds", "Your card has insufficient funds."),
    ),
    (
        "4000000000009987",
        declined("lost_card", "Your card was declined."),
    ),
    (
        "4000000000009979",
        declined("stolen_card", "Your card was declined."),
    ),
    (
        "4100000000000019",
        declined("fraudulent", "Your card was declined."),
    ),
    (
        "4000000000000069",
        declined_as("expired_card", "Your card has expired."),
    ),
    (
        "4000000000000127",
        declined_as("incorrect_cvc", "Your card's security code is incorrect."),
    ),
    (
        "4000000000000119",
        declined_as(
            "processing_error",
            "An error occurred while processing your card. Try again in a little bit.",
        ),
    ),
    ("4000002760003184", Behaviour::Authenticates),
    ("4000002500003155", Behaviour::Authenticates),
    ("4000000000003220", Behaviour::Authenticates),
    ("4000000000007726", Behaviour::PaysRefundPending),
    ("4000000000005126", Behaviour::PaysRefundFails),
    ("4000008400001629", Behaviour::AuthenticatesThenDeclines),
    ("4000000000000259", Behaviour::PaysThenDisputed),
    ("4000000000001976", Behaviour::PaysThenInquiry),
];

/// Valid card details, as a person entered them.
#[derive(Clone, Debug)]
pub struct CardDetails {
    /// Digits only.
    pub number: String,
    pub exp_month: i64,
    /// Four digits.
    pub exp_year: i64,
    pub name: Option<String>,
    pub email: Option<String>,
}

impl CardDetails {
    /// The behaviour of the card when it is charged.
    pub fn behaviour(&self) -> Behaviour {
        behaviour(&self.number).unwrap_or(Behaviour::Declines(REAL_CARD))
    }

    /// The last four digits.
    pub fn last4(&self) -> &str {
        self.number
            .get(self.number.len().saturating_sub(4)..)
            .unwrap_or(&self.number)
    }

    /// The brand, from the number's first digits.
    pub fn brand(&self) -> &'static str {
        match self.number.as_bytes() {
            [b'4', ..] => "visa",
            [b'5' | b'2', ..] => "mastercard",
            [b'3', b'4' | b'7', ..] => "amex",
            [b'3', b'0' | b'6' | b'8', ..] => "diners",
            [b'3', b'5', ..] => "jcb",
            [b'6', b'2', ..] => "unionpay",
            [b'6', ..] => "discover",
            _ => "unknown",
        }
    }
}

fn behaviour(number: &str) -> Option<Behaviour> {
    CARDS
        .iter()
        .find(|(known, _)| *known == number)
        .map(|(_, behaviour)| *behaviour)
}

/// Whether a refund to this card fails a moment after it succeeded.
pub fn refund_fails(number: &str) -> bool {
    behaviour(number) == Some(Behaviour::PaysRefundFails)
}

/// Whether a refund to this card is pending at first.
pub fn refund_is_pending(number: &str) -> bool {
    behaviour(number) == Some(Behaviour::PaysRefundPending)
}

/// Parses a card number into its digits; none when the number is invalid.
pub fn parse_number(text: &str) -> Option<String> {
    let digits: String = text
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '-'))
        .collect();
    let is_valid = (12..=19).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && luhn(&digits);
    is_valid.then_some(digits)
}

/// Whether the last digit is the check digit of the others (ISO/IEC 7812, Luhn).
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(index, byte)| {
            let digit = u32::from(byte - b'0');
            match (index % 2, digit * 2) {
                (0, _) => digit,
                (_, doubled) if doubled > 9 => doubled - 9,
                (_, doubled) => doubled,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Parses an expiry date, as `12 / 34`, `12/2034` or `1234`, into month and four-digit year.
pub fn parse_expiry(text: &str) -> Option<(i64, i64)> {
    let packed: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let (month, year) = match packed.split_once('/') {
        Some(parts) => parts,
        None => packed.split_at_checked(2)?,
    };
    let month: i64 = month
        .parse()
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    let year: i64 = match year.len() {
        2 => 2000 + year.parse::<i64>().ok()?,
        4 => year.parse().ok()?,
        _ => return None,
    };
    (year >= 2000).then_some((month, year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_test_card_has_a_valid_number() {
        for (number, _) in CARDS {
            assert_eq!(parse_number(number).as_deref(), Some(*number));
        }
        assert_eq!(
            parse_number("4242 4242 4242 4242").as_deref(),
            Some("4242424242424242")
        );
        assert_eq!(parse_number("4242 4242 4242 4241"), None);
        assert_eq!(parse_number("４２４２"), None);
    }

    #[test]
    fn expiry_dates_are_parsed_as_people_type_them() {
        for typed in ["12/34", "12 / 34", "12/2034", "1234", "12 34"] {
            assert_eq!(parse_expiry(typed), Some((12, 2034)), "{typed}");
        }
        for typed in ["", "13/34", "00/34", "1/", "é1/34", "12/-3", "1"] {
            assert_eq!(parse_expiry(typed), None, "{typed}");
        }
    }
}
