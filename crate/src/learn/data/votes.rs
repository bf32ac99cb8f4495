//! FER+: how ten people each labelled FER2013's pictures anew (Barsoum et al. 2016, <https://arxiv.org/abs/1608.01041>).

use super::rows::{Row, Rows};
use crate::classifier::best;
use crate::expression::regrouped;
use crate::{Error, Expression, Result, Sample, Split};
use std::io::Read;

/// What a crowd said of one row of `fer2013.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Votes {
    /// The row's split, to tell files that do not belong together.
    pub split: Split,
    /// Votes for each of the seven expressions, in FER2013's order.
    pub counts: [u8; 7],
}

impl Votes {
    /// The votes as shares of those for one of the seven; `None` when nobody saw one of them.
    pub fn shares(&self) -> Option<Vec<f32>> {
        let total: u32 = self.counts.iter().map(|&n| u32::from(n)).sum();
        (total > 0).then(|| self.counts.iter().map(|&n| f32::from(n) / total as f32).collect())
    }
}

/// Reads FER+'s `fer2013new.csv`, one row for each row of `fer2013.csv` and in its order: columns `Usage` and one of each
/// expression. Votes for contempt, unknown and "not a face" are left out.
///
/// # Errors
/// [`Error::Data`] for a header without these columns, or with the line of a row that holds no votes.
pub fn read_votes(reader: impl Read) -> Result<Vec<Votes>> {
    let mut rows = Rows::new(reader);
    let bad = |reason: String| Error::Data { reason };
    let headers = rows.header("the columns Usage, neutral, happiness, …")?;
    let column = |name: &str| {
        headers.iter().position(|h| h.eq_ignore_ascii_case(name)).ok_or_else(|| {
            bad(format!(
                "expected a CSV header with the column {name}, got `{}`: give FER+'s fer2013new.csv",
                headers.iter().collect::<Vec<_>>().join(",")
            ))
        })
    };
    let usage = column("Usage")?;
    let columns: Vec<usize> = Expression::ALL.iter().map(|e| column(e.label())).collect::<Result<_>>()?;
    let mut votes = Vec::new();
    while let Some(Row { line, fields }) = rows.read()? {
        let fields = fields.map_err(|reason| bad(format!("line {line}: {reason}")))?;
        let mut counts = [0; 7];
        for (count, &column) in counts.iter_mut().zip(&columns) {
            let value = fields.get(column).unwrap_or_default();
            *count =
                value.parse().map_err(|_| bad(format!("line {line}: expected a count of votes, got `{value}`")))?;
        }
        votes.push(Votes { split: fields.get(usage).unwrap_or_default().parse()?, counts });
    }
    Ok(votes)
}

/// The votes on each sample as shares of `labels`, the seven or their groups, `None` where nobody saw one of the seven. `rows`
/// are all of the data's, in its order.
///
/// # Errors
/// [`Error::Data`] when the votes do not belong to the data (another number of rows, another split in one of them, labels that
/// agree with the votes no better than by chance), or when no sample has a vote; [`Error::Labels`] for other labels.
pub fn shares_of(votes: &[Votes], rows: usize, samples: &[Sample], labels: &[String]) -> Result<Vec<Option<Vec<f32>>>> {
    let bad = |reason: String| Err(Error::Data { reason });
    if votes.len() != rows {
        return bad(format!(
            "expected votes on each of the data's {rows} rows, got {}: give the fer2013new.csv of this fer2013.csv, whole",
            votes.len()
        ));
    }
    if let Some(sample) = samples.iter().find(|sample| votes[sample.row].split != sample.split) {
        return bad(format!(
            "row {} is {}, but {} in the data: both files must have FER2013's rows in their order",
            sample.row + 1,
            votes[sample.row].split,
            sample.split
        ));
    }
    let of = |sample: &Sample| votes[sample.row].shares().map(|shares| regrouped(shares, labels)).transpose();
    let shares: Vec<_> = samples.iter().map(of).collect::<Result<_>>()?;
    if shares.iter().all(Option::is_none) {
        return bad(format!(
            "expected votes for the seven expressions, none of {} pictures has one: give FER+'s fer2013new.csv",
            samples.len()
        ));
    }
    check_order(samples, &shares)?;
    Ok(shares)
}

/// The label with more votes than any other; none where several have most.
pub fn majority(counted: &[f32]) -> Option<usize> {
    let first = best(counted);
    // Sums of shares round: two groups of as many votes may differ in the last digits, ten people's by a tenth.
    let alone = counted.iter().enumerate().all(|(i, share)| i == first || counted[first] - share > 1e-4);
    (counted[first] > 0.0 && alone).then_some(first)
}

