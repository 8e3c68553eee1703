//! The bits of a scan, and the Huffman codes in them.

use super::Damaged;

/// The longest code, in bits.
const LONGEST: u32 = 16;

/// The codes of a table, by the next sixteen bits: length and value; length 0 is no code.
pub(super) struct CodeTable(Vec<(u8, u8)>);

impl CodeTable {
    /// Reads a table: the numbers of codes of each length, and the values. The rest follows it.
    pub(super) fn read(segment: &[u8]) -> Result<(Self, &[u8]), Damaged> {
        let (counts, rest) = segment.split_at_checked(16).ok_or(Damaged)?;
        let all = counts.iter().map(|count| usize::from(*count)).sum();
        let (values, rest) = rest.split_at_checked(all).ok_or(Damaged)?;
        let mut codes = vec![(0, 0); 1 << LONGEST];
        let (mut next, mut values) = (0, values.iter());
        for (length, count) in (1_u8..).zip(counts) {
            for value in values.by_ref().take(usize::from(*count)) {
                let covered = 1_usize << (LONGEST - u32::from(length));
                codes
                    .get_mut(next..next + covered)
                    .ok_or(Damaged)?
                    .fill((length, *value));
                next += covered;
            }
        }
        Ok((Self(codes), rest))
    }
}

/// Reads the bits of a scan up to its next marker, and none beyond.
pub(super) struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    ahead: u64,
    /// Bits in `ahead`.
    count: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self {
            data,
            at: 0,
            ahead: 0,
            count: 0,
        }
    }

    fn refill(&mut self) {
        while self.count <= 48 {
            let byte = match self.data.get(self.at..) {
                Some([0xFF, 0, ..]) => {
                    self.at += 2;
                    0xFF
                }
                Some([0xFF, ..] | []) | None => return,
                Some([byte, ..]) => {
                    self.at += 1;
                    *byte
                }
            };
            self.ahead = self.ahead << 8 | u64::from(byte);
            self.count += 8;
        }
    }

    fn take(&mut self, bits: u32) -> Result<(), Damaged> {
        self.count = self.count.checked_sub(bits).ok_or(Damaged)?;
        self.ahead &= (1 << self.count) - 1;
        Ok(())
    }

    /// The next bits, at most sixteen, as a number.
    pub(super) fn read(&mut self, bits: u32) -> Result<u32, Damaged> {
        if bits > LONGEST {
            return Err(Damaged);
        }
        if self.count < bits {
            self.refill();
        }
        let left = self.count.checked_sub(bits).ok_or(Damaged)?;
        let value = u32::try_from(self.ahead >> left).map_err(|_| Damaged)?;
        self.take(bits)?;
        Ok(value)
    }

    pub(super) fn skip(&mut self, bits: u8) -> Result<(), Damaged> {
        self.read(bits.into()).map(drop)
    }

    /// The value of the next code.
    pub(super) fn code(&mut self, table: &CodeTable) -> Result<u8, Damaged> {
        if self.count < LONGEST {
            self.refill();
        }
        let next = if self.count >= LONGEST {
            self.ahead >> (self.count - LONGEST)
        } else {
            self.ahead << (LONGEST - self.count)
        };
        let next = usize::try_from(next).map_err(|_| Damaged)?;
        match table.0.get(next) {
            Some((length @ 1.., value)) => {
                self.take((*length).into())?;
                Ok(*value)
            }
            _ => Err(Damaged),
        }
    }

    /// Goes on behind the restart marker of this number, which stands at the next whole byte.
    pub(super) fn restart(&mut self, number: u8) -> Result<(), Damaged> {
        if self.count >= 8 {
            return Err(Damaged);
        }
        (self.ahead, self.count) = (0, 0);
        while self.data.get(self.at + 1) == Some(&0xFF) {
            self.at += 1;
        }
        match self.data.get(self.at..) {
            Some([0xFF, marker, ..]) if *marker == 0xD0 + number => {
                self.at += 2;
                Ok(())
            }
            _ => Err(Damaged),
        }
    }

    /// Ends the scan, behind which at most `stray` bytes may stand before the next marker; where
    /// that marker stands.
    pub(super) fn end(mut self, stray: usize) -> Result<usize, Damaged> {
        let mut left = 0;
        loop {
            self.refill();
            left += usize::try_from(self.count / 8).map_err(|_| Damaged)?;
            if left > stray {
                return Err(Damaged);
            }
            if self.count < 8 {
                return Ok(self.at);
            }
            (self.ahead, self.count) = (0, 0);
        }
    }
}
