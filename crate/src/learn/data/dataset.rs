//! Labelled pictures: FER2013 as Kaggle gives it, one CSV line per picture, `emotion,pixels,Usage`, or pictures of one's own.

use super::rows::{Row, Rows};
use crate::expression::{expression_labels, group_labels};
use crate::face::PIXELS;
use crate::model::labels;
use crate::{Error, Expression, Face, Result};
use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use std::{collections::BTreeSet, fmt, io::Read, str::FromStr};

/// Which part of the data a sample belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Split {
    /// What weights are trained on.
    Training,
    /// What choices are made on: the validation split.
    PublicTest,
    /// What nothing is chosen on: the test split.
    PrivateTest,
}

impl Split {
    /// How to get one that is missing.
    fn wanted(self) -> &'static str {
        match self {
            Self::Training => "put pictures into a folder `train`, or rows whose Usage is Training",
            Self::PublicTest => {
                "put a part of the Training pictures into a folder `val`, or let their Usage be PublicTest"
            }
            Self::PrivateTest => {
                "put pictures that nothing else is done with into a folder `test`, or let their Usage be PrivateTest"
            }
        }
    }
}

impl fmt::Display for Split {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl FromStr for Split {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name.to_ascii_lowercase().as_str() {
            "training" | "train" => Ok(Self::Training),
            "publictest" | "validation" | "valid" | "val" => Ok(Self::PublicTest),
            "privatetest" | "test" => Ok(Self::PrivateTest),
            _ => {
                let reason = format!("expected the split Training, PublicTest or PrivateTest, got `{name}`");
                Err(Error::Data { reason })
            }
        }
    }
}

/// A picture with the label that people gave it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The picture.
    pub face: Face,
    /// Its label, as an index into its [`Dataset`]'s labels.
    pub label: usize,
    /// Its part of the data.
    pub split: Split,
    /// Its place in the file, 0 for the first row: by it other files speak of the same picture.
    pub row: usize,
}

/// What is not a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Such as `line 3`, where line 1 is the header, or a picture's path.
    pub place: String,
    /// What is wrong with it.
    pub reason: String,
}

/// What a file or folder held: its labels, its samples, in order, and what is no sample.
#[derive(Clone, Debug)]
pub struct Dataset {
    labels: Vec<String>,
    /// The samples, in the file's order.
    pub samples: Vec<Sample>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

impl Dataset {
    /// Without samples yet. `labels` are the seven expressions, their three groups, or any others of one's own.
    ///
    /// # Errors
    /// [`Error::Labels`] unless there are 1 to 64 distinct labels of 1 to 64 bytes without control characters.
    pub fn new(labels: Vec<String>) -> Result<Self> {
        labels::check(&labels, 1)?;
        Ok(Self { labels, samples: Vec::new(), faults: Vec::new() })
    }

    /// What the samples' labels are indices into.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The same samples under a checkpoint's labels: these must be the data's own, in any order and with others among them, or
    /// the three groups where the data has the seven expressions.
    ///
    /// # Errors
    /// [`Error::Labels`] for a label of the data that has no place among them.
    pub fn labelled(mut self, labels: &[String]) -> Result<Self> {
        let to = self.labels.iter().map(|label| place(label, labels)).collect::<Result<Vec<usize>>>()?;
        self.samples.iter_mut().for_each(|sample| sample.label = to[sample.label]);
        self.labels = labels.to_vec();
        Ok(self)
    }

    /// Keeps, of the Training samples, a seeded choice of `counts[i]` with the label `i`, in their old order.
    ///
    /// # Errors
    /// [`Error::Data`] where there are fewer, [`Error::Labels`] where there is not one count a label.
    pub fn subset(mut self, counts: &[usize], seed: u64) -> Result<Self> {
        if counts.len() != self.labels.len() {
            let reason = format!("expected {} labels, got {}", counts.len(), self.labels.join(", "));
            return Err(Error::Labels { reason });
        }
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut kept = vec![false; self.samples.len()];
        for (label, (name, &count)) in self.labels.iter().zip(counts).enumerate() {
            let samples = self.samples.iter().enumerate();
            let of_label = samples.filter(|(_, s)| s.split == Split::Training && s.label == label);
            let mut indices: Vec<usize> = of_label.map(|(i, _)| i).collect();
            if indices.len() < count {
                let reason = format!("expected at least {count} Training pictures of {name}, got {}", indices.len());
                return Err(Error::Data { reason });
            }
            indices.shuffle(&mut rng);
            indices[..count].iter().for_each(|&i| kept[i] = true);
        }
        let mut kept = kept.into_iter();
        self.samples.retain(|s| kept.next().unwrap_or_default() || s.split != Split::Training);
        Ok(self)
    }

