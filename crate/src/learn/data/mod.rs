//! Labelled faces: FER2013's rows, the votes on them, and their disturbed copies.

pub mod augment;
pub mod dataset;
pub mod rows;
mod strokes;
pub mod synth;
pub mod votes;
