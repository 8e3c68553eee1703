//! The page: a title, a layout, and an answer for each error of the service that it asks.

use crate::area::Area;
use crate::components::layout::{Width, layout};
use crate::error::{PortalError, Result};
use crate::session::{go, path};
use crate::text::{error_title, is_message, text, text_with};
use http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::Title;

/// A page: its title and the content of `<main>`, which begins with its `<h1>`.
pub struct Page {
    pub(crate) title: String,
    pub(crate) has_errors: bool,
    pub(crate) width: Width,
    pub(crate) body: AnyView,
    pub(crate) help: Option<AnyView>,
}

impl Page {
    pub fn new(title: impl Into<String>, body: impl IntoAny) -> Self {
        Self {
            title: title.into(),
            has_errors: false,
            width: Width::Narrow,
            body: body.into_any(),
            help: None,
        }
    }

    /// Begins the window's title with what was done just now, for those who hear the title first.
    #[must_use]
    pub fn saying(mut self, done: Option<&str>) -> Self {
        if let Some(done) = done {
            self.title = format!("{done} {}", self.title);
        }
        self
    }

    /// Puts an error of the form into the window's title, for those who hear the title first.
    #[must_use]
    pub fn with_errors(mut self, has_errors: bool) -> Self {
        self.has_errors = has_errors;
        self
    }

    /// Uses the whole width of the window, for tables and cases.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.width = Width::Wide;
        self
    }

    /// A frame for one screen of a phone, whose band the content draws itself.
    #[must_use]
    pub fn screen(mut self) -> Self {
        self.width = Width::Screen;
        self
    }

    /// Puts what helps beside the content, or below it where there is no room.
    #[must_use]
    pub fn with_help(mut self, help: impl IntoAny) -> Self {
        self.help = Some(help.into_any());
        self
    }
}

/// Shows a page once the services that it asks have answered. Strangers are sent to the area's
/// sign-in path; every other error becomes a page that says what to do, with its HTTP status.
pub fn load_page(
    area: Area,
    load: impl Future<Output = Result<Page>> + Send + 'static,
) -> impl IntoView {
    Suspend::new(async move {
        match load.await {
            Ok(page) => show_page(area, page),
            Err(PortalError::SignInNeeded) => {
                go(area.sign_in_path());
                ().into_any()
            }
            Err(error) => show_page(area, error_page(&error)),
        }
    })
}

/// Shows a page that waits for no service.
pub fn show_page(area: Area, page: Page) -> AnyView {
    let name = text("portal-name");
    let title = if page.has_errors {
        let error = text("title-error");
        format!("{error}: {} – {name}", page.title)
    } else {
        format!("{} – {name}", page.title)
    };
    view! {
        <Title text=escaped(&title) />
        {layout(area, page.width, page.body, page.help)}
    }
    .into_any()
}

/// The title as content of `<title>`, where `leptos_meta` writes it as it is.
fn escaped(title: &str) -> String {
    title
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Gives the answer the HTTP status of an error.
pub fn set_status(error: &PortalError) {
    if let (Some(response), Ok(status)) = (
        use_context::<ResponseOptions>(),
        StatusCode::from_u16(error.status()),
    ) {
        response.set_status(status);
    }
}

/// The page of an error; sets the HTTP status of the answer.
pub fn error_page(error: &PortalError) -> Page {
    set_status(error);
    let title = error_title(error);
    let advice = match error {
        PortalError::Internal(number) => {
            text_with("error-internal-advice", &[("number", number.clone())])
        }
        other => {
            let key = format!("{}-advice", other.message_key());
            if is_message(&key) {
                text(&key)
            } else {
                text("error-advice")
            }
        }
    };
    // An officer has others waiting.
    let (goes_on, says) = if path().starts_with("/border/") {
        ("/border", "border-find-again")
    } else {
        ("/", "to-the-start")
    };
    Page::new(
        title.clone(),
        view! {
            <h1>{title}</h1>
            <p>{advice}</p>
            <p>
                <a href=goes_on>{text(says)}</a>
            </p>
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_a_title_stays_text() {
        assert_eq!(
            escaped("Withdraw </title><b id=x> & Co?"),
            "Withdraw &lt;/title&gt;&lt;b id=x&gt; &amp; Co?"
        );
    }
}
