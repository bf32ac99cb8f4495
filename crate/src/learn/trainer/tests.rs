use super::*;
use crate::augment::Augment;
use crate::classifier::best;
use crate::expression::expression_labels;
use crate::face::PIXELS;
use crate::{Classifier, Face, Storage, evaluate::predict};
use rand::Rng;

pub fn recipe() -> Recipe {
    let plain = Recipe::plain(4, 0.02).unwrap();
    Recipe { epochs: 40, warmup_epochs: 1.0, weight_decay: 0.0, batch_norm: true, seed: 7, ..plain }
}

/// Random pictures with random labels: nothing to learn but by heart.
pub fn examples(n: usize) -> Vec<Example> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut example = |i: usize| {
        let pixels: Vec<u8> = (0..PIXELS).map(|_| rng.random()).collect();
        Example::of_label(Face::new(&pixels).unwrap(), i % 7, 7).unwrap()
    };
    (0..n).map(&mut example).collect()
}

pub fn metadata() -> Metadata {
    Metadata::new("test", Architecture::named("lenet5").unwrap(), expression_labels())
}

pub fn trainer(recipe: Recipe) -> Trainer {
    Trainer::new(Architecture::named("lenet5").unwrap(), 7, recipe).unwrap()
}

pub fn run(trainer: &mut Trainer, examples: &[Example], steps: usize) -> Vec<Step> {
    (0..steps).map(|_| trainer.step(examples).unwrap()).collect()
}

#[test]
fn eight_samples_are_learned_by_heart_and_the_checkpoint_knows_them() {
    let examples = examples(8);
    for (batch_norm, learning_rate) in [(false, 0.02), (true, 0.02)] {
        let mut trainer = trainer(Recipe { batch_norm, learning_rate, ..recipe() });
        let steps = run(&mut trainer, &examples, 80);
        assert!(steps[79].loss < 0.05, "{:?}", steps[79]);
        let classifier = Classifier::new(&trainer.checkpoint(metadata()).unwrap()).unwrap();
        let faces: Vec<Face> = examples.iter().map(|e| e.face.clone()).collect();
        for (prediction, example) in predict(&classifier, &faces).unwrap().iter().zip(&examples) {
            assert_eq!(prediction.label.best(), best(&example.target));
        }
    }
}

#[test]
fn a_seed_repeats_bit_for_bit_and_another_does_not() {
    let examples = examples(16);
    let full = |seed| Recipe { augment: Augment::FULL, dropout_features: 0.2, dropout_dense: 0.3, seed, ..recipe() };
    let weights = |seed| {
        let mut trainer = trainer(full(seed));
        run(&mut trainer, &examples, 6);
        trainer.checkpoint(metadata()).unwrap().to_bytes(Storage::F32).unwrap()
    };
    assert_eq!(weights(1), weights(1));
    assert_ne!(weights(1), weights(2));
}

#[test]
fn a_resumed_run_equals_an_unbroken_one() {
    let examples = examples(8);
    let full = Recipe { augment: Augment::FULL, dropout_dense: 0.3, ..recipe() };
    let mut unbroken = trainer(full.clone());
    run(&mut unbroken, &examples, 3);
    let state = unbroken.state().unwrap();
    run(&mut unbroken, &examples, 4);
    let lenet5 = Architecture::named("lenet5").unwrap();
    let mut resumed = Trainer::resume(lenet5.clone(), 7, full.clone(), &state).unwrap();
    run(&mut resumed, &examples, 4);
    assert_eq!(resumed.state().unwrap(), unbroken.state().unwrap());
    let error = Trainer::resume(lenet5, 7, Recipe { seed: 99, ..full }, &state).unwrap_err();
    assert!(error.to_string().contains("other options"), "{error}");
}

#[test]
fn a_state_keeps_the_words_it_was_given() {
    let mut trainer = trainer(recipe());
    assert_eq!(Trainer::state_note(&trainer.state_with("begun by me").unwrap()).unwrap(), "begun by me");
    assert_eq!(Trainer::state_note(&trainer.state().unwrap()).unwrap(), "");
    assert_eq!(Trainer::state_note(b"else").unwrap_err().code(), "not-safetensors");
}

#[test]
fn fewer_examples_than_a_batch_are_one_step_an_epoch() {
    let mut trainer = trainer(recipe());
    assert_eq!((trainer.steps_per_epoch(3), trainer.step(&examples(3)).unwrap().n), (1, 3));
    let steps = run(&mut trainer, &examples(3), 60);
    assert_eq!(steps[59].right, 3, "{:?}", steps[59]);
    assert!(trainer.step(&[]).unwrap_err().to_string().contains("expected examples"));
}

#[test]
fn a_constant_rate_stays_and_a_changed_one_counts_from_the_next_step() {
    let examples = examples(8);
    let constant = Recipe { schedule: Schedule::Constant, epochs: 1, warmup_epochs: 0.0, ..recipe() };
    let rates = |trainer: &mut Trainer| run(trainer, &examples, 6).iter().map(|s| s.learning_rate).collect::<Vec<_>>();
    let mut trainer = trainer(constant);
    assert_eq!(rates(&mut trainer), [0.02; 6], "also beyond the planned epoch");
    trainer.set_learning_rate(0.005).unwrap();
    assert_eq!(rates(&mut trainer), [0.005; 6]);
    assert!(trainer.set_learning_rate(0.0).is_err() && trainer.set_learning_rate(f64::NAN).is_err());
    assert_eq!((trainer.steps(), rates(&mut trainer)[0]), (12, 0.005), "what is refused changes nothing");
}

