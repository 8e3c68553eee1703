//! What is drawn on the page and is not text: photo, code, lines and areas.

use super::{HEIGHT, Sheet, WIDTH, fill};
use crate::documents::DocumentError;
use crate::documents::pdf::emblem::{self, MARK_GRID, Place, TILE};
use crate::documents::pdf::look::{ACCENT, Color, GOLD, WATERMARK, look};
use crate::documents::pdf::type_set::Face;
use crate::documents::qr::{QUIET, QrMatrix};
use krilla::geom::{Path, PathBuilder, Rect, Size, Transform};
use krilla::image::Image;
use krilla::paint::{FillRule, Stroke};
use krilla::tagging::{ArtifactType, ContentTag, Tag, TagGroup};

impl Sheet<'_> {
    pub(in crate::documents::pdf) fn photo(
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
    pub(in crate::documents::pdf) fn code(
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

    fn draw_rect(&mut self, area: Rect, color: Color) {
        if let Some(path) = area_path(area.left(), area.top(), area.width(), area.height()) {
            self.surface.set_fill(Some(fill(color)));
            self.surface.draw_path(&path);
        }
    }

    fn draw_stroke(&mut self, path: &Path, color: Color, width: f32) {
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke {
            paint: color.paint(),
            width,
            ..Stroke::default()
        }));
        self.surface.draw_path(path);
        self.surface.set_stroke(None);
    }

    /// A filled area behind something.
    pub(in crate::documents::pdf) fn panel(&mut self, area: Rect, color: Color) {
        self.artifact(ArtifactType::Layout, |sheet| sheet.draw_rect(area, color));
    }

    /// A frame around something.
    pub(in crate::documents::pdf) fn frame(&mut self, area: Rect, color: Color) {
        self.artifact(ArtifactType::Layout, |sheet| {
            if let Some(path) = area_path(area.left(), area.top(), area.width(), area.height()) {
                sheet.draw_stroke(&path, color, 0.75);
            }
        });
    }

    /// The mark of the site, `side` points high and wide.
    pub(in crate::documents::pdf) fn mark(&mut self, x: f32, y: f32, side: f32) {
        let scale = side / MARK_GRID;
        self.artifact(ArtifactType::Layout, |sheet| {
            let paths = emblem::mark(Place { x, y, scale });
            for (path, color) in paths.iter().zip([ACCENT, GOLD]) {
                sheet.surface.set_fill(Some(fill(color)));
                sheet.surface.draw_path(path);
            }
        });
    }

    /// The woven line of the site.
    pub(in crate::documents::pdf) fn woven_line(&mut self, x: f32, y: f32, width: f32) {
        const TILES: u16 = 84;
        let scale = width / (f32::from(TILES) * TILE);
        let high = TILE * scale;
        let Some(strands) = emblem::woven(Place { x, y, scale }, TILES) else {
            return;
        };
        let Some(band) = area_path(x, y, width, high) else {
            return;
        };
        self.artifact(ArtifactType::Layout, |sheet| {
            sheet.surface.push_clip_path(&band, &FillRule::NonZero);
            sheet.draw_stroke(&strands, GOLD, 0.7 * scale);
            sheet.surface.pop();
        });
    }

    /// One word across the page, under everything else.
    pub(in crate::documents::pdf) fn watermark(&mut self, word: &str) {
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

fn area_path(x: f32, y: f32, width: f32, height: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(x, y, width, height)?);
    path.finish()
}

/// Modules are few: their number is exact.
fn points(modules: usize) -> f32 {
    f32::from(u16::try_from(modules).unwrap_or(u16::MAX))
}
