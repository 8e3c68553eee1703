//! Whether a JPEG is whole: whether its scans hold every block that its header promises. Decoders
//! fill what is missing with grey, which is fine for a viewer and not for a photo; and an end marker
//! proves nothing, since the previews and second pictures that phones put into the file have theirs.
//!
//! The scans are read as far as the codes of their blocks (ITU T.81, annexes B, F and G), without
//! computing a pixel.

mod bits;
mod scan;

use bits::{Bits, CodeTable};
use scan::{Component, Scan};

/// Bytes between the last block and the next marker that are none of ours to judge.
const STRAY: usize = 32;
/// More scans or tables than any encoder writes. Each scan costs a look at every block: a small file of a
/// hundred empty ones took as long as a hundred pictures.
const MOST_SCANS: usize = 24;
const MOST_TABLES: usize = 500;

/// A file that ends early, holds fewer blocks than promised, or other codes than its tables have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Damaged;

/// The frame header: what the scans are made of.
struct Frame {
    is_progressive: bool,
    width: usize,
    height: usize,
    components: Vec<Component>,
}

/// The tables in force, and the frame once it was read.
#[derive(Default)]
struct Reader {
    frame: Option<Frame>,
    dc: [Option<CodeTable>; 4],
    ac: [Option<CodeTable>; 4],
    restart_interval: usize,
    tables: usize,
}

/// Checks that a JPEG is whole. The caller has looked at its size before, by which this takes time.
///
/// # Errors
/// It is not.
pub(super) fn check_whole(bytes: &[u8]) -> Result<(), Damaged> {
    let mut reader = Reader::default();
    let mut at = 2;
    let mut scans = 0;
    loop {
        let (marker, after) = next_marker(bytes, at)?;
        at = after;
        if marker == 0xD9 {
            break;
        }
        if matches!(marker, 0x01 | 0xD0..=0xD8) {
            continue;
        }
        let length = bytes.get(at..at + 2).ok_or(Damaged)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        let segment = bytes
            .get(at + 2..at + length.max(2))
            .filter(|_| length >= 2)
            .ok_or(Damaged)?;
        at += length;
        match marker {
            // Sequential and progressive frames with Huffman codes: all that the decoder reads.
            0xC0..=0xC2 => reader.frame(segment, marker == 0xC2)?,
            0xC4 => reader.huffman_tables(segment)?,
            0xDD => {
                let interval = segment.get(..2).ok_or(Damaged)?;
                reader.restart_interval =
                    usize::from(u16::from_be_bytes([interval[0], interval[1]]));
            }
            0xDA => {
                scans += 1;
                if scans > MOST_SCANS {
                    return Err(Damaged);
                }
                at += reader.scan(segment, bytes.get(at..).unwrap_or_default())?;
            }
            _ => {}
        }
    }
    let frame = reader.frame.ok_or(Damaged)?;
    if frame
        .components
        .iter()
        .enumerate()
        .all(|(index, component)| {
            // Whoever leaves out the finer shades of colour leaves nothing out of the shape.
            component.is_complete(index == 0)
        })
    {
        Ok(())
    } else {
        Err(Damaged)
    }
}

/// The next marker, and the place after it.
fn next_marker(bytes: &[u8], from: usize) -> Result<(u8, usize), Damaged> {
    let mut at = from;
    while *bytes.get(at).ok_or(Damaged)? != 0xFF {
        at += 1;
        if at > from + STRAY {
            return Err(Damaged);
        }
    }
    loop {
        match bytes.get(at).ok_or(Damaged)? {
            0xFF => at += 1,
            marker => return Ok((*marker, at + 1)),
        }
    }
}

impl Reader {
    fn frame(&mut self, segment: &[u8], is_progressive: bool) -> Result<(), Damaged> {
        let &[
            _,
            height_0,
            height_1,
            width_0,
            width_1,
            count,
            ref rest @ ..,
        ] = segment
        else {
            return Err(Damaged);
        };
        let height = usize::from(u16::from_be_bytes([height_0, height_1]));
        let width = usize::from(u16::from_be_bytes([width_0, width_1]));
        let count = usize::from(count);
        if self.frame.is_some() || width == 0 || height == 0 || !(1..=4).contains(&count) {
            return Err(Damaged);
        }
        let listed = rest.get(..3 * count).ok_or(Damaged)?.chunks_exact(3);
        let factors: Vec<(u8, usize, usize)> = listed
            .map(|entry| {
                (
                    entry[0],
                    usize::from(entry[1] >> 4),
                    usize::from(entry[1] & 15),
                )
            })
            .collect();
        if factors
            .iter()
            .any(|(_, h, v)| !(1..=4).contains(h) || !(1..=4).contains(v))
        {
            return Err(Damaged);
        }
        let most = |of: fn(&(u8, usize, usize)) -> usize| factors.iter().map(of).max().unwrap_or(1);
        let (h_max, v_max) = (most(|factor| factor.1), most(|factor| factor.2));
        let components = factors
            .iter()
            .map(|&(id, h, v)| {
                let own = (
                    (width * h).div_ceil(8 * h_max),
                    (height * v).div_ceil(8 * v_max),
                );
                let units = (width.div_ceil(8 * h_max), height.div_ceil(8 * v_max));
                Component::new(id, (h, v), own, units, is_progressive)
            })
            .collect();
        self.frame = Some(Frame {
            is_progressive,
            width: width.div_ceil(8 * h_max),
            height: height.div_ceil(8 * v_max),
            components,
        });
        Ok(())
    }

    fn huffman_tables(&mut self, mut segment: &[u8]) -> Result<(), Damaged> {
        while let [kind, rest @ ..] = segment {
            self.tables += 1;
            if self.tables > MOST_TABLES {
                return Err(Damaged);
            }
            let (table, rest) = CodeTable::read(rest)?;
            let class = match kind >> 4 {
                0 => &mut self.dc,
                1 => &mut self.ac,
                _ => return Err(Damaged),
            };
            *class.get_mut(usize::from(kind & 15)).ok_or(Damaged)? = Some(table);
            segment = rest;
        }
        Ok(())
    }

    /// Reads a scan; the bytes that it takes.
    fn scan(&mut self, header: &[u8], data: &[u8]) -> Result<usize, Damaged> {
        let frame = self.frame.as_mut().ok_or(Damaged)?;
        let scan = Scan::read(header, &frame.components, frame.is_progressive)?;
        let mut bits = Bits::new(data);
        let units = match scan.parts.as_slice() {
            // One component alone is coded without the blocks beyond its edge.
            [only] => frame.components[only.component].own,
            _ => (frame.width, frame.height),
        };
        let mut left = self.restart_interval;
        let mut restart = 0;
        let mut run = 0;
        for y in 0..units.1 {
            for x in 0..units.0 {
                if self.restart_interval > 0 {
                    if left == 0 {
                        bits.restart(restart)?;
                        (left, restart, run) = (self.restart_interval, (restart + 1) % 8, 0);
                    }
                    left -= 1;
                }
                let tables = (&self.dc, &self.ac);
                scan.read_unit(&mut frame.components, tables, &mut bits, &mut run, (x, y))?;
            }
        }
        scan.mark_sent(&mut frame.components);
        bits.end(STRAY)
    }
}

#[cfg(test)]
mod tests;
