//! The search query language of Stripe, in the part that finds payments: `metadata['key']:'value'`,
//! `status:'…'`, `currency:'…'`, `amount` and `created` with `:`, `<`, `>`, `<=`, `>=`, joined by AND or by OR.

use serde_json::{Value, json};

use super::{error::ApiError, params::Params};
use crate::{
    faults::{FaultKind, Target},
    state::Transaction,
    store::objects::{self, ObjectQuery},
};

/// A clause of a query.
#[derive(Debug, PartialEq)]
struct Clause {
    negated: bool,
    field: Field,
    comparison: Comparison,
    value: String,
}

#[derive(Debug, PartialEq)]
enum Field {
    Metadata(String),
    Named(String),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Comparison {
    Is,
    Contains,
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
}

/// Searches the objects of one kind, newest first.
pub async fn run(
    tx: &mut Transaction<'_>,
    kind: &str,
    url: &str,
    params: &Params,
) -> Result<Value, ApiError> {
    params.only(&["query", "limit", "page"])?;
    let query = params.required(&["query"])?;
    let (clauses, any) = parse(query).ok_or_else(|| {
        ApiError::invalid(
            "query",
            format!("We were unable to parse your search query: {query}"),
        )
    })?;
    let limit = params.integer(&["limit"])?.unwrap_or(10);
    if !(1..=100).contains(&limit) {
        return Err(ApiError::invalid_code(
            "parameter_invalid_integer",
            "limit",
            format!("This value must be between 1 and 100 (inclusive); you passed in {limit}."),
        ));
    }
    let start = match params.text(&["page"])? {
        None => 0,
        Some(page) => page
            .parse::<usize>()
            .map_err(|_| ApiError::invalid("page", format!("Invalid page: {page}")))?,
    };
    let all_of_kind = ObjectQuery {
        kind,
        status: None,
        payment_intent: None,
        charge: None,
        email: None,
        created: (i64::MIN, i64::MAX),
        starting_after: None,
        ending_before: None,
        limit: i64::from(u32::MAX),
    };
    let (all, _) = objects::list(&mut tx.db, &all_of_kind).await?;
    let stale = tx
        .state
        .faults
        .strike(FaultKind::SearchStale, Target::Anything);
    let indexed_until = stale.map_or(i64::MAX, |fault| {
        let lag = i64::try_from(fault.ms_or(60_000).div_ceil(1000)).unwrap_or(i64::MAX);
        tx.now.saturating_sub(lag)
    });
    let mut matching = all.into_iter().filter(|object| {
        if object["created"]
            .as_i64()
            .is_none_or(|created| created > indexed_until)
        {
            false
        } else if any {
            clauses.iter().any(|clause| clause.matches(object))
        } else {
            clauses.iter().all(|clause| clause.matches(object))
        }
    });
    let limit = usize::try_from(limit).unwrap_or(10);
    let data: Vec<Value> = matching.by_ref().skip(start).take(limit).collect();
    let has_more = matching.next().is_some();
    let next = has_more.then(|| start.saturating_add(limit).to_string());
    Ok(json!({
        "object": "search_result",
        "data": data,
        "has_more": has_more,
        "next_page": next,
        "url": url,
    }))
}

/// Parses a query into its clauses, and whether they are joined by OR.
fn parse(query: &str) -> Option<(Vec<Clause>, bool)> {
    let mut rest = query.trim();
    let mut clauses = Vec::new();
    let mut joined: Option<bool> = None;
    loop {
        let (clause, after) = clause(rest)?;
        clauses.push(clause);
        rest = after.trim_start();
        if rest.is_empty() {
            return Some((clauses, joined.unwrap_or(false)));
        }
        let (any, after) = keyword(rest, "and")
            .map(|after| (false, after))
            .or_else(|| keyword(rest, "or").map(|after| (true, after)))
            .unwrap_or((false, rest));
        // Stripe refuses AND and OR in one query.
        if joined.is_some_and(|before| before != any) {
            return None;
        }
        joined = Some(any);
        rest = after;
    }
}

/// The text after a keyword, if the text begins with it.
fn keyword<'a>(text: &'a str, keyword: &str) -> Option<&'a str> {
    let (head, tail) = text.split_at_checked(keyword.len())?;
    (head.eq_ignore_ascii_case(keyword) && tail.starts_with(char::is_whitespace))
        .then(|| tail.trim_start())
}

