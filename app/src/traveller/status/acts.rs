//! What was done just now, which the status page says first. A new act is a word here, with its message
//! `status-done-…`, and a [`done`] in its server function.

use crate::area::Area;
use crate::flash::{finish_saying, take_done};
use crate::text::label;

const FORM: &str = "status";
const PAGE: &str = "/status";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Withdrawn,
    Corrected,
}

impl Act {
    const ALL: [Self; 2] = [Self::Withdrawn, Self::Corrected];

    const fn word(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Corrected => "corrected",
        }
    }
}

/// Goes on to the status page, which says that this was done.
pub fn done(act: Act) {
    finish_saying(Area::Traveller, Ok(()), PAGE, (FORM, act.word()), &());
}

/// What was done just now, once.
pub(super) fn take() -> Option<String> {
    take_done(FORM, &Act::ALL.map(Act::word)).map(|word| label("status-done", word))
}
