//! One drawn page, written as a tagged PDF/A-2a and PDF/UA-1 file.

use super::sheet::{HEIGHT, Sheet, WIDTH};
use super::type_set::TypeSet;
use crate::documents::DocumentError;
use app::text::text;
use chrono::{Datelike, NaiveDate};
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{Tag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};

/// The metadata of a document.
pub(super) struct Title<'a> {
    pub text: &'a str,
    /// Names the document without naming its holder.
    pub id: String,
    pub dated: NaiveDate,
}

/// Draws one page and writes the document.
pub(super) fn write(
    types: &TypeSet,
    title: &Title,
    draw: impl FnOnce(&mut Sheet) -> Result<(), DocumentError>,
) -> Result<Vec<u8>, DocumentError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| DocumentError::Standard("a combination of standards".to_owned()))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    document.set_metadata(metadata(title));
    let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or(DocumentError::Page("A4"))?;
    let mut page = document.start_page_with(settings);
    let mut sheet = Sheet::on(page.surface(), types);
    draw(&mut sheet)?;
    let (mut groups, links) = sheet.finish();
    for link in links {
        let action = Action::Link(LinkAction::new(link.url));
        let annotation = LinkAnnotation::new(link.area, Target::Action(action));
        let annotation =
            page.add_tagged_annotation(Annotation::new_link(annotation, Some(link.says)));
        let mut tag = TagGroup::new(Tag::Link);
        tag.push(link.content);
        tag.push(annotation);
        if let Some(group) = groups.get_mut(link.group) {
            group.push(tag);
        }
    }
    page.finish();
    let mut tree = TagTree::new().with_lang(Some("en".to_owned()));
    for group in groups {
        tree.push(group);
    }
    document.set_tag_tree(tree);
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    let mut outline = Outline::new();
    outline.push_child(OutlineNode::new(title.text.to_owned(), top));
    document.set_outline(outline);
    document.finish().map_err(refused)
}

/// The kinds of what the writer found wrong. Only the kinds: the rest may quote the page, which is
/// personal.
fn refused(error: KrillaError) -> DocumentError {
    let kind = |error: &dyn std::fmt::Debug| {
        let text = format!("{error:?}");
        text.split(['(', ' ']).next().unwrap_or_default().to_owned()
    };
    let kinds = match &error {
        KrillaError::Validation(found) => found.iter().map(|(fault, _)| kind(fault)).collect(),
        other => vec![kind(other)],
    };
    DocumentError::Standard(kinds.join(", "))
}

fn metadata(title: &Title) -> Metadata {
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    let date = DateTime::new(u16::try_from(title.dated.year()).unwrap_or_default())
        .month(part(title.dated.month()))
        .day(part(title.dated.day()))
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(7)
        .utc_offset_minute(0);
    Metadata::new()
        .title(title.text.to_owned())
        .language("en".to_owned())
        .authors(vec![text("country")])
        .creator("e-Visa portal".to_owned())
        .document_id(title.id.clone())
        .creation_date(date)
}
