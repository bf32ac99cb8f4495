//! Matrix product: by the `gemm` crate natively (AVX-512, AVX2 or NEON as the machine has it), by our own kernels on wasm.

/// A matrix in a slice: element (row, column) is at `row * row_stride + column * column_stride`.
#[derive(Clone, Copy)]
pub struct Matrix<'a> {
    values: &'a [f32],
    row_stride: usize,
    column_stride: usize,
}

impl<'a> Matrix<'a> {
    /// Rows of `row_stride` values each, one after the other.
    pub fn new(values: &'a [f32], row_stride: usize) -> Self {
        Self { values, row_stride, column_stride: 1 }
    }

    /// Rows become columns; no value moves.
    pub fn transposed(self) -> Self {
        Self { row_stride: self.column_stride, column_stride: self.row_stride, ..self }
    }

    fn holds(&self, rows: usize, columns: usize) -> bool {
        rows == 0
            || columns == 0
            || (rows - 1) * self.row_stride + (columns - 1) * self.column_stride < self.values.len()
    }
}

/// `out (m × n) = a (m × k) · b (k × n)`, added to what is there when `accumulate`; rows of `out` are `out_stride` values
/// apart.
///
/// Panics when a matrix does not lie in its slice.
pub fn gemm([m, n, k]: [usize; 3], a: Matrix, b: Matrix, out: &mut [f32], out_stride: usize, accumulate: bool) {
    assert!(a.holds(m, k) && b.holds(k, n) && out_stride >= n && Matrix::new(out, out_stride).holds(m, n));
    #[cfg(target_arch = "wasm32")]
    simd::gemm([m, n, k], a, b, out, out_stride, accumulate);
    #[cfg(not(target_arch = "wasm32"))]
    // SAFETY: the assertion above keeps every element of the three matrices inside its slice; `out` is borrowed
    // mutably and so overlaps neither input, and rows of `out` do not overlap each other as out_stride >= n.
    #[allow(unsafe_code)]
    unsafe {
        ::gemm::gemm(
            m,
            n,
            k,
            out.as_mut_ptr(),
            1,
            out_stride as isize,
            accumulate,
            a.values.as_ptr(),
            a.column_stride as isize,
            a.row_stride as isize,
            b.values.as_ptr(),
            b.column_stride as isize,
            b.row_stride as isize,
            1.0,
            1.0,
            false,
            false,
            false,
            ::gemm::Parallelism::None,
        );
    }
}

/// Products of small matrices in four lanes: what training in a page needs, where packing both sides, as a product of large
/// matrices does, costs more than it wins.
#[cfg(any(test, target_arch = "wasm32"))]
mod simd {
    use super::Matrix;
    use crate::ops::packed::{Octet, ROWS, WIDTH, add_products, add_row, store};
    use crate::ops::simd::{F32x4, LANES};

    pub fn gemm([m, n, k]: [usize; 3], a: Matrix, b: Matrix, out: &mut [f32], out_stride: usize, accumulate: bool) {
        if !accumulate {
            (0..m).for_each(|row| out[row * out_stride..][..n].fill(0.0));
        }
        if m == 0 || n == 0 || k == 0 {
            return;
        }
        let copy;
        let a = if a.column_stride == 1 {
            a
        } else {
            let element = |i: usize| a.values[i / k * a.row_stride + i % k * a.column_stride];
            copy = (0..m * k).map(element).collect::<Vec<f32>>();
            Matrix::new(&copy, k)
        };
        if b.column_stride == 1 {
            by_columns([m, n, k], a, b, out, out_stride);
        } else {
            by_dots([m, n, k], a, b, out, out_stride);
        }
    }

    /// Eight columns of `b`, packed, times four rows of `a`.
    fn by_columns([m, n, k]: [usize; 3], a: Matrix, b: Matrix, out: &mut [f32], out_stride: usize) {
        let row = |i: usize| &a.values[i * a.row_stride..][..k];
        let mut octets: Vec<Octet> = vec![[0.0; WIDTH]; k];
        for column in (0..n).step_by(WIDTH) {
            let width = WIDTH.min(n - column);
            for (i, octet) in octets.iter_mut().enumerate() {
                let values = &b.values[i * b.row_stride + column..][..width];
                match <&Octet>::try_from(values) {
                    Ok(values) => *octet = *values,
                    Err(_) => *octet = std::array::from_fn(|i| values.get(i).copied().unwrap_or(0.0)),
                }
            }
            for first in (0..m).step_by(ROWS) {
                let rows = ROWS.min(m - first);
                let mut sums = [[F32x4::splat(0.0); 2]; ROWS];
                if rows == 1 {
                    add_row(&mut sums[0], row(first), &octets);
                } else {
                    add_products(&mut sums, std::array::from_fn(|i| row(first + i.min(rows - 1))), &octets);
                }
                for (i, sums) in sums.into_iter().enumerate().take(rows) {
                    let mut values = [0.0; WIDTH];
                    store(sums, &mut values);
                    let out = &mut out[(first + i) * out_stride + column..][..width];
                    out.iter_mut().zip(values).for_each(|(out, value)| *out += value);
                }
            }
        }
    }

