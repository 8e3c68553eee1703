//! A browser without JavaScript: cookies, plain forms, redirects.

use reqwest::cookie::{CookieStore, Jar};
use reqwest::{Client, Response, StatusCode, redirect};
use std::sync::Arc;
use std::time::Duration;

/// Nothing takes so long, even beside everything else; who waits for ever tells nobody for what.
const LONGEST_ANSWER: Duration = Duration::from_mins(2);

/// One browser with its own cookies.
pub struct Browser {
    pub client: Client,
    pub base: String,
    jar: Arc<Jar>,
}

/// A page as it arrived.
#[derive(Debug, Clone)]
pub struct Page {
    pub status: StatusCode,
    /// Path and query after all redirects; the whole address when it left the portal.
    pub at: String,
    pub text: String,
}

impl Browser {
    /// Follows redirects, as people do.
    pub fn new(base: &str) -> Self {
        Self::following(base, Arc::default(), redirect::Policy::limited(10))
    }

    fn following(base: &str, jar: Arc<Jar>, redirects: redirect::Policy) -> Self {
        let client = Client::builder()
            .timeout(LONGEST_ANSWER)
            .cookie_provider(jar.clone())
            .redirect(redirects)
            .build()
            .unwrap();
        Self {
            client,
            base: base.to_owned(),
            jar,
        }
    }

    /// The same browser, standing still at redirects.
    #[must_use]
    pub fn standing(&self) -> Self {
        Self::following(&self.base, self.jar.clone(), redirect::Policy::none())
    }

    /// The same browser at another address of the portal.
    #[must_use]
    pub fn at(&self, base: &str) -> Self {
        let jar: Arc<Jar> = Arc::default();
        for cookie in self.cookies().split("; ") {
            jar.add_cookie_str(cookie, &base.parse().unwrap());
        }
        Self::following(base, jar, redirect::Policy::limited(10))
    }

    /// What it sends as its `Cookie` header.
    pub fn cookies(&self) -> String {
        let cookies = self.jar.cookies(&self.base.parse().unwrap());
        cookies
            .and_then(|value| value.to_str().ok().map(str::to_owned))
            .unwrap_or_default()
    }

    async fn page(&self, response: Response) -> Page {
        let status = response.status();
        let url = response.url().to_string();
        let at = url.strip_prefix(&self.base).unwrap_or(&url).to_owned();
        let text = response.text().await.unwrap();
        // A message that was given less than it asks for.
        assert!(!text.contains("{$"), "{at}: {text}");
        Page { status, at, text }
    }

    pub async fn get(&self, path: &str) -> Page {
        let response = self.client.get(self.address(path)).send().await.unwrap();
        self.page(response).await
    }

    /// The bytes of a file, with its status.
    pub async fn file(&self, path: &str) -> (StatusCode, Vec<u8>) {
        let response = self.client.get(self.address(path)).send().await.unwrap();
        (response.status(), response.bytes().await.unwrap().to_vec())
    }

    /// Posts a form as a browser does.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Page {
        let response = self
            .client
            .post(self.address(path))
            .header("accept", "text/html")
            .header("origin", &self.base)
            .form(form)
            .send()
            .await
            .unwrap();
        self.page(response).await
    }

    /// Opens a page and sends the form on it that goes to `action`, with the hidden fields that the
    /// page gave it.
    pub async fn fill_in(&self, page: &str, action: &str, form: &[(&str, &str)]) -> Page {
        self.send(&self.get(page).await, action, form).await
    }

    /// Sends the form of an open page, with the hidden fields that the page gave it.
    pub async fn send(&self, page: &Page, action: &str, form: &[(&str, &str)]) -> Page {
        let hidden = page.hidden(action);
        let mut whole: Vec<(&str, &str)> = hidden
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        whole.extend(form);
        self.post(action, &whole).await
    }

    pub async fn upload(&self, path: &str, field: &str, bytes: Vec<u8>) -> Page {
        let form = reqwest::multipart::Form::new();
        self.send_file(path, form, field, bytes).await
    }

    /// As [`Browser::upload`], with the hidden fields of the form on this page.
    pub async fn upload_from(&self, page: &Page, path: &str, field: &str, bytes: Vec<u8>) -> Page {
        let hidden = page.hidden(path).into_iter();
        let form = hidden.fold(reqwest::multipart::Form::new(), |form, (name, value)| {
            form.text(name, value)
        });
        self.send_file(path, form, field, bytes).await
    }

    async fn send_file(
        &self,
        path: &str,
        form: reqwest::multipart::Form,
        field: &str,
        bytes: Vec<u8>,
    ) -> Page {
        let part = reqwest::multipart::Part::bytes(bytes).file_name("photo.jpg");
        let response = self
            .client
            .post(self.address(path))
            .header("origin", &self.base)
            .multipart(form.part(field.to_owned(), part))
            .send()
            .await
            .unwrap();
        self.page(response).await
    }

    fn address(&self, path: &str) -> String {
        if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{path}", self.base)
        }
    }
}

