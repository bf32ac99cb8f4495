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
//! The first flow (inference) never needs the second (training). Neither touches files, clock or console: the command
//! line (feature `cli`) and the JavaScript boundary (`wasm`) sit on top.

pub mod architecture;
pub mod augment;
pub mod calibrate;
pub mod card;
pub mod checkpoint;
pub mod classifier;
pub mod compare;
pub mod crop;
pub mod dataset;
pub mod detector;
mod error;
pub mod evaluate;
pub mod expression;
pub mod face;
pub mod face_box;
pub mod frame;
pub mod lenet;
pub mod metadata;
pub mod ops;
pub mod report;
mod resample;
mod storage;
pub mod train;
pub mod votes;

#[cfg(target_arch = "wasm32")]
mod wasm;

pub use architecture::{Architecture, Block};
pub use checkpoint::Checkpoint;
pub use classifier::{Classifier, Prediction};
pub use compare::Comparison;
pub use crop::crop;
pub use dataset::{Dataset, Sample, Split};
pub use detector::Detector;
pub use error::{Error, Result};
pub use evaluate::Evaluation;
pub use expression::{Expression, Group};
pub use face::Face;
pub use face_box::{FaceBox, Point, Square};
pub use frame::Frame;
pub use lenet::LeNet;
pub use metadata::Metadata;
pub use report::Report;
pub use storage::Storage;
pub use train::{Example, Recipe, Trainer};
