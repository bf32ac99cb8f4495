//! Crop: frame + square → 48×48 grey face, by area average.

use crate::face::{PIXELS, SIDE};
use crate::resample::cells;
use crate::{Face, Frame, Square};

/// Luma weights of red, green and blue: ITU-R BT.601, as in the tools that made FER2013's grey pictures.
pub const LUMA: [f32; 3] = [0.299, 0.587, 0.114];

/// Cuts the square out of the frame and shrinks it to 48×48 grey.
///
/// Each of the 48×48 cells is the mean of the frame's pixels under it, weighted by how much of each pixel it covers;
/// outside the frame its border pixels repeat. A square of exactly 48 pixels on whole coordinates is copied.
pub fn crop(frame: &Frame, square: Square) -> Face {
    let columns = cells(SIDE, square.x, square.side, frame.width());
    let rows = cells(SIDE, square.y, square.side, frame.height());
    let mut face = [0u8; PIXELS];
    for (cell, out) in rows.iter().zip(face.chunks_exact_mut(SIDE)) {
        let mut sums = [0f32; SIDE];
        for (y, row_weight) in cell.weights() {
            let row = frame.row(y);
            for (column, sum) in columns.iter().zip(&mut sums) {
                let grey: f32 = column.weights().map(|(x, weight)| weight * luma(&row[x * 4..x * 4 + 3])).sum();
                *sum += row_weight * grey;
            }
        }
        out.iter_mut().zip(sums).for_each(|(byte, sum)| *byte = (sum + 0.5) as u8);
    }
    Face::new(&face).expect("48 rows of 48 pixels")
}

fn luma(rgb: &[u8]) -> f32 {
    LUMA[0] * f32::from(rgb[0]) + LUMA[1] * f32::from(rgb[1]) + LUMA[2] * f32::from(rgb[2])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FaceBox;

    fn grey(width: u32, height: u32, value: impl Fn(usize, usize) -> u8) -> Vec<u8> {
        (0..height as usize)
            .flat_map(|y| (0..width as usize).map(move |x| (x, y)))
            .flat_map(|(x, y)| [value(x, y), value(x, y), value(x, y), 255])
            .collect()
    }

    #[test]
    fn a_48_pixel_face_is_copied() {
        let pixels = grey(48, 48, |x, y| (x * 5 + y) as u8);
        let frame = Frame::new(&pixels, 48, 48).unwrap();
        let face = crop(&frame, FaceBox::filling(&frame).square());
        for (i, &p) in face.pixels().iter().enumerate() {
            assert_eq!(p, ((i % 48) * 5 + i / 48) as u8);
        }
    }

    #[test]
    fn cells_are_means_of_what_they_cover() {
        // 96 pixels to 48: each cell is the mean of 2×2.
        let pixels = grey(96, 96, |x, y| if (x + y) % 2 == 0 { 0 } else { 200 });
        let face = crop(&Frame::new(&pixels, 96, 96).unwrap(), Square { x: 0.0, y: 0.0, side: 96.0 });
        assert!(face.pixels().iter().all(|&p| p == 100));
    }

    #[test]
    fn outside_the_frame_the_border_repeats() {
        let pixels = grey(10, 10, |x, _| if x == 0 { 50 } else { 90 });
        let face = crop(&Frame::new(&pixels, 10, 10).unwrap(), Square { x: -100.0, y: -100.0, side: 90.0 });
        assert!(face.pixels().iter().all(|&p| p == 50));
    }

    #[test]
    fn colours_weigh_as_bt_601() {
        let red: Vec<u8> = [255, 0, 0, 255].repeat(48 * 48);
        let face = crop(&Frame::new(&red, 48, 48).unwrap(), Square { x: 0.0, y: 0.0, side: 48.0 });
        assert_eq!(face.pixels()[0], 76);
    }
}