/// An error when the votes' majorities are those of other pictures: then they agree with the labels as often as by chance.
fn check_order(samples: &[Sample], shares: &[Option<Vec<f32>>]) -> Result<()> {
    let pairs: Vec<(usize, usize)> = samples
        .iter()
        .zip(shares)
        .filter_map(|(sample, shares)| Some((sample.label, majority(shares.as_ref()?)?)))
        .collect();
    let n = pairs.len() as f64;
    let share = |holds: &dyn Fn(&(usize, usize)) -> bool| pairs.iter().filter(|pair| holds(pair)).count() as f64 / n;
    let agree = share(&|(label, majority)| label == majority);
    let chance: f64 = (0..Expression::ALL.len()).map(|i| share(&|pair| pair.0 == i) * share(&|pair| pair.1 == i)).sum();
    let deviation = (chance * (1.0 - chance) / n).sqrt();
    // FER2013's labels agree with two majorities in three, by chance with one in five. Few pictures, or of one label, say nothing.
    if pairs.len() < 100 || chance > 0.5 || agree > chance + 3.0 * deviation {
        return Ok(());
    }
    let reason = format!(
        "the votes' majority agrees with {:.0} % of the labels, no more than by chance: both files must have FER2013's rows in \
         their order",
        100.0 * agree
    );
    Err(Error::Data { reason })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expression::expression_labels;

    const HEADER: &str = "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n";

    #[test]
    fn votes_are_put_in_fer2013s_order() {
        let csv = format!("{HEADER}Training,a.png,4,0,0,1,3,2,0,0,0,0\nPublicTest,,0,0,0,0,0,0,0,0,0,10\n");
        let votes = read_votes(csv.as_bytes()).unwrap();
        assert_eq!(votes[0].counts, [3, 2, 0, 0, 1, 0, 4]);
        assert_eq!(votes[0].shares().unwrap()[6], 0.4);
        assert_eq!((votes[1].split, votes[1].shares()), (Split::PublicTest, None));
    }

    #[test]
    fn another_file_is_refused() {
        let error = read_votes("emotion,pixels,Usage\n".as_bytes()).unwrap_err().to_string();
        assert!(error.contains("fer2013new.csv"), "{error}");
        let error = read_votes(format!("{HEADER}Training,a,x,0,0,0,0,0,0,0,0,0\n").as_bytes()).unwrap_err().to_string();
        assert!(error.contains("line 2: expected a count of votes, got `x`"), "{error}");
    }

    /// Rows of the labels 0 to 6 in turn, and votes on them.
    fn rows(n: usize) -> (Vec<Sample>, Vec<Votes>) {
        let face = crate::Face::new(&[0; crate::face::PIXELS]).unwrap();
        let samples = (0..n).map(|row| Sample { face: face.clone(), label: row % 7, split: Split::Training, row });
        let votes = (0..n).map(|row| {
            let mut counts = [1; 7];
            counts[row % 7] = 4;
            Votes { split: Split::Training, counts }
        });
        (samples.collect(), votes.collect())
    }

    fn refused(votes: &[Votes], rows: usize, samples: &[Sample]) -> String {
        shares_of(votes, rows, samples, &expression_labels()).unwrap_err().to_string()
    }

    #[test]
    fn votes_that_belong_to_the_data_are_shares_of_each_sample() {
        let (samples, mut votes) = rows(140);
        votes[1].counts = [0; 7];
        let shares = shares_of(&votes, 140, &samples[..2], &expression_labels()).unwrap();
        assert_eq!(shares, [Some(vec![0.4, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]), None]);
    }

    #[test]
    fn votes_on_another_number_of_rows_are_refused() {
        let (samples, votes) = rows(140);
        let error = refused(&votes[..139], 140, &samples);
        assert!(error.contains("each of the data's 140 rows, got 139"), "{error}");
        assert!(refused(&votes, 139, &samples[..139]).contains("139 rows, got 140"));
    }

    #[test]
    fn votes_on_another_split_are_refused() {
        let (samples, mut votes) = rows(140);
        votes[4].split = Split::PublicTest;
        assert!(refused(&votes, 140, &samples).contains("row 5 is PublicTest, but Training in the data"));
    }

    #[test]
    fn votes_in_another_order_are_refused() {
        let (samples, mut votes) = rows(140);
        // Each label meets each majority equally often.
        votes.sort_by_key(|votes| votes.counts);
        let error = refused(&votes, 140, &samples);
        assert!(error.contains("no more than by chance"), "{error}");
    }

    #[test]
    fn votes_of_nobody_are_refused() {
        let (samples, mut votes) = rows(140);
        votes.iter_mut().for_each(|votes| votes.counts = [0; 7]);
        let error = refused(&votes, 140, &samples);
        assert!(error.contains("none of 140 pictures has one"), "{error}");
    }
}
