//! The one error type. Every message says what was expected, what came, and what to do.

use std::fmt;

/// Result of every fallible function of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// What can go wrong, each with a stable [`code`](Error::code) and a message for people.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A checkpoint of more bytes than [`crate::checkpoint::MAX_BYTES`].
    CheckpointTooLarge {
        /// Bytes received.
        got: u64,
    },
    /// Bytes that are not a safetensors file.
    NotSafetensors {
        /// What is wrong with them.
        reason: String,
    },
    /// A metadata entry that is absent or cannot be read.
    Metadata {
        /// The key in `__metadata__`.
        key: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// An architecture that cannot be built.
    Architecture {
        /// What is wrong with it.
        reason: String,
    },
    /// Labels that do not fit the network.
    Labels {
        /// What is wrong with them.
        reason: String,
    },
    /// A head that is asked for and that the checkpoint does not have.
    Head {
        /// The checkpoint's name.
        name: String,
        /// The head asked for.
        expected: crate::Head,
    },
    /// A tensor that the architecture needs and the file lacks.
    TensorMissing {
        /// Its name.
        name: String,
        /// The shape it should have.
        expected: Vec<usize>,
    },
    /// A tensor that the architecture does not know.
    TensorUnknown {
        /// Its name.
        name: String,
    },
    /// A tensor of another shape than the architecture's.
    TensorShape {
        /// Its name.
        name: String,
        /// The architecture's shape.
        expected: Vec<usize>,
        /// The file's shape.
        got: Vec<usize>,
    },
    /// A tensor of another type than f32, f16 or i8.
    TensorType {
        /// Its name.
        name: String,
        /// The file's type.
        got: String,
    },
    /// A weight that is NaN or infinite.
    NotFinite {
        /// The tensor's name.
        name: String,
        /// The element's index in row-major order.
        index: usize,
    },
    /// Pixels that do not make a frame.
    Frame {
        /// What is wrong with them.
        reason: String,
    },
    /// Numbers that do not make a face box.
    FaceBox {
        /// What is wrong with them.
        reason: String,
    },
    /// A face of another size than 48×48.
    Face {
        /// Bytes received.
        got: usize,
    },
    /// Training or evaluation data that cannot be used.
    Data {
        /// What is wrong with it, with line numbers where there are any.
        reason: String,
    },
    /// A training option out of its range, or a training state that does not fit the options.
    Training {
        /// What is wrong with it.
        reason: String,
    },
    /// An error inside candle. Not reachable through a valid checkpoint.
    Candle(candle_core::Error),
}

impl Error {
    /// A stable name for programs, in kebab-case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CheckpointTooLarge { .. } => "checkpoint-too-large",
            Self::NotSafetensors { .. } => "not-safetensors",
            Self::Metadata { .. } => "checkpoint-metadata",
            Self::Architecture { .. } => "architecture",
            Self::Labels { .. } => "labels",
            Self::Head { .. } => "head",
            Self::TensorMissing { .. } => "tensor-missing",
            Self::TensorUnknown { .. } => "tensor-unknown",
            Self::TensorShape { .. } => "tensor-shape",
            Self::TensorType { .. } => "tensor-type",
            Self::NotFinite { .. } => "tensor-not-finite",
            Self::Frame { .. } => "frame",
            Self::FaceBox { .. } => "face-box",
            Self::Face { .. } => "face",
            Self::Data { .. } => "data",
            Self::Training { .. } => "training",
            Self::Candle(_) => "candle",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CheckpointTooLarge { got } => write!(
                f,
                "expected a checkpoint of at most {} bytes, got {got}: give a mimique checkpoint (they are below 4 MB)",
                crate::checkpoint::MAX_BYTES
            ),
            Self::NotSafetensors { reason } => write!(
                f,
                "expected a safetensors file, got something else ({reason}): check that the address or path leads to \
                 the .safetensors file itself and that it was fully downloaded"
            ),
            Self::Metadata { key, reason } => write!(
                f,
                "the file's metadata `{key}` {reason}: give a checkpoint written by `mimique train`, or for a face detector a \
                 file written by models/face/convert.py"
            ),
            Self::Architecture { reason } => write!(f, "the architecture cannot be built: {reason}"),
            Self::Labels { reason } => write!(f, "the labels do not fit: {reason}"),
            Self::Head { name, expected } => write!(
                f,
                "expected a checkpoint with the head `{expected}`, `{name}` has none: give one trained on people's votes, or ask \
                 for the head `label`"
            ),
            Self::TensorMissing { name, expected } => write!(
                f,
                "expected a tensor `{name}` of shape {expected:?}, the checkpoint has none: its metadata and tensors do \
                 not belong together, export it again"
            ),
            Self::TensorUnknown { name } => write!(
                f,
                "the checkpoint holds a tensor `{name}` that its architecture does not have: its metadata and tensors do \
                 not belong together, export it again"
            ),
            Self::TensorShape { name, expected, got } => write!(
                f,
                "expected tensor `{name}` to have shape {expected:?}, got {got:?}: its metadata and tensors do not \
                 belong together, export it again"
            ),
            Self::TensorType { name, got } => {
                write!(f, "expected tensor `{name}` to be F32 or F16, got {got}: convert it before saving")
            }
            Self::NotFinite { name, index } => write!(
                f,
                "tensor `{name}` holds a value that is not a finite number at index {index}: the training diverged or \
                 the file is damaged, take another checkpoint"
            ),
            Self::Frame { reason } => write!(f, "the frame cannot be used: {reason}"),
            Self::FaceBox { reason } => write!(f, "the face box cannot be used: {reason}"),
            Self::Face { got } => {
                write!(f, "expected a face of 48 × 48 = 2304 grey bytes, got {got}: crop the frame first")
            }
            Self::Data { reason } => write!(f, "the data cannot be used: {reason}"),
            Self::Training { reason } => write!(f, "cannot train: {reason}"),
            Self::Candle(error) => write!(f, "inside candle: {error}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Candle(error) => Some(error),
            _ => None,
        }
    }
}

impl From<candle_core::Error> for Error {
    fn from(error: candle_core::Error) -> Self {
        Self::Candle(error)
    }
}
