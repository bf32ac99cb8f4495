//! Work over the pictures of a batch: on all cores natively, one after the other on wasm. How the work is cut does not
//! depend on the number of threads, so that sums, and with them trained weights, come out the same bit for bit.
//!
//! Natively the work is compiled once for each generation of vector instructions and the machine's best is chosen when it
//! runs (`pulp`).

#[cfg(not(target_arch = "wasm32"))]
mod threads {
    use rayon::prelude::*;

    /// Calls `work` with the index and content of every piece of `size` values.
    pub fn for_each_piece<A: Send>(values: &mut [A], size: usize, work: impl Fn(usize, &mut [A]) + Sync) {
        let arch = pulp::Arch::new();
        values.par_chunks_mut(size).enumerate().for_each(|(i, piece)| arch.dispatch(|| work(i, piece)));
    }

    /// Calls `work` with the index and content of every piece of `a`, of `a_size` values, and of `b`.
    #[cfg(feature = "train")]
    pub fn for_each_pair<A: Send, B: Send>(
        (a, a_size): (&mut [A], usize),
        (b, b_size): (&mut [B], usize),
        work: impl Fn(usize, &mut [A], &mut [B]) + Sync,
    ) {
        let arch = pulp::Arch::new();
        let pieces = a.par_chunks_mut(a_size).zip(b.par_chunks_mut(b_size)).enumerate();
        pieces.for_each(|(i, (a, b))| arch.dispatch(|| work(i, a, b)));
    }

    /// Results of `work` for 0..n, in order.
    #[cfg(feature = "train")]
    pub fn map<T: Send>(n: usize, work: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
        let arch = pulp::Arch::new();
        (0..n).into_par_iter().map(|i| arch.dispatch(|| work(i))).collect()
    }

    /// Both results; the second work fills what the first leaves idle.
    #[cfg(feature = "train")]
    pub fn join<A: Send, B: Send>(first: impl FnOnce() -> A + Send, second: impl FnOnce() -> B + Send) -> (A, B) {
        rayon::join(first, second)
    }
}

#[cfg(target_arch = "wasm32")]
mod threads {
    /// Calls `work` with the index and content of every piece of `size` values.
    pub fn for_each_piece<A>(values: &mut [A], size: usize, work: impl Fn(usize, &mut [A])) {
        values.chunks_mut(size).enumerate().for_each(|(i, piece)| work(i, piece));
    }

    /// Calls `work` with the index and content of every piece of `a`, of `a_size` values, and of `b`.
    #[cfg(feature = "train")]
    pub fn for_each_pair<A, B>(
        (a, a_size): (&mut [A], usize),
        (b, b_size): (&mut [B], usize),
        work: impl Fn(usize, &mut [A], &mut [B]),
    ) {
        a.chunks_mut(a_size).zip(b.chunks_mut(b_size)).enumerate().for_each(|(i, (a, b))| work(i, a, b));
    }

    /// Results of `work` for 0..n, in order.
    #[cfg(feature = "train")]
    pub fn map<T>(n: usize, work: impl Fn(usize) -> T) -> Vec<T> {
        (0..n).map(work).collect()
    }

    /// Both results.
    #[cfg(feature = "train")]
    pub fn join<A, B>(first: impl FnOnce() -> A, second: impl FnOnce() -> B) -> (A, B) {
        (first(), second())
    }
}

pub use threads::for_each_piece;
#[cfg(feature = "train")]
pub use threads::{for_each_pair, join, map};
