//! Folders of pictures as data: `split/label/picture`, with names as people have them.

mod support;

use image::{GrayImage, Luma};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use support::{LABELS, folder, mimique, train};

/// Folders of as many pictures of each label, told apart by their grey.
fn pictures(name: &str, splits: &[(&str, u8)], labels: &[&str]) -> PathBuf {
    let data = folder(name).join("data");
    for (split, n) in splits {
        for (i, label) in (0..).zip(labels) {
            let pictures = data.join(split).join(label);
            fs::create_dir_all(&pictures).unwrap();
            for k in 0..*n {
                GrayImage::from_pixel(48, 48, Luma([20 * i + k])).save(pictures.join(format!("{k}.png"))).unwrap();
            }
        }
    }
    data
}

/// What a run says, and its checkpoint.
fn trained(data: &Path, more: &[&str]) -> (String, PathBuf) {
    let out = data.with_file_name("m.safetensors");
    let (ok, _, errors) = train(data, &out, more);
    assert!(ok, "{errors}");
    (errors, out)
}

fn card(model: &Path) -> String {
    fs::read_to_string(model.with_extension("md")).unwrap()
}

/// The figures of a checkpoint on its own data.
fn evaluated(model: &Path, data: &Path) -> Value {
    let (weights, data) = (model.to_str().unwrap(), data.to_str().unwrap());
    let (ok, json, errors) = mimique(&["evaluate", "--weights", weights, "--data", data, "--format", "json"]);
    assert!(ok, "{errors}");
    serde_json::from_str(&json).unwrap()
}

#[test]
fn a_folder_of_pictures_is_data_too() {
    let data = pictures("folder", &[("Training", 6), ("PublicTest", 2)], &LABELS);
    assert!(card(&trained(&data, &[]).1).contains("42 Training and 14 PublicTest"));
}

#[test]
fn folders_named_as_kaggles_have_fer2013s_labels_in_its_order() {
    let kaggle = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"];
    let (_, model) = trained(&pictures("kaggle", &[("train", 4), ("val", 2)], &kaggle), &[]);
    assert!(card(&model).contains("- Labels: anger, disgust, fear, happiness, sadness, surprise, neutral\n"));
}

#[test]
fn folders_of_the_groups_are_three_classes() {
    let data = pictures("groups", &[("train", 6), ("val", 2)], &["negative", "neutral", "positive"]);
    let (_, model) = trained(&data, &["--classes", "3"]);
    assert!(card(&model).contains("- Labels: positive, negative, neutral\n"));
    assert!(!card(&model).contains("Labels grouped"), "{}", card(&model));
}

#[test]
fn names_of_folders_become_the_labels_of_a_checkpoint() {
    let data = pictures("own", &[("train", 9), ("val", 3)], &["awake", "Sleepy", "yawning", "yes, away"]);
    let (_, model) = trained(&data, &[]);
    let labels = ["Sleepy", "awake", "yawning", "yes, away"];
    assert!(card(&model).contains("which of its labels") && !card(&model).contains("FER2013"), "{}", card(&model));
    assert_eq!(evaluated(&model, &data)["labels"], serde_json::json!(labels));
    let picture = data.join("val/awake/0.png");
    let words = ["classify", "--format", "json", "--weights", model.to_str().unwrap(), picture.to_str().unwrap()];
    let line: Value = serde_json::from_str(&mimique(&words).1).unwrap();
    assert_eq!(line["probabilities"].as_object().unwrap().len(), 4);
    assert!(labels.contains(&line["label"].as_str().unwrap()), "{line}");
}

#[test]
fn a_checkpoint_is_not_evaluated_on_labels_that_it_lacks() {
    let data = pictures("lacks", &[("train", 9), ("val", 3)], &["awake", "sleepy"]);
    let (_, model) = trained(&data, &[]);
    let other = pictures("lacks-other", &[("train", 3), ("val", 3)], &["awake", "away"]);
    let words = ["evaluate", "--weights", model.to_str().unwrap(), "--data", other.to_str().unwrap()];
    let (ok, _, errors) = mimique(&words);
    assert!(!ok && errors.contains("label away, expected one of awake, sleepy"), "{errors}");
}

#[test]
fn labels_of_ones_own_have_no_groups() {
    let data = pictures("no-groups", &[("train", 9), ("val", 3)], &["awake", "sleepy"]);
    let (_, model) = trained(&data, &[]);
    let (ok, _, errors) =
        mimique(&["evaluate", "--weights", model.to_str().unwrap(), "--data", data.to_str().unwrap(), "--group"]);
    assert!(!ok && errors.contains("expected a checkpoint of the seven expressions for --group"), "{errors}");
}

#[test]
fn a_label_without_training_pictures_is_refused_before_the_work() {
    let data = pictures("untaught", &[("train", 9), ("val", 3)], &["awake", "sleepy"]);
    fs::create_dir_all(data.join("val/away")).unwrap();
    let (ok, _, errors) = train(&data, &data.with_file_name("m.safetensors"), &[]);
    assert!(!ok && errors.contains("got none of away"), "{errors}");
}

#[test]
fn more_than_twelve_labels_are_refused() {
    let names: Vec<String> = (0..13).map(|i| format!("class {i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let data = pictures("thirteen", &[("train", 1)], &names);
    let (ok, _, errors) = train(&data, &data.with_file_name("m.safetensors"), &[]);
    assert!(!ok && errors.contains("13 labels, expected at most 12"), "{errors}");
}

#[test]
fn votes_are_of_expressions_and_no_target_of_other_labels() {
    let data = pictures("no-votes", &[("train", 9), ("val", 3)], &["awake", "sleepy"]);
    let votes = data.with_file_name("votes.csv");
    let header = "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n";
    fs::write(&votes, header.to_owned() + &"Training,,1,0,0,0,0,0,0,0,0,0\n".repeat(24)).unwrap();
    let (ok, _, errors) = train(&data, &data.with_file_name("m.safetensors"), &["--votes", votes.to_str().unwrap()]);
    assert!(!ok && errors.contains("got awake, sleepy"), "{errors}");
}

#[test]
fn what_is_no_picture_is_told_and_left_out() {
    let data = pictures("stray", &[("train", 9), ("val", 3)], &["awake", "sleepy"]);
    let strays = ["readme.txt", "train/list.csv", "train/awake/notes.txt"];
    strays.iter().for_each(|stray| fs::write(data.join(stray), "stray").unwrap());
    fs::create_dir(data.join("old")).unwrap();
    let (errors, model) = trained(&data, &[]);
    for stray in strays.iter().chain(&["old"]) {
        assert!(errors.contains(&format!("left out {}", data.join(stray).display())), "{errors}");
    }
    assert!(card(&model).contains("18 Training and 6 PublicTest"));
}
