//! From a camera's frame to the 48×48 grey face that the network sees.

pub mod crop;
pub mod face;
pub mod face_box;
pub mod frame;
pub(crate) mod resample;

#[cfg(test)]
mod properties;
