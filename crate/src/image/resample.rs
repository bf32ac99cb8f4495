//! Shrinking by area average: which pixels lie under each cell of a coarser grid, and how much of each.

use crate::ops::simd::{F32x4, LANES};

/// The pixels under one cell along one axis: `first..=last`, the outer two covered in part.
#[derive(Clone, Copy)]
pub struct Cell {
    first: usize,
    last: usize,
    first_weight: f32,
    inner_weight: f32,
    last_weight: f32,
}

impl Cell {
    /// Pixel indices with weights that sum to 1.
    pub fn weights(self) -> impl Iterator<Item = (usize, f32)> {
        (self.first..=self.last).map(move |i| {
            let weight = if i == self.first {
                self.first_weight
            } else if i == self.last {
                self.last_weight
            } else {
                self.inner_weight
            };
            (i, weight)
        })
    }
}

impl Cell {
    /// The mean of a row's pixels (RGBA) under the cell, colour by colour.
    #[inline(always)]
    pub fn colours(self, row: &[u8]) -> F32x4 {
        let (pixels, _) = row.as_chunks::<LANES>();
        let Some((first, others)) = pixels.get(self.first..=self.last).and_then(<[_]>::split_first) else {
            return F32x4::splat(0.0);
        };
        let zero = F32x4::splat(0.0);
        let first = zero.add_product(F32x4::bytes(first), F32x4::splat(self.first_weight));
        let Some((last, inner)) = others.split_last() else { return first };
        let inner = inner.iter().fold(zero, |sum, pixel| sum + F32x4::bytes(pixel));
        let sum = first.add_product(inner, F32x4::splat(self.inner_weight));
        sum.add_product(F32x4::bytes(last), F32x4::splat(self.last_weight))
    }
}

/// The `count` cells of `start .. start + side` over `length` pixels. The first and last pixel stretch outwards without
/// end, which is what repeating the border means; so the work is bounded by the frame, however large the square is.
pub fn cells(count: usize, start: f32, side: f32, length: usize) -> Vec<Cell> {
    // f64: a square far outside the frame must not lose its fraction of a pixel.
    let (start, step, end) = (f64::from(start), f64::from(side) / count as f64, (length - 1) as f64);
    let cell = |i| {
        let (low, high) = (start + step * i as f64, start + step * (i + 1) as f64);
        // The half-open cell `low..high` touches pixels floor(low) to ceil(high) - 1.
        let (first, last) = (low.floor().clamp(0.0, end), (high.ceil() - 1.0).clamp(0.0, end));
        let last = last.max(first);
        let (first_weight, last_weight) =
            if first == last { (1.0, 0.0) } else { ((first + 1.0 - low) / step, (high - last) / step) };
        Cell {
            first: first as usize,
            last: last as usize,
            first_weight: first_weight as f32,
            inner_weight: (1.0 / step) as f32,
            last_weight: last_weight as f32,
        }
    };
    (0..count).map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_sum_to_one_wherever_the_square_lies() {
        for (start, side) in [(0.0, 48.0), (-30.5, 100.25), (3.3, 17.7), (-1e6, 2e6), (500.0, 7.0), (-900.0, 33.3)] {
            for cell in cells(48, start, side, 64) {
                let sum: f32 = cell.weights().map(|(_, w)| w).sum();
                assert!((sum - 1.0).abs() < 1e-3, "start {start} side {side}: {sum}");
            }
        }
    }
}
