//! What reads a face: weights packed once, maps (batch, height, width, channels).

mod conv2d;
mod direct;
mod map;
mod separable;
mod winograd;

pub use conv2d::{Conv2d, Options};
pub use separable::SeparableBlock;