    /// Reads Kaggle's `fer2013.csv`: columns `emotion` (0 to 6), `pixels` (2304 grey values with spaces between) and
    /// `Usage` (the split), in any order. Fails only when the whole is not such a file; bad lines become `faults`.
    ///
    /// # Errors
    /// [`Error::Data`] for a header without these columns, or a reader that fails.
    pub fn from_csv(reader: impl Read) -> Result<Self> {
        const EXPECTED: &str = "the columns emotion, pixels and Usage";
        let mut rows = Rows::new(reader);
        let headers = rows.header(EXPECTED)?;
        let column = |name: &str| {
            headers.iter().position(|h| h.eq_ignore_ascii_case(name)).ok_or_else(|| Error::Data {
                reason: format!(
                    "expected a CSV header with {EXPECTED}, got `{}`: give Kaggle's fer2013.csv",
                    headers.iter().collect::<Vec<_>>().join(",").chars().take(80).collect::<String>()
                ),
            })
        };
        let columns = [column("emotion")?, column("pixels")?, column("Usage")?];
        let mut dataset = Self::new(expression_labels())?;
        while let Some(Row { line, fields }) = rows.read()? {
            let row = dataset.rows();
            match fields.and_then(|fields| parse(columns.map(|c| fields.get(c).unwrap_or("")), row)) {
                Ok(sample) => dataset.samples.push(sample),
                Err(reason) => dataset.faults.push(Fault { place: format!("line {line}"), reason }),
            }
        }
        Ok(dataset)
    }

    /// Rows read, those with faults counted.
    pub fn rows(&self) -> usize {
        self.samples.len() + self.faults.len()
    }

    /// An error that lists the first faults, or nothing when there are none.
    ///
    /// # Errors
    /// [`Error::Data`] with the first ten faults.
    pub fn check(&self) -> Result<()> {
        if self.faults.is_empty() {
            return Ok(());
        }
        let shown: Vec<String> = self.faults.iter().take(10).map(|f| format!("  {}: {}", f.place, f.reason)).collect();
        let reason = format!(
            "{} of {} rows are not samples:\n{}{}\nmend them, or leave them out",
            self.faults.len(),
            self.rows(),
            shown.join("\n"),
            if self.faults.len() > 10 { "\n  …" } else { "" }
        );
        Err(Error::Data { reason })
    }

    /// The samples of one split. An error when there are none.
    ///
    /// # Errors
    /// [`Error::Data`] when there are none.
    pub fn split(&self, split: Split) -> Result<Vec<Sample>> {
        let samples: Vec<Sample> = self.samples.iter().filter(|s| s.split == split).cloned().collect();
        if samples.is_empty() {
            let present: BTreeSet<Split> = self.samples.iter().map(|s| s.split).collect();
            let present: Vec<String> = present.iter().map(Split::to_string).collect();
            let present = if present.is_empty() { "none at all".to_owned() } else { present.join(" and ") };
            let reason = format!("expected samples of the split {split}, got {present}: {}", split.wanted());
            return Err(Error::Data { reason });
        }
        Ok(samples)
    }
}

fn parse([emotion, pixels, usage]: [&str; 3], row: usize) -> std::result::Result<Sample, String> {
    let label = emotion
        .parse::<usize>()
        .ok()
        .filter(|&i| i < Expression::ALL.len())
        .ok_or_else(|| format!("expected an emotion of 0 to 6, got `{emotion}`"))?;
    let mut grey = Vec::with_capacity(PIXELS);
    for value in pixels.split_ascii_whitespace() {
        grey.push(
            value
                .parse::<u8>()
                .map_err(|_| format!("expected grey values of 0 to 255, got `{value}` as value {}", grey.len() + 1))?,
        );
    }
    let face = Face::new(&grey).map_err(|_| format!("expected 2304 grey values, got {}", grey.len()))?;
    let split = usage.parse().map_err(|_| format!("expected Training, PublicTest or PrivateTest, got `{usage}`"))?;
    Ok(Sample { face, label, split, row })
}

/// How many pictures of each expression the article trained on, in FER2013's order.
pub const ARTICLE_COUNTS: [usize; 7] = [1626, 176, 1674, 2872, 1899, 1243, 1994];

/// Where a label stands among others, or its group where they are the three groups.
fn place(label: &str, labels: &[String]) -> Result<usize> {
    let position = |label: &str| labels.iter().position(|l| l == label);
    let group = || Expression::named(label).filter(|_| labels == group_labels()).map(|e| e.group() as usize);
    position(label).or_else(group).ok_or_else(|| Error::Labels {
        reason: format!("the data has the label {label}, expected one of {}", labels.join(", ")),
    })
}

#[cfg(test)]
#[path = "dataset_tests.rs"]
mod tests;
