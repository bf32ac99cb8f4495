//! Work over the pictures of a batch: on all cores natively, one after the other on wasm. How the work is cut does not
//! depend on the number of threads, so that sums, and with them trained weights, come out the same bit for bit.
//!
//! Natively the work is compiled once for each generation of vector instructions and the machine's best is chosen when it
//! runs (`pulp`).

/// Calls `work` with the index and content of every piece of `size` values.
#[cfg(not(target_arch = "wasm32"))]
pub fn for_each_piece(values: &mut [f32], size: usize, work: impl Fn(usize, &mut [f32]) + Sync) {
    use rayon::prelude::*;
    let arch = pulp::Arch::new();
    values.par_chunks_mut(size).enumerate().for_each(|(i, piece)| arch.dispatch(|| work(i, piece)));
}

/// Calls `work` with the index and content of every piece of `size` values.
#[cfg(target_arch = "wasm32")]
pub fn for_each_piece(values: &mut [f32], size: usize, work: impl Fn(usize, &mut [f32])) {
    values.chunks_mut(size).enumerate().for_each(|(i, piece)| work(i, piece));
}

/// Results of `work` for 0..n, in order.
#[cfg(not(target_arch = "wasm32"))]
pub fn map<T: Send>(n: usize, work: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    use rayon::prelude::*;
    let arch = pulp::Arch::new();
    (0..n).into_par_iter().map(|i| arch.dispatch(|| work(i))).collect()
}

/// Results of `work` for 0..n, in order.
#[cfg(target_arch = "wasm32")]
pub fn map<T>(n: usize, work: impl Fn(usize) -> T) -> Vec<T> {
    (0..n).map(work).collect()
}
