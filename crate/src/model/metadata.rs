//! What a checkpoint says of itself: everything but the weights.

use crate::{Architecture, Error, Result, face};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::{BTreeMap, HashMap};

/// The value of the metadata entry `format`.
pub const FORMAT: &str = "mimique-1";

/// What a checkpoint says of itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Metadata {
    /// A short name, such as `lenet`.
    pub name: String,
    /// What the network is made of.
    pub architecture: Architecture,
    /// One label a logit, in the logits' order.
    pub labels: Vec<String>,
    /// Divides the logits before the softmax, so that probabilities are calibrated (Guo et al. 2017,
    /// <https://arxiv.org/abs/1706.04599>). Above 0.
    pub temperature: f32,
    /// What it was trained on.
    pub dataset: Option<Dataset>,
    /// How well it did on pictures it was not trained on.
    pub figures: Option<Figures>,
    /// How to make it again.
    pub training: Option<Training>,
    /// The licence of the weights and of the data behind them.
    pub licence: Option<String>,
    /// Where the network and its recipe come from.
    pub source: Option<String>,
}

/// What a checkpoint was trained on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dataset {
    /// Such as `FER2013`.
    pub name: String,
    /// Pictures used of each split.
    pub rows: BTreeMap<String, usize>,
    /// What was left out or grouped, in words.
    pub note: String,
    /// A hash of all that was learned from and chosen on, by which a run is told from one on other data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
}

/// A checkpoint's figures on one split. Fractions, 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// The split, such as `PublicTest`.
    pub split: String,
    /// Its pictures.
    pub n: usize,
    /// Share of pictures whose most probable label is the true one.
    pub accuracy: f64,
    /// Mean over the labels of the harmonic mean of precision and recall.
    pub macro_f1: f64,
    /// Expected calibration error over 15 equal-width bins.
    pub ece: f64,
    /// Mean cross-entropy in nats, at the checkpoint's temperature.
    pub loss: f64,
    /// Accuracy on the three groups, by summed probabilities.
    pub groups_accuracy: f64,
}

/// How a checkpoint was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Training {
    /// The command line.
    pub command: String,
    /// The seed of weights, shuffles, augmentation and dropout.
    pub seed: u64,
    /// Passes over the training split.
    pub epochs: usize,
    /// What the recipe adds to plain gradient descent, in words.
    pub recipe: String,
}

impl Metadata {
    /// What a network has before anything is known of its data: temperature 1, and none of what is optional.
    pub fn new(name: impl Into<String>, architecture: Architecture, labels: Vec<String>) -> Self {
        Self {
            name: name.into(),
            architecture,
            labels,
            temperature: 1.0,
            dataset: None,
            figures: None,
            training: None,
            licence: None,
            source: None,
        }
    }

    /// Checks labels, temperature and architecture.
    pub(crate) fn validate(&self) -> Result<()> {
        let labels = &self.labels;
        let bad = |reason: String| Err(Error::Labels { reason });
        if !(2..=64).contains(&labels.len()) {
            return bad(format!("expected 2 to 64 labels, got {}", labels.len()));
        }
        for (i, label) in labels.iter().enumerate() {
            if label.is_empty() || label.len() > 64 || labels[..i].contains(label) {
                return bad(format!("expected distinct labels of 1 to 64 bytes, got `{label}` as label {}", i + 1));
            }
        }
        if !(self.temperature.is_finite() && self.temperature > 0.0) {
            let reason = format!("is {}, expected a number above 0", self.temperature);
            return Err(Error::Metadata { key: "temperature", reason });
        }
        self.architecture.validate(labels.len())
    }

    /// As `__metadata__` holds it: text as it is, all else as JSON.
    pub(crate) fn to_strings(&self) -> BTreeMap<&'static str, String> {
        let json = |value: serde_json::Result<String>| value.expect("plain structs become JSON");
        let mut strings = BTreeMap::from([
            ("format", FORMAT.to_owned()),
            ("name", self.name.clone()),
            ("architecture", json(serde_json::to_string(&self.architecture))),
            ("labels", json(serde_json::to_string(&self.labels))),
            ("normalisation", face::NORMALISATION.to_owned()),
            ("temperature", self.temperature.to_string()),
        ]);
        let optional = [
            ("dataset", self.dataset.as_ref().map(|v| json(serde_json::to_string(v)))),
            ("figures", self.figures.as_ref().map(|v| json(serde_json::to_string(v)))),
            ("training", self.training.as_ref().map(|v| json(serde_json::to_string(v)))),
            ("licence", self.licence.clone()),
            ("source", self.source.clone()),
        ];
        strings.extend(optional.into_iter().filter_map(|(key, value)| Some((key, value?))));
        strings
    }

    /// Reads what [`to_strings`](Self::to_strings) wrote.
    pub(crate) fn from_strings(strings: &HashMap<String, String>) -> Result<Self> {
        let missing = |key| Error::Metadata { key, reason: "is missing".to_owned() };
        let text = |key: &'static str| strings.get(key).ok_or_else(|| missing(key));
        let fixed = |key: &'static str, expected: &str| match text(key)? {
            got if got == expected => Ok(()),
            got => Err(Error::Metadata { key, reason: format!("is `{got}`, expected `{expected}`") }),
        };
        fixed("format", FORMAT)?;
        fixed("normalisation", face::NORMALISATION)?;
        let temperature = text("temperature")?;
        let temperature = temperature.parse().map_err(|_| Error::Metadata {
            key: "temperature",
            reason: format!("is `{temperature}`, expected a number above 0"),
        })?;
        Ok(Self {
            name: text("name")?.clone(),
            architecture: json("architecture", text("architecture")?)?,
            labels: json("labels", text("labels")?)?,
            temperature,
            dataset: strings.get("dataset").map(|s| json("dataset", s)).transpose()?,
            figures: strings.get("figures").map(|s| json("figures", s)).transpose()?,
            training: strings.get("training").map(|s| json("training", s)).transpose()?,
            licence: strings.get("licence").cloned(),
            source: strings.get("source").cloned(),
        })
    }
}

fn json<T: DeserializeOwned>(key: &'static str, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| Error::Metadata { key, reason: format!("cannot be read: {e}") })
}
