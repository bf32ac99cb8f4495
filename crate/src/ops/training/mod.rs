//! What learns: maps (batch, channels, height, width), windows unfolded into columns for one matrix product.

mod block;
mod block_gradient;
mod gemm;
mod linear;
mod norm;
mod pool;
mod unfold;

pub use block::{conv_norm_relu_pool, conv_relu_pool};
pub use linear::linear;
pub use norm::{BatchStatistics, EPSILON};