    /// Four rows of `a` times two columns of `b`, whose values lie side by side.
    fn by_dots([m, n, k]: [usize; 3], a: Matrix, b: Matrix, out: &mut [f32], out_stride: usize) {
        const COLUMNS: usize = 2;
        let row = |i: usize| a.values[i * a.row_stride..][..k].as_chunks::<LANES>();
        let column = |i: usize| b.values[i * b.column_stride..][..k].as_chunks::<LANES>();
        for first in (0..m).step_by(ROWS) {
            let rows: [_; ROWS] = std::array::from_fn(|i| row((first + i).min(m - 1)));
            let [(a, _), (b, _), (c, _), (d, _)] = rows;
            for next in (0..n).step_by(COLUMNS) {
                let columns: [_; COLUMNS] = std::array::from_fn(|i| column((next + i).min(n - 1)));
                let mut sums = [[F32x4::splat(0.0); COLUMNS]; ROWS];
                let quads = a.iter().zip(b).zip(c).zip(d).zip(columns[0].0).zip(columns[1].0);
                for (((((a, b), c), d), x), y) in quads {
                    let (x, y) = (F32x4::load(x), F32x4::load(y));
                    for (sums, row) in sums.iter_mut().zip([a, b, c, d]) {
                        let row = F32x4::load(row);
                        *sums = [sums[0].add_product(row, x), sums[1].add_product(row, y)];
                    }
                }
                for (i, sums) in sums.into_iter().enumerate().take(m - first) {
                    for (j, sum) in sums.into_iter().enumerate().take(n - next) {
                        let rest = rows[i].1.iter().zip(columns[j].1).map(|(a, b)| a * b).sum::<f32>();
                        out[(first + i) * out_stride + next + j] += sum.total() + rest;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng};

    const SIZES: [usize; 3] = [2, 2, 3];

    #[test]
    fn products_of_plain_and_transposed_matrices() {
        let (a, b) = ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [1.0, 0.0, 2.0, 1.0, 0.0, 3.0]);
        for product in [gemm, simd::gemm] {
            let mut out = [10.0; 4];
            product(SIZES, Matrix::new(&a, 3), Matrix::new(&b, 2), &mut out, 2, true);
            assert_eq!(out, [15.0, 21.0, 24.0, 33.0]);
            product(SIZES, Matrix::new(&a, 2).transposed(), Matrix::new(&b, 3).transposed(), &mut out, 2, false);
            assert_eq!(out, [11.0, 16.0, 14.0, 20.0]);
        }
    }

    #[test]
    fn our_kernels_give_what_the_crate_gives() {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(1);
        let mut noise = |n: usize| (0..n).map(|_| rng.random_range(-1.0..1.0)).collect::<Vec<f32>>();
        for (m, n, k) in [(1, 1, 1), (6, 25, 70), (5, 8, 3), (4, 17, 1), (9, 2, 33), (3, 0, 2), (2, 3, 0)] {
            let stride = 40 + 40 * usize::from(m > 8);
            for (transpose_a, transpose_b) in [(false, false), (false, true), (true, false), (true, true)] {
                let (a, b) = (noise(80 * 80), noise(80 * 80));
                let (mut ours, mut theirs) = (vec![0.5; 80 * 80], vec![0.5; 80 * 80]);
                let (a, b) = (Matrix::new(&a, 80), Matrix::new(&b, 80));
                let a = if transpose_a { a.transposed() } else { a };
                let b = if transpose_b { b.transposed() } else { b };
                for accumulate in [true, false] {
                    simd::gemm([m, n, k], a, b, &mut ours, stride, accumulate);
                    gemm([m, n, k], a, b, &mut theirs, stride, accumulate);
                    assert!(ours.iter().zip(&theirs).all(|(a, b)| (a - b).abs() < 1e-4), "{m} {n} {k}");
                }
            }
        }
    }

    #[test]
    #[should_panic]
    fn a_matrix_that_leaves_its_slice_is_refused() {
        gemm(SIZES, Matrix::new(&[0.0; 5], 3), Matrix::new(&[0.0; 6], 2), &mut [0.0; 4], 2, false);
    }
}
