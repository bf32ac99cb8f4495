//! What the detector sees: a square of the frame, shrunk, with dim light made up for.

use crate::image::resample::cells;
use crate::ops::simd::{F32x4, LANES};
use crate::{Frame, Square};

/// Colours of a pixel of the input.
pub const COLOURS: usize = 3;

/// The grey value that the brightest hundredth of the square is scaled up to: at 4 % of full light faces are then found as in
/// full light.
const BRIGHT: f32 = 230.0;
/// The most that light is scaled up: what is darker is noise.
const MOST_GAIN: f32 = 40.0;

/// The square of the frame as n × n pixels of red, green and blue, each cell the mean of what it covers, from −1 (black) to
/// 1. What lies outside the frame is black. Light is scaled up, never down, until the brightest hundredth is bright.
pub fn input(frame: &Frame, square: Square, n: usize) -> Vec<f32> {
    let columns = cells(n, square.x(), square.side(), frame.width());
    let rows = cells(n, square.y(), square.side(), frame.height());
    let inside = |start: f32, length: usize| {
        let step = square.side() / n as f32;
        let first = ((-start / step).ceil().max(0.0) as usize).min(n);
        let end = (((length as f32 - start) / step).floor().max(0.0) as usize).min(n);
        first..end.max(first)
    };
    let (across, down) = (inside(square.x(), frame.width()), inside(square.y(), frame.height()));
    let mut input = vec![0f32; n * n * COLOURS];
    let mut sums = vec![F32x4::splat(0.0); across.len()];
    for (row, out) in down.clone().zip(input.chunks_exact_mut(n * COLOURS).skip(down.start)) {
        sums.fill(F32x4::splat(0.0));
        for (y, weight) in rows[row].weights() {
            let pixels = frame.row(y);
            for (sum, column) in sums.iter_mut().zip(&columns[across.clone()]) {
                *sum = sum.add_product(column.colours(pixels), F32x4::splat(weight));
            }
        }
        for (out, sum) in out.chunks_exact_mut(COLOURS).skip(across.start).zip(&sums) {
            let mut colours = [0.0; LANES];
            sum.store(&mut colours);
            out.copy_from_slice(&colours[..COLOURS]);
        }
    }
    let gain = gain(&input, across.len() * down.len());
    input.iter_mut().for_each(|v| *v = (*v * gain).min(255.0) / 127.5 - 1.0);
    input
}

/// By how much the light of `pixels` pixels, the others black, is scaled up.
fn gain(input: &[f32], pixels: usize) -> f32 {
    let mut counts = [0usize; 256];
    for pixel in input.chunks_exact(COLOURS) {
        let brightest = pixel.iter().fold(0f32, |a, b| a.max(*b));
        counts[(brightest as usize).min(255)] += 1;
    }
    let mut above = 0;
    let percentile = (1..256).rev().find(|&grey| {
        above += counts[grey];
        above * 100 > pixels
    });
    percentile.map_or(1.0, |grey| (BRIGHT / grey as f32).clamp(1.0, MOST_GAIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame_of(width: u32, height: u32, colour: [u8; 3]) -> Vec<u8> {
        [colour[0], colour[1], colour[2], 255].repeat((width * height) as usize)
    }

    #[test]
    fn colours_keep_their_places_and_what_lies_outside_is_black() {
        let pixels = frame_of(8, 4, [255, 0, 102]);
        let input = input(&Frame::new(&pixels, 8, 4).unwrap(), Square::upright(0.0, -2.0, 8.0), 8);
        for (i, pixel) in input.chunks_exact(3).enumerate() {
            let expected = if (2..6).contains(&(i / 8)) { [1.0, -1.0, -0.2] } else { [-1.0; 3] };
            assert!(pixel.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-5), "{i}: {pixel:?}");
        }
    }

    #[test]
    fn dim_light_is_scaled_up_and_bright_light_left() {
        let brightest = |grey: u8| {
            let pixels = frame_of(16, 16, [grey; 3]);
            let frame = Frame::new(&pixels, 16, 16).unwrap();
            (input(&frame, Square::upright(0.0, 0.0, 16.0), 8)[0] + 1.0) * 127.5
        };
        assert!((brightest(23) - 230.0).abs() < 0.1, "{}", brightest(23));
        assert!((brightest(250) - 250.0).abs() < 0.1);
        assert!((brightest(2) - 80.0).abs() < 0.1);
        assert_eq!(brightest(0), 0.0);
    }
}
