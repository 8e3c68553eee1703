//! Several lines of text. The only place of the site with this control: leptos writes its
//! children as they are, so that typed markup would become part of the page.

use super::FieldErrors;
use super::field_errors::{described_by, error_line, hint_line};
use leptos::prelude::*;

/// A labelled control of several lines.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] value: String,
    #[prop(optional)] errors: FieldErrors,
    #[prop(into, optional)] hint: Option<String>,
    #[prop(default = 3)] rows: u32,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] maxlength: Option<u32>,
    /// Fixed-width letters, no spelling marks: for codes.
    #[prop(optional)]
    code: bool,
) -> impl IntoView {
    let error = errors.at(&[&name]);
    let described = described_by(&name, hint.is_some(), error.is_some());
    view! {
        <div class="field" class:invalid=error.is_some()>
            <label for=name.clone()>{label}</label>
            {hint_line(&name, hint)}
            {error_line(&name, error.clone())}
            <textarea
                class=if code { "whole code" } else { "whole" }
                dir="auto"
                id=name.clone()
                name=name
                rows=rows.to_string()
                autocomplete=autocomplete
                maxlength=maxlength.map(|most| most.to_string())
                spellcheck=code.then_some("false")
                autocapitalize=code.then_some("characters")
                aria-describedby=described
                aria-invalid=error.is_some().then_some("true")
                inner_html=content(&value)
            />
        </div>
    }
}

/// The text as content of the control: escaped, and after a line break, since browsers drop the one
/// at its beginning.
fn content(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len() + 1);
    escaped.push('\n');
    for character in value.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_markup_stays_text() {
        let html = Owner::new().with(|| {
            view! { <TextArea name="note" label="Note" value="</textarea><script>alert(1)</script>&amp;" /> }
                .to_html()
        });
        assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;"), "{html}");
        assert!(html.contains("&amp;amp;"), "{html}");
        assert!(!html.contains("<script"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
    }
}
