//! The published transliterations (part 3, section 6, tables A, B, C), capitals only; the first of
//! several is the one we write.

/// Table A, Latin. Then what it leaves out: letters that are written with a mark below or with a hook,
/// which every issuer writes as their base letter.
const LATIN: &[(&str, &[&str])] = &[
    ("ÀÁÂÃĀĂĄ", &["A"]),
    ("Ä", &["AE", "A"]),
    ("Å", &["AA", "A"]),
    ("Æ", &["AE"]),
    ("ÇĆĈĊČ", &["C"]),
    ("ÐĎĐ", &["D"]),
    ("ÈÉÊËĒĔĖĘĚ", &["E"]),
    ("ĜĞĠĢ", &["G"]),
    ("ĤĦ", &["H"]),
    ("ÌÍÎÏĨĪĬĮİı", &["I"]),
    ("Ĳ", &["IJ"]),
    ("Ĵ", &["J"]),
    ("Ķ", &["K"]),
    ("ĹĻĽĿŁ", &["L"]),
    ("Ñ", &["N", "NXX"]),
    ("ŃŅŇŊ", &["N"]),
    ("ÒÓÔÕŌŎŐ", &["O"]),
    ("Ö", &["OE", "O"]),
    ("Ø", &["OE"]),
    ("Œ", &["OE"]),
    ("ŔŖŘ", &["R"]),
    ("ŚŜŞŠ", &["S"]),
    ("ẞ", &["SS"]),
    ("ŢŤŦ", &["T"]),
    ("Þ", &["TH"]),
    ("ÙÚÛŨŪŬŮŰŲ", &["U"]),
    ("Ü", &["UE", "UXX", "U"]),
    ("Ŵ", &["W"]),
    ("ÝŶŸ", &["Y"]),
    ("ŹŻŽ", &["Z"]),
    // Not in table A.
    ("ẠẢẤẦẨẪẬẮẰẲẴẶǍ", &["A"]),
    ("ẸẺẼẾỀỂỄỆƏ", &["E"]),
    ("ỈỊǏ", &["I"]),
    ("ỌỎỐỒỔỖỘỚỜỞỠỢƠǑ", &["O"]),
    ("ỤỦỨỪỬỮỰƯǓ", &["U"]),
    ("ỲỴỶỸȲ", &["Y"]),
    ("Ș", &["S"]),
    ("Ț", &["T"]),
    ("ǴǦ", &["G"]),
    ("ḰǨ", &["K"]),
    ("Ḩ", &["H"]),
];

/// Table B, Cyrillic, with the exceptions it names for single languages as alternatives.
const CYRILLIC: &[(&str, &[&str])] = &[
    ("А", &["A"]),
    ("Б", &["B"]),
    ("В", &["V"]),
    ("Г", &["G", "H"]),
    ("Ґ", &["G"]),
    ("Ғ", &["G", "GJ"]),
    ("Ѓ", &["G", "GJ"]),
    ("Д", &["D"]),
    ("Ћ", &["D"]),
    ("Ђ", &["D", "DJ"]),
    ("Ѕ", &["DZ"]),
    ("Џ", &["DZ", "DJ"]),
    ("Е", &["E"]),
    ("Ё", &["E", "IO"]),
    ("Э", &["E"]),
    ("Є", &["IE", "YE"]),
    ("Ж", &["ZH", "Z"]),
    ("З", &["Z"]),
    ("И", &["I", "Y"]),
    ("І", &["I"]),
    ("Ї", &["I", "YI"]),
    ("Й", &["I", "Y"]),
    ("Ј", &["J"]),
    ("К", &["K"]),
    ("Ќ", &["K", "KJ"]),
    ("Л", &["L"]),
    ("Љ", &["LJ"]),
    ("М", &["M"]),
    ("Н", &["N"]),
    ("Њ", &["NJ"]),
    ("О", &["O"]),
    ("П", &["P"]),
    ("Р", &["R"]),
    ("С", &["S"]),
    ("Т", &["T"]),
    ("У", &["U"]),
    ("Ў", &["U"]),
    ("Ѫ", &["U"]),
    ("Ф", &["F"]),
    ("Х", &["KH", "H"]),
    ("Һ", &["C"]),
    ("Ц", &["TS", "C"]),
    ("Ч", &["CH", "C"]),
    ("Ш", &["SH", "S"]),
    ("Щ", &["SHCH", "SHT"]),
    ("Ъ", &["IE"]),
    ("Ы", &["Y"]),
    ("Ѵ", &["Y"]),
    ("Ь", &[""]),
    ("Ю", &["IU", "YU"]),
    ("Я", &["IA", "YA"]),
];

