//! FER2013 as Kaggle gives it: one CSV line per picture, `emotion,pixels,Usage`.

use crate::face::PIXELS;
use crate::{Error, Expression, Face, Result};
use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use std::{fmt, io::Read, str::FromStr};

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
    /// Its label.
    pub expression: Expression,
    /// Its part of the data.
    pub split: Split,
    /// Its place in the file, 0 for the first row: by it other files speak of the same picture.
    pub row: usize,
}

/// A line that is not a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// 1 is the header.
    pub line: u64,
    /// What is wrong with it.
    pub reason: String,
}

/// What a file held: its samples, in order, and the lines that are none.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// The samples, in the file's order.
    pub samples: Vec<Sample>,
    /// The lines that could not be read.
    pub faults: Vec<Fault>,
}

impl Dataset {
    /// Reads Kaggle's `fer2013.csv`: columns `emotion` (0 to 6), `pixels` (2304 grey values with spaces between) and
    /// `Usage` (the split), in any order. Fails only when the whole is not such a file; bad lines become `faults`.
    pub fn from_csv(reader: impl Read) -> Result<Self> {
        let mut csv = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(reader);
        let headers = csv.headers().map_err(|e| Error::Data { reason: e.to_string() })?.clone();
        let column = |name: &str| {
            headers.iter().position(|h| h.eq_ignore_ascii_case(name)).ok_or_else(|| Error::Data {
                reason: format!(
                    "expected a CSV header with the columns emotion, pixels and Usage, got `{}`: give Kaggle's fer2013.csv",
                    headers.iter().collect::<Vec<_>>().join(",").chars().take(80).collect::<String>()
                ),
            })
        };
        let columns = [column("emotion")?, column("pixels")?, column("Usage")?];
        let mut dataset = Self::default();
        let mut record = csv::StringRecord::new();
        loop {
            let line = csv.position().line();
            match csv.read_record(&mut record) {
                Ok(false) => return Ok(dataset),
                Ok(true) => match parse(columns.map(|c| record.get(c).unwrap_or("")), dataset.rows()) {
                    Ok(sample) => dataset.samples.push(sample),
                    Err(reason) => dataset.faults.push(Fault { line, reason }),
                },
                Err(error) if error.is_io_error() => {
                    return Err(Error::Data { reason: format!("line {line}: {error}") });
                }
                Err(error) => dataset.faults.push(Fault { line, reason: error.to_string() }),
            }
        }
    }

    /// Rows read, those with faults counted.
    pub fn rows(&self) -> usize {
        self.samples.len() + self.faults.len()
    }

    /// An error that lists the first faults, or nothing when there are none.
    pub fn check(&self) -> Result<()> {
        if self.faults.is_empty() {
            return Ok(());
        }
        let shown: Vec<String> =
            self.faults.iter().take(10).map(|f| format!("  line {}: {}", f.line, f.reason)).collect();
        let reason = format!(
            "{} of {} lines are not samples:\n{}{}\nmend them, or pass --skip-bad-rows to go on with the others",
            self.faults.len(),
            self.rows(),
            shown.join("\n"),
            if self.faults.len() > 10 { "\n  …" } else { "" }
        );
        Err(Error::Data { reason })
    }

    /// The samples of one split. An error when there are none.
    pub fn split(&self, split: Split) -> Result<Vec<Sample>> {
        let samples: Vec<Sample> = self.samples.iter().filter(|s| s.split == split).cloned().collect();
        if samples.is_empty() {
            let mut present: Vec<Split> = self.samples.iter().map(|s| s.split).collect();
            present.sort();
            present.dedup();
            return Err(Error::Data { reason: format!("it has no sample of the split {split}, only of {present:?}") });
        }
        Ok(samples)
    }
}

fn parse([emotion, pixels, usage]: [&str; 3], row: usize) -> std::result::Result<Sample, String> {
    let expression = emotion
        .parse::<usize>()
        .ok()
        .and_then(|i| Expression::ALL.get(i).copied())
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
    Ok(Sample { face, expression, split, row })
}

/// How many pictures of each expression the article trained on, in FER2013's order.
pub const ARTICLE_COUNTS: [usize; 7] = [1626, 176, 1674, 2872, 1899, 1243, 1994];

/// A seeded choice of `counts[i]` samples of each expression `i`, in their old order. An error when there are too few.
pub fn subset(samples: &[Sample], counts: [usize; 7], seed: u64) -> Result<Vec<Sample>> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut chosen = Vec::new();
    for (expression, count) in Expression::ALL.into_iter().zip(counts) {
        let mut indices: Vec<usize> = (0..samples.len()).filter(|&i| samples[i].expression == expression).collect();
        if indices.len() < count {
            let reason = format!("expected at least {count} pictures of {}, got {}", expression.label(), indices.len());
            return Err(Error::Data { reason });
        }
        indices.shuffle(&mut rng);
        chosen.extend_from_slice(&indices[..count]);
    }
    chosen.sort_unstable();
    Ok(chosen.into_iter().map(|i| samples[i].clone()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(emotion: &str, value: u8, n: usize, usage: &str) -> String {
        format!("{emotion},{},{usage}\n", vec![value.to_string(); n].join(" "))
    }

    #[test]
    fn samples_come_in_order_and_bad_lines_are_named() {
        let csv = [
            "emotion,pixels,Usage\n".into(),
            line("3", 9, 2304, "Training"),
            line("7", 1, 2304, "Training"),
            line("0", 1, 2303, "Training"),
            line("6", 2, 2304, "PublicTest"),
            line("1", 2, 2304, "Elsewhere"),
        ]
        .concat();
        let dataset = Dataset::from_csv(csv.as_bytes()).unwrap();
        assert_eq!(dataset.samples.len(), 2);
        assert_eq!(dataset.samples[0].expression, Expression::Happiness);
        assert_eq!(dataset.samples[1].split, Split::PublicTest);
        assert_eq!(dataset.faults.iter().map(|f| f.line).collect::<Vec<_>>(), [3, 4, 6]);
        let message = dataset.check().unwrap_err().to_string();
        assert!(
            message.contains("3 of 5 lines") && message.contains("line 4: expected 2304 grey values, got 2303"),
            "{message}"
        );
        assert!(dataset.split(Split::PrivateTest).unwrap_err().to_string().contains("PublicTest"));
    }

    #[test]
    fn another_file_is_refused() {
        let error = Dataset::from_csv("a,b\n1,2\n".as_bytes()).unwrap_err();
        assert!(error.to_string().contains("emotion, pixels and Usage"), "{error}");
    }

    #[test]
    fn a_subset_is_the_same_for_a_seed_and_has_its_counts() {
        let samples: Vec<Sample> = (0..70)
            .map(|i| Sample {
                face: Face::new(&[i as u8; PIXELS]).unwrap(),
                expression: Expression::ALL[i % 7],
                split: Split::Training,
                row: i,
            })
            .collect();
        let counts = [1, 2, 3, 4, 5, 6, 7];
        let chosen = subset(&samples, counts, 5).unwrap();
        assert_eq!(chosen.len(), 28);
        assert_eq!(chosen, subset(&samples, counts, 5).unwrap());
        assert_ne!(chosen, subset(&samples, counts, 6).unwrap());
        assert!(subset(&samples, [11, 0, 0, 0, 0, 0, 0], 0).is_err());
    }
}
