//! The chunks of a PNG. Texts and profiles are compressed, and unfold to thousand times their size in
//! the decoder; only what makes the picture goes there, and the profile is unfolded here, to a limit.

use super::colours::MAX_PROFILE;
use flate2::read::ZlibDecoder;
use std::io::Read;

const SIGNATURE: usize = 8;

/// What the decoder is given: header, palette, transparency, pixels, orientation, and the mark of a
/// moving picture, by which it is refused.
const KEPT: [&[u8; 4]; 7] = [
    b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"eXIf", b"acTL", b"IEND",
];

/// A PNG for the decoder, and its colour profile.
pub(super) struct Chunks {
    pub picture: Vec<u8>,
    pub profile: Option<Vec<u8>>,
}

/// Takes a PNG apart. What is no chunk any more is left to the decoder, which refuses it.
pub(super) fn chunks(bytes: &[u8]) -> Chunks {
    let (signature, mut rest) = bytes.split_at_checked(SIGNATURE).unwrap_or((bytes, &[]));
    let mut picture = Vec::with_capacity(bytes.len());
    picture.extend(signature);
    let mut profile = None;
    while let Some((length, kind)) = head(rest) {
        // Length, kind and check sum have four bytes each.
        let Some((chunk, after)) = rest.split_at_checked(length.saturating_add(12)) else {
            break;
        };
        if KEPT.contains(&kind) {
            picture.extend(chunk);
        } else if kind == b"iCCP" && profile.is_none() {
            profile = unfolded(&chunk[8..8 + length]);
        }
        rest = after;
    }
    picture.extend(rest);
    Chunks { picture, profile }
}

fn head(rest: &[u8]) -> Option<(usize, &[u8; 4])> {
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let kind = rest.first_chunk::<4>()?;
    Some((usize::try_from(u32::from_be_bytes(*length)).ok()?, kind))
}

/// The profile of an `iCCP` chunk: its name, a zero, the method of compression, and the profile.
fn unfolded(chunk: &[u8]) -> Option<Vec<u8>> {
    let name = chunk.iter().position(|byte| *byte == 0)?;
    let compressed = chunk.get(name + 2..)?;
    let mut profile = Vec::new();
    ZlibDecoder::new(compressed)
        .take(u64::try_from(MAX_PROFILE).ok()? + 1)
        .read_to_end(&mut profile)
        .ok()?;
    (profile.len() <= MAX_PROFILE).then_some(profile)
}
