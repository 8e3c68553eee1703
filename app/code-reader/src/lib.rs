//! Reads the QR code in a picture. A WebAssembly module of its own: most phones have a detector, and never
//! load it.

/// The text of the first code in a picture, if there is one. `rgba` holds four bytes a pixel, row by row. A
/// code that holds no text is a binary seal (Doc 9303-13, 2.1: the plain form); it is handed on as
/// hexadecimal. `None` too for a picture of other measures than it has.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen::prelude::wasm_bindgen)]
pub fn read(rgba: &[u8], width: u32, height: u32) -> Option<String> {
    let (width, height) = (usize::try_from(width).ok()?, usize::try_from(height).ok()?);
    let bytes = width.checked_mul(height)?.checked_mul(4)?;
    if bytes == 0 || rgba.len() != bytes {
        return None;
    }
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        let at = (y * width + x) * 4;
        let [red, green, blue] = [rgba[at], rgba[at + 1], rgba[at + 2]].map(u32::from);
        u8::try_from((red * 77 + green * 151 + blue * 28) >> 8).unwrap_or(u8::MAX)
    });
    picture.detect_grids().into_iter().find_map(|grid| {
        let mut bytes = Vec::new();
        grid.decode_to(&mut bytes).ok()?;
        Some(match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(binary) => hexadecimal(binary.as_bytes()),
        })
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A code of four pixels a module on white, as a browser hands its pixels on.
    fn picture(content: &[u8]) -> (Vec<u8>, u32, u32) {
        let code = qrcode::QrCode::new(content).unwrap();
        let (side, quiet, scale) = (code.width(), 4, 4);
        let whole = (side + 2 * quiet) * scale;
        let colors = code.to_colors();
        let mut rgba = Vec::with_capacity(whole * whole * 4);
        for y in 0..whole {
            for x in 0..whole {
                let place = |at: usize| (at / scale).checked_sub(quiet).filter(|at| *at < side);
                let is_dark = match (place(x), place(y)) {
                    (Some(x), Some(y)) => colors[y * side + x] == qrcode::Color::Dark,
                    _ => false,
                };
                let value = if is_dark { 0 } else { 255 };
                rgba.extend([value, value, value, 255]);
            }
        }
        let whole = u32::try_from(whole).unwrap();
        (rgba, whole, whole)
    }

    #[test]
    fn a_text_is_read_as_it_is_and_a_seal_as_hexadecimal() {
        let address = "HTTPS://EVISA.EXAMPLE/V#0123456789";
        let (rgba, width, height) = picture(address.as_bytes());
        assert_eq!(read(&rgba, width, height).as_deref(), Some(address));
        let seal = [0xDC, 0x03, 0xFF, 0x00, 0x80];
        let (rgba, width, height) = picture(&seal);
        assert_eq!(read(&rgba, width, height).as_deref(), Some("dc03ff0080"));
    }

    #[test]
    fn what_is_no_picture_has_no_code() {
        assert_eq!(read(&[], 0, 0), None);
        assert_eq!(read(&[255; 400], 10, 10), None);
        assert_eq!(read(&[255; 399], 10, 10), None);
        assert_eq!(read(&[255; 400], u32::MAX, u32::MAX), None);
    }
}
