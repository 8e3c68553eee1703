//! Whole and damaged JPEGs. The files are of libjpeg: progressive with restarts, sequential with
//! restarts, and in printing colours.

use super::*;
use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;

const PROGRESSIVE: &[u8] = include_bytes!("../../../testdata/progressive.jpg");
const RESTARTS: &[u8] = include_bytes!("../../../testdata/restarts.jpg");
const CMYK: &[u8] = include_bytes!("../../../testdata/cmyk.jpg");

/// Noise, which leaves no run of blocks equal.
fn noise(width: u32, height: u32) -> Vec<u8> {
    let mut seed = 7_u32;
    let picture = RgbImage::from_fn(width, height, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [_, one, two, three] = seed.to_be_bytes();
        image::Rgb([one, two, three])
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 92)
        .encode_image(&picture)
        .unwrap();
    bytes
}

#[test]
fn files_of_many_kinds_are_whole() {
    for whole in [
        PROGRESSIVE,
        RESTARTS,
        CMYK,
        &noise(400, 600),
        &noise(401, 603),
    ] {
        assert_eq!(check_whole(whole), Ok(()));
        // What phones append to the picture is none of ours.
        let appended = [whole, &noise(40, 60), b"MotionPhoto"].concat();
        assert_eq!(check_whole(&appended), Ok(()));
    }
}

#[test]
fn an_end_marker_proves_nothing() {
    let small = noise(160, 240);
    for whole in [PROGRESSIVE, RESTARTS, CMYK, &noise(160, 240)] {
        for part in [4, 9, 20, 33, 39] {
            let cut = &whole[..whole.len() * part / 40];
            for end in [b"".as_slice(), &[0xFF, 0xD9], &small] {
                let file = [cut, end].concat();
                assert_eq!(
                    check_whole(&file),
                    Err(Damaged),
                    "{part} of 40, {}",
                    end.len()
                );
            }
        }
    }
}

#[test]
fn a_hole_in_the_middle_is_noticed() {
    for whole in [PROGRESSIVE, &noise(160, 240)] {
        for (from, to) in [(40, 70), (50, 55), (60, 95)] {
            let mut file = whole.to_vec();
            let hole = file.len() * from / 100..file.len() * to / 100;
            file[hole].fill(0);
            assert_eq!(check_whole(&file), Err(Damaged), "{from} to {to} of 100");
        }
        let middle = whole.len() / 2;
        let file = [&whole[..middle], &whole[middle + 400..]].concat();
        assert_eq!(check_whole(&file), Err(Damaged));
    }
}

#[test]
fn a_progressive_file_that_ends_between_its_scans_is_damaged() {
    let scans: Vec<usize> = PROGRESSIVE
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| *pair == [0xFF, 0xDA])
        .map(|(at, _)| at)
        .collect();
    assert!(scans.len() > 5, "{scans:?}");
    for at in &scans[1..] {
        let file = [&PROGRESSIVE[..*at], &[0xFF, 0xD9]].concat();
        assert_eq!(check_whole(&file), Err(Damaged));
    }
}

#[test]
fn hostile_bytes_get_an_answer() {
    for whole in [PROGRESSIVE, RESTARTS] {
        for at in (0..whole.len().min(4_000)).step_by(37) {
            let mut changed = whole.to_vec();
            changed[at] ^= 0x55;
            let _ = check_whole(&changed);
        }
    }
    // Tables without end.
    let mut tables = vec![0xFF, 0xD8];
    for _ in 0..100_000 {
        tables.extend([0xFF, 0xC4, 0, 19]);
        tables.extend([0; 17]);
    }
    assert_eq!(check_whole(&tables), Err(Damaged));
}
