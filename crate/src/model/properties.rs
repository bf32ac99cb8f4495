//! What holds of every prediction and every checkpoint.

use super::storage::Storage;
use crate::cases::cases;
use crate::classifier::softmax;
use crate::expression::{expression_labels, groups_of};
use crate::metadata::{Dataset, Training};
use crate::{Architecture, Checkpoint, Metadata};
use candle_core::{Device, Tensor};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Text with all that must be escaped in JSON.
fn text() -> impl Strategy<Value = String> {
    vec(any::<char>(), 0..20).prop_map(String::from_iter)
}

prop_compose! {
    fn metadata()(
        name in text(),
        labels in btree_set("[a-zé ]{1,12}", 2..5),
        temperature in prop_oneof![0.01..100f32, any::<f32>().prop_filter("above 0", |t| t.is_finite() && *t > 0.0)],
        dataset in proptest::option::of((text(), btree_map(text(), any::<usize>(), 0..3), text())),
        training in proptest::option::of((text(), any::<u64>(), any::<usize>(), text())),
        licence in proptest::option::of(text()),
        source in proptest::option::of(text()),
    ) -> Metadata {
        let architecture = r#"{"name":"small","blocks":[{"channels":2,"kernel":3,"padding":1,"pool":4}],"dense":[5]}"#;
        let dataset = dataset.map(|(name, rows, note)| Dataset { name, rows, note, fingerprint: None });
        let training = training.map(|(command, seed, epochs, recipe)| Training { command, seed, epochs, recipe });
        let architecture: Architecture = serde_json::from_str(architecture).unwrap();
        let metadata = Metadata::new(name, architecture, labels.into_iter().collect());
        Metadata { temperature, dataset, training, licence, source, ..metadata }
    }
}

/// Weights drawn anew for each tensor of the metadata's network.
fn checkpoint(metadata: Metadata, values: &[f32]) -> Checkpoint {
    let mut values = values.iter().cycle();
    let tensors = metadata.architecture.tensors(metadata.outputs()).into_iter().map(|(name, shape)| {
        let values: Vec<f32> = values.by_ref().take(shape.iter().product()).copied().collect();
        (name, Tensor::from_vec(values, shape, &Device::Cpu).unwrap())
    });
    let tensors: BTreeMap<String, Tensor> = tensors.collect();
    Checkpoint::new(metadata, tensors).unwrap()
}

fn values(tensor: &Tensor) -> Vec<f32> {
    tensor.flatten_all().unwrap().to_vec1().unwrap()
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn probabilities_sum_to_one_and_keep_the_order(
        logits in vec(prop_oneof![-20.0..20f32, any::<f32>().prop_filter("finite", |v| v.is_finite())], 1..10),
        temperature in 0.01..100f32,
    ) {
        let probabilities = softmax(&logits, temperature);
        prop_assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-5, "{probabilities:?}");
        for (i, a) in logits.iter().enumerate() {
            for (j, b) in logits.iter().enumerate() {
                prop_assert!(a <= b || probabilities[i] >= probabilities[j], "{logits:?}: {probabilities:?}");
            }
        }
    }

    #[test]
    fn every_label_has_one_group(labels in vec("[a-z]{1,8}", 2..10)) {
        for labels in [labels, expression_labels()] {
            let mut members: Vec<usize> = groups_of(&labels).into_iter().flat_map(|group| group.members).collect();
            members.sort_unstable();
            prop_assert_eq!(members, (0..labels.len()).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_checkpoint_comes_back_from_its_bytes(metadata in metadata(), weights in vec(-2.0..2f32, 97)) {
        let written = checkpoint(metadata, &weights);
        // Of f16 half a step below 2; of i8 half a step of the largest weight's scale, as the root of the mean square.
        for (storage, tolerance) in [(Storage::F32, 0.0), (Storage::F16, 0.0005), (Storage::I8, 2.0 / 254.0)] {
            let bytes = written.to_bytes(storage).unwrap();
            let read = Checkpoint::from_bytes(&bytes).unwrap();
            prop_assert_eq!(read.metadata(), written.metadata());
            for (name, tensor) in written.tensors() {
                let pairs = values(tensor).into_iter().zip(values(&read.tensors()[name]));
                let squares: Vec<f32> = pairs.map(|(before, after)| (before - after) * (before - after)).collect();
                let deviation = (squares.iter().sum::<f32>() / squares.len() as f32).sqrt();
                prop_assert!(deviation <= tolerance * 1.01, "{storage:?} {name}: {deviation}");
            }
            prop_assert_eq!(&bytes, &written.to_bytes(storage).unwrap());
        }
    }
}