#[test]
fn a_recipe_of_before_schedules_falls_along_a_cosine() {
    let json = serde_json::to_string(&recipe()).unwrap();
    assert!(!json.contains("schedule"), "states of older runs go on");
}

#[test]
fn gradients_have_a_size_for_each_parameter_after_a_step() {
    let mut trainer = trainer(recipe());
    assert!(trainer.gradients().iter().all(|(_, size)| *size == 0.0));
    trainer.step(&examples(8)).unwrap();
    let gradients = trainer.gradients();
    assert_eq!(gradients[0].0, "conv1.weight");
    assert!(gradients.iter().all(|(name, size)| *size > 0.0 || name.ends_with("bias")), "{gradients:?}");
}

#[test]
fn a_recipe_takes_the_ends_of_its_ranges_and_nothing_beyond() {
    let of = |made: &dyn Fn(Recipe) -> Result<Recipe>| made(recipe()).map_err(|error| error.to_string());
    let below_one = 1.0 - f32::EPSILON;
    assert!(Recipe::plain(2, f64::MIN_POSITIVE).is_ok() && Recipe::plain(1, 0.1).is_err());
    for rate in [0.0, -0.1, f64::NAN, f64::INFINITY] {
        assert!(Recipe::plain(2, rate).is_err() && of(&|r| r.with_learning_rate(rate)).is_err(), "{rate}");
    }
    assert!(of(&|r| r.with_epochs(1)).is_ok() && of(&|r| r.with_epochs(0)).is_err());
    for bad in [-f64::EPSILON, f64::NAN, f64::INFINITY] {
        assert!(of(&|r| r.with_warmup_epochs(bad)).is_err() && of(&|r| r.with_weight_decay(bad)).is_err(), "{bad}");
        assert!(of(&|r| r.with_momentum(bad)).is_err() && of(&|r| r.with_votes(bad as f32)).is_err(), "{bad}");
    }
    assert!(of(&|r| r.with_warmup_epochs(0.0)?.with_weight_decay(0.0)?.with_momentum(0.0)?.with_votes(0.0)).is_ok());
    assert!(of(&|r| r.with_momentum(1.0 - f64::EPSILON)).is_ok() && of(&|r| r.with_momentum(1.0)).is_err());
    for bad in [-f32::EPSILON, 1.0, f32::NAN] {
        assert!(of(&|r| r.with_label_smoothing(bad)).is_err() && of(&|r| r.with_average(bad)).is_err(), "{bad}");
        assert!(of(&|r| r.with_dropout(bad, 0.0)).is_err() && of(&|r| r.with_dropout(0.0, bad)).is_err(), "{bad}");
    }
    for good in [0.0, below_one] {
        assert!(of(&|r| r.with_label_smoothing(good)?.with_average(good)?.with_dropout(good, good)).is_ok(), "{good}");
    }
    let message = of(&|r| r.with_dropout(0.0, 1.0)).unwrap_err();
    assert_eq!(message, "cannot train: expected a dropout from 0 to below 1, got 1");
}

#[test]
fn the_learning_rate_warms_up_and_falls_to_nearly_nothing() {
    let recipe = recipe();
    let rate = |step| recipe.learning_rate(step, 10);
    assert!(rate(0) < rate(5) && rate(5) < rate(10));
    assert!((rate(10) - 0.02).abs() < 1e-3 && rate(399) < 1e-4);
}

#[test]
fn the_learning_rate_is_half_its_largest_halfway_through_warm_up_and_cosine() {
    let recipe = Recipe { epochs: 6, warmup_epochs: 2.0, ..recipe() };
    for (epoch, expected) in [(1, 0.01), (2, 0.02), (3, 0.017071), (4, 0.01), (5, 0.002929)] {
        let rate = recipe.learning_rate(1000 * epoch, 1000);
        assert!((rate - expected).abs() < 2e-5, "epoch {epoch}: {rate}");
    }
}

#[test]
fn a_second_head_learns_the_votes_and_stays_in_the_checkpoint() {
    let with_votes = |votes: Option<Vec<f32>>| -> Vec<Example> {
        examples(8).into_iter().map(|example| Example { votes: votes.clone(), ..example }).collect()
    };
    let weights = |examples: &[Example]| {
        let mut trainer = trainer(Recipe { votes: 0.5, ..recipe() });
        run(&mut trainer, examples, 4);
        trainer.checkpoint(metadata()).unwrap()
    };
    let mut shares = vec![0.0; 7];
    shares[2] = 1.0;
    let examples = with_votes(Some(shares));
    let (without, with) = (weights(&with_votes(None)), weights(&examples));
    assert_eq!(with.tensors()["dense3.weight"].dims(), [14, 84]);
    assert_ne!(with.to_bytes(Storage::F32).unwrap(), without.to_bytes(Storage::F32).unwrap());

    let mut trainer = trainer(Recipe { votes: 1.0, ..recipe() });
    run(&mut trainer, &examples, 80);
    let classifier = Classifier::new(&trainer.checkpoint(metadata()).unwrap()).unwrap();
    for example in &examples {
        let prediction = classifier.classify(&example.face).unwrap();
        assert_eq!(prediction.label.best(), best(&example.target));
        assert_eq!(prediction.votes.unwrap().best(), 2);
    }
}

#[test]
fn a_network_without_votes_has_one_head_whatever_the_metadata_says() {
    let metadata = Metadata { votes: Some(Default::default()), ..metadata() };
    let checkpoint = trainer(recipe()).checkpoint(metadata).unwrap();
    assert_eq!(checkpoint.metadata().heads(), [crate::Head::Label]);
    assert_eq!(checkpoint.tensors()["dense3.weight"].dims(), [7, 84]);
}
