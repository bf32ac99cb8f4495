//! mimique reads the expression shown on a face.
//!
//! ```text
//! weights bytes ─ Checkpoint::from_bytes ─ Classifier
//! frame ─ detect or track ─ FaceBox ─ crop ─ Face ─ tensor (1, 1, 48, 48) ─ LeNet ─ logits
//!       ─ softmax(logits / temperature) ─ Prediction
//!
//! fer2013.csv ─ Sample ─ augment ─ Trainer ─ Checkpoint ─ Evaluation ─ safetensors + model card
//! ```
//!
//! The first flow is [`image`], [`detect`] and [`model`] on [`ops`]; the second is [`learn`]: `data`, `trainer`, `measure`.
//! The first flow (inference) never needs the second (training). Neither touches files, clock or console: the command
//! line (feature `cli`) and the JavaScript boundary (feature `js`, on wasm32 alone) sit on top.
//!
//! `examples/` has the first steps: `classify` a picture, `train` on drawn ones, look at the `maps` of every layer. Features:
//! `train` (on as a rule) is the second flow; `cli` is the program `mimique`. A debug build reads a face in
//! tenths of a second, not in milliseconds, unless the manifest of what is built says that its dependencies are optimised:
//!
//! ```toml
//! [profile.dev.package."*"]
//! opt-level = 3
//! ```

pub mod detect;
mod error;
pub mod image;
#[cfg(feature = "train")]
pub mod learn;
pub mod model;
pub mod ops;

#[cfg(all(target_arch = "wasm32", feature = "js"))]
mod wasm;

#[cfg(test)]
mod cases;

// Every module and every type by its own name, whichever room it lies in.
pub use detect as detector;
pub use image::{crop, face, face_box, frame};
pub(crate) use model::storage;
pub use model::{architecture, checkpoint, classifier, expression, head, lenet, metadata};

/// The tensors of this crate's signatures, in the version that it was built with.
pub use candle_core as candle;

pub use architecture::{Architecture, Block};
pub use checkpoint::Checkpoint;
pub use classifier::{Answer, Classifier, Prediction};
pub use crop::crop;
pub use detector::Detector;
pub use error::{Error, Result};
pub use expression::{Expression, Group};
pub use face::Face;
pub use face_box::{FaceBox, Point, Square};
pub use frame::Frame;
pub use head::Head;
pub use lenet::LeNet;
pub use metadata::Metadata;
pub use storage::Storage;

#[cfg(feature = "train")]
mod learning {
    pub use crate::learn::data::{augment, dataset, synth, votes};
    pub use crate::learn::lab;
    pub use crate::learn::measure::{calibrate, card, compare, evaluate, report, shares, unsure};
    pub use crate::learn::trainer as train;

    pub use compare::Comparison;
    pub use dataset::{Dataset, Sample, Split};
    pub use evaluate::Evaluation;
    pub use report::Report;
    pub use shares::{ShareEvaluation, VotesReport};
    pub use train::{Example, Recipe, Trainer};
}
#[cfg(feature = "train")]
pub use learning::*;