/// Table C, Arabic script. Signs that are not encoded stand as an empty text; the shadda, which
/// doubles the letter before it, is handled where names are taken apart.
const ARABIC: &[(&str, &[&str])] = &[
    ("ء", &["XE"]),
    ("آ", &["XAA"]),
    ("أ", &["XAE"]),
    ("ؤ", &["U"]),
    ("إ", &["I"]),
    ("ئ", &["XI"]),
    ("ا", &["A"]),
    ("ب", &["B"]),
    ("ة", &["XTA", "XAH"]),
    ("ت", &["T"]),
    ("ث", &["XTH"]),
    ("ج", &["J"]),
    ("ح", &["XH"]),
    ("خ", &["XKH"]),
    ("د", &["D"]),
    ("ذ", &["XDH"]),
    ("ر", &["R"]),
    ("ز", &["Z"]),
    ("س", &["S"]),
    ("ش", &["XSH"]),
    ("ص", &["XSS"]),
    ("ض", &["XDZ"]),
    ("ط", &["XTT"]),
    ("ظ", &["XZZ"]),
    ("ع", &["E"]),
    ("غ", &["G"]),
    ("ف", &["F"]),
    ("ق", &["Q"]),
    ("ك", &["K"]),
    ("ل", &["L"]),
    ("م", &["M"]),
    ("ن", &["N"]),
    ("ه", &["H"]),
    ("و", &["W"]),
    ("ى", &["XAY"]),
    ("ي", &["Y"]),
    (
        "\u{640}\u{64B}\u{64C}\u{64D}\u{64E}\u{64F}\u{650}\u{652}\u{670}",
        &[""],
    ),
    ("ٱ", &["XXA"]),
    ("ٹ", &["XXT"]),
    ("ټ", &["XRT"]),
    ("پ", &["P"]),
    ("ځ", &["XKE"]),
    ("څ", &["XXH"]),
    ("چ", &["XC"]),
    ("ڈ", &["XXD"]),
    ("ډ", &["XDR"]),
    ("ڑ", &["XXR"]),
    ("ړ", &["XRR"]),
    ("ږ", &["XRX"]),
    ("ژ", &["XJ"]),
    ("ښ", &["XXS"]),
    ("\u{69C}\u{6A2}\u{6A7}\u{6A8}", &[""]),
    ("ک", &["XKK"]),
    ("ګ\u{6AB}", &["XXK"]),
    ("ڭ", &["XNG"]),
    ("گ", &["XGG"]),
    ("ں", &["XNN"]),
    ("ڼ", &["XXN"]),
    ("ھ", &["XDO"]),
    ("\u{6C0}", &["XYH"]),
    ("ہ", &["XXG"]),
    ("\u{6C2}", &["XGE"]),
    ("ۃ", &["XTG"]),
    ("ی", &["XYA"]),
    ("ۍ", &["XXY"]),
    ("ې", &["Y"]),
    ("ے", &["XYB"]),
    ("ۓ", &["XBE"]),
];

/// The mark that doubles the letter before it (table C, note 3).
pub(super) const SHADDA: char = '\u{651}';
/// Written XTA, but XAH at the end of a name component (table C, note 2).
pub(super) const TEH_MARBUTA: char = 'ة';

/// The published transliterations of a capital letter outside A–Z, the preferred first. An empty
/// text means that the letter is not written.
pub fn transliterations(capital: char) -> Option<&'static [&'static str]> {
    [LATIN, CYRILLIC, ARABIC]
        .into_iter()
        .flatten()
        .find(|(letters, _)| letters.contains(capital))
        .map(|&(_, written)| written)
}

/// Joins a base letter with the combining mark after it, for the marks that table A distinguishes.
/// Other combining marks are not written.
pub(super) fn joined(base: char, mark: char) -> Option<char> {
    match (base, mark) {
        ('A', '\u{308}') => Some('Ä'),
        ('O', '\u{308}') => Some('Ö'),
        ('U', '\u{308}') => Some('Ü'),
        ('A', '\u{30A}') => Some('Å'),
        ('N', '\u{303}') => Some('Ñ'),
        ('И', '\u{306}') => Some('Й'),
        ('Е', '\u{308}') => Some('Ё'),
        ('І', '\u{308}') => Some('Ї'),
        ('У', '\u{306}') => Some('Ў'),
        ('\u{627}', '\u{653}') => Some('\u{622}'),
        ('\u{627}', '\u{654}') => Some('\u{623}'),
        ('\u{648}', '\u{654}') => Some('\u{624}'),
        ('\u{627}', '\u{655}') => Some('\u{625}'),
        ('\u{64A}', '\u{654}') => Some('\u{626}'),
        _ => None,
    }
}

/// A combining mark that is not written by itself.
pub(super) const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{653}'..='\u{655}')
}
