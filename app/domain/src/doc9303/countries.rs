//! Codes of states, organisations and persons in an MRZ (Doc 9303-3, section 5): ISO 3166-1 alpha-3
//! with its English short names, and ICAO's own codes.
//!
//! Codes are stored without fillers: Germany is `D`, written `D<<` in an MRZ.

use serde::Serialize;

/// A state, organisation or kind of person, as issuer or nationality of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Country {
    /// The code, one to three letters, without fillers.
    pub code: &'static str,
    /// The English short name.
    pub name: &'static str,
}

const fn c(code: &'static str, name: &'static str) -> Country {
    Country { code, name }
}

/// All codes: first those of ISO 3166-1 in their order (Germany's D where DEU would be), then those
/// of Doc 9303-3, section 5, parts A to H. A code that was once in the list stays: people are stored
/// by it.
pub const ALL: &[Country] = &[
    c("ABW", "Aruba"),
    c("AFG", "Afghanistan"),
    c("AGO", "Angola"),
    c("AIA", "Anguilla"),
    c("ALA", "Åland Islands"),
    c("ALB", "Albania"),
    c("AND", "Andorra"),
    c("ARE", "United Arab Emirates"),
    c("ARG", "Argentina"),
    c("ARM", "Armenia"),
    c("ASM", "American Samoa"),
    c("ATA", "Antarctica"),
    c("ATF", "French Southern Territories"),
    c("ATG", "Antigua and Barbuda"),
    c("AUS", "Australia"),
    c("AUT", "Austria"),
    c("AZE", "Azerbaijan"),
    c("BDI", "Burundi"),
    c("BEL", "Belgium"),
    c("BEN", "Benin"),
    c("BES", "Bonaire, Sint Eustatius and Saba"),
    c("BFA", "Burkina Faso"),
    c("BGD", "Bangladesh"),
    c("BGR", "Bulgaria"),
    c("BHR", "Bahrain"),
    c("BHS", "Bahamas"),
    c("BIH", "Bosnia and Herzegovina"),
    c("BLM", "Saint Barthélemy"),
    c("BLR", "Belarus"),
    c("BLZ", "Belize"),
    c("BMU", "Bermuda"),
    c("BOL", "Bolivia (Plurinational State of)"),
    c("BRA", "Brazil"),
    c("BRB", "Barbados"),
    c("BRN", "Brunei Darussalam"),
    c("BTN", "Bhutan"),
    c("BVT", "Bouvet Island"),
    c("BWA", "Botswana"),
    c("CAF", "Central African Republic"),
    c("CAN", "Canada"),
    c("CCK", "Cocos (Keeling) Islands"),
    c("CHE", "Switzerland"),
    c("CHL", "Chile"),
    c("CHN", "China"),
    c("CIV", "Côte d'Ivoire"),
    c("CMR", "Cameroon"),
    c("COD", "Congo, Democratic Republic of the"),
    c("COG", "Congo"),
    c("COK", "Cook Islands"),
    c("COL", "Colombia"),
    c("COM", "Comoros"),
    c("CPV", "Cabo Verde"),
    c("CRI", "Costa Rica"),
    c("CUB", "Cuba"),
    c("CUW", "Curaçao"),
    c("CXR", "Christmas Island"),
    c("CYM", "Cayman Islands"),
    c("CYP", "Cyprus"),
    c("CZE", "Czechia"),
    c("D", "Germany"),
    c("DJI", "Djibouti"),
    c("DMA", "Dominica"),
    c("DNK", "Denmark"),
    c("DOM", "Dominican Republic"),
    c("DZA", "Algeria"),
    c("ECU", "Ecuador"),
    c("EGY", "Egypt"),
    c("ERI", "Eritrea"),
    c("ESH", "Western Sahara"),
    c("ESP", "Spain"),
    c("EST", "Estonia"),
    c("ETH", "Ethiopia"),
    c("FIN", "Finland"),
    c("FJI", "Fiji"),
    c("FLK", "Falkland Islands (Malvinas)"),
    c("FRA", "France"),
    c("FRO", "Faroe Islands"),
    c("FSM", "Micronesia (Federated States of)"),
    c("GAB", "Gabon"),
    c("GBR", "United Kingdom"),
    c("GEO", "Georgia"),
    c("GGY", "Guernsey"),
    c("GHA", "Ghana"),
    c("GIB", "Gibraltar"),
    c("GIN", "Guinea"),
    c("GLP", "Guadeloupe"),
    c("GMB", "Gambia"),
    c("GNB", "Guinea-Bissau"),
    c("GNQ", "Equatorial Guinea"),
    c("GRC", "Greece"),
    c("GRD", "Grenada"),
    c("GRL", "Greenland"),
    c("GTM", "Guatemala"),
    c("GUF", "French Guiana"),
    c("GUM", "Guam"),
    c("GUY", "Guyana"),
    c("HKG", "Hong Kong"),
    c("HMD", "Heard Island and McDonald Islands"),
    c("HND", "Honduras"),
    c("HRV", "Croatia"),
    c("HTI", "Haiti"),
    c("HUN", "Hungary"),
    c("IDN", "Indonesia"),
    c("IMN", "Isle of Man"),
    c("IND", "India"),
    c("IOT", "British Indian Ocean Territory"),
    c("IRL", "Ireland"),
    c("IRN", "Iran (Islamic Republic of)"),
    c("IRQ", "Iraq"),
    c("ISL", "Iceland"),
    c("ISR", "Israel"),
    c("ITA", "Italy"),
    c("JAM", "Jamaica"),
    c("JEY", "Jersey"),
    c("JOR", "Jordan"),
    c("JPN", "Japan"),
    c("KAZ", "Kazakhstan"),
    c("KEN", "Kenya"),
    c("KGZ", "Kyrgyzstan"),
    c("KHM", "Cambodia"),
    c("KIR", "Kiribati"),
    c("KNA", "Saint Kitts and Nevis"),
    c("KOR", "Korea, Republic of"),
    c("KWT", "Kuwait"),
    c("LAO", "Lao People's Democratic Republic"),
    c("LBN", "Lebanon"),
    c("LBR", "Liberia"),
    c("LBY", "Libya"),
    c("LCA", "Saint Lucia"),
    c("LIE", "Liechtenstein"),
    c("LKA", "Sri Lanka"),
    c("LSO", "Lesotho"),
    c("LTU", "Lithuania"),
    c("LUX", "Luxembourg"),
    c("LVA", "Latvia"),
    c("MAC", "Macao"),
    c("MAF", "Saint Martin (French part)"),
    c("MAR", "Morocco"),
    c("MCO", "Monaco"),
    c("MDA", "Moldova, Republic of"),
    c("MDG", "Madagascar"),
    c("MDV", "Maldives"),
    c("MEX", "Mexico"),
    c("MHL", "Marshall Islands"),
    c("MKD", "North Macedonia"),
    c("MLI", "Mali"),
    c("MLT", "Malta"),
    c("MMR", "Myanmar"),
    c("MNE", "Montenegro"),
    c("MNG", "Mongolia"),
    c("MNP", "Northern Mariana Islands"),
    c("MOZ", "Mozambique"),
    c("MRT", "Mauritania"),
    c("MSR", "Montserrat"),
    c("MTQ", "Martinique"),
    c("MUS", "Mauritius"),
    c("MWI", "Malawi"),
    c("MYS", "Malaysia"),
    c("MYT", "Mayotte"),
    c("NAM", "Namibia"),
    c("NCL", "New Caledonia"),
    c("NER", "Niger"),
    c("NFK", "Norfolk Island"),
    c("NGA", "Nigeria"),
    c("NIC", "Nicaragua"),
    c("NIU", "Niue"),
    c("NLD", "Netherlands"),
    c("NOR", "Norway"),
    c("NPL", "Nepal"),
    c("NRU", "Nauru"),
    c("NZL", "New Zealand"),
    c("OMN", "Oman"),
    c("PAK", "Pakistan"),
    c("PAN", "Panama"),
    c("PCN", "Pitcairn"),
    c("PER", "Peru"),
    c("PHL", "Philippines"),
    c("PLW", "Palau"),
    c("PNG", "Papua New Guinea"),
    c("POL", "Poland"),
    c("PRI", "Puerto Rico"),
    c("PRK", "Korea (Democratic People's Republic of)"),
    c("PRT", "Portugal"),
    c("PRY", "Paraguay"),
    c("PSE", "Palestine, State of"),
    c("PYF", "French Polynesia"),
    c("QAT", "Qatar"),
    c("REU", "Réunion"),
    c("ROU", "Romania"),
    c("RUS", "Russian Federation"),
    c("RWA", "Rwanda"),
    c("SAU", "Saudi Arabia"),
    c("SDN", "Sudan"),
    c("SEN", "Senegal"),
    c("SGP", "Singapore"),
    c("SGS", "South Georgia and the South Sandwich Islands"),
    c("SHN", "Saint Helena, Ascension and Tristan da Cunha"),
    c("SJM", "Svalbard and Jan Mayen"),
    c("SLB", "Solomon Islands"),
    c("SLE", "Sierra Leone"),
    c("SLV", "El Salvador"),
    c("SMR", "San Marino"),
    c("SOM", "Somalia"),
    c("SPM", "Saint Pierre and Miquelon"),
    c("SRB", "Serbia"),
    c("SSD", "South Sudan"),
    c("STP", "Sao Tome and Principe"),
    c("SUR", "Suriname"),
    c("SVK", "Slovakia"),
    c("SVN", "Slovenia"),
    c("SWE", "Sweden"),
    c("SWZ", "Eswatini"),
    c("SXM", "Sint Maarten (Dutch part)"),
    c("SYC", "Seychelles"),
    c("SYR", "Syrian Arab Republic"),
    c("TCA", "Turks and Caicos Islands"),
    c("TCD", "Chad"),
    c("TGO", "Togo"),
    c("THA", "Thailand"),
    c("TJK", "Tajikistan"),
    c("TKL", "Tokelau"),
    c("TKM", "Turkmenistan"),
    c("TLS", "Timor-Leste"),
    c("TON", "Tonga"),
    c("TTO", "Trinidad and Tobago"),
    c("TUN", "Tunisia"),
    c("TUR", "Türkiye"),
    c("TUV", "Tuvalu"),
    c("TWN", "Taiwan, Province of China"),
    c("TZA", "Tanzania, United Republic of"),
    c("UGA", "Uganda"),
    c("UKR", "Ukraine"),
    c("UMI", "United States Minor Outlying Islands"),
    c("URY", "Uruguay"),
    c("USA", "United States of America"),
    c("UZB", "Uzbekistan"),
    c("VAT", "Holy See"),
    c("VCT", "Saint Vincent and the Grenadines"),
    c("VEN", "Venezuela (Bolivarian Republic of)"),
    c("VGB", "Virgin Islands (British)"),
    c("VIR", "Virgin Islands (U.S.)"),
    c("VNM", "Viet Nam"),
    c("VUT", "Vanuatu"),
    c("WLF", "Wallis and Futuna"),
    c("WSM", "Samoa"),
    c("YEM", "Yemen"),
    c("ZAF", "South Africa"),
    c("ZMB", "Zambia"),
    c("ZWE", "Zimbabwe"),
    // Doc 9303-3, section 5, parts A to H.
    c("GBD", "British Overseas Territories Citizen"),
    c("GBN", "British National (Overseas)"),
    c("GBO", "British Overseas Citizen"),
    c("GBP", "British Protected Person"),
    c("GBS", "British Subject"),
    c("RKS", "Kosovo"),
    c("EUE", "European Union"),
    c("UNO", "United Nations Organization"),
    c("UNA", "United Nations specialized agency"),
    c(
        "UNK",
        "United Nations Interim Administration Mission in Kosovo",
    ),
    c("XBA", "African Development Bank"),
    c("XIM", "African Export-Import Bank"),
    c("XCC", "Caribbean Community"),
    c("XCE", "Council of Europe"),
    c("XCO", "Common Market for Eastern and Southern Africa"),
    c("XEC", "Economic Community of West African States"),
    c(
        "XPO",
        "International Criminal Police Organization (INTERPOL)",
    ),
    c("XES", "Organization of Eastern Caribbean States"),
    c("XMP", "Parliamentary Assembly of the Mediterranean"),
    c("XOM", "Sovereign Military Order of Malta"),
    c("XDC", "Southern African Development Community"),
    c("XXA", "Stateless person"),
    c("XXB", "Refugee (1951 Convention)"),
    c("XXC", "Refugee, other"),
    c("XXX", "Unspecified nationality"),
    c("ANT", "Netherlands Antilles"),
    c("NTZ", "Neutral Zone"),
    c("UTO", "Utopia (specimen)"),
    c("IAO", "International Civil Aviation Organization"),
];

