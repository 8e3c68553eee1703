//! The tables of part 3, section 6, row by row, and the examples of its appendix B.

use super::super::letters::{joined, transliterations};
use super::*;

/// Letters with their transliterations, in the order of the table.
type Rows = &'static [(&'static str, &'static [&'static str])];

fn holds(rows: Rows) {
    for (letters, ways) in rows {
        for letter in letters.chars() {
            let number = u32::from(letter);
            assert_eq!(
                transliterations(letter),
                Some(*ways),
                "{letter} {number:04X}"
            );
        }
    }
}

#[test]
fn part_3_table_a() {
    holds(&[
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
        ("ØŒ", &["OE"]),
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
    ]);
}

/// Not in table A: as their base letters.
#[test]
fn latin_letters_that_table_a_leaves_out() {
    holds(&[
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
    ]);
}

/// With the exceptions for single languages after what holds for the others.
#[test]
fn part_3_table_b() {
    holds(&[
        ("\u{401}", &["E", "IO"]),
        ("\u{404}", &["IE", "YE"]),
        ("\u{405}", &["DZ"]),
        ("\u{406}", &["I"]),
        ("\u{407}", &["I", "YI"]),
        ("\u{408}", &["J"]),
        ("\u{409}", &["LJ"]),
        ("\u{40A}", &["NJ"]),
        ("\u{40C}", &["K", "KJ"]),
        ("\u{40E}", &["U"]),
        ("\u{40F}", &["DZ", "DJ"]),
        ("\u{410}", &["A"]),
        ("\u{411}", &["B"]),
        ("\u{412}", &["V"]),
        ("\u{413}", &["G", "H"]),
        ("\u{414}", &["D"]),
        ("\u{415}", &["E"]),
        ("\u{416}", &["ZH", "Z"]),
        ("\u{417}", &["Z"]),
        ("\u{418}", &["I", "Y"]),
        ("\u{419}", &["I", "Y"]),
        ("\u{41A}", &["K"]),
        ("\u{41B}", &["L"]),
        ("\u{41C}", &["M"]),
        ("\u{41D}", &["N"]),
        ("\u{41E}", &["O"]),
        ("\u{41F}", &["P"]),
        ("\u{420}", &["R"]),
        ("\u{421}", &["S"]),
        ("\u{422}", &["T"]),
        ("\u{423}", &["U"]),
        ("\u{424}", &["F"]),
        ("\u{425}", &["KH", "H"]),
        ("\u{426}", &["TS", "C"]),
        ("\u{427}", &["CH", "C"]),
        ("\u{428}", &["SH", "S"]),
        ("\u{429}", &["SHCH", "SHT"]),
        ("\u{42A}", &["IE"]),
        ("\u{42B}", &["Y"]),
        ("\u{42D}", &["E"]),
        ("\u{42E}", &["IU", "YU"]),
        ("\u{42F}", &["IA", "YA"]),
        ("\u{46A}", &["U"]),
        ("\u{474}", &["Y"]),
        ("\u{490}", &["G"]),
        ("\u{492}", &["G", "GJ"]),
        ("\u{4BA}", &["C"]),
        // The row 0402 is drawn as 040B: D for both. The soft sign and 0403 are ours.
        ("\u{402}", &["D", "DJ"]),
        ("\u{40B}", &["D", "C"]),
        ("\u{42C}", &[""]),
        ("\u{403}", &["G", "GJ"]),
    ]);
}

