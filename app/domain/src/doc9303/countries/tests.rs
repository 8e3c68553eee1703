//! The list of states against the standard.

use super::*;

#[test]
fn codes_are_unique_and_short() {
    for (position, one) in ALL.iter().enumerate() {
        assert!((1..=3).contains(&one.code.len()));
        assert!(one.code.bytes().all(|b| b.is_ascii_uppercase()));
        assert!(!one.name.is_empty());
        assert!(ALL[..position].iter().all(|other| other.code != one.code));
    }
    assert_eq!(states().last().map(|c| c.code), Some("ZWE"));
    for known in ALL {
        assert_eq!(country(known.code), Some(*known));
    }
}

#[test]
fn germany_is_d() {
    for typed in ["D", "D<<", "DEU", "d", " d<<"] {
        assert_eq!(country(typed).map(|c| c.name), Some("Germany"));
    }
    assert_eq!(country("D").map(Country::mrz_code).as_deref(), Some("D<<"));
    assert_eq!(
        country("UTO").map(Country::mrz_code).as_deref(),
        Some("UTO")
    );
}

/// Part 3, section 5, parts A to H, in their order; Germany stands among ISO's.
#[test]
fn section_5_has_these_codes_of_its_own() {
    let own: Vec<_> = ALL[ISO_COUNT..]
        .iter()
        .map(|known| (known.code, known.name))
        .collect();
    assert_eq!(
        own,
        [
            ("GBD", "British Overseas Territories Citizen"),
            ("GBN", "British National (Overseas)"),
            ("GBO", "British Overseas Citizen"),
            ("GBP", "British Protected Person"),
            ("GBS", "British Subject"),
            ("RKS", "Kosovo"),
            ("EUE", "European Union"),
            ("UNO", "United Nations Organization"),
            ("UNA", "United Nations specialized agency"),
            (
                "UNK",
                "United Nations Interim Administration Mission in Kosovo"
            ),
            ("XBA", "African Development Bank"),
            ("XIM", "African Export-Import Bank"),
            ("XCC", "Caribbean Community"),
            ("XCE", "Council of Europe"),
            ("XCO", "Common Market for Eastern and Southern Africa"),
            ("XEC", "Economic Community of West African States"),
            (
                "XPO",
                "International Criminal Police Organization (INTERPOL)"
            ),
            ("XES", "Organization of Eastern Caribbean States"),
            ("XMP", "Parliamentary Assembly of the Mediterranean"),
            ("XOM", "Sovereign Military Order of Malta"),
            ("XDC", "Southern African Development Community"),
            ("XXA", "Stateless person"),
            ("XXB", "Refugee (1951 Convention)"),
            ("XXC", "Refugee, other"),
            ("XXX", "Unspecified nationality"),
            ("ANT", "Netherlands Antilles"),
            ("NTZ", "Neutral Zone"),
            ("UTO", "Utopia (specimen)"),
            ("IAO", "International Civil Aviation Organization"),
        ]
    );
    // ISO 3166-1 has 249 states and territories.
    assert_eq!(states().len(), 249);
}

#[test]
fn section_5_has_codes_of_its_own_and_no_others() {
    for code in ["GBD", "RKS", "EUE", "UNO", "XOM", "XXA", "XXX", "UTO"] {
        assert!(country(code).is_some(), "{code}");
    }
    for code in ["", "<<<", "ZZZ", "XYZ", "KH", "KHMX", "é"] {
        assert!(country(code).is_none(), "{code}");
    }
}

#[test]
fn people_name_a_state_by_its_code_or_its_name() {
    let code = |text| named(text).map(|country| country.code);
    for germany in ["D", "d", "DEU", "deu", " D<<", "Germany", "germ"] {
        assert_eq!(code(germany), Some("D"), "{germany}");
    }
    assert_eq!(code("Sweden"), Some("SWE"));
    assert_eq!(code("niger"), Some("NER"));
    assert_eq!(code("nigeria"), Some("NGA"));
    for nobody in ["", "  ", "ger", "United", "Atlantis"] {
        assert_eq!(code(nobody), None, "{nobody}");
    }
}
