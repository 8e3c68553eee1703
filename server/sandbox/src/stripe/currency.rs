//! The currencies of Stripe: minor units, smallest and largest charge, formatted amounts.

/// Currencies without minor units.
const ZERO_DECIMAL: &[&str] = &[
    "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv",
    "xaf", "xof", "xpf",
];

/// Currencies with two decimals.
const TWO_DECIMALS: &[&str] = &[
    "usd", "aed", "afn", "all", "amd", "ang", "aoa", "ars", "aud", "awg", "azn", "bam", "bbd",
    "bdt", "bgn", "bmd", "bnd", "bob", "brl", "bsd", "bwp", "byn", "bzd", "cad", "cdf", "chf",
    "cny", "cop", "crc", "cve", "czk", "dkk", "dop", "dzd", "egp", "etb", "eur", "fjd", "fkp",
    "gbp", "gel", "gip", "gmd", "gtq", "gyd", "hkd", "hnl", "htg", "huf", "idr", "ils", "inr",
    "isk", "jmd", "kes", "kgs", "khr", "kyd", "kzt", "lak", "lbp", "lkr", "lrd", "lsl", "mad",
    "mdl", "mkd", "mmk", "mnt", "mop", "mur", "mvr", "mwk", "mxn", "myr", "mzn", "nad", "ngn",
    "nio", "nok", "npr", "nzd", "pab", "pen", "pgk", "php", "pkr", "pln", "qar", "ron", "rsd",
    "rub", "sar", "sbd", "scr", "sek", "sgd", "shp", "sle", "sos", "srd", "std", "szl", "thb",
    "tjs", "top", "try", "ttd", "twd", "tzs", "uah", "uyu", "uzs", "wst", "xcd", "yer", "zar",
    "zmw", "xcg",
];

/// The largest charge, in minor units.
pub const LARGEST: i64 = 99_999_999;

/// Whether Stripe can charge this currency, given in lower case.
pub fn is_known(currency: &str) -> bool {
    ZERO_DECIMAL.contains(&currency) || TWO_DECIMALS.contains(&currency)
}

/// All currencies, as an error message lists them.
pub fn all() -> String {
    let mut names = [TWO_DECIMALS, ZERO_DECIMAL].concat();
    names.sort_unstable();
    names.join(", ")
}

/// The smallest charge, in minor units, as Stripe publishes it for its settlement currencies. For the
/// others Stripe converts half a US dollar; the sandbox asks for one minor unit.
pub fn smallest(currency: &str) -> i64 {
    match currency {
        "usd" | "eur" | "aud" | "brl" | "cad" | "chf" | "inr" | "nzd" | "sgd" | "jpy" => 50,
        "gbp" => 30,
        "aed" | "myr" | "pln" | "ron" => 200,
        "czk" => 1500,
        "dkk" => 250,
        "hkd" => 400,
        "huf" => 17_500,
        "mxn" | "thb" => 1000,
        "nok" | "sek" => 300,
        _ => 1,
    }
}

/// An amount for people, as `$36.00` or `KHR 4,000.00`.
pub fn format_amount(amount: i64, currency: &str) -> String {
    let number = grouped(amount, currency);
    match currency {
        "usd" => format!("${number}"),
        "eur" => format!("€{number}"),
        "gbp" => format!("£{number}"),
        _ => with_code(amount, currency),
    }
}

/// The amount with the code of its currency: `USD 36.00`. Other countries have dollars too.
pub fn with_code(amount: i64, currency: &str) -> String {
    format!("{} {}", currency.to_uppercase(), grouped(amount, currency))
}

fn grouped(amount: i64, currency: &str) -> String {
    let (whole, part) = if ZERO_DECIMAL.contains(&currency) {
        (amount, None)
    } else {
        (amount / 100, Some(amount % 100))
    };
    let digits = whole.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    part.map_or_else(|| grouped.clone(), |part| format!("{grouped}.{part:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_formatted_for_people() {
        assert_eq!(format_amount(3600, "usd"), "$36.00");
        assert_eq!(format_amount(123_456_705, "usd"), "$1,234,567.05");
        assert_eq!(format_amount(500, "jpy"), "JPY 500");
        assert_eq!(format_amount(400_000, "khr"), "KHR 4,000.00");
    }
}