#[test]
fn part_3_table_c() {
    holds(&[
        ("\u{621}", &["XE"]),
        ("\u{622}", &["XAA"]),
        ("\u{623}", &["XAE"]),
        ("\u{624}", &["U"]),
        ("\u{625}", &["I"]),
        ("\u{626}", &["XI"]),
        ("\u{627}", &["A"]),
        ("\u{628}", &["B"]),
        ("\u{629}", &["XTA", "XAH"]),
        ("\u{62A}", &["T"]),
        ("\u{62B}", &["XTH"]),
        ("\u{62C}", &["J"]),
        ("\u{62D}", &["XH"]),
        ("\u{62E}", &["XKH"]),
        ("\u{62F}", &["D"]),
        ("\u{630}", &["XDH"]),
        ("\u{631}", &["R"]),
        ("\u{632}", &["Z"]),
        ("\u{633}", &["S"]),
        ("\u{634}", &["XSH"]),
        ("\u{635}", &["XSS"]),
        ("\u{636}", &["XDZ"]),
        ("\u{637}", &["XTT"]),
        ("\u{638}", &["XZZ"]),
        ("\u{639}", &["E"]),
        ("\u{63A}", &["G"]),
        ("\u{640}", &[""]),
        ("\u{641}", &["F"]),
        ("\u{642}", &["Q"]),
        ("\u{643}", &["K"]),
        ("\u{644}", &["L"]),
        ("\u{645}", &["M"]),
        ("\u{646}", &["N"]),
        ("\u{647}", &["H"]),
        ("\u{648}", &["W"]),
        ("\u{649}", &["XAY"]),
        ("\u{64A}", &["Y"]),
        (
            "\u{64B}\u{64C}\u{64D}\u{64E}\u{64F}\u{650}\u{652}\u{670}",
            &[""],
        ),
        ("\u{671}", &["XXA"]),
        ("\u{679}", &["XXT"]),
        ("\u{67C}", &["XRT"]),
        ("\u{67E}", &["P"]),
        ("\u{681}", &["XKE"]),
        ("\u{685}", &["XXH"]),
        ("\u{686}", &["XC"]),
        ("\u{688}", &["XXD"]),
        ("\u{689}", &["XDR"]),
        ("\u{691}", &["XXR"]),
        ("\u{693}", &["XRR"]),
        ("\u{696}", &["XRX"]),
        ("\u{698}", &["XJ"]),
        ("\u{69A}", &["XXS"]),
        ("\u{69C}\u{6A2}\u{6A7}\u{6A8}", &[""]),
        // B.5.4, and B.7.1, whose program prints XV.
        ("\u{6A4}", &["V", "XV"]),
        ("\u{6A5}", &["XF"]),
        ("\u{6A9}", &["XKK"]),
        ("\u{6AB}", &["XXK"]),
        ("\u{6AD}", &["XNG"]),
        ("\u{6AF}", &["XGG"]),
        ("\u{6BA}", &["XNN"]),
        ("\u{6BC}", &["XXN"]),
        ("\u{6BE}", &["XDO"]),
        ("\u{6C0}", &["XYH"]),
        ("\u{6C1}", &["XXG"]),
        ("\u{6C2}", &["XGE"]),
        ("\u{6C3}", &["XTG"]),
        // With note 4 to B.5.6.
        ("\u{6CC}", &["XYA", "Y", "XAY"]),
        ("\u{6CD}", &["XXY"]),
        ("\u{6D0}", &["Y"]),
        ("\u{6D2}", &["XYB"]),
        ("\u{6D3}", &["XBE"]),
    ]);
}

/// The canonical compositions of Unicode for the letters that the tables treat as their own.
#[test]
fn letters_whose_mark_stands_apart() {
    for (base, mark, both) in [
        ('A', '\u{308}', 'Ä'),
        ('O', '\u{308}', 'Ö'),
        ('U', '\u{308}', 'Ü'),
        ('A', '\u{30A}', 'Å'),
        ('N', '\u{303}', 'Ñ'),
        ('\u{418}', '\u{306}', '\u{419}'),
        ('\u{415}', '\u{308}', '\u{401}'),
        ('\u{406}', '\u{308}', '\u{407}'),
        ('\u{423}', '\u{306}', '\u{40E}'),
        ('\u{627}', '\u{653}', '\u{622}'),
        ('\u{627}', '\u{654}', '\u{623}'),
        ('\u{648}', '\u{654}', '\u{624}'),
        ('\u{627}', '\u{655}', '\u{625}'),
        ('\u{64A}', '\u{654}', '\u{626}'),
        ('\u{41A}', '\u{301}', '\u{40C}'),
        ('\u{413}', '\u{301}', '\u{403}'),
        ('\u{6C1}', '\u{654}', '\u{6C2}'),
        ('\u{6D2}', '\u{654}', '\u{6D3}'),
        ('\u{6D5}', '\u{654}', '\u{6C0}'),
    ] {
        assert_eq!(joined(base, mark), Some(both), "{both}");
        assert_eq!(
            transliterate(&format!("{base}{mark}")),
            transliterate(&both.to_string())
        );
    }
    assert_eq!(joined('E', '\u{301}'), None);
}

