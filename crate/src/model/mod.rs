//! The network, the file it comes from and what it answers.

pub mod architecture;
pub mod checkpoint;
pub mod classifier;
pub mod expression;
pub mod head;
pub(crate) mod labels;
pub mod lenet;
pub mod metadata;
pub(crate) mod storage;

#[cfg(test)]
mod properties;
