//! E-mail addresses that look like a slip of the finger.

use strsim::damerau_levenshtein;

/// Providers whom many travellers have their mailbox with. One letter of another domain than these is
/// asked about; these themselves never are.
const COMMON: [&str; 36] = [
    "163.com",
    "126.com",
    "aol.com",
    "daum.net",
    "email.com",
    "foxmail.com",
    "free.fr",
    "gmail.com",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hanmail.net",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.fr",
    "icloud.com",
    "live.com",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "naver.com",
    "orange.fr",
    "outlook.com",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "sina.com",
    "web.de",
    "yahoo.co.jp",
    "yahoo.co.uk",
    "yahoo.com",
    "yandex.ru",
    "ymail.com",
];

/// Endings that are no top-level domains, and what was meant.
const ENDINGS: [(&str, &str); 6] = [
    (".con", ".com"),
    (".cmo", ".com"),
    (".ocm", ".com"),
    (".comm", ".com"),
    (".vom", ".com"),
    (".xom", ".com"),
];

/// The domain that was probably meant, where the one of this address is a common one with one or two
/// letters changed, missing, doubled or swapped; `None` where nothing looks wrong.
pub fn likely_domain(email: &str) -> Option<String> {
    let (_, domain) = email.trim().rsplit_once('@')?;
    let domain = domain.to_lowercase();
    if COMMON.contains(&domain.as_str()) {
        return None;
    }
    let most = if domain.chars().count() >= 9 { 2 } else { 1 };
    let nearest = COMMON
        .iter()
        .map(|common| (damerau_levenshtein(common, &domain), *common))
        .filter(|(distance, _)| *distance <= most)
        .min();
    if let Some((_, common)) = nearest {
        return Some(common.to_owned());
    }
    ENDINGS.iter().find_map(|(wrong, right)| {
        let name = domain.strip_suffix(wrong)?;
        Some(format!("{name}{right}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_in_a_common_domain_is_asked_about() {
        for (typed, meant) in [
            ("anna@gmial.con", "gmail.com"),
            ("anna@gmial.com", "gmail.com"),
            ("anna@gmail.co", "gmail.com"),
            ("Anna@GMAIL.CON", "gmail.com"),
            ("anna@gmaill.com", "gmail.com"),
            ("anna@hotmial.com", "hotmail.com"),
            ("anna@yaho.com", "yahoo.com"),
            ("anna@outlok.com", "outlook.com"),
            ("anna@icoud.com", "icloud.com"),
            ("anna@museum.con", "museum.com"),
        ] {
            assert_eq!(likely_domain(typed).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn nothing_is_asked_about_others() {
        for typed in [
            "anna@gmail.com",
            "anna@mail.com",
            "anna@ymail.com",
            "anna@mail.example",
            "anna@example.ie",
            "anna@uni-heidelberg.de",
            "anna@mfaic.gov.kh",
            "anna@xn--bcher-kva.example",
            "anna@qq.com",
            "anna",
        ] {
            assert_eq!(likely_domain(typed), None, "{typed}");
        }
    }
}
