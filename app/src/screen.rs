//! What every page has in common: a title, the layout, and what happens when the desk says no.

use crate::components::layout::layout;
use crate::error::{PortalError, Result};
use crate::error_page::error_view;
use crate::returned::go;
use leptos::prelude::*;
use leptos_meta::Title;

/// Whose pages these are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Anyone: landing page, verification, passes.
    Open,
    Traveller,
    Staff,
}

impl Area {
    /// Where those are sent who must first say who they are.
    pub const fn door(self) -> &'static str {
        match self {
            Self::Open | Self::Traveller => "/check",
            Self::Staff => "/staff/sign-in",
        }
    }
}

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

    /// Uses the whole width, for tables and desks.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }
}

/// A page that asks a desk before it can be shown. Strangers are sent to the door of the area;
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
    let name = crate::text::text("portal-name");
    let title = if screen.faulty {
        let error = crate::text::text("title-error");
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
