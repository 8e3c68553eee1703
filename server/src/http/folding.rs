//! The folding of what people type: every form and every query passes here before it is read, so
//! that no field has to think of keyboards, invisible signs or directions of writing
//! ([`domain::typed_text`]).

use domain::typed_text::TypedText;
use form_urlencoded::{Serializer, parse};
use http::Uri;

/// The form or query with each value in the form of its control.
pub fn folded(encoded: &[u8]) -> String {
    let mut folded = Serializer::new(String::with_capacity(encoded.len()));
    for (name, value) in parse(encoded) {
        // Controls that are given several times arrive as `name[0]`, `name[1]` …
        let control = name.split('[').next().unwrap_or_default();
        folded.append_pair(&name, &TypedText::of(control).fold(&value));
    }
    folded.finish()
}

/// The address with a folded query.
pub fn folded_query(uri: &Uri) -> Option<Uri> {
    let query = uri.query()?;
    let mut parts = uri.clone().into_parts();
    let address = format!("{}?{}", uri.path(), folded(query.as_bytes()));
    parts.path_and_query = Some(address.parse().ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_of_a_form_is_folded_as_its_control_asks() {
        let form = Serializer::new(String::new())
            .append_pair("surname", "\u{202E}Ｔｅｓｔｏｖ")
            .append_pair("address", "ផ្ទះ ១២\r\nភ្នំ\u{202E}ពេញ")
            .append_pair("new", "ｐａｓｓ\u{200B}")
            .append_pair("grounds[0]", "23-a-1\u{FEFF}")
            .append_pair("grounds[1]", "23-a-2")
            .append_pair("birth_day", "")
            .finish();
        let read: Vec<(String, String)> = parse(folded(form.as_bytes()).as_bytes())
            .into_owned()
            .collect();
        let read: Vec<(&str, &str)> = read
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(
            read,
            [
                ("surname", "Testov"),
                ("address", "ផ្ទះ ១២\nភ្នំពេញ"),
                ("new", "ｐａｓｓ\u{200B}"),
                ("grounds[0]", "23-a-1"),
                ("grounds[1]", "23-a-2"),
                ("birth_day", ""),
            ]
        );
    }

    #[test]
    fn a_query_is_folded_and_an_address_without_one_stays() {
        let uri: Uri = "/staff/queue?reference=%EF%BC%AB%EF%BC%B6%00&port="
            .parse()
            .unwrap();
        let folded = folded_query(&uri).unwrap();
        assert_eq!(folded.to_string(), "/staff/queue?reference=KV&port=");
        assert_eq!(folded_query(&Uri::from_static("/staff/queue")), None);
    }
}
