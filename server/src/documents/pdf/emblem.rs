//! The mark and the woven line of the site, drawn from the site's own files, so that web and paper
//! have the same points.
//!
//! The files hold straight lines between absolute points: `M`, `L`, `H`, `V` and `Z` of SVG.

use krilla::geom::{Path, PathBuilder};

const MARK: &str = include_str!("../../../../app/public/mark.svg");
const WOVEN: &str = include_str!("../../../../app/public/woven.svg");

/// Units of the mark's grid a side, and of a tile of the woven line.
pub(super) const MARK_GRID: f32 = 24.0;
pub(super) const TILE: f32 = 8.0;

/// Where a drawing lies on the page.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub x: f32,
    pub y: f32,
    /// Points a unit of its grid.
    pub scale: f32,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    Move(f32, f32),
    Line(f32, f32),
    Close,
}

/// The towers, and the light on the water before them.
pub(super) fn mark(place: Place) -> Vec<Path> {
    let paths = path_data(MARK).map(steps);
    paths.filter_map(|steps| drawn([place], &steps)).collect()
}

/// The strands of so many tiles side by side; they reach over the edge.
pub(super) fn woven(place: Place, tiles: u16) -> Option<Path> {
    let tile = |number: u16| Place {
        x: place.x + f32::from(number) * TILE * place.scale,
        ..place
    };
    let steps = path_data(WOVEN).flat_map(steps).collect::<Vec<_>>();
    drawn((0..tiles).map(tile), &steps)
}

/// The `d` of each path of a file.
fn path_data(svg: &str) -> impl Iterator<Item = &str> {
    let rest = svg.split(" d=\"").skip(1);
    rest.filter_map(|rest| rest.split('"').next())
}

fn steps(data: &str) -> Vec<Step> {
    let (mut x, mut y) = (0.0, 0.0);
    let mut steps = Vec::new();
    for (at, letter) in data.match_indices(|c: char| c.is_ascii_alphabetic()) {
        let rest = &data[at + 1..];
        let end = rest.find(|c: char| c.is_ascii_alphabetic());
        match (
            letter,
            numbers(&rest[..end.unwrap_or(rest.len())]).as_slice(),
        ) {
            ("M" | "L", [to_x, to_y]) => (x, y) = (*to_x, *to_y),
            ("H", [to_x]) => x = *to_x,
            ("V", [to_y]) => y = *to_y,
            _ => {}
        }
        steps.push(match letter {
            "M" => Step::Move(x, y),
            "Z" => Step::Close,
            _ => Step::Line(x, y),
        });
    }
    steps
}

/// `2.72 0`, `-4 1.28`.
fn numbers(text: &str) -> Vec<f32> {
    let parts = text.split_whitespace();
    parts.filter_map(|part| part.parse().ok()).collect()
}

fn drawn(places: impl IntoIterator<Item = Place>, steps: &[Step]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for Place { x, y, scale } in places {
        for step in steps {
            match step {
                Step::Move(to_x, to_y) => path.move_to(x + to_x * scale, y + to_y * scale),
                Step::Line(to_x, to_y) => path.line_to(x + to_x * scale, y + to_y * scale),
                Step::Close => path.close(),
            }
        }
    }
    path.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_point_by_point() {
        assert_eq!(
            steps("M1.75 19.25H22.25V20.75L-4 1.28Z"),
            [
                Step::Move(1.75, 19.25),
                Step::Line(22.25, 19.25),
                Step::Line(22.25, 20.75),
                Step::Line(-4.0, 1.28),
                Step::Close,
            ]
        );
    }

    #[test]
    fn the_files_hold_nothing_that_is_not_read() {
        for (svg, paths) in [(MARK, 2), (WOVEN, 1)] {
            assert_eq!(path_data(svg).count(), paths);
            for data in path_data(svg) {
                for (letter, most) in [('M', 2), ('L', 2), ('H', 1), ('V', 1), ('Z', 0)] {
                    for piece in data.split(letter).skip(1) {
                        let end = piece.find(|c: char| c.is_ascii_alphabetic());
                        let piece = &piece[..end.unwrap_or(piece.len())];
                        assert_eq!(numbers(piece).len(), most, "{letter}{piece}");
                    }
                }
                let known = |c: char| "MLHVZ 0123456789.-".contains(c);
                assert!(data.chars().all(known), "{data}");
            }
        }
        let place = Place {
            x: 0.0,
            y: 0.0,
            scale: 1.0,
        };
        assert_eq!(mark(place).len(), 2);
        assert!(woven(place, 3).is_some());
    }
}
