//! Hostile and mistaken checkpoints: each fault has its own error, and none becomes a classifier or a panic.

use candle_core::{Device, Tensor};
use mimique::expression::expression_labels;
use mimique::{Architecture, Checkpoint, Classifier, Face, Metadata, Storage};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn metadata() -> Metadata {
    Metadata {
        temperature: 1.5,
        licence: Some("MIT".into()),
        ..Metadata::new("test", Architecture::named("lenet5").unwrap(), expression_labels())
    }
}

fn checkpoint() -> Checkpoint {
    let metadata = metadata();
    let tensors: BTreeMap<String, Tensor> = metadata
        .architecture
        .tensors(7)
        .into_iter()
        .map(|(name, shape)| {
            let n: usize = shape.iter().product();
            let values: Vec<f32> = (0..n).map(|i| ((i * 37 % 101) as f32 - 50.0) / 500.0).collect();
            (name, Tensor::from_vec(values, shape, &Device::Cpu).unwrap())
        })
        .collect();
    Checkpoint::new(metadata, tensors).unwrap()
}

/// The file's header as JSON and its data, to be changed and put together again.
fn parts(bytes: &[u8]) -> (Value, Vec<u8>) {
    let length = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    (serde_json::from_slice(&bytes[8..8 + length]).unwrap(), bytes[8 + length..].to_vec())
}

fn file(header: &Value, data: &[u8]) -> Vec<u8> {
    let header = header.to_string().into_bytes();
    [(header.len() as u64).to_le_bytes().to_vec(), header, data.to_vec()].concat()
}

/// The code of the error that a changed file gives, and its message.
fn fault(change: impl FnOnce(&mut Value, &mut Vec<u8>)) -> (&'static str, String) {
    let (mut header, mut data) = parts(&checkpoint().to_bytes(Storage::F32).unwrap());
    change(&mut header, &mut data);
    let error = Checkpoint::from_bytes(&file(&header, &data)).unwrap_err();
    (error.code(), error.to_string())
}

#[test]
fn a_checkpoint_survives_the_file_and_gives_the_same_bytes() {
    let bytes = checkpoint().to_bytes(Storage::F32).unwrap();
    let read = Checkpoint::from_bytes(&bytes).unwrap();
    assert_eq!(read.metadata(), &metadata());
    assert_eq!(read.to_bytes(Storage::F32).unwrap(), bytes);
    let half = checkpoint().to_bytes(Storage::F16).unwrap();
    assert!(half.len() < bytes.len() * 6 / 10);
    let face = Face::new(&[90; 2304]).unwrap();
    let logits = |bytes: &[u8]| {
        let classifier = Classifier::new(&Checkpoint::from_bytes(bytes).unwrap()).unwrap();
        classifier.classify(&face).unwrap().label.logits
    };
    for (a, b) in logits(&bytes).iter().zip(logits(&half)) {
        assert!((a - b).abs() < 1e-2);
    }
}

#[test]
fn what_is_no_safetensors_file_is_called_so() {
    for bytes in [&b""[..], b"<!doctype html><html>", &[0; 7], &[255; 64], b"\x02\0\0\0\0\0\0\0[]"] {
        assert_eq!(Checkpoint::from_bytes(bytes).unwrap_err().code(), "not-safetensors", "{bytes:?}");
    }
    let html = Checkpoint::from_bytes(b"<!doctype html><title>404</title>").unwrap_err().to_string();
    assert!(html.contains("address or path"), "{html}");
    assert_eq!(Checkpoint::from_bytes(&vec![0; 16 * 1024 * 1024 + 1]).unwrap_err().code(), "checkpoint-too-large");
}

#[test]
fn a_header_of_more_than_a_megabyte_is_refused_unread() {
    let (code, message) = fault(|header, _| header["__metadata__"]["note"] = json!("x".repeat(1 << 20)));
    assert_eq!(code, "not-safetensors");
    assert!(message.contains("expected at most 1048576"), "{message}");
}

#[test]
fn a_file_cut_anywhere_is_an_error() {
    let bytes = checkpoint().to_bytes(Storage::F32).unwrap();
    for length in (0..bytes.len()).step_by(bytes.len() / 97) {
        assert_eq!(Checkpoint::from_bytes(&bytes[..length]).unwrap_err().code(), "not-safetensors", "cut at {length}");
    }
}

#[test]
fn offsets_beyond_the_file_or_beyond_32_bits_are_refused() {
    for offsets in
        [json!([0, 1u64 << 40]), json!([u64::MAX - 3, u64::MAX]), json!([8, 4]), json!([-4, 0]), json!("all")]
    {
        let (code, message) = fault(|header, _| header["conv1.bias"]["data_offsets"] = offsets);
        assert_eq!(code, "not-safetensors", "{message}");
    }
    let (code, _) = fault(|header, _| header["conv1.bias"]["shape"] = json!([1u64 << 33, 1u64 << 33]));
    assert_eq!(code, "not-safetensors");
}

#[test]
fn a_tensor_that_is_missing_unknown_or_of_another_shape_is_named() {
    // Offsets must stay without holes, so the last tensor in the file is the one removed.
    let (code, message) = fault(|header, data| {
        let start = header["dense3.weight"]["data_offsets"][0].as_u64().unwrap();
        data.truncate(start as usize);
        header.as_object_mut().unwrap().remove("dense3.weight");
    });
    assert_eq!(code, "tensor-missing");
    assert!(message.contains("`dense3.weight` of shape [7, 84]"), "{message}");
    let (code, message) = fault(|header, data| {
        let end = data.len();
        data.extend([0; 4]);
        header["extra"] = json!({ "dtype": "F32", "shape": [1], "data_offsets": [end, end + 4] });
    });
    assert_eq!((code, message.contains("`extra`")), ("tensor-unknown", true));
    let (code, message) = fault(|header, _| header["conv1.weight"]["shape"] = json!([6, 1, 25]));
    assert_eq!(code, "tensor-shape");
    assert!(message.contains("[6, 1, 5, 5], got [6, 1, 25]"), "{message}");
}

