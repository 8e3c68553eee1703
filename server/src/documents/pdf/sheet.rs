//! One tagged page that is being drawn.

use super::type_set::{Face, TypeSet};
use crate::documents::DocumentError;
use crate::documents::qr::{QUIET, QrMatrix};
use chrono::{Datelike, NaiveDate};
use krilla::Document;
use krilla::SerializeSettings;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Paint, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, Tag, TagGroup,
    TagTree,
};
use krilla::text::TextDirection;
use std::num::NonZeroU16;

/// A4, in points.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;

pub(super) const INK: Color = Color(0x1c, 0x1b, 0x1f);
pub(super) const SOFT: Color = Color(0x55, 0x52, 0x5b);
pub(super) const ACCENT: Color = Color(0x2b, 0x3a, 0x8f);
pub(super) const LINE: Color = Color(0xd9, 0xd5, 0xcf);
pub(super) const PANEL: Color = Color(0xf4, 0xf3, 0xf7);
pub(super) const WARNING: Color = Color(0xfd, 0xf3, 0xdd);
pub(super) const WATERMARK: Color = Color(0xf3, 0xdf, 0xdd);

/// An sRGB colour.
#[derive(Clone, Copy)]
pub(super) struct Color(u8, u8, u8);

impl Color {
    const BLACK: Self = Self(0, 0, 0);
    const WHITE: Self = Self(0xff, 0xff, 0xff);

    fn paint(self) -> Paint {
        rgb::Color::new(self.0, self.1, self.2).into()
    }
}

/// How a line of text looks.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub face: Face,
    pub size: f32,
    pub color: Color,
}

pub(super) const fn look(face: Face, size: f32, color: Color) -> Look {
    Look { face, size, color }
}

/// A link that gets its annotation once the drawing is done.
struct PendingLink {
    /// Which group of the tree it goes into.
    group: usize,
    content: Node,
    area: Rect,
    url: String,
    says: String,
}

/// What a document says of itself.
pub(super) struct Title<'a> {
    pub text: &'a str,
    /// Names the document without naming its holder.
    pub id: String,
    pub dated: NaiveDate,
}

/// The page. Groups are read out in the order in which they are added.
pub(super) struct Sheet<'a> {
    surface: Surface<'a>,
    pub types: &'a TypeSet,
    groups: Vec<TagGroup>,
    links: Vec<PendingLink>,
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
    let mut sheet = Sheet {
        surface: page.surface(),
        types,
        groups: Vec::new(),
        links: Vec::new(),
    };
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
        .authors(vec!["Kingdom of Cambodia".to_owned()])
        .creator("e-visa portal".to_owned())
        .document_id(title.id.clone())
        .creation_date(date)
}

