//! Head: one of a network's answers. All heads stand on one trunk and have the same labels.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One of a network's answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Head {
    /// Which of FER2013's labels the picture would have: what one labeller said. Every network has it.
    Label,
    /// Which share of ten people would give the picture each label (FER+, Barsoum et al. 2016,
    /// <https://arxiv.org/abs/1608.01041>), votes for contempt, unknown and "not a face" left out.
    Votes,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Label => "label",
            Self::Votes => "votes",
        })
    }
}
