//! Two answers from one network: what a checkpoint with a votes head says of itself, and what it says of a face.

use candle_core::{Device, Tensor};
use mimique::expression::expression_labels;
use mimique::metadata::{Unsure, VotesFigures, VotesHead};
use mimique::{Architecture, Checkpoint, Classifier, Face, Head, Metadata, Storage};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn metadata() -> Metadata {
    let figures = VotesFigures {
        split: "PublicTest".into(),
        n: 3440,
        accuracy: 0.82,
        macro_f1: 0.7,
        ece: 0.02,
        cross_entropy: 1.1,
        share_error: 0.05,
        groups_n: 3500,
        groups_accuracy: 0.88,
        unsure: Some(Unsure { below: 0.4, answered: 0.8, accuracy: 0.91 }),
        groups_unsure: None,
    };
    Metadata {
        temperature: 0.5,
        votes: Some(VotesHead { temperature: 2.0, figures: Some(figures) }),
        ..Metadata::new("two", Architecture::named("lenet5").unwrap(), expression_labels())
    }
}

/// A network of the weights that its names and outputs give; one of fewer outputs has the first rows of one of more.
fn checkpoint(metadata: Metadata) -> Checkpoint {
    let tensors: BTreeMap<String, Tensor> = metadata
        .architecture
        .tensors(metadata.outputs())
        .into_iter()
        .map(|(name, shape)| {
            let n: usize = shape.iter().product();
            let values: Vec<f32> = (0..n).map(|i| ((i * 37 % 101) as f32 - 50.0) / 500.0).collect();
            (name, Tensor::from_vec(values, shape, &Device::Cpu).unwrap())
        })
        .collect();
    Checkpoint::new(metadata, tensors).unwrap()
}

fn classifier(metadata: Metadata) -> Classifier {
    Classifier::new(&checkpoint(metadata)).unwrap()
}

fn face() -> Face {
    Face::new(&(0..2304).map(|i| (i * 7 % 256) as u8).collect::<Vec<_>>()).unwrap()
}

/// The code and the message of the error that a two-headed file gives whose metadata entry is changed.
fn fault(key: &str, value: Option<Value>) -> (&'static str, String) {
    let bytes = checkpoint(metadata()).to_bytes(Storage::F32).unwrap();
    let length = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    let mut header: Value = serde_json::from_slice(&bytes[8..8 + length]).unwrap();
    let entries = header["__metadata__"].as_object_mut().unwrap();
    match value {
        Some(value) => entries.insert(key.into(), Value::String(value.to_string())),
        None => entries.remove(key),
    };
    let header = header.to_string().into_bytes();
    let file = [(header.len() as u64).to_le_bytes().to_vec(), header, bytes[8 + length..].to_vec()].concat();
    let error = Checkpoint::from_bytes(&file).unwrap_err();
    (error.code(), error.to_string())
}

#[test]
fn both_heads_survive_the_file() {
    let bytes = checkpoint(metadata()).to_bytes(Storage::F32).unwrap();
    let read = Checkpoint::from_bytes(&bytes).unwrap();
    assert_eq!(read.metadata(), &metadata());
    assert_eq!(read.metadata().heads(), [Head::Label, Head::Votes]);
    assert_eq!(read.to_bytes(Storage::F32).unwrap(), bytes);
}

#[test]
fn the_first_rows_answer_for_the_label_and_the_others_for_the_votes() {
    let one = Metadata { votes: None, ..metadata() };
    let (one, two) = (classifier(one).classify(&face()).unwrap(), classifier(metadata()).classify(&face()).unwrap());
    assert_eq!(one.label, two.label);
    assert_eq!(one.votes, None);
    let votes = two.votes.unwrap();
    assert_ne!(votes.logits, two.label.logits);
    // Each head has a temperature of its own.
    let powers: Vec<f32> = votes.logits.iter().map(|logit| (logit / 2.0).exp()).collect();
    let sum: f32 = powers.iter().sum();
    for (share, power) in votes.probabilities.iter().zip(powers) {
        assert!((share - power / sum).abs() < 1e-6, "{share} and {}", power / sum);
    }
}

#[test]
fn a_lesson_sees_the_logits_of_each_head() {
    let classifier = classifier(metadata());
    let activations = classifier.activations(&face()).unwrap();
    let [.., logits, votes] = activations.as_slice() else { panic!("no activations") };
    assert_eq!((logits.name.as_str(), votes.name.as_str()), ("logits", "votes"));
    let values = |values: &Tensor| values.flatten_all().unwrap().to_vec1::<f32>().unwrap();
    let prediction = classifier.classify(&face()).unwrap();
    assert_eq!(values(&logits.values), prediction.label.logits);
    assert_eq!(values(&votes.values), prediction.votes.unwrap().logits);
}

#[test]
fn a_head_that_is_not_there_is_named() {
    let one = Metadata { votes: None, ..metadata() };
    let error = one.temperature_of(Head::Votes).unwrap_err();
    assert_eq!(error.code(), "head");
    assert!(error.to_string().contains("the head `votes`, `two` has none"), "{error}");
    assert_eq!(metadata().temperature_of(Head::Votes).unwrap(), 2.0);
}

#[test]
fn heads_of_different_labels_are_refused() {
    let mut labels = expression_labels();
    labels.swap(0, 1);
    let (code, message) = fault("votes", Some(json!({ "labels": labels, "temperature": 1.0 })));
    assert_eq!(code, "labels");
    assert!(message.contains("the heads `label` and `votes` to have the same labels"), "{message}");
}

#[test]
fn a_second_head_that_the_metadata_does_not_tell_of_is_refused() {
    let (code, message) = fault("votes", None);
    assert_eq!(code, "tensor-shape");
    assert!(message.contains("dense3") && message.contains("14"), "{message}");
}

#[test]
fn a_votes_head_without_a_usable_temperature_is_refused() {
    let entry =
        |temperature: Value| fault("votes", Some(json!({ "labels": expression_labels(), "temperature": temperature })));
    for temperature in [json!(0), json!(-1.0), json!("warm")] {
        let (code, message) = entry(temperature.clone());
        assert_eq!(code, "checkpoint-metadata", "{temperature}");
        assert!(message.contains("`votes`"), "{message}");
    }
}

/// The published files were written before there were two heads: their bytes stay.
#[test]
fn checkpoints_with_one_head_are_written_as_they_were() {
    let models = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../models");
    for name in ["lenet5-article", "lenet5-article-3"] {
        let bytes = std::fs::read(models.join(name).with_extension("safetensors")).unwrap();
        let read = Checkpoint::from_bytes(&bytes).unwrap();
        assert_eq!(read.metadata().heads(), [Head::Label], "{name}");
        assert!(read.to_bytes(Storage::F32).unwrap() == bytes, "{name}");
    }
}