#[test]
fn appendix_b_5_7_the_worked_example() {
    for (arabic, latin) in [
        ("ابو", "ABW"),
        ("بكر", "BKR"),
        ("محمد", "MXHMD"),
        ("بن", "BN"),
        ("زكريا", "ZKRYA"),
        ("الرازي", "ALRAZY"),
    ] {
        assert_eq!(transliterate(arabic).unwrap(), latin);
    }
    assert_eq!(
        transliterate("ابو بكر محمد بن زكريا الرازي").unwrap(),
        "ABW<BKR<MXHMD<BN<ZKRYA<ALRAZY"
    );
}

#[test]
fn appendix_b_5_9_further_examples() {
    for (arabic, field) in [
        ("هاري الشماع", "HARY<ALXSHMAE<<"),
        ("سمير بادمكدوذيل", "SMYR<BADMKDWXDHYL<<"),
        ("جمال عبد الناصر", "JMAL<EBD<ALNAXSSR<<"),
        (
            "العباس عبد الله بن محمد السفاح",
            "ALEBAS<EBD<ALLXH<BN<MXHMD<ALSFAXH<<",
        ),
        ("عبد العزيز بن متعب", "EBD<ALEZYZ<BN<MTEB<<"),
        // The MRZ has the double letter although no shadda was typed.
        ("إسماعيل عز الدين", "ISMAEYL<EZZ<ALDYN<<"),
        ("جميلة نعيمة", "JMYLXAH<NEYMXAH<<"),
    ] {
        let compared = same_or_allowed(arabic, "", field);
        assert_eq!(
            compared,
            allowed(&[AllowedDifference::Transliteration]),
            "{arabic}"
        );
    }
}

#[test]
fn appendix_b_5_5_11_a_shadda_may_or_may_not_be_written() {
    // Table C, note 3, its double letter as printed, not written, and as B.7.1 prints it.
    for field in ["FXDZDZXAH<<", "FXDZXAH<<", "FXDZXDZXAH<<"] {
        assert!(same_or_allowed("فضّة", "", field).matches(), "{field}");
        assert!(same_or_allowed("فضة", "", field).matches(), "{field}");
    }
    assert!(!same_or_allowed("فضّة", "", "FXDZDZDZXAH<<").matches());
    // In the order of Unicode's normal forms a vowel mark stands before the shadda.
    assert_eq!(transliterate("عب\u{64E}\u{651}اس").unwrap(), "EBBAS");
    assert_eq!(transliterate("عب\u{651}\u{64E}اس").unwrap(), "EBBAS");
    assert_eq!(transliterate("\u{651}عب").unwrap(), "EB");
}

#[test]
fn appendix_b_5_9_the_name_of_god() {
    for typed in ["الله", "اللّه", "الل\u{651}\u{670}ه", "اللَّه"] {
        assert_eq!(transliterate(typed).unwrap(), "ALLH");
        for field in ["ALLH<<", "ALLXH<<"] {
            assert!(same_or_allowed(typed, "", field).matches(), "{field}");
        }
    }
    assert!(!same_or_allowed("له", "", "LXH<<").matches());
    assert!(!same_or_allowed("اللهب", "", "ALLXHB<<").matches());
}
