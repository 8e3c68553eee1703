//! What every page has in common: a title, the layout, and what happens when the service says no.

use crate::area::Area;
use crate::components::layout::layout;
use crate::error::{PortalError, Result};
use crate::session::go;
use crate::text::{error_title, is_message, text, text_with};
use http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::Title;

/// One page: its title and what stands in `<main>`. The content begins with its `<h1>`.
pub struct Screen {
    pub(crate) title: String,
    pub(crate) faulty: bool,
    pub(crate) wide: bool,
    pub(crate) body: AnyView,
}

impl Screen {
    pub fn new(title: impl Into<String>, body: impl IntoAny) -> Self {
        Self {
            title: title.into(),
            faulty: false,
            wide: false,
            body: body.into_any(),
        }
    }

    /// Says so in the window's title when the form has faults, for those who hear the title first.
    #[must_use]
    pub fn faulty(mut self, faulty: bool) -> Self {
        self.faulty = faulty;
        self
    }

    /// Uses the whole width, for tables and cases.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }
}

/// A page that asks a service before it can be shown. Strangers are sent to the door of the area;
/// every other error becomes a page that says what to do, with its HTTP status.
pub fn screen(
    area: Area,
    load: impl Future<Output = Result<Screen>> + Send + 'static,
) -> impl IntoView {
    Suspend::new(async move {
        match load.await {
            Ok(screen) => show(area, screen),
            Err(PortalError::SignInNeeded) => {
                go(area.door());
                ().into_any()
            }
            Err(error) => show(area, error_view(&error)),
        }
    })
}

/// A page that is known at once.
pub fn show(area: Area, screen: Screen) -> AnyView {
    let name = text("portal-name");
    let title = if screen.faulty {
        let error = text("title-error");
        format!("{error}: {} – {name}", screen.title)
    } else {
        format!("{} – {name}", screen.title)
    };
    view! {
        <Title text=title />
        {layout(area, screen.wide, screen.body)}
    }
    .into_any()
}

/// The error as a page; sets the status of the answer.
pub fn error_view(error: &PortalError) -> Screen {
    if let (Some(response), Ok(status)) = (
        use_context::<ResponseOptions>(),
        StatusCode::from_u16(error.status()),
    ) {
        response.set_status(status);
    }
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
    Screen::new(
        title.clone(),
        view! {
            <h1>{title}</h1>
            <p>{advice}</p>
            <p>
                <a href="/">{text("to-the-start")}</a>
            </p>
        },
    )
}
