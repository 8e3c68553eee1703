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
    for nobody in [
        "",
        "  ",
        "ger",
        "United",
        "Korea",
        "Congo",
        "Atlantis",
        "of",
        "Republic of",
    ] {
        assert_eq!(code(nobody), None, "{nobody}");
    }
}

#[test]
fn names_are_those_of_every_day() {
    for (code, name) in [
        ("BOL", "Bolivia"),
        ("BRN", "Brunei"),
        ("CIV", "Côte d’Ivoire"),
        ("COD", "Congo - Kinshasa"),
        ("COG", "Congo - Brazzaville"),
        ("CPV", "Cape Verde"),
        ("CZE", "Czechia"),
        ("GBR", "United Kingdom"),
        ("HKG", "Hong Kong"),
        ("IRN", "Iran"),
        ("KOR", "South Korea"),
        ("LAO", "Laos"),
        ("MDA", "Moldova"),
        ("MMR", "Myanmar"),
        ("PRK", "North Korea"),
        ("PSE", "Palestine"),
        ("RUS", "Russia"),
        ("SYR", "Syria"),
        ("TUR", "Türkiye"),
        ("TWN", "Taiwan"),
        ("TZA", "Tanzania"),
        ("USA", "United States"),
        ("VAT", "Vatican City"),
        ("VNM", "Vietnam"),
    ] {
        assert_eq!(country(code).map(|known| known.name), Some(name));
    }
    assert_eq!(name_with_code("KOR"), "South Korea (KOR)");
    assert_eq!(name_with_code("QQQ"), "QQQ");
}

#[test]
fn former_formal_and_short_names_are_understood() {
    for (typed, code) in [
        ("Korea, Republic of", "KOR"),
        ("republic of korea", "KOR"),
        ("South Kor", "KOR"),
        ("Korea (Democratic People's Republic of)", "PRK"),
        ("DPRK", "PRK"),
        ("Burma", "MMR"),
        ("Swaziland", "SWZ"),
        ("UK", "GBR"),
        ("u.k.", "GBR"),
        ("scotland", "GBR"),
        ("US", "USA"),
        ("U.S.A.", "USA"),
        ("the United States of America", "USA"),
        ("Holland", "NLD"),
        ("the Netherlands", "NLD"),
        ("UAE", "ARE"),
        ("Turkey", "TUR"),
        ("turkiye", "TUR"),
        ("Cote d'Ivoire", "CIV"),
        ("Ivory Coast", "CIV"),
        ("Lao PDR", "LAO"),
        ("Lao People's Democratic Republic", "LAO"),
        ("Viet Nam", "VNM"),
        ("Socialist Republic of Vietnam", "VNM"),
        ("Kingdom of Thailand", "THA"),
        ("Kingdom of Cambodia", "KHM"),
        ("Republic of the Congo", "COG"),
        ("DR Congo", "COD"),
        ("Republic of China", "TWN"),
        ("People’s Republic of China", "CHN"),
        ("Hong Kong", "CHN"),
        ("hong k", "CHN"),
        ("Saint Lucia", "LCA"),
        ("Bosnia and Herzegovina", "BIH"),
        ("sao tome", "STP"),
        ("Russian Federation", "RUS"),
    ] {
        assert_eq!(named(typed).map(|known| known.code), Some(code), "{typed}");
    }
}

/// The 193 members of the United Nations, the Holy See, Palestine and Taiwan; and eleven codes of
/// section 5.
#[test]
fn nationalities_are_what_stands_in_passports() {
    let codes: Vec<_> = nationalities().map(|known| known.code).collect();
    assert_eq!(codes.len(), 196 + 11);
    for own in ["D", "KHM", "VAT", "PSE", "TWN", "RKS", "GBD", "XXA", "XXB"] {
        assert!(codes.contains(&own), "{own}");
    }
    for none in [
        "ATA", "BVT", "HKG", "GUF", "JEY", "UMI", "UTO", "EUE", "ANT",
    ] {
        assert!(!codes.contains(&none), "{none}");
    }
}

#[test]
fn people_live_in_territories_too() {
    let codes: Vec<_> = residences().map(|known| known.code).collect();
    assert_eq!(codes.len(), 249 - 7 + 1);
    for home in ["HKG", "GUF", "JEY", "RKS", "KHM"] {
        assert!(codes.contains(&home), "{home}");
    }
    assert!(!codes.contains(&"ATA") && !codes.contains(&"GBD"));
}

/// A row that names no state, or that of another, would be found by nobody.
#[test]
fn other_names_are_of_known_states_and_name_one_each() {
    for (name, code) in LISTED.iter().chain(TYPED) {
        assert_eq!(named(name).map(|known| known.code), Some(*code), "{name}");
    }
    for code in NOT_IN_PASSPORTS
        .iter()
        .chain(BESIDE_STATES)
        .chain(WITHOUT_HOMES)
    {
        assert!(country(code).is_some(), "{code}");
    }
    assert_eq!(also_listed().count(), LISTED.len());
}

#[test]
fn names_are_sorted_as_people_read_them() {
    let mut names = [
        "Zambia",
        "Åland Islands",
        "Albania",
        "Côte d’Ivoire",
        "Costa Rica",
    ];
    names.sort_by_key(|name| spelled(name));
    let sorted = [
        "Åland Islands",
        "Albania",
        "Costa Rica",
        "Côte d’Ivoire",
        "Zambia",
    ];
    assert_eq!(names, sorted);
}
