//! What learns: maps (batch, channels, height, width), whose windows are unfolded into columns for one matrix product or, in a page,
//! read as they lie. Each layer is a pass
//! forward and one back on plain slices; candle's own ops, by which tests measure them, are not needed for it.

mod block;
mod block_gradient;
mod direct;
mod gemm;
mod linear;
mod norm;
mod pool;
#[cfg(test)]
pub(crate) mod reference;
mod unfold;

pub(crate) use block::{Passed, TrainedBlock};
pub(crate) use linear::Linear;
pub(crate) use norm::{BatchStatistics, EPSILON};
pub(crate) use unfold::Sizes;
