//! One tagged page that is being drawn.

use super::look::{Color, INK, Look, SOFT, WATERMARK, look};
use super::type_set::{Face, TypeSet};
use crate::documents::DocumentError;
use crate::documents::qr::{QUIET, QrMatrix};
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, Tag, TagGroup,
};
use krilla::text::TextDirection;
use std::num::NonZeroU16;

/// A4, in points.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;

/// A link that gets its annotation once the drawing is done.
pub(super) struct PendingLink {
    /// Which group of the tree it goes into.
    pub group: usize,
    pub content: Node,
    pub area: Rect,
    pub url: String,
    pub says: String,
}

/// The page. Groups are read out in the order in which they are added.
pub(super) struct Sheet<'a> {
    surface: Surface<'a>,
    pub types: &'a TypeSet,
    groups: Vec<TagGroup>,
    links: Vec<PendingLink>,
}

impl Sheet<'_> {
    pub(super) fn on<'a>(surface: Surface<'a>, types: &'a TypeSet) -> Sheet<'a> {
        Sheet {
            surface,
            types,
            groups: Vec::new(),
            links: Vec::new(),
        }
    }

    /// What was drawn, to be read out in this order, and its links.
    pub(super) fn finish(self) -> (Vec<TagGroup>, Vec<PendingLink>) {
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

/// A labelled value at a point of the page.
pub(super) struct Field {
    pub x: f32,
    /// Baseline of the label.
    pub y: f32,
    pub width: f32,
    pub label: String,
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
