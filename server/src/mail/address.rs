//! The address that a mail goes to, as servers read it.
//!
//! Few mail servers take letters beyond ASCII (RFC 6531, SMTPUTF8). A domain has an ASCII form that
//! every server knows (punycode, RFC 5891); what stands before the `@` has none.

use lettre::Address;

/// RFC 5321, 4.5.3.1: octets of an address that fits into a command, and of its local part.
const MOST: usize = 254;
const MOST_LOCAL: usize = 64;

/// Why no mail can be sent to what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("the address is no mail address")]
    Form,
    #[error("the address has letters beyond ASCII before the @")]
    LocalPart,
}

/// Reads an address; its domain is in ASCII then. Quoted local parts and addresses of machines
/// (`"a b"@…`, `a@[192.0.2.1]`) are refused: no mailbox of a person has them.
///
/// # Errors
/// Says whether the local part alone is the reason.
pub fn read_address(text: &str) -> Result<Address, AddressError> {
    let (local, domain) = text.trim().rsplit_once('@').ok_or(AddressError::Form)?;
    let domain = idna::domain_to_ascii(domain).map_err(|_| AddressError::Form)?;
    if !is_domain(&domain) {
        return Err(AddressError::Form);
    }
    if !local.is_ascii() && local.chars().all(|c| !c.is_ascii() || is_atom(c)) {
        return Err(AddressError::LocalPart);
    }
    let atoms = local
        .split('.')
        .all(|atom| !atom.is_empty() && atom.chars().all(is_atom));
    if !atoms || local.len() > MOST_LOCAL || local.len() + 1 + domain.len() > MOST {
        return Err(AddressError::Form);
    }
    Address::new(local, domain).map_err(|_| AddressError::Form)
}

/// A sign of a dot-atom (RFC 5322, 3.2.3), the dot included.
fn is_atom(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(sign)
}

/// A name of two labels at least, the last of which is not a number.
fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let is_label = |label: &&str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    labels.len() > 1
        && labels.iter().all(is_label)
        && labels
            .last()
            .is_some_and(|top| !top.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, AddressError> {
        read_address(text).map(|address| address.to_string())
    }

    #[test]
    fn a_domain_goes_out_in_ascii() {
        for (typed, sent) in [
            ("anna@mail.example", "anna@mail.example"),
            (
                " Anna.Maria+visa@Mail.Example ",
                "Anna.Maria+visa@mail.example",
            ),
            ("anna@b\u{fc}cher.example", "anna@xn--bcher-kva.example"),
            ("anna@xn--bcher-kva.example", "anna@xn--bcher-kva.example"),
            ("anna@\u{4f8b}\u{3048}.example", "anna@xn--r8jz45g.example"),
            ("o'neill@mail.example", "o'neill@mail.example"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(sent), "{typed}");
        }
    }

    #[test]
    fn what_no_server_takes_is_no_address() {
        for typed in [
            "",
            "anna",
            "@mail.example",
            "anna@",
            "anna@localhost",
            "\"an na\"@mail.example",
            "an na@mail.example",
            "anna@[127.0.0.1]",
            "anna@127.0.0.1",
            ".anna@mail.example",
            "anna..maria@mail.example",
            "anna@mail..example",
            "anna@-mail.example",
            "anna@mail.example.",
            "a@b@mail.example",
            "anna@mail.example\r\nBcc: b@mail.example",
        ] {
            assert_eq!(read(typed), Err(AddressError::Form), "{typed}");
        }
        let long = format!("{}@mail.example", "a".repeat(65));
        assert_eq!(read(&long), Err(AddressError::Form));
        assert_eq!(read("j\u{f6}rg@mail.example"), Err(AddressError::LocalPart));
    }
}
