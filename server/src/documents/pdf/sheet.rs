//! One tagged page that is being drawn: its text. [`drawing`] holds what is not text, [`fields`] the
//! labelled values.

mod drawing;
mod fields;

pub(super) use fields::{Field, Lead};

use super::labels::Label;
use super::look::{ACCENT, Color, INK, Look, look};
use super::type_set::{Face, TypeSet};
use krilla::geom::{Point, Rect};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, ListNumbering, Node, SpanTag, Tag, TagGroup,
};
use krilla::text::TextDirection;
use std::num::NonZeroU16;

/// A4, in points.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;

/// The language of Khmer runs in the structure of the page, whose own is English (PDF/UA-1, 7.2).
const KHMER: &str = "km";

/// From one baseline to the next, and what is free after a step, both in sizes of the letters.
const LEADING: f32 = 1.35;
const AFTER_STEP: f32 = 0.4;
/// Room for the number of a step.
const INDENT: f32 = 15.0;

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

    /// A run of text with its baseline at `y`, to be put into a group. A Khmer one is an element of
    /// its own language.
    fn run(&mut self, x: f32, y: f32, look: Look, text: &str) -> Node {
        let language = (look.face == Face::Khmer).then_some(KHMER);
        let tag = SpanTag::empty().with_lang(language);
        let identifier = self.surface.start_tagged(ContentTag::Span(tag));
        self.draw_text(x, y, look, text);
        self.surface.end_tagged();
        match language {
            None => identifier.into(),
            Some(language) => {
                // Its glyphs stand in another order than its letters (14.9.4 of ISO 32000-1).
                let tag = Tag::Span
                    .with_lang(Some(language.to_owned()))
                    .with_actual_text(Some(text.to_owned()));
                let mut span = TagGroup::new(tag);
                span.push(identifier);
                span.into()
            }
        }
    }

    /// What decorates only and is not read out.
    fn artifact(&mut self, kind: ArtifactType, draw: impl FnOnce(&mut Self)) {
        self.surface
            .start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
        draw(self);
        self.surface.end_tagged();
    }

    /// A heading in both languages, Khmer above; the English baseline is at `y`.
    pub(super) fn heading(
        &mut self,
        level: NonZeroU16,
        (x, y): (f32, f32),
        (size, color): (f32, Color),
        label: &Label,
    ) {
        let above = look(Face::Khmer, size * 0.72, ACCENT);
        let runs = [
            self.run(x, y - size * 1.12, above, &format!("{} ", label.khmer)),
            self.run(x, y, look(Face::Bold, size, color), &label.english),
        ];
        let mut group = TagGroup::new(Tag::Hn(level, Some(label.english.clone())));
        for run in runs {
            group.push(run);
        }
        self.groups.push(group);
    }

    pub(super) fn line(&mut self, x: f32, y: f32, look: Look, text: &str) {
        let run = self.run(x, y, look, text);
        let mut group = TagGroup::new(Tag::P);
        group.push(run);
        self.groups.push(group);
    }

    /// A paragraph in lines of at most `width`; the baseline below its last one.
    pub(super) fn paragraph(&mut self, x: f32, y: f32, width: f32, look: Look, text: &str) -> f32 {
        let (runs, y) = self.lines(x, y, width, look, text);
        let mut group = TagGroup::new(Tag::P);
        for run in runs {
            group.push(run);
        }
        self.groups.push(group);
        y
    }

    /// Numbered steps, read out as one list; the baseline below the last one.
    pub(super) fn steps(&mut self, x: f32, y: f32, width: f32, size: f32, steps: &[String]) -> f32 {
        let mut list = TagGroup::new(Tag::L(ListNumbering::Decimal));
        let mut y = y;
        for (number, step) in (1..).zip(steps) {
            let mut label = TagGroup::new(Tag::Lbl);
            let bold = look(Face::Bold, size, ACCENT);
            label.push(self.run(x, y, bold, &format!("{number} ")));
            let plain = look(Face::Regular, size, INK);
            let (runs, next) = self.lines(x + INDENT, y, width - INDENT, plain, step);
            let mut body = TagGroup::new(Tag::LBody);
            for run in runs {
                body.push(run);
            }
            let mut item = TagGroup::new(Tag::LI);
            item.push(label);
            item.push(body);
            list.push(item);
            y = next + size * AFTER_STEP;
        }
        self.groups.push(list);
        y
    }

    /// How high such steps would be.
    fn steps_height(&self, width: f32, size: f32, steps: &[String]) -> f32 {
        let lines = |step: &String| {
            let lines = self.types.lines(Face::Regular, size, width - INDENT, step);
            lines.iter().map(|_| size * LEADING).sum::<f32>() + size * AFTER_STEP
        };
        steps.iter().map(lines).sum()
    }

    /// The largest of the sizes at which the steps stay within `high`; the last if none does.
    pub(super) fn steps_size(
        &self,
        (width, high): (f32, f32),
        sizes: &[f32],
        steps: &[String],
    ) -> f32 {
        let fits = |size: &&f32| self.steps_height(width, **size, steps) <= high;
        let size = sizes.iter().find(fits).or(sizes.last());
        size.copied().unwrap_or_default()
    }

    fn lines(&mut self, x: f32, y: f32, width: f32, look: Look, text: &str) -> (Vec<Node>, f32) {
        let mut y = y;
        let mut runs = Vec::new();
        for line in self.types.lines(look.face, look.size, width, text) {
            runs.push(self.run(x, y, look, &line));
            y += look.size * LEADING;
        }
        (runs, y)
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
        let run = self.run(x, y, look, text);
        if let Some(area) = Rect::from_xywh(x, y - look.size, width, look.size * 1.35) {
            self.link(area, url, says, run);
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
}

fn fill(color: Color) -> Fill {
    Fill {
        paint: color.paint(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }
}
