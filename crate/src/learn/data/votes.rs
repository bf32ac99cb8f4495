//! FER+: how ten people each labelled FER2013's pictures anew (Barsoum et al. 2016, <https://arxiv.org/abs/1608.01041>).

use crate::{Error, Expression, Result, Split};
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

/// Reads FER+'s `fer2013new.csv`, one row a row of `fer2013.csv` and in its order: columns `Usage` and one of each
/// expression. Votes for contempt, unknown and "not a face" are left out.
pub fn read_votes(reader: impl Read) -> Result<Vec<Votes>> {
    let mut csv = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(reader);
    let bad = |reason: String| Error::Data { reason };
    let headers = csv.headers().map_err(|e| bad(e.to_string()))?.clone();
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
    for record in csv.records() {
        let record = record.map_err(|e| bad(e.to_string()))?;
        let line = votes.len() + 2;
        let mut counts = [0; 7];
        for (count, &column) in counts.iter_mut().zip(&columns) {
            let value = &record[column];
            *count =
                value.parse().map_err(|_| bad(format!("line {line}: expected a count of votes, got `{value}`")))?;
        }
        votes.push(Votes { split: record[usage].parse()?, counts });
    }
    Ok(votes)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
