//! Each part of the recipe by the values that it gives.

use super::tests::{examples, metadata, recipe, run, trainer};
use super::*;
use crate::augment::Augment;
use crate::calibrate::log_softmax;
use crate::classifier::best;
use crate::face::PIXELS;
use crate::{Classifier, Face};
use rand::RngCore;

/// One step per epoch over four examples, without anything that changes pictures or weights by chance.
fn plain() -> Recipe {
    Recipe { batch_norm: false, ..recipe() }
}

fn first_loss(recipe: Recipe, examples: &[Example]) -> f32 {
    trainer(recipe).step(examples).unwrap().loss
}

fn values(checkpoint: &Checkpoint, name: &str) -> Vec<f32> {
    checkpoint.tensors()[name].flatten_all().unwrap().to_vec1().unwrap()
}

#[test]
fn the_loss_is_the_cross_entropy_of_smoothed_targets_and_weighted_votes() {
    let (smoothing, votes_weight) = (0.2, 0.5);
    let recipe = Recipe { label_smoothing: smoothing, votes: votes_weight, ..plain() };
    let mut examples = examples(4);
    examples[1].votes = Some(vec![0.0, 0.3, 0.0, 0.7, 0.0, 0.0, 0.0]);
    examples[2].weight = 3.0;
    examples[2].votes = Some(vec![0.1, 0.0, 0.0, 0.0, 0.0, 0.0, 0.9]);

    let mut trainer = trainer(recipe);
    let classifier = Classifier::new(&trainer.checkpoint(metadata()).unwrap()).unwrap();
    let cross_entropy = |logits: &[f32], shares: &[f32]| -> f64 {
        shares.iter().enumerate().map(|(i, share)| -f64::from(*share) * log_softmax(logits, i, 1.0)).sum()
    };
    let expected: f64 = examples
        .iter()
        .map(|example| {
            let prediction = classifier.classify(&example.face).unwrap();
            let smoothed: Vec<f32> = example.target.iter().map(|t| t * (1.0 - smoothing) + smoothing / 7.0).collect();
            let of_votes = example
                .votes
                .as_ref()
                .map_or(0.0, |votes| f64::from(votes_weight) * cross_entropy(&prediction.votes.unwrap().logits, votes));
            f64::from(example.weight) * (cross_entropy(&prediction.label.logits, &smoothed) + of_votes) / 4.0
        })
        .sum();
    let loss = f64::from(trainer.step(&examples).unwrap().loss);
    assert!((loss - expected).abs() < 1e-4, "{loss}, expected {expected}");
}

#[test]
fn a_target_is_spread_by_the_smoothing_and_counts_by_its_weight() {
    let mut examples = examples(4);
    examples.iter_mut().for_each(|example| example.weight = 2.0);
    let recipe = Recipe { label_smoothing: 0.14, votes: 0.25, ..plain() };
    examples[0].votes = Some(vec![0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
    let targets = Batches::default().take(&recipe, 7, &examples, 0).unwrap().targets;
    let targets: Vec<Vec<&[f32]>> = targets.shares.chunks(14).map(|heads| heads.chunks(7).collect()).collect();
    let of_first = targets.iter().find(|heads| best(heads[0]) == 0).unwrap();
    for (i, share) in of_first[0].iter().enumerate() {
        let expected = if i == 0 { 2.0 * (0.86 + 0.02) } else { 2.0 * 0.02 };
        assert!((share - expected).abs() < 1e-6, "{i}: {share}");
    }
    assert_eq!(of_first[1], [0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 0.0]);
    let of_others = targets.iter().filter(|heads| best(heads[0]) != 0);
    assert!(of_others.flat_map(|heads| heads[1]).all(|share| *share == 0.0));
}

#[test]
fn each_dropout_changes_what_is_learned() {
    let examples = examples(4);
    let none = first_loss(plain(), &examples);
    assert_eq!(none, first_loss(plain(), &examples));
    let features = first_loss(Recipe { dropout_features: 0.5, ..plain() }, &examples);
    let dense = first_loss(Recipe { dropout_dense: 0.5, ..plain() }, &examples);
    assert!(none != features && none != dense && features != dense, "{none}, {features}, {dense}");
}

#[test]
fn the_checkpoint_holds_the_moving_average_of_the_weights() {
    let examples = examples(8);
    let decay = 0.3;
    let (mut plain_run, mut averaged) = (trainer(plain()), trainer(Recipe { average: decay, ..plain() }));
    let weights = |trainer: &Trainer| values(&trainer.checkpoint(metadata()).unwrap(), "dense3.weight");
    let mut expected = weights(&plain_run);
    assert_eq!(weights(&averaged), expected);
    for step in 1..=4u16 {
        run(&mut plain_run, &examples, 1);
        run(&mut averaged, &examples, 1);
        // The first steps' shares are 9/11 and 9/12; from the third on, the decay's 7/10.
        let share = 1.0 - decay.min(f32::from(1 + step) / f32::from(10 + step));
        expected
            .iter_mut()
            .zip(weights(&plain_run))
            .for_each(|(average, value)| *average += share * (value - *average));
    }
    let difference = |a: &[f32], b: &[f32]| a.iter().zip(b).fold(0f32, |most, (a, b)| most.max((a - b).abs()));
    assert!(difference(&weights(&averaged), &expected) < 1e-6);
    assert!(difference(&weights(&plain_run), &expected) > 1e-5, "the weights did not move");
}

#[test]
fn a_picture_is_changed_anew_in_each_epoch_and_apart_from_the_others() {
    let face = Face::new(&(0..PIXELS).map(|i| (i * 7 % 251) as u8).collect::<Vec<_>>()).unwrap();
    let mut examples = examples(4);
    examples.iter_mut().for_each(|example| example.face = face.clone());
    let recipe = Recipe { augment: Augment::FULL, ..plain() };
    let mut batches = Batches::default();
    let mut pictures: Vec<Vec<f32>> = Vec::new();
    for epoch in 0..3 {
        let faces = batches.take(&recipe, 7, &examples, epoch).unwrap().faces;
        pictures.extend(faces.chunks(PIXELS).map(<[f32]>::to_vec));
    }
    for (i, picture) in pictures.iter().enumerate() {
        assert!(!pictures[..i].contains(picture), "picture {i} is as an earlier one");
    }
}

#[test]
fn an_epoch_takes_each_example_once_and_the_next_one_in_another_order() {
    let examples = examples(7);
    let recipe = Recipe { batch: 7, ..plain() };
    let mut batches = Batches::default();
    let mut order = |step| -> Vec<usize> {
        let targets = batches.take(&recipe, 7, &examples, step).unwrap().targets;
        targets.shares.chunks(7).map(best).collect()
    };
    let (first, second) = (order(0), order(1));
    assert_ne!(first, second);
    for mut order in [first, second] {
        order.sort_unstable();
        assert_eq!(order, [0, 1, 2, 3, 4, 5, 6]);
    }
}

#[test]
fn each_purpose_seed_and_place_has_random_numbers_of_its_own() {
    let purposes = [Purpose::Weights, Purpose::Shuffle, Purpose::Augment, Purpose::Dropout];
    let mut firsts: Vec<u64> = Vec::new();
    for (seed, index) in [(1, 0), (1, 1), (2, 0)] {
        firsts.extend(purposes.iter().map(|purpose| rng(seed, *purpose, index).next_u64()));
    }
    let n = firsts.len();
    firsts.sort_unstable();
    firsts.dedup();
    assert_eq!(firsts.len(), n);
}
