//! A scan: which components it holds, and the codes of their blocks.

use super::Damaged;
use super::bits::{Bits, CodeTable};

/// Coefficients of a block.
const BLOCK: u8 = 64;
/// A coefficient that no scan has sent yet.
const NOT_SENT: u8 = u8::MAX;

/// The tables of a class by their number.
type Tables = [Option<CodeTable>; 4];

/// A component of the frame.
pub(super) struct Component {
    id: u8,
    /// Blocks of a unit of an interleaved scan, across and down.
    factors: (usize, usize),
    /// Blocks of the component alone, across and down.
    pub own: (usize, usize),
    /// Blocks of a row, with those beyond the edge.
    row: usize,
    /// Which coefficients of each block are not zero, for later scans of a progressive frame.
    set: Vec<u64>,
    /// The bits that are still to come of each coefficient.
    missing: [u8; BLOCK as usize],
}

impl Component {
    pub(super) fn new(
        id: u8,
        factors: (usize, usize),
        own: (usize, usize),
        units: (usize, usize),
        is_progressive: bool,
    ) -> Self {
        let row = units.0 * factors.0;
        let blocks = row * units.1 * factors.1;
        Self {
            id,
            factors,
            own,
            row,
            set: vec![0; if is_progressive { blocks } else { 0 }],
            missing: [NOT_SENT; BLOCK as usize],
        }
    }

    /// Whether every coefficient came to its last bit; of the finer ones, those that came at all.
    pub(super) fn is_complete(&self, with_all: bool) -> bool {
        self.missing.iter().enumerate().all(|(place, missing)| {
            *missing == 0 || (*missing == NOT_SENT && place > 0 && !with_all)
        })
    }
}

/// A component in a scan, with the numbers of its tables.
pub(super) struct Part {
    pub component: usize,
    dc: usize,
    ac: usize,
}

/// The header of a scan.
pub(super) struct Scan {
    pub parts: Vec<Part>,
    is_progressive: bool,
    /// The first and the last coefficient.
    first: u8,
    last: u8,
    /// The bit that earlier scans came to (0: none did), and the one that this scan comes to.
    before: u8,
    after: u8,
}

impl Scan {
    pub(super) fn read(
        header: &[u8],
        components: &[Component],
        is_progressive: bool,
    ) -> Result<Self, Damaged> {
        let (count, rest) = header.split_first().ok_or(Damaged)?;
        let (listed, rest) = rest
            .split_at_checked(2 * usize::from(*count))
            .ok_or(Damaged)?;
        let part = |entry: &[u8]| {
            Some(Part {
                component: components.iter().position(|one| one.id == entry[0])?,
                dc: usize::from(entry[1] >> 4),
                ac: usize::from(entry[1] & 15),
            })
        };
        let parts: Vec<Part> = listed.chunks_exact(2).filter_map(part).collect();
        let &[first, last, bits, ..] = rest else {
            return Err(Damaged);
        };
        let scan = Self {
            parts,
            is_progressive,
            first: if is_progressive { first } else { 0 },
            last: if is_progressive { last } else { BLOCK - 1 },
            before: if is_progressive { bits >> 4 } else { 0 },
            after: if is_progressive { bits & 15 } else { 0 },
        };
        let is_legal = !scan.parts.is_empty()
            && scan.parts.len() == usize::from(*count)
            && scan.last < BLOCK
            && scan.first <= scan.last
            // The first coefficient is coded apart, the others of one component at a time.
            && (!is_progressive || (scan.first == 0) == (scan.last == 0))
            && (scan.first == 0 || scan.parts.len() == 1);
        is_legal.then_some(scan).ok_or(Damaged)
    }

