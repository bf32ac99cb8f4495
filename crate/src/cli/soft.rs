//! The file of soft targets: what teachers say of pictures, which are recognised by their pixels.

use super::input::{MAX_TARGETS, read};
use super::output::shown;
use super::record::Fnv;
use anyhow::{Context, Result, ensure};
use mimique::dataset::Sample;
use mimique::train::SoftTarget;
use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use std::collections::HashMap;
use std::path::Path;

const PICTURES: &str = "pictures";
const LABEL: &str = "probabilities";
const VOTES: &str = "votes";

/// One head's answer to one picture: a probability of each of the seven expressions, in 255ths.
pub type Answer = [u8; 7];

/// A mean of probabilities in 255ths.
pub fn in_255ths(sum: [f32; 7], count: usize) -> Answer {
    sum.map(|p| (p * 255.0 / count as f32).round() as u8)
}

/// What teachers say of pictures.
///
/// As a file: a u8 tensor `probabilities` (rows, 7) of FER2013's label; of teachers with a second head a u8 tensor `votes`
/// (rows, 7) too; and a u64 tensor `pictures` (rows), which row is which picture's: the FNV-1a hash of its 2,304 grey values. A
/// file without `pictures` has the data's rows in their order.
pub struct SoftTargets {
    /// Which row is which picture's.
    pictures: Option<HashMap<u64, usize>>,
    label: Vec<Answer>,
    votes: Option<Vec<Answer>>,
}

impl SoftTargets {
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = read(path, MAX_TARGETS).with_context(|| format!("cannot read the soft targets {}", shown(path)))?;
        let expected = || format!("{}: expected a file of `mimique soft-targets`", shown(path));
        let file = SafeTensors::deserialize(&bytes).with_context(expected)?;
        let answers = |name: &str| -> Result<Vec<Answer>> {
            let tensor = file.tensor(name).with_context(expected)?;
            ensure!(tensor.dtype() == Dtype::U8 && matches!(tensor.shape(), [_, 7]), "{}", expected());
            Ok(tensor.data().as_chunks().0.to_vec())
        };
        let has = |name: &str| file.names().contains(&name);
        let label = answers(LABEL)?;
        let votes = has(VOTES).then(|| answers(VOTES)).transpose()?;
        ensure!(votes.as_ref().is_none_or(|votes| votes.len() == label.len()), "{}", expected());
        let pictures = if has(PICTURES) {
            let tensor = file.tensor(PICTURES).with_context(expected)?;
            ensure!(tensor.dtype() == Dtype::U64 && tensor.shape() == [label.len()], "{}", expected());
            let hashes = tensor.data().as_chunks().0.iter().map(|bytes| u64::from_le_bytes(*bytes));
            Some(hashes.zip(0..).collect())
        } else {
            None
        };
        Ok(Self { pictures, label, votes })
    }

    /// What the teachers say of a sample, if the file has it.
    pub fn of(&self, sample: &Sample) -> Option<SoftTarget> {
        let row = match &self.pictures {
            Some(pictures) => *pictures.get(&Fnv::of(sample.face.pixels()))?,
            None => sample.row,
        };
        let votes = match &self.votes {
            Some(votes) => Some(shares(votes.get(row)?)?),
            None => None,
        };
        SoftTarget::new(shares(self.label.get(row)?)?, votes).ok()
    }
}

/// The bytes of a file: one answer a sample.
pub fn to_bytes(samples: &[Sample], label: &[Answer], votes: Option<&[Answer]>) -> Result<Vec<u8>> {
    let hashes: Vec<u8> = samples.iter().flat_map(|s| Fnv::of(s.face.pixels()).to_le_bytes()).collect();
    let rows = samples.len();
    let answers = |answers| TensorView::new(Dtype::U8, vec![rows, 7], <[Answer]>::as_flattened(answers));
    let mut tensors = vec![(PICTURES, TensorView::new(Dtype::U64, vec![rows], &hashes)?), (LABEL, answers(label)?)];
    if let Some(votes) = votes {
        tensors.push((VOTES, answers(votes)?));
    }
    Ok(safetensors::serialize(tensors, None)?)
}

/// 255ths as shares that sum to 1; none of a row that nobody filled.
fn shares(answer: &Answer) -> Option<Vec<f32>> {
    let total: f32 = answer.iter().map(|&n| f32::from(n)).sum();
    (total > 0.0).then(|| answer.iter().map(|&n| f32::from(n) / total).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use mimique::{Face, Split};

    fn sample(row: usize, grey: u8) -> Sample {
        let face = Face::new(&[grey; mimique::face::PIXELS]).unwrap();
        Sample { row, face, label: 0, split: Split::Training }
    }

    fn read(name: &str, bytes: &[u8]) -> Result<SoftTargets> {
        let path = std::env::temp_dir().join(format!("mimique-soft-{}-{name}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        let read = SoftTargets::read(&path);
        std::fs::remove_file(&path).unwrap();
        read
    }

    #[test]
    fn a_picture_finds_its_answer_wherever_its_row_stands() {
        let (one, two) = ([255, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 102, 153]);
        let bytes = to_bytes(&[sample(0, 10), sample(1, 20)], &[one, two], Some(&[two, one])).unwrap();
        let targets = read("moved", &bytes).unwrap();
        let target = targets.of(&sample(7, 20)).unwrap();
        assert_eq!((target.label()[6], target.votes().unwrap()[0]), (0.6, 1.0));
        assert!(targets.of(&sample(0, 30)).is_none(), "another picture has no answer, though its row has");
    }

    #[test]
    fn a_file_without_pictures_is_read_by_rows() {
        let label = TensorView::new(Dtype::U8, vec![2, 7], &[0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0]).unwrap();
        let targets = read("old", &safetensors::serialize([(LABEL, label)], None).unwrap()).unwrap();
        let target = targets.of(&sample(1, 0)).unwrap();
        assert_eq!((target.label(), target.votes()), (&[0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0][..], None));
        assert!(targets.of(&sample(0, 0)).is_none() && targets.of(&sample(2, 0)).is_none());
    }

    #[test]
    fn tensors_that_do_not_belong_together_are_refused() {
        let three = [1; 21];
        let of = |name, rows| (name, TensorView::new(Dtype::U8, vec![rows, 7], &three[..7 * rows]).unwrap());
        for (name, second) in [("votes", of(VOTES, 2)), ("pictures", of(PICTURES, 3))] {
            let bytes = safetensors::serialize([of(LABEL, 3), second], None).unwrap();
            let error = read(name, &bytes).err().unwrap().to_string();
            assert!(error.contains("expected a file of `mimique soft-targets`"), "{error}");
        }
    }

    #[test]
    fn the_hash_is_that_of_models_teacher_data_py() {
        assert_eq!(Fnv::of(sample(0, 10).face.pixels()), 0x35c9_ded0_d0a9_1b25);
    }
}
