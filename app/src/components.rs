//! Components of pages. The same component for the same thing everywhere; a new one is a file
//! here and a partial in `style/`.

mod choice;
mod code;
mod crossings;
mod date_field;
mod day;
mod error_summary;
mod field_errors;
mod icon;
pub mod layout;
mod navigation;
mod notice;
mod reference;
mod submit;
mod summary_list;
mod table_head;
mod text_area;
mod text_field;
mod timeline;

pub use choice::{Checkbox, Choice, Radios, Select};
pub use code::Code;
pub use crossings::Crossings;
pub use date_field::DateField;
pub use day::{brief_date, brief_day, day};
pub use error_summary::ErrorSummary;
pub use field_errors::{FieldErrors, described_by, error_line, hint_line};
pub use icon::icon;
pub use notice::{Done, Notice, NoticeKind};
pub use reference::unbroken_reference;
pub use submit::{PostForm, SubmitButton};
pub use summary_list::{Row, SummaryList};
pub use table_head::TableHead;
pub use text_area::TextArea;
pub use text_field::TextField;
pub use timeline::{Audience, Timeline};