#[test]
fn other_types_and_values_that_are_not_finite_are_refused() {
    let (code, message) = fault(|header, _| header["conv1.bias"]["dtype"] = json!("I32"));
    assert_eq!(code, "tensor-type", "{message}");
    let (code, message) = fault(|header, data| {
        let start = header["dense2.bias"]["data_offsets"][0].as_u64().unwrap() as usize;
        data[start + 8..start + 12].copy_from_slice(&f32::NAN.to_le_bytes());
    });
    assert_eq!(code, "tensor-not-finite");
    assert!(message.contains("`dense2.bias`") && message.contains("index 2"), "{message}");
}

#[test]
fn metadata_that_is_missing_or_wrong_is_named() {
    let set = |key: &'static str, value: Value| {
        fault(move |header, _| match value {
            Value::Null => {
                header["__metadata__"].as_object_mut().unwrap().remove(key);
            }
            value => header["__metadata__"][key] = value,
        })
    };
    for key in ["format", "name", "architecture", "labels", "normalisation", "temperature"] {
        let (code, message) = set(key, Value::Null);
        assert_eq!(code, "checkpoint-metadata");
        assert!(message.contains(&format!("`{key}` is missing")), "{message}");
    }
    assert_eq!(set("format", json!("other")).0, "checkpoint-metadata");
    assert_eq!(set("normalisation", json!("x / 255")).0, "checkpoint-metadata");
    for temperature in ["0", "-1", "NaN", "inf", "warm"] {
        assert_eq!(set("temperature", json!(temperature)).0, "checkpoint-metadata", "{temperature}");
    }
    assert_eq!(set("labels", json!(r#"["one"]"#)).0, "labels");
    assert_eq!(set("labels", json!(r#"["a","a","b","c","d","e","f"]"#)).0, "labels");
    assert_eq!(set("labels", json!(r#"["a","b\u001b","c","d","e","f","g"]"#)).0, "labels");
    assert_eq!(set("labels", json!(r#"["a","b","c"]"#)).0, "tensor-shape");
    assert_eq!(set("architecture", json!("{}")).0, "checkpoint-metadata");
    let giant = json!({ "name": "giant", "blocks": [{ "channels": 1024, "kernel": 11, "padding": 5, "pool": 1 }], "dense": [4096] });
    assert_eq!(set("architecture", json!(giant.to_string())).0, "architecture");
    let (code, _) = fault(|header, _| header["__metadata__"] = json!("text"));
    assert_eq!(code, "not-safetensors");
}

#[test]
fn eight_bits_a_weight_stay_near_the_weights() {
    let bytes = checkpoint().to_bytes(Storage::I8).unwrap();
    assert!(bytes.len() < 205_451 + 5_000, "{}", bytes.len());
    let read = Checkpoint::from_bytes(&bytes).unwrap();
    for (name, tensor) in checkpoint().tensors() {
        let difference = (tensor - &read.tensors()[name]).unwrap().abs().unwrap().flatten_all().unwrap();
        let largest = tensor.abs().unwrap().flatten_all().unwrap().max(0).unwrap().to_scalar::<f32>().unwrap();
        assert!(difference.max(0).unwrap().to_scalar::<f32>().unwrap() <= largest / 127.0, "{name}");
    }
    let changed = |change: &dyn Fn(&mut Value, &mut Vec<u8>)| {
        let (mut header, mut data) = parts(&bytes);
        change(&mut header, &mut data);
        let error = Checkpoint::from_bytes(&file(&header, &data)).unwrap_err();
        (error.code(), error.to_string())
    };
    let (code, message) = changed(&|header, data| {
        let scale = header.as_object_mut().unwrap().remove("dense1.weight.scale").unwrap();
        let [start, end] = [0, 1].map(|i| scale["data_offsets"][i].as_u64().unwrap());
        data.drain(start as usize..end as usize);
        for entry in header.as_object_mut().unwrap().values_mut().filter(|e| e["data_offsets"][0].as_u64() >= Some(end))
        {
            let [from, to] = [0, 1].map(|i| entry["data_offsets"][i].as_u64().unwrap() - (end - start));
            entry["data_offsets"] = json!([from, to]);
        }
    });
    assert!(code == "tensor-missing" && message.contains("dense1.weight.scale"), "{code}: {message}");
    let (code, message) = changed(&|header, _| header["dense1.weight.scale"]["shape"] = json!([60, 2]));
    assert!(code == "tensor-shape" && message.contains("dense1.weight.scale"), "{code}: {message}");
    let (code, message) = changed(&|header, _| {
        let scale = header.as_object_mut().unwrap().remove("dense1.weight.scale").unwrap();
        header["other.scale"] = scale;
    });
    assert!(code == "tensor-unknown" && message.contains("other.scale"), "{code}: {message}");
}

#[test]
fn changed_bytes_never_panic() {
    for storage in [Storage::F16, Storage::I8] {
        no_changed_byte_panics(&checkpoint().to_bytes(storage).unwrap());
    }
}

fn no_changed_byte_panics(bytes: &[u8]) {
    let header = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize + 8;
    for i in 0..header {
        let mut changed = bytes.to_vec();
        changed[i] = changed[i].wrapping_add(1 + (i % 7) as u8);
        if let Ok(checkpoint) = Checkpoint::from_bytes(&changed) {
            Classifier::new(&checkpoint).unwrap();
        }
    }
}
