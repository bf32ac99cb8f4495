//! What holds of every augmentation, target and count of votes.

use crate::augment::Augment;
use crate::cases::cases;
use crate::compare::Comparison;
use crate::face::{PIXELS, normalise};
use crate::train::{Example, SoftTarget, balance, distil};
use crate::votes::Votes;
use crate::{Face, Split};
use proptest::collection::vec;
use proptest::prelude::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

fn face() -> impl Strategy<Value = Face> {
    vec(any::<u8>(), PIXELS).prop_map(|pixels| Face::new(&pixels).unwrap())
}

/// Shares of so many labels.
fn shares(labels: usize) -> impl Strategy<Value = Vec<f32>> {
    vec(0.01..1f32, labels).prop_map(|values| {
        let sum: f32 = values.iter().sum();
        values.iter().map(|value| value / sum).collect()
    })
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn motion_and_blur_stay_within_the_faces_greys(face in face(), seed in any::<u64>()) {
        let augment = Augment::WEBCAM.with_light(0.0, 0.0)?.with_erasing(0.0)?.with_noise(0.0)?;
        let (low, high) = (*face.pixels().iter().min().unwrap(), *face.pixels().iter().max().unwrap());
        let range = f32::from(low) - 0.01..=f32::from(high) + 0.01;
        let out = augment.apply(&face, &mut ChaCha8Rng::seed_from_u64(seed));
        prop_assert!(out.len() == PIXELS && out.iter().all(|grey| range.contains(grey)));
    }

    #[test]
    fn light_stays_within_what_contrast_and_brightness_allow(face in face(), seed in any::<u64>()) {
        let augment = Augment::FULL;
        // 128 · 1.2 + 20 either way of the middle.
        for grey in augment.apply(&face, &mut ChaCha8Rng::seed_from_u64(seed)) {
            prop_assert!((grey - 128.0).abs() <= 128.0 * 1.2 + 20.0 + 0.01, "{grey}");
        }
    }

    #[test]
    fn a_networks_input_has_no_mean_and_at_most_one_deviation(face in face(), seed in any::<u64>()) {
        let mut input = Augment::WEBCAM.apply(&face, &mut ChaCha8Rng::seed_from_u64(seed));
        normalise(&mut input);
        let mean = input.iter().sum::<f32>() / PIXELS as f32;
        let variance = input.iter().map(|v| v * v).sum::<f32>() / PIXELS as f32;
        prop_assert!(mean.abs() < 1e-3 && variance <= 1.001, "{mean} {variance}");
    }

    #[test]
    fn shares_of_votes_sum_to_one_or_nobody_voted(counts in any::<[u8; 7]>(), none in any::<bool>()) {
        let counts = if none { [0; 7] } else { counts };
        match (Votes { split: Split::Training, counts }).shares() {
            Some(shares) => {
                prop_assert!((shares.iter().sum::<f32>() - 1.0).abs() < 1e-5);
                prop_assert!(shares.iter().zip(counts).all(|(share, count)| (*share > 0.0) == (count > 0)));
            }
            None => prop_assert_eq!(counts, [0; 7]),
        }
    }

    #[test]
    fn a_target_on_the_way_to_a_teachers_sums_to_one(target in shares(5), soft in shares(5), share in 0.0..=1f32) {
        let face = Face::new(&[0; PIXELS]).unwrap();
        let mut examples = [Example::new(face, target.clone()).unwrap()];
        distil(&mut examples, &[SoftTarget::new(soft.clone(), None).unwrap()], share).unwrap();
        prop_assert!((examples[0].target().iter().sum::<f32>() - 1.0).abs() < 1e-5);
        for ((moved, from), to) in examples[0].target().iter().zip(&target).zip(&soft) {
            prop_assert!((from.min(*to) - 1e-6..=from.max(*to) + 1e-6).contains(moved));
        }
    }

    #[test]
    fn weights_of_rare_labels_have_a_mean_of_one(labels in vec(0..3usize, 1..40), power in 0.0..=1f32) {
        let face = Face::new(&[0; PIXELS]).unwrap();
        let example = |label: &usize| Example::of_label(face.clone(), *label, 3).unwrap();
        let mut examples: Vec<Example> = labels.iter().map(example).collect();
        balance(&mut examples, power);
        let mean = examples.iter().map(|example| example.weight()).sum::<f32>() / labels.len() as f32;
        prop_assert!((mean - 1.0).abs() < 1e-4, "{mean}");
        let count = |label: usize| labels.iter().filter(|other| **other == label).count();
        for (a, i) in examples.iter().zip(&labels) {
            for (b, j) in examples.iter().zip(&labels) {
                prop_assert!(count(*i) <= count(*j) || a.weight() <= b.weight() + 1e-6);
            }
        }
    }

    #[test]
    fn a_comparison_is_the_same_the_other_way_round(pairs in vec(any::<(bool, bool)>(), 0..200)) {
        let there = Comparison::new(pairs.iter().copied());
        let back = Comparison::new(pairs.iter().map(|(a, b)| (*b, *a)));
        prop_assert!((0.0..=1.0).contains(&there.p) && (there.p - back.p).abs() < 1e-12);
        prop_assert_eq!((there.n, there.only_first, there.first_accuracy), (back.n, back.only_second, back.second_accuracy));
    }
}
