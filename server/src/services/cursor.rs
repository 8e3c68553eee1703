//! Pages of a list: a page ends in a cursor, from which the next one goes on, however the list has
//! grown meanwhile.

use app::contract::ListPage;
use chrono::{DateTime, Utc};
use data_encoding::BASE64URL_NOPAD;
use uuid::Uuid;

/// Rows of one page.
pub const PAGE: usize = 50;
/// What is asked of the database: one row more tells whether a page follows.
pub const LIMIT: i64 = 51;

/// The time and id of the last row of a page. It says nothing that the page itself does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    pub at: DateTime<Utc>,
    pub id: Uuid,
}

impl Cursor {
    pub fn encode(self) -> String {
        let mut bytes = self.at.timestamp_micros().to_be_bytes().to_vec();
        bytes.extend(self.id.as_bytes());
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// A text that is no cursor begins at the start.
    pub fn decode(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let (at, id) = bytes.split_first_chunk::<8>()?;
        Some(Self {
            at: DateTime::from_timestamp_micros(i64::from_be_bytes(*at))?,
            id: Uuid::from_slice(id).ok()?,
        })
    }
}

/// The page of up to [`LIMIT`] rows; `cursor` is that of a row.
pub fn page<T>(mut rows: Vec<T>, cursor: impl Fn(&T) -> Option<Cursor>) -> ListPage<T> {
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let last = rows.last().filter(|_| more);
    let next = last.and_then(cursor).map(Cursor::encode);
    ListPage { rows, next }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_and_nonsense_begins_at_the_start() {
        let at = DateTime::from_timestamp_micros(1_800_000_000_123_456).unwrap();
        let cursor = Cursor {
            at,
            id: Uuid::from_u128(77),
        };
        assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        for nonsense in ["", "x", "AAAA", "é"] {
            assert_eq!(Cursor::decode(nonsense), None);
        }
    }

    #[test]
    fn a_page_ends_in_a_cursor_only_where_another_follows() {
        let cursor = |row: &i64| {
            Some(Cursor {
                at: DateTime::from_timestamp_micros(*row)?,
                id: Uuid::nil(),
            })
        };
        let whole = page((0..50).collect(), cursor);
        assert_eq!((whole.rows.len(), whole.next), (50, None));
        let first = page((0..51).collect(), cursor);
        assert_eq!(first.rows.len(), 50);
        let next = Cursor::decode(&first.next.unwrap()).unwrap();
        assert_eq!(next.at.timestamp_micros(), 49);
    }
}
