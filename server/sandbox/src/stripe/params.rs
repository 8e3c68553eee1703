//! Request parameters of the API: form encoded, with nested keys as `line_items[0][price_data][currency]`.

use serde_json::{Map, Value};

use super::error::ApiError;

/// The deepest nesting of a key.
const DEEPEST: usize = 8;

/// The parameters of a request. Lists are objects with number keys, since `metadata[0]` is no list.
#[derive(Clone, Debug, Default)]
pub struct Params(Map<String, Value>);

impl Params {
    /// Decodes a query string or a form body.
    pub fn parse(encoded: &[u8]) -> Result<Self, ApiError> {
        let mut root = Map::new();
        for (name, value) in form_urlencoded::parse(encoded) {
            let path = split_name(&name);
            if path.len() > DEEPEST {
                return Err(ApiError::invalid(name, "Invalid nesting of parameters"));
            }
            insert(&mut root, &path, &value).ok_or_else(|| {
                ApiError::invalid(name.as_ref(), format!("Invalid object: {name}"))
            })?;
        }
        Ok(Self(root))
    }

    /// Refuses parameters that the endpoint does not know.
    pub fn only(&self, known: &[&str]) -> Result<(), ApiError> {
        match self
            .0
            .keys()
            .find(|name| !known.contains(&name.as_str()) && *name != "expand")
        {
            None => Ok(()),
            Some(name) => Err(ApiError::invalid_code(
                "parameter_unknown",
                name,
                format!("Received unknown parameter: {name}"),
            )),
        }
    }

    /// The same of the members of a nested parameter.
    pub fn only_in(&self, path: &[&str], known: &[&str]) -> Result<(), ApiError> {
        let Some(Value::Object(members)) = self.value(path) else {
            return Ok(());
        };
        match members.keys().find(|name| !known.contains(&name.as_str())) {
            None => Ok(()),
            Some(name) => {
                let name = full_name(&[path, &[name.as_str()]].concat());
                let message = format!("Received unknown parameter: {name}");
                Err(ApiError::invalid_code("parameter_unknown", name, message))
            }
        }
    }

    fn value(&self, path: &[&str]) -> Option<&Value> {
        let (first, rest) = path.split_first()?;
        rest.iter()
            .try_fold(self.0.get(*first)?, |value, key| value.get(key))
    }

    /// A text parameter; an empty text counts as absent, as with Stripe.
    pub fn text(&self, path: &[&str]) -> Result<Option<&str>, ApiError> {
        match self.value(path) {
            None => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => {
                let name = full_name(path);
                Err(ApiError::invalid(&name, format!("Invalid string: {name}")))
            }
        }
    }

    /// A required text parameter.
    pub fn required(&self, path: &[&str]) -> Result<&str, ApiError> {
        self.text(path)?
            .ok_or_else(|| ApiError::missing(&full_name(path)))
    }

    /// An integer parameter.
    pub fn integer(&self, path: &[&str]) -> Result<Option<i64>, ApiError> {
        self.text(path)?
            .map(|text| {
                text.parse().map_err(|_| {
                    ApiError::invalid_code(
                        "parameter_invalid_integer",
                        full_name(path),
                        format!("Invalid integer: {text}"),
                    )
                })
            })
            .transpose()
    }

