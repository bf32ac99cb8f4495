//! Crop: frame + square → 48×48 grey face, by area average.

use crate::face::{PIXELS, SIDE};
use crate::image::resample::cells;
use crate::{Face, Frame, Square};

/// Luma weights of red, green and blue: ITU-R BT.601, as in the tools that made FER2013's grey pictures.
pub const LUMA: [f32; 3] = [0.299, 0.587, 0.114];

/// Cuts the square out of the frame and shrinks it to 48×48 grey.
///
/// Each of the 48×48 cells is the mean of the frame's pixels under it, weighted by how much of each pixel it covers;
/// outside the frame its border pixels repeat. A square of exactly 48 pixels on whole coordinates is copied. In a turned
/// square the cells' means are taken over points at most a pixel apart.
pub fn crop(frame: &Frame, square: Square) -> Face {
    if square.roll() != 0.0 {
        return crop_turned(frame, square);
    }
    let columns = cells(SIDE, square.x(), square.side(), frame.width());
    let rows = cells(SIDE, square.y(), square.side(), frame.height());
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

fn crop_turned(frame: &Frame, square: Square) -> Face {
    /// Along a cell's side; in a larger frame points lie further apart than a pixel.
    const MOST_POINTS: usize = 16;
    let (x, y, side) = (square.x(), square.y(), square.side());
    let points = ((side / SIDE as f32).ceil() as usize).clamp(1, MOST_POINTS);
    let (sin, cos) = square.roll().sin_cos();
    let (step, across) = (side / (SIDE * points) as f32, (frame.width() - 1) as f32);
    let down = (frame.height() - 1) as f32;
    let grey = |column: usize, row: usize| {
        let from_centre = |i: usize| (i as f32 + 0.5) * step - side / 2.0;
        let (dx, dy) = (from_centre(column), from_centre(row));
        let (x, y) = (x + side / 2.0 + cos * dx - sin * dy, y + side / 2.0 + sin * dx + cos * dy);
        // A negative place, or one that is not a number, becomes 0.
        let (x, y) = (x.min(across) as usize, y.min(down) as usize);
        luma(&frame.row(y)[x * 4..x * 4 + 3])
    };
    let cell = |i: usize| {
        let (column, row) = (i % SIDE * points, i / SIDE * points);
        let sum: f32 = (0..points * points).map(|i| grey(column + i % points, row + i / points)).sum();
        (sum / (points * points) as f32 + 0.5) as u8
    };
    Face::new(&std::array::from_fn::<u8, PIXELS, _>(cell)).expect("48 rows of 48 pixels")
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
        let face = crop(&Frame::new(&pixels, 96, 96).unwrap(), Square::upright(0.0, 0.0, 96.0));
        assert!(face.pixels().iter().all(|&p| p == 100));
    }

    #[test]
    fn a_quarter_turn_turns_the_face() {
        let pixels = grey(96, 96, |x, y| (x + 50 * (y / 48)) as u8);
        let frame = Frame::new(&pixels, 96, 96).unwrap();
        let upright = crop(&frame, Square::upright(0.0, 0.0, 96.0));
        let turned = crop(&frame, Square::new(0.0, 0.0, 96.0, std::f32::consts::FRAC_PI_2).unwrap());
        for i in 0..PIXELS {
            // What lies to the right in the turned square lies below in the frame.
            let (x, y) = (i % SIDE, i / SIDE);
            assert!(turned.pixels()[i].abs_diff(upright.pixels()[x * SIDE + SIDE - 1 - y]) <= 1, "{x}, {y}");
        }
        let outside = Square::new(-1e6, 1e9, 1e5, 0.5).unwrap();
        assert_eq!(crop(&frame, outside).pixels().len(), PIXELS);
    }

    #[test]
    fn outside_the_frame_the_border_repeats() {
        let pixels = grey(10, 10, |x, _| if x == 0 { 50 } else { 90 });
        let face = crop(&Frame::new(&pixels, 10, 10).unwrap(), Square::upright(-100.0, -100.0, 90.0));
        assert!(face.pixels().iter().all(|&p| p == 50));
    }

    #[test]
    fn colours_weigh_as_bt_601() {
        let red: Vec<u8> = [255, 0, 0, 255].repeat(48 * 48);
        let face = crop(&Frame::new(&red, 48, 48).unwrap(), Square::upright(0.0, 0.0, 48.0));
        assert_eq!(face.pixels()[0], 76);
    }

    #[test]
    fn a_turned_cell_is_the_mean_of_what_it_covers() {
        // Pixels of 0 and 200 in turn, six by six of them a cell. One point a cell would give one or the other.
        let pixels = grey(480, 480, |x, y| if (x + y) % 2 == 0 { 0 } else { 200 });
        let frame = Frame::new(&pixels, 480, 480).unwrap();
        let face = crop(&frame, Square::new(90.0, 90.0, 300.0, 0.3).unwrap());
        let worst = face.pixels().iter().map(|grey| grey.abs_diff(100)).max().unwrap();
        assert!(worst < 40, "{worst}");
    }

    #[test]
    fn a_turned_square_of_a_flat_frame_keeps_its_grey() {
        for side in [10.0, 48.0, 3000.0] {
            let pixels = grey(64, 64, |_, _| 77);
            let frame = Frame::new(&pixels, 64, 64).unwrap();
            let face = crop(&frame, Square::new(-5.0, 20.0, side, -2.0).unwrap());
            assert!(face.pixels().iter().all(|grey| *grey == 77), "side {side}");
        }
    }
}