/// Parses the first clause, and returns the text after it.
fn clause(text: &str) -> Option<(Clause, &str)> {
    let (negated, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (field, rest) = if let Some(rest) = text.strip_prefix("metadata[") {
        let (key, rest) = quoted(rest)?;
        (Field::Metadata(key), rest.strip_prefix(']')?)
    } else {
        let end = text.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')?;
        let (name, rest) = text.split_at(end);
        (Field::Named(name.to_owned()), rest)
    };
    let (comparison, rest) = [
        ("<=", Comparison::LessOrEqual),
        (">=", Comparison::MoreOrEqual),
        ("<", Comparison::Less),
        (">", Comparison::More),
        (":", Comparison::Is),
        ("~", Comparison::Contains),
    ]
    .into_iter()
    .find_map(|(sign, comparison)| Some((comparison, rest.strip_prefix(sign)?)))?;
    let (value, rest) = if rest.starts_with(['\'', '"']) {
        quoted(rest)?
    } else {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (value, rest) = rest.split_at(end);
        (value.to_owned(), rest)
    };
    (!value.is_empty()).then_some((
        Clause {
            negated,
            field,
            comparison,
            value,
        },
        rest,
    ))
}

/// Parses a text in single or double quotes, and returns the text after it. A backslash escapes a letter.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut letters = text.char_indices();
    let (_, quote) = letters
        .next()
        .filter(|(_, letter)| matches!(letter, '\'' | '"'))?;
    let mut value = String::new();
    while let Some((index, letter)) = letters.next() {
        if letter == quote {
            return Some((value, text.get(index + 1..)?));
        }
        value.push(if letter == '\\' {
            letters.next()?.1
        } else {
            letter
        });
    }
    None
}

impl Clause {
    fn matches(&self, object: &Value) -> bool {
        let found = match &self.field {
            Field::Metadata(key) => &object["metadata"][key.as_str()],
            Field::Named(name) => &object[name.as_str()],
        };
        let matches = match (found, self.comparison) {
            (Value::String(text), Comparison::Is) => text.eq_ignore_ascii_case(&self.value),
            (Value::String(text), Comparison::Contains) => {
                text.to_lowercase().contains(&self.value.to_lowercase())
            }
            (Value::Number(number), comparison) => {
                match (number.as_i64(), self.value.parse::<i64>().ok()) {
                    (Some(found), Some(wanted)) => match comparison {
                        Comparison::Is => found == wanted,
                        Comparison::Less => found < wanted,
                        Comparison::LessOrEqual => found <= wanted,
                        Comparison::More => found > wanted,
                        Comparison::MoreOrEqual => found >= wanted,
                        Comparison::Contains => false,
                    },
                    _ => false,
                }
            }
            _ => false,
        };
        matches != self.negated
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_is_found() {
        let object = json!({ "metadata": { "payment": "p-1", "it's": "x" }, "status": "succeeded", "amount": 3600 });
        let matches = |query: &str| {
            let (clauses, any) = parse(query).unwrap();
            if any {
                clauses.iter().any(|clause| clause.matches(&object))
            } else {
                clauses.iter().all(|clause| clause.matches(&object))
            }
        };
        assert!(matches("metadata['payment']:'p-1'"));
        assert!(matches(
            "metadata[\"it's\"]:\"x\" AND status:'succeeded' AND amount>=3600"
        ));
        assert!(matches("status:'canceled' OR amount:3600"));
        assert!(!matches("metadata['payment']:'p-2'"));
        assert!(matches("-metadata['payment']:'p-2'"));
        for odd in [
            "",
            "metadata",
            "metadata[",
            "metadata['a",
            "metadata['a']:",
            "a:'b",
            "é",
            "status:'a' AND",
        ] {
            assert!(parse(odd).is_none(), "{odd}");
        }
    }
}
