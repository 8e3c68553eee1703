//! QR codes: error correction M, a quiet zone of four modules (ISO/IEC 18004), black on white.

use super::DocumentError;
use app::contract::QrCode;
use lru::LruCache;
use qrcode::{Color, EcLevel};
use std::fmt::Write;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

/// Modules of white around a code.
pub(super) const QUIET: usize = 4;

/// A code as rows of modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrMatrix {
    /// Modules a side, without the quiet zone.
    pub side: usize,
    pub(super) dark: Vec<bool>,
}

impl QrMatrix {
    /// # Errors
    /// The text is too long for a code.
    pub fn of(text: &str) -> Result<Self, DocumentError> {
        let code = qrcode::QrCode::with_error_correction_level(text, EcLevel::M)
            .map_err(|_| DocumentError::Qr)?;
        Ok(Self {
            side: code.width(),
            dark: code
                .into_colors()
                .into_iter()
                .map(|color| color == Color::Dark)
                .collect(),
        })
    }

    /// Whether the module is black; outside everything is white.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.side && self.dark.get(y * self.side + x).copied().unwrap_or(false)
    }

    /// The black modules as horizontal runs: x, y, length.
    pub(super) fn runs(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        (0..self.side).flat_map(move |y| {
            (0..self.side)
                .filter(move |&x| self.is_dark(x, y) && (x == 0 || !self.is_dark(x - 1, y)))
                .map(move |x| {
                    let length = (x..self.side).take_while(|&x| self.is_dark(x, y)).count();
                    (x, y, length)
                })
        })
    }

    /// The black modules as the path of an SVG whose unit is one module: each row is a line along
    /// its middle, one unit thick, with gaps.
    pub fn path(&self) -> QrCode {
        let mut path = String::new();
        let mut at = None;
        for (x, y, length) in self.runs() {
            // Writing to a string cannot fail.
            let _ = match at {
                Some((end, row)) if row == y => write!(path, "m{} 0h{length}", x - end),
                _ => write!(path, "M{} {}.5h{length}", x + QUIET, y + QUIET),
            };
            at = Some((x + length, y));
        }
        QrCode {
            side: self.side + 2 * QUIET,
            path,
        }
    }
}

/// A cache of drawn codes: a pass is opened many times a day, and choosing the mask of its code
/// (eight tries) takes longer than the rest of the page.
pub(super) struct Drawn(Mutex<LruCache<String, QrCode>>);

impl Default for Drawn {
    fn default() -> Self {
        const MOST: NonZeroUsize = NonZeroUsize::new(256).unwrap();
        Self(Mutex::new(LruCache::new(MOST)))
    }
}

impl Drawn {
    /// # Errors
    /// The text is too long for a code.
    pub(super) fn code(&self, text: &str) -> Result<QrCode, DocumentError> {
        let cache = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(code) = cache().get(text) {
            return Ok(code.clone());
        }
        let code = QrMatrix::of(text)?.path();
        cache().put(text.to_owned(), code.clone());
        Ok(code)
    }
}
