//! Matrix product, by the `gemm` crate (AVX-512, AVX2, NEON or simd128 as the machine has it).

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

/// `out (m × n, rows of out_stride) = a (m × k) · b (k × n)`, added to what is there when `accumulate`.
///
/// Panics when a matrix does not lie in its slice.
#[allow(clippy::too_many_arguments)] // a matrix product has three sizes and three matrices
pub fn gemm(m: usize, n: usize, k: usize, a: Matrix, b: Matrix, out: &mut [f32], out_stride: usize, accumulate: bool) {
    assert!(a.holds(m, k) && b.holds(k, n) && out_stride >= n && Matrix::new(out, out_stride).holds(m, n));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_of_plain_and_transposed_matrices() {
        let (a, b) = ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [1.0, 0.0, 2.0, 1.0, 0.0, 3.0]);
        let mut out = [10.0; 4];
        gemm(2, 2, 3, Matrix::new(&a, 3), Matrix::new(&b, 2), &mut out, 2, true);
        assert_eq!(out, [15.0, 21.0, 24.0, 33.0]);
        gemm(2, 2, 3, Matrix::new(&a, 2).transposed(), Matrix::new(&b, 3).transposed(), &mut out, 2, false);
        assert_eq!(out, [11.0, 16.0, 14.0, 20.0]);
    }

    #[test]
    #[should_panic]
    fn a_matrix_that_leaves_its_slice_is_refused() {
        gemm(2, 2, 3, Matrix::new(&[0.0; 5], 3), Matrix::new(&[0.0; 6], 2), &mut [0.0; 4], 2, false);
    }
}