impl Page {
    /// The path without its query.
    pub fn path(&self) -> &str {
        self.at.split(['?', '#']).next().unwrap_or_default()
    }

    /// The last part of the path, which is most often an id.
    pub fn last_part(&self) -> String {
        self.path().rsplit('/').next().unwrap().to_owned()
    }

    #[track_caller]
    pub fn assert_at(&self, path: &str) -> &Self {
        assert_eq!(self.path(), path, "{}", self.words());
        self
    }

    #[track_caller]
    pub fn assert_says(&self, words: &str) -> &Self {
        assert!(
            self.words().contains(words),
            "`{words}` is not on {}: {}",
            self.at,
            self.words()
        );
        self
    }

    /// What a person reads: the text without tags, white space folded.
    pub fn words(&self) -> String {
        let mut words = String::new();
        let mut inside = false;
        for letter in self.text.chars() {
            match letter {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    words.push(' ');
                }
                letter if !inside => words.push(letter),
                _ => {}
            }
        }
        let words = words
            .replace("&quot;", "\"")
            .replace("&#x27;", "'")
            .replace("&#39;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
            // Of the words that are kept on one line.
            .replace('\u{2060}', "");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The first attribute value that begins so: a link, a form's action, a hidden value.
    pub fn find(&self, beginning: &str) -> Option<String> {
        let at = self.text.find(&format!("\"{beginning}"))? + 1;
        let rest = &self.text[at..];
        Some(rest[..rest.find('"')?].replace("&amp;", "&"))
    }

    /// The last part of the first link that begins so.
    #[track_caller]
    pub fn find_last_part(&self, beginning: &str) -> String {
        let link = self.find(beginning);
        let link = link.unwrap_or_else(|| panic!("no {beginning}…: {}", self.words()));
        link.rsplit('/').next().unwrap().to_owned()
    }

    /// Names and values of the hidden fields of the form that goes to `action`.
    pub fn hidden(&self, action: &str) -> Vec<(String, String)> {
        let Some(start) = self.text.find(&format!("action=\"{action}\"")) else {
            return Vec::new();
        };
        let form = &self.text[start..];
        let form = &form[..form.find("</form>").unwrap_or(form.len())];
        let attribute = |tag: &str, name: &str| {
            let at = tag.find(&format!("{name}=\""))? + name.len() + 2;
            Some(tag[at..at + tag[at..].find('"')?].to_owned())
        };
        form.split("<input")
            .skip(1)
            .map(|rest| &rest[..rest.find('>').unwrap_or(rest.len())])
            .filter(|tag| tag.contains("type=\"hidden\""))
            .filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value")?)))
            .collect()
    }

    /// The value of the control with this name.
    pub fn value(&self, name: &str) -> Option<String> {
        let at = self.text.find(&format!("name=\"{name}\""))?;
        let start = self.text[..at].rfind('<')?;
        let tag = &self.text[start..start + self.text[start..].find('>')?];
        let value = tag.find("value=\"")? + 7;
        Some(tag[value..value + tag[value..].find('"')?].to_owned())
    }
}
