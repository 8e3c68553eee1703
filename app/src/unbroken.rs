//! Words with a hyphen that a line must not end in: `V-Pass` is one thing. In the texts of a finished
//! page a word joiner follows their hyphen. It has no width, and neither a search in the page nor a
//! voice minds it; the messages stay plain, in every language.

/// The words. A new one is a line here and in `end2end/support/texts.ts`.
const WORDS: [&str; 5] = ["V-Pass", "e-Visa", "e-mail", "E-mail", "look-alike"];

const WORD_JOINER: char = '\u{2060}';

/// Elements whose text is no part of what is laid out, or goes back to us as it is.
const PLAIN: [&str; 4] = ["title", "textarea", "script", "style"];

/// The page with every such word of its texts kept on one line.
pub fn unbroken(page: &str) -> String {
    let mut whole = String::with_capacity(page.len() + 256);
    let mut rest = page;
    while let Some(begin) = rest.find('<') {
        let (text, tag) = rest.split_at(begin);
        join(text, &mut whole);
        let end = match plain(tag) {
            // Nothing in it is touched.
            Some(name) => tag.find(&format!("</{name}")),
            None => end_of(tag),
        };
        // An end tag is a tag of its own.
        let (kept, behind) = tag.split_at(end.unwrap_or(tag.len()));
        whole.push_str(kept);
        rest = behind;
    }
    join(rest, &mut whole);
    whole
}

/// The end of the tag. What stands in quotes is a value, whatever is typed there.
fn end_of(tag: &str) -> Option<usize> {
    let mut quoted = false;
    let end = tag.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    })?;
    Some(end + 1)
}

/// The element that this tag opens, if it is one of [`PLAIN`].
fn plain(tag: &str) -> Option<&'static str> {
    let inside = tag.strip_prefix('<')?;
    PLAIN.into_iter().find(|name| {
        inside
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with(['>', ' ']))
    })
}

fn join(text: &str, whole: &mut String) {
    let mut rest = text;
    while let Some((at, word)) = first_word(rest) {
        let hyphen = at + word.find('-').map_or(word.len(), |hyphen| hyphen + 1);
        let (before, behind) = rest.split_at(hyphen);
        whole.push_str(before);
        whole.push(WORD_JOINER);
        rest = behind;
    }
    whole.push_str(rest);
}

fn first_word(text: &str) -> Option<(usize, &'static str)> {
    if !text.contains('-') {
        return None;
    }
    let found = WORDS.iter().filter_map(|word| {
        let mut places = text.match_indices(word).map(|(at, _)| at);
        Some((places.find(|at| is_word(text, *at))?, *word))
    });
    found.min()
}

/// Whether a word begins here, and no part of an address: `the-mail.example` is copied, and what is
/// copied must be what was typed.
fn is_word(text: &str, at: usize) -> bool {
    let (before, behind) = text.split_at(at);
    let begin = before
        .rfind(char::is_whitespace)
        .map_or(before, |blank| &before[blank..]);
    let end = behind
        .find(char::is_whitespace)
        .map_or(behind, |blank| &behind[..blank]);
    let is_address = |part: &str| {
        let ends_sentence = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        ends_sentence.contains(['@', '.', '/', ':'])
    };
    !before.ends_with(char::is_alphanumeric)
        && !begin.contains(['@', '.', '/', ':'])
        && !is_address(end)
}

#[cfg(test)]
mod tests {
    use super::unbroken;

    #[test]
    fn words_of_texts_are_kept_whole_and_nothing_else_is() {
        for (page, expected) in [
            (
                "<p class=\"V-Pass\">Open the V-Pass.</p>",
                "<p class=\"V-Pass\">Open the V-|Pass.</p>",
            ),
            (
                "<title>V-Pass</title><h1>e-Visa and V-Pass</h1>",
                "<title>V-Pass</title><h1>e-|Visa and V-|Pass</h1>",
            ),
            (
                "<style media=\"a\">V-Pass</style><b>V-Pass</b>",
                "<style media=\"a\">V-Pass</style><b>V-|Pass</b>",
            ),
            (
                "<input value=\"> V-Pass <\">a look-alike",
                "<input value=\"> V-Pass <\">a look-|alike",
            ),
            ("<!-- a --><p>Year-end", "<!-- a --><p>Year-end"),
            (
                "<p>Your e-mail: we e-mailed you. (e-Visa).",
                "<p>Your e-|mail: we e-|mailed you. (e-|Visa).",
            ),
            (
                "<dd>jo@e-mail.example</dd><dd>jo@the-mail.example</dd><dd>e-mail@x.example",
                "<dd>jo@e-mail.example</dd><dd>jo@the-mail.example</dd><dd>e-mail@x.example",
            ),
            ("<p>https://e-Visa.example/a", "<p>https://e-Visa.example/a"),
        ] {
            assert_eq!(unbroken(page).replace('\u{2060}', "|"), expected);
        }
    }
}