impl Sheet<'_> {
    fn finish(self) -> (Vec<TagGroup>, Vec<PendingLink>) {
        self.surface.finish();
        (self.groups, self.links)
    }

    fn draw_text(&mut self, x: f32, y: f32, look: Look, text: &str) {
        self.surface.set_fill(Some(fill(look.color)));
        self.surface.draw_text(
            Point::from_xy(x, y),
            self.types.font(look.face),
            look.size,
            text,
            false,
            TextDirection::LeftToRight,
        );
    }

    /// A line of text with its baseline at `y`, to be put into a group.
    fn span(&mut self, x: f32, y: f32, look: Look, text: &str) -> Identifier {
        let language = (look.face == Face::Khmer).then_some("km");
        let tag = SpanTag::empty().with_lang(language);
        let identifier = self.surface.start_tagged(ContentTag::Span(tag));
        self.draw_text(x, y, look, text);
        self.surface.end_tagged();
        identifier
    }

    /// What decorates only and is not read out.
    fn artifact(&mut self, kind: ArtifactType, draw: impl FnOnce(&mut Self)) {
        self.surface
            .start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
        draw(self);
        self.surface.end_tagged();
    }

    pub(super) fn heading(&mut self, level: NonZeroU16, x: f32, y: f32, look: Look, text: &str) {
        let span = self.span(x, y, look, text);
        let mut group = TagGroup::new(Tag::Hn(level, Some(text.to_owned())));
        group.push(span);
        self.groups.push(group);
    }

    pub(super) fn line(&mut self, x: f32, y: f32, look: Look, text: &str) {
        let span = self.span(x, y, look, text);
        let mut group = TagGroup::new(Tag::P);
        group.push(span);
        self.groups.push(group);
    }

    /// A paragraph in lines of at most `width`; the baseline below its last one.
    pub(super) fn paragraph(&mut self, x: f32, y: f32, width: f32, look: Look, text: &str) -> f32 {
        let leading = look.size * 1.4;
        let mut group = TagGroup::new(Tag::P);
        let mut y = y;
        for line in self.types.lines(look.face, look.size, width, text) {
            let span = self.span(x, y, look, &line);
            group.push(span);
            y += leading;
        }
        self.groups.push(group);
        y
    }

    /// Labelled values, read out as one list.
    pub(super) fn fields(&mut self, fields: &[Field]) {
        let mut list = TagGroup::new(Tag::L(ListNumbering::None));
        for field in fields {
            let mut label = TagGroup::new(Tag::Lbl);
            label.push(self.span(
                field.x,
                field.y,
                look(Face::Regular, 8.0, SOFT),
                &format!("{} ", field.label),
            ));
            let (size, lines) =
                self.types
                    .fitting_lines(field.face, field.sizes, field.width, &field.value);
            let look = look(field.face, size, INK);
            let mut body = TagGroup::new(Tag::LBody);
            let mut y = field.y + 15.0;
            for line in lines {
                body.push(self.span(field.x, y, look, &line));
                y += size * 1.1;
            }
            let mut item = TagGroup::new(Tag::LI);
            item.push(label);
            item.push(body);
            list.push(item);
        }
        self.groups.push(list);
    }

    pub(super) fn photo(
        &mut self,
        area: Rect,
        jpeg: &[u8],
        says: &str,
    ) -> Result<(), DocumentError> {
        let image =
            Image::from_jpeg(jpeg.to_vec().into(), false).map_err(|_| DocumentError::Photo)?;
        let size = Size::from_wh(area.width(), area.height()).ok_or(DocumentError::Photo)?;
        let identifier = self.surface.start_tagged(ContentTag::Other);
        self.surface
            .push_transform(&Transform::from_translate(area.left(), area.top()));
        self.surface.draw_image(image, size);
        self.surface.pop();
        self.surface.end_tagged();
        let mut group = TagGroup::new(Tag::Figure(Some(says.to_owned())));
        group.push(identifier);
        self.groups.push(group);
        Ok(())
    }

    /// The code with its quiet zone on white, `module` points a module; it links to what it says.
    pub(super) fn code(
        &mut self,
        x: f32,
        y: f32,
        module: f32,
        matrix: &QrMatrix,
        url: &str,
        says: &str,
    ) {
        let at = |modules: usize| points(modules) * module;
        let whole = at(matrix.side + 2 * QUIET);
        let mut path = PathBuilder::new();
        for (column, row, length) in matrix.runs() {
            let rect = Rect::from_xywh(
                x + at(column + QUIET),
                y + at(row + QUIET),
                at(length),
                module,
            );
            if let Some(rect) = rect {
                path.push_rect(rect);
            }
        }
        let Some(area) = Rect::from_xywh(x, y, whole, whole) else {
            return;
        };
        let identifier = self.surface.start_tagged(ContentTag::Other);
        self.draw_rect(area, Color::WHITE);
        if let Some(path) = path.finish() {
            self.surface.set_fill(Some(fill(Color::BLACK)));
            self.surface.draw_path(&path);
        }
        self.surface.end_tagged();
        let mut figure = TagGroup::new(Tag::Figure(Some(says.to_owned())));
        figure.push(identifier);
        self.link(area, url, says, figure.into());
    }

    /// A line of text that links.
    pub(super) fn link_line(
        &mut self,
        x: f32,
        y: f32,
        look: Look,
        text: &str,
        url: &str,
        says: &str,
    ) {
        let width = self.types.width(look.face, look.size, text);
        let span = self.span(x, y, look, text);
        if let Some(area) = Rect::from_xywh(x, y - look.size, width, look.size * 1.35) {
            self.link(area, url, says, span.into());
        }
    }

    fn link(&mut self, area: Rect, url: &str, says: &str, content: Node) {
        self.links.push(PendingLink {
            group: self.groups.len(),
            content,
            area,
            url: url.to_owned(),
            says: says.to_owned(),
        });
        self.groups.push(TagGroup::new(Tag::P));
    }

    fn draw_rect(&mut self, area: Rect, color: Color) {
        let mut path = PathBuilder::new();
        path.push_rect(area);
        if let Some(path) = path.finish() {
            self.surface.set_fill(Some(fill(color)));
            self.surface.draw_path(&path);
        }
    }

    /// A filled area behind something.
    pub(super) fn panel(&mut self, area: Rect, color: Color) {
        self.artifact(ArtifactType::Layout, |sheet| sheet.draw_rect(area, color));
    }

    /// A frame around something.
    pub(super) fn frame(&mut self, area: Rect, color: Color) {
        self.artifact(ArtifactType::Layout, |sheet| {
            let mut path = PathBuilder::new();
            path.push_rect(area);
            if let Some(path) = path.finish() {
                sheet.surface.set_fill(None);
                sheet.surface.set_stroke(Some(Stroke {
                    paint: color.paint(),
                    width: 0.75,
                    ..Stroke::default()
                }));
                sheet.surface.draw_path(&path);
                sheet.surface.set_stroke(None);
            }
        });
    }

    /// One word across the page, under everything else.
    pub(super) fn watermark(&mut self, word: &str) {
        let mark = look(Face::Bold, 104.0, WATERMARK);
        let width = self.types.width(mark.face, mark.size, word);
        self.artifact(ArtifactType::Watermark, |sheet| {
            let (x, y) = (WIDTH / 2.0, HEIGHT / 2.0);
            sheet
                .surface
                .push_transform(&Transform::from_rotate_at(-52.0, x, y));
            sheet.draw_text(x - width / 2.0, y + mark.size / 3.0, mark, word);
            sheet.surface.pop();
        });
    }
}

/// A labelled value at a place.
pub(super) struct Field {
    pub x: f32,
    /// Baseline of the label.
    pub y: f32,
    pub width: f32,
    pub label: &'static str,
    pub value: String,
    pub face: Face,
    /// The sizes to choose from, the largest first, each with the lines it may take.
    pub sizes: &'static [(f32, usize)],
}

fn fill(color: Color) -> Fill {
    Fill {
        paint: color.paint(),
        opacity: krilla::num::NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }
}

/// Modules are few: their number is exact.
fn points(modules: usize) -> f32 {
    f32::from(u16::try_from(modules).unwrap_or(u16::MAX))
}
