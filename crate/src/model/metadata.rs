//! What a checkpoint says of itself: everything but the weights.

use super::labels;
use crate::{Architecture, Error, Head, Result, architecture, face};
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
    /// One label per logit, in the logits' order; the same for each head.
    pub labels: Vec<String>,
    /// Divides the label head's logits before the softmax, so that probabilities are calibrated (Guo et al. 2017,
    /// <https://arxiv.org/abs/1706.04599>). Above 0.
    pub temperature: f32,
    /// What it was trained on.
    pub dataset: Option<Dataset>,
    /// How well its label head did on pictures it was not trained on.
    pub figures: Option<Figures>,
    /// The second head, where there is one.
    pub votes: Option<VotesHead>,
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

/// When a network had better say that it is unsure, and what that buys. Fractions, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unsure {
    /// The largest probability, or share, below which nothing is answered.
    pub below: f64,
    /// Share of the pictures that are answered.
    pub answered: f64,
    /// Share of these whose answer is right; 1 where none is answered.
    pub accuracy: f64,
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
    /// The threshold that halves the share of wrong answers; none in older files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsure: Option<Unsure>,
    /// The same for the three groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups_unsure: Option<Unsure>,
}

/// The head that says how ten people would vote: what a checkpoint says of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VotesHead {
    /// Divides its logits before the softmax. Above 0.
    pub temperature: f32,
    /// How well it did on pictures it was not trained on.
    pub figures: Option<VotesFigures>,
}

/// The votes head as a file holds it, where it must name the label head's labels.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct VotesEntry {
    labels: Vec<String>,
    temperature: f32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    figures: Option<VotesFigures>,
}

/// Figures of the votes head on one split: predicted shares against those of the votes that people gave. Fractions, 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VotesFigures {
    /// The split, such as `PublicTest`.
    pub split: String,
    /// Its pictures on which one label has more votes than any other.
    pub n: usize,
    /// Share of those whose largest predicted share is that label's.
    pub accuracy: f64,
    /// Mean over the labels of the harmonic mean of precision and recall.
    pub macro_f1: f64,
    /// Expected calibration error of the largest predicted share over 15 equal-width bins.
    pub ece: f64,
    /// Mean cross-entropy of the counted shares in nats, at the head's temperature.
    pub cross_entropy: f64,
    /// Mean absolute difference between predicted and counted shares.
    pub share_error: f64,
    /// Its pictures on which one of the three groups has more votes than any other.
    pub groups_n: usize,
    /// Accuracy on those, by summed shares.
    pub groups_accuracy: f64,
    /// The threshold that halves the share of answers that are not the majority's; none in older files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsure: Option<Unsure>,
    /// The same for the three groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups_unsure: Option<Unsure>,
}

impl Default for VotesHead {
    /// A head before anything is known of it: temperature 1.
    fn default() -> Self {
        Self { temperature: 1.0, figures: None }
    }
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
            votes: None,
            training: None,
            licence: None,
            source: None,
        }
    }

    /// The network's answers, in the order of their rows in the last dense layer.
    pub fn heads(&self) -> &'static [Head] {
        if self.votes.is_some() { &[Head::Label, Head::Votes] } else { &[Head::Label] }
    }

    /// The network's logits: one per label and head.
    pub fn outputs(&self) -> usize {
        self.labels.len() * self.heads().len()
    }

    /// A head's temperature.
    ///
    /// # Errors
    /// [`Error::Head`] where the network has no such head.
    pub fn temperature_of(&self, head: Head) -> Result<f32> {
        match (head, &self.votes) {
            (Head::Label, _) => Ok(self.temperature),
            (Head::Votes, Some(votes)) => Ok(votes.temperature),
            (Head::Votes, None) => Err(Error::Head { name: self.name.clone(), expected: head }),
        }
    }

    /// Checks labels and temperatures, and that the architecture takes so many outputs.
    pub(crate) fn validate(&self) -> Result<()> {
        labels::check(&self.labels, 2)?;
        for (key, temperature) in
            [("temperature", Some(self.temperature)), ("votes", self.votes.as_ref().map(|votes| votes.temperature))]
        {
            if let Some(bad) = temperature.filter(|t| !(t.is_finite() && *t > 0.0)) {
                let reason = format!("has a temperature of {bad}, expected a number above 0");
                return Err(Error::Metadata { key, reason });
            }
        }
        self.architecture.check_outputs(self.outputs())
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
            ("votes", self.votes.clone().map(|v| json(serde_json::to_string(&v.entry(&self.labels))))),
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
        let labels: Vec<String> = json("labels", text("labels")?)?;
        let votes: Option<VotesEntry> = strings.get("votes").map(|s| json("votes", s)).transpose()?;
        Ok(Self {
            name: text("name")?.clone(),
            architecture: json::<architecture::Fields>("architecture", text("architecture")?)?.try_into()?,
            votes: votes.map(|entry| entry.head(&labels)).transpose()?,
            labels,
            temperature,
            dataset: strings.get("dataset").map(|s| json("dataset", s)).transpose()?,
            figures: strings.get("figures").map(|s| json("figures", s)).transpose()?,
            training: strings.get("training").map(|s| json("training", s)).transpose()?,
            licence: strings.get("licence").cloned(),
            source: strings.get("source").cloned(),
        })
    }
}

impl VotesHead {
    fn entry(self, labels: &[String]) -> VotesEntry {
        VotesEntry { labels: labels.to_vec(), temperature: self.temperature, figures: self.figures }
    }
}

impl VotesEntry {
    fn head(self, labels: &[String]) -> Result<VotesHead> {
        if self.labels != labels {
            let reason = format!(
                "expected the heads `label` and `votes` to have the same labels, got {} and {}: train both on the same labels",
                labels.join(", "),
                self.labels.join(", ")
            );
            return Err(Error::Labels { reason });
        }
        Ok(VotesHead { temperature: self.temperature, figures: self.figures })
    }
}

fn json<T: DeserializeOwned>(key: &'static str, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| Error::Metadata { key, reason: format!("cannot be read: {e}") })
}