    /// A parameter with a set of allowed values.
    pub fn choice(&self, path: &[&str], allowed: &[&str]) -> Result<Option<&str>, ApiError> {
        let Some(text) = self.text(path)? else {
            return Ok(None);
        };
        if allowed.contains(&text) {
            return Ok(Some(text));
        }
        let name = full_name(path);
        let last = path.last().copied().unwrap_or_default();
        let choices = match allowed.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => format!("{}, or {last}", rest.join(", ")),
            None => String::new(),
        };
        Err(ApiError::invalid(
            name,
            format!("Invalid {last}: must be one of {choices}"),
        ))
    }

    /// The members of a list with their indices, in their order.
    pub fn items(&self, path: &[&str]) -> Result<Vec<(String, Params)>, ApiError> {
        let Some(value) = self.value(path) else {
            return Ok(Vec::new());
        };
        let invalid = || {
            let name = full_name(path);
            ApiError::invalid(&name, format!("Invalid array: {name}"))
        };
        let fields = value.as_object().ok_or_else(invalid)?;
        let mut members = fields
            .iter()
            .map(|(index, member)| Some((index.parse::<u32>().ok()?, index, member)))
            .collect::<Option<Vec<_>>>()
            .ok_or_else(invalid)?;
        members.sort_by_key(|(number, ..)| *number);
        members
            .into_iter()
            .map(|(_, index, member)| {
                let fields = member.as_object().cloned().ok_or_else(invalid)?;
                Ok((index.clone(), Self(fields)))
            })
            .collect()
    }

    /// The texts of a list, as `expand[]`; a single text counts as a list of one.
    pub fn texts(&self, name: &str) -> Vec<&str> {
        match self.0.get(name) {
            Some(Value::String(text)) => vec![text],
            Some(Value::Object(fields)) => fields.values().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether a parameter is present.
    pub fn has(&self, path: &[&str]) -> bool {
        self.value(path).is_some()
    }

    /// A metadata parameter: at most 50 keys of 40 characters with values of 500.
    pub fn metadata(&self, path: &[&str]) -> Result<Map<String, Value>, ApiError> {
        let name = full_name(path);
        let fields = match self.value(path) {
            None => return Ok(Map::new()),
            Some(Value::String(text)) if text.is_empty() => return Ok(Map::new()),
            Some(Value::Object(fields)) => fields,
            Some(Value::String(_) | _) => {
                return Err(ApiError::invalid(&name, format!("Invalid hash: {name}")));
            }
        };
        if fields.len() > 50 {
            return Err(ApiError::invalid(
                name,
                format!(
                    "You can have up to 50 metadata keys, but you passed in {}.",
                    fields.len()
                ),
            ));
        }
        let mut metadata = Map::new();
        for (key, value) in fields {
            let param = format!("{name}[{key}]");
            let Value::String(text) = value else {
                return Err(ApiError::invalid(
                    param,
                    "Metadata values must be strings, but you passed in a hash.",
                ));
            };
            if key.chars().count() > 40 {
                return Err(ApiError::invalid(
                    param,
                    format!(
                        "Metadata keys can have up to 40 characters, but you passed in a key that is {} characters. Invalid key: {key}",
                        key.chars().count()
                    ),
                ));
            }
            if text.chars().count() > 500 {
                return Err(ApiError::invalid(
                    param,
                    format!(
                        "Metadata values can have up to 500 characters, but you passed in a value that is {} characters. Invalid value: {text}",
                        text.chars().count()
                    ),
                ));
            }
            // An empty value unsets a key.
            if !text.is_empty() {
                metadata.insert(key.clone(), value.clone());
            }
        }
        Ok(metadata)
    }
}

/// The name of a nested parameter, as `line_items[0][name]`, from its parts.
pub fn full_name(path: &[&str]) -> String {
    let mut parts = path.iter();
    let first = parts.next().copied().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| format!("{name}[{part}]"))
}

fn split_name(name: &str) -> Vec<&str> {
    let Some((first, rest)) = name.split_once('[') else {
        return vec![name];
    };
    let Some(rest) = rest.strip_suffix(']').filter(|_| !first.is_empty()) else {
        return vec![name];
    };
    std::iter::once(first).chain(rest.split("][")).collect()
}

fn insert(fields: &mut Map<String, Value>, path: &[&str], value: &str) -> Option<()> {
    let (first, rest) = path.split_first()?;
    // `name[]` appends.
    let key = if first.is_empty() {
        fields.len().to_string()
    } else {
        (*first).to_owned()
    };
    if rest.is_empty() {
        fields.insert(key, Value::String(value.to_owned()));
        return Some(());
    }
    let inner = fields
        .entry(key)
        .or_insert_with(|| Value::Object(Map::new()));
    insert(inner.as_object_mut()?, rest, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_names_become_a_tree() {
        let params = Params::parse(
            b"line_items[1][quantity]=2&line_items[0][price_data][currency]=usd&expand[]=a&expand[]=b&metadata[0]=x",
        )
        .unwrap();
        let items = params.items(&["line_items"]).unwrap();
        assert_eq!(
            items[0].1.text(&["price_data", "currency"]).unwrap(),
            Some("usd")
        );
        assert_eq!(items[1].1.integer(&["quantity"]).unwrap(), Some(2));
        assert_eq!(params.texts("expand"), ["a", "b"]);
        assert_eq!(params.metadata(&["metadata"]).unwrap()["0"], "x");
    }

    #[test]
    fn a_name_cannot_be_both_text_and_tree() {
        for body in ["a=1&a[b]=2", "a[b]=1&a[b][c]=2"] {
            assert_eq!(Params::parse(body.as_bytes()).unwrap_err().status, 400);
        }
        for odd in [
            "",
            "&&",
            "=",
            "a[",
            "[a]",
            "a[b",
            "a]b[",
            "a[][]=1",
            "%ff[%00]=%",
        ] {
            let _ = Params::parse(odd.as_bytes());
        }
        assert!(Params::parse(format!("a{}=1", "[a]".repeat(5000)).as_bytes()).is_err());
    }
}
