//! What holds of every box, square and frame.

use super::resample::cells;
use crate::cases::cases;
use crate::{FaceBox, Frame, Point, Square, crop};
use proptest::collection::vec;
use proptest::prelude::*;

/// Any f32, the infinite ones and NaN too.
fn any_number() -> impl Strategy<Value = f32> {
    prop_oneof![proptest::num::f32::ANY, -1e3..1e3f32]
}

fn grey(pixels: &[u8]) -> Vec<u8> {
    pixels.iter().flat_map(|grey| [*grey, *grey, *grey, 255]).collect()
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_box_of_any_numbers_is_refused_or_has_a_square_of_numbers(numbers in vec(any_number(), 8)) {
        let [x, y, width, height, ax, ay, bx, by] = numbers[..] else { unreachable!("eight") };
        let Ok(face) = FaceBox::new(x, y, width, height) else { return Ok(()) };
        prop_assert!(face.width() > 0.0 && face.height() > 0.0);
        let face = match face.clone().with_keypoints(vec![Point { x: ax, y: ay }, Point { x: bx, y: by }]) {
            Ok(face) => face,
            Err(_) => face,
        };
        let square = face.square();
        prop_assert!([square.x(), square.y(), square.side(), square.roll()].iter().all(|v| v.is_finite()), "{square:?}");
    }

    #[test]
    fn a_crop_stays_within_the_greys_of_its_frame(
        (width, height, pixels) in (1..40usize, 1..40usize).prop_flat_map(|(w, h)| (Just(w), Just(h), vec(30..=220u8, w * h))),
        x in -200.0..200f32, y in -200.0..200f32, side in 0.1..300f32, roll in prop_oneof![Just(0f32), -4.0..4f32],
    ) {
        let bytes = grey(&pixels);
        let frame = Frame::new(&bytes, width as u32, height as u32).unwrap();
        let face = crop(&frame, Square::new(x, y, side, roll).unwrap());
        let (low, high) = (*pixels.iter().min().unwrap(), *pixels.iter().max().unwrap());
        prop_assert!(face.pixels().iter().all(|grey| (low..=high).contains(grey)), "{low} to {high}");
    }

    #[test]
    fn the_mirror_image_of_a_crop_is_the_crop_of_the_mirror_image(pixels in vec(any::<u8>(), 20 * 20), half in 1..10usize) {
        // A square in the middle: cells mirror onto cells.
        let square = Square::new(10.0 - half as f32, 10.0 - half as f32, 2.0 * half as f32, 0.0).unwrap();
        let mirrored: Vec<u8> = pixels.chunks_exact(20).flat_map(|row| row.iter().rev().copied()).collect();
        let of = |pixels: &[u8]| crop(&Frame::new(&grey(pixels), 20, 20).unwrap(), square);
        let (face, mirror) = (of(&pixels).mirrored(), of(&mirrored));
        prop_assert!(face.pixels().iter().zip(mirror.pixels()).all(|(a, b)| a.abs_diff(*b) <= 1));
    }

    #[test]
    fn weights_of_a_cell_sum_to_one(start in -1e4..1e4f32, side in 0.5..1e4f32, length in 1..500usize) {
        for cell in cells(48, start, side, length) {
            let sum: f32 = cell.weights().map(|(_, weight)| weight).sum();
            prop_assert!((sum - 1.0).abs() < 5e-3, "{sum}");
            prop_assert!(cell.weights().all(|(pixel, weight)| pixel < length && weight >= -1e-6));
        }
    }
}