    /// Reads a unit: one block of a component alone, or those of all components.
    pub(super) fn read_unit(
        &self,
        components: &mut [Component],
        (dc, ac): (&Tables, &Tables),
        bits: &mut Bits,
        run: &mut u32,
        (x, y): (usize, usize),
    ) -> Result<(), Damaged> {
        let is_alone = self.parts.len() == 1;
        for part in &self.parts {
            let component = components.get_mut(part.component).ok_or(Damaged)?;
            let (across, down) = if is_alone { (1, 1) } else { component.factors };
            let (dc, ac) = (dc.get(part.dc), ac.get(part.ac));
            let (dc, ac) = (dc.and_then(Option::as_ref), ac.and_then(Option::as_ref));
            for v in 0..down {
                for h in 0..across {
                    if !self.is_progressive {
                        sequential(bits, dc.ok_or(Damaged)?, ac.ok_or(Damaged)?)?;
                        continue;
                    }
                    let place = (y * down + v) * component.row + x * across + h;
                    let set = component.set.get_mut(place).ok_or(Damaged)?;
                    match (self.first, self.before) {
                        (0, 0) => {
                            let size = bits.code(dc.ok_or(Damaged)?)?;
                            bits.skip(size)?;
                        }
                        (0, _) => bits.skip(1)?,
                        (_, 0) => self.first_bits(bits, ac.ok_or(Damaged)?, run, set)?,
                        _ => self.further_bits(bits, ac.ok_or(Damaged)?, run, set)?,
                    }
                }
            }
        }
        Ok(())
    }

    /// The coefficients of a block as far as this scan comes (G.1.2.2).
    fn first_bits(
        &self,
        bits: &mut Bits,
        table: &CodeTable,
        run: &mut u32,
        set: &mut u64,
    ) -> Result<(), Damaged> {
        if *run > 0 {
            *run -= 1;
            return Ok(());
        }
        let mut place = self.first;
        while place <= self.last {
            let code = bits.code(table)?;
            let (zeros, size) = (code >> 4, code & 15);
            match (zeros, size) {
                (15, 0) => place += 16,
                (_, 0) => {
                    *run = (1 << zeros) - 1 + bits.read(zeros.into())?;
                    return Ok(());
                }
                _ => {
                    place += zeros;
                    if place > self.last {
                        return Err(Damaged);
                    }
                    bits.skip(size)?;
                    *set |= 1 << place;
                    place += 1;
                }
            }
        }
        Ok(())
    }

    /// One more bit of the coefficients of a block, and those that become other than zero by it
    /// (G.1.2.3).
    fn further_bits(
        &self,
        bits: &mut Bits,
        table: &CodeTable,
        run: &mut u32,
        set: &mut u64,
    ) -> Result<(), Damaged> {
        let mut place = self.first;
        while *run == 0 && place <= self.last {
            let code = bits.code(table)?;
            let (mut zeros, size) = (code >> 4, code & 15);
            if size == 0 && zeros < 15 {
                *run = (1 << zeros) + bits.read(zeros.into())?;
                break;
            }
            bits.skip(u8::from(size > 0))?;
            while place <= self.last {
                if *set >> place & 1 == 1 {
                    bits.skip(1)?;
                } else if zeros == 0 {
                    break;
                } else {
                    zeros -= 1;
                }
                place += 1;
            }
            if size > 0 {
                if place > self.last {
                    return Err(Damaged);
                }
                *set |= 1 << place;
            }
            place += 1;
        }
        if *run > 0 {
            for place in place..=self.last {
                if *set >> place & 1 == 1 {
                    bits.skip(1)?;
                }
            }
            *run -= 1;
        }
        Ok(())
    }

    /// Notes what the scan has sent.
    pub(super) fn mark_sent(&self, components: &mut [Component]) {
        for part in &self.parts {
            if let Some(component) = components.get_mut(part.component) {
                let sent = usize::from(self.first)..=usize::from(self.last);
                component.missing[sent].fill(self.after);
            }
        }
    }
}

/// The codes of a block of a sequential frame (F.1.2).
fn sequential(bits: &mut Bits, dc: &CodeTable, ac: &CodeTable) -> Result<(), Damaged> {
    let size = bits.code(dc)?;
    bits.skip(size)?;
    let mut place = 1;
    while place < BLOCK {
        let code = bits.code(ac)?;
        let (zeros, size) = (code >> 4, code & 15);
        match (zeros, size) {
            (15, 0) => place += 16,
            (_, 0) => break,
            _ => {
                place += zeros;
                if place >= BLOCK {
                    return Err(Damaged);
                }
                bits.skip(size)?;
                place += 1;
            }
        }
    }
    Ok(())
}