/// The number of codes of ISO 3166-1 in [`ALL`].
const ISO_COUNT: usize = 249;

/// The states and territories of ISO 3166-1, from which a traveller chooses.
pub fn states() -> &'static [Country] {
    &ALL[..ISO_COUNT]
}

/// The state or organisation with this code; `None` where there is none. Case, fillers and blanks
/// around it are ignored. Germany is found by D, its code in travel documents, and by ISO's DEU.
pub fn country(code: &str) -> Option<Country> {
    let code = code.trim_matches(|c: char| c == '<' || c.is_whitespace());
    let wanted = match key(code)? {
        D => DEU,
        other => other,
    };
    // ISO's codes are in order once D is read as DEU.
    let iso = |known: &Country| match key(known.code) {
        Some(D) => Some(DEU),
        other => other,
    };
    states()
        .binary_search_by_key(&Some(wanted), iso)
        .ok()
        .and_then(|index| ALL.get(index))
        .or_else(|| {
            let mut own = ALL.iter().skip(ISO_COUNT);
            own.find(|known| key(known.code) == Some(wanted))
        })
        .copied()
}

/// The state or organisation that a person means: by its code, as [`country`], or by its English
/// name, of which the beginning is enough where only one begins so.
pub fn named(text: &str) -> Option<Country> {
    let wanted = text.trim().to_lowercase();
    let begins = |known: &&Country| known.name.to_lowercase().starts_with(&wanted);
    country(text).or_else(|| {
        let mut found = ALL.iter().filter(|_| wanted.len() > 3).filter(begins);
        let first = found.next()?;
        let is_whole = first.name.len() == wanted.len();
        (is_whole || found.next().is_none()).then_some(*first)
    })
}

/// A code of one or three letters, of either case, as a number: quicker to compare than a text, and
/// for three letters in the same order.
const fn key(code: &str) -> Option<u32> {
    match *code.as_bytes() {
        [a] => Some(number([0, 0, a])),
        [a, b, c] => Some(number([a, b, c])),
        _ => None,
    }
}

const fn number(mut letters: [u8; 3]) -> u32 {
    letters.make_ascii_uppercase();
    let [a, b, c] = letters;
    u32::from_be_bytes([0, a, b, c])
}

/// Germany's code in travel documents, and its code in ISO 3166-1.
const D: u32 = number(*b"\0\0D");
const DEU: u32 = number(*b"DEU");

impl Country {
    /// The code as it fills three positions of an MRZ: `D<<`, `UTO`.
    pub fn mrz_code(self) -> String {
        format!("{:<<3}", self.code)
    }
}

#[cfg(test)]
mod tests;
