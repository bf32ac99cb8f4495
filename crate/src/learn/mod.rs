//! How a checkpoint comes to be: the data it learns from, the trainer, and the measures of what it learnt.

pub mod data;
pub mod lab;
pub mod measure;
pub mod trainer;

#[cfg(test)]
mod properties;
