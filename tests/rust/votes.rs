//! Two answers on the command line: trained on people's votes, measured against them, said of a picture.

mod support;

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use support::{LABELS, csv, folder, mimique, train};

const ROWS: usize = 140;

/// FER+'s file for the rows of `csv`: five of eleven votes for the label, one for each other.
fn votes(folder: &Path) -> PathBuf {
    let mut text =
        String::from("Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n");
    for i in 0..ROWS {
        let usage = if i < ROWS * 3 / 4 { "Training" } else { "PublicTest" };
        let counts = [6, 3, 5, 4, 0, 1, 2].map(|label| if i % 7 == label { "5" } else { "1" }).join(",");
        text += &format!("{usage},{i}.png,{counts},0,0,0\n");
    }
    let path = folder.join("votes.csv");
    fs::write(&path, text).unwrap();
    path
}

/// A folder with data, votes, and checkpoints with two heads and with one.
struct Setting {
    folder: PathBuf,
    data: PathBuf,
    votes: PathBuf,
    two: PathBuf,
    one: PathBuf,
}

fn setting(name: &str) -> Setting {
    let folder = folder(name);
    let (data, votes) = (csv(&folder, ROWS), votes(&folder));
    let (two, one) = (folder.join("two.safetensors"), folder.join("one.safetensors"));
    let (ok, _, errors) = train(&data, &two, &["--votes", votes.to_str().unwrap(), "--keep-state"]);
    assert!(ok, "{errors}");
    assert!(errors.contains("% of the votes' majority on 35"), "{errors}");
    assert!(train(&data, &one, &[]).0);
    Setting { folder, data, votes, two, one }
}

impl Setting {
    fn evaluate(&self, weights: &Path, more: &[&str]) -> (bool, String, String) {
        let [weights, data, votes] = [weights, &self.data, &self.votes].map(|path| path.to_str().unwrap());
        mimique(&[&["evaluate", "--weights", weights, "--data", data, "--votes", votes][..], more].concat())
    }

    fn json(&self, weights: &Path) -> Value {
        serde_json::from_str(&self.evaluate(weights, &["--format", "json"]).1).unwrap()
    }

    /// The error when the votes file has other content.
    fn refused(&self, text: &str) -> String {
        fs::write(&self.votes, text).unwrap();
        let (ok, _, errors) = self.evaluate(&self.two, &["--split", "Training"]);
        assert!(!ok);
        errors
    }
}

#[test]
fn evaluation_says_how_well_shares_agree_with_votes() {
    let setting = setting("votes-evaluate");
    let votes = &setting.json(&setting.two)["votes"];
    assert_eq!((&votes["head"], &votes["n"], &votes["voted"]), (&json!("votes"), &json!(35), &json!(35)));
    assert_eq!(votes["labels"], json!(LABELS));
    for key in ["accuracy", "macro_f1", "ece", "cross_entropy", "share_error"] {
        assert!(votes[key].as_f64().unwrap() >= 0.0, "{key}: {votes}");
    }
    assert_eq!(votes["confusion"].as_array().unwrap().len(), 7);
    assert!(votes["per_class"]["fear"]["recall"].is_f64() && votes["groups"]["accuracy"].is_f64(), "{votes}");
    assert_eq!(votes["groups"]["labels"], json!(["positive", "negative", "neutral"]));
    assert_eq!(votes["intervals"]["accuracy"].as_array().unwrap().len(), 2);
    // The metadata's figures are those of the report.
    let inspected = mimique(&["inspect", setting.two.to_str().unwrap()]).1;
    let metadata: Value = serde_json::from_str(&inspected[inspected.find('{').unwrap()..]).unwrap();
    assert_eq!(metadata["votes"]["figures"]["accuracy"], votes["accuracy"]);
    assert_eq!(metadata["votes"]["figures"]["share_error"], votes["share_error"]);
    assert!(metadata["votes"]["temperature"].as_f64().unwrap() != 1.0);
}

#[test]
fn of_a_network_with_one_head_the_figures_are_a_yardstick() {
    let setting = setting("votes-yardstick");
    assert_eq!(setting.json(&setting.one)["votes"]["head"], json!("label"));
    let (_, text, _) = setting.evaluate(&setting.one, &[]);
    assert!(text.contains("a yardstick: the network has no head for votes"), "{text}");
    let (_, text, _) = setting.evaluate(&setting.two, &["--format", "md"]);
    assert!(text.contains("agrees with the majority") && !text.contains("yardstick"), "{text}");
    let name = setting.folder.join("report");
    assert!(setting.evaluate(&setting.one, &["--out", name.to_str().unwrap()]).0);
    assert!(fs::read_to_string(name.with_extension("md")).unwrap().contains("A yardstick"));
    assert!(fs::read_to_string(name.with_extension("votes.reliability.svg")).unwrap().contains("predicted share"));
}

#[test]
fn two_checkpoints_are_compared_by_the_votes_too() {
    let setting = setting("votes-compare");
    let [one, two, data, votes] =
        [&setting.one, &setting.two, &setting.data, &setting.votes].map(|path| path.to_str().unwrap());
    let compare = ["compare", one, two, "--data", data];
    let (ok, json, errors) = mimique(&[&compare[..], &["--votes", votes, "--format", "json"]].concat());
    assert!(ok, "{errors}");
    let compared: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&compared["n"], &compared["votes"]["n"]), (&json!(35), &json!(35)));
    assert_eq!(compared["votes"]["second_accuracy"], setting.json(&setting.two)["votes"]["accuracy"]);
    let (_, text, _) = mimique(&[&compare[..], &["--votes", votes]].concat());
    assert!(text.contains("The majority of ten people's votes"), "{text}");
}

#[test]
fn a_picture_gets_both_answers() {
    let setting = setting("votes-classify");
    let picture = setting.folder.join("face.png");
    image::GrayImage::from_fn(48, 48, |x, y| image::Luma([(x * 3 + y) as u8])).save(&picture).unwrap();
    let classify = |weights: &Path, format: &str| {
        let (ok, text, errors) = mimique(&[
            "classify",
            "--weights",
            weights.to_str().unwrap(),
            "--format",
            format,
            picture.to_str().unwrap(),
        ]);
        assert!(ok, "{errors}");
        text
    };
    let line: Value = serde_json::from_str(&classify(&setting.two, "json")).unwrap();
    let sum: f64 = LABELS.iter().map(|label| line["votes"]["probabilities"][label].as_f64().unwrap()).sum();
    assert!((sum - 1.0).abs() < 1e-4 && LABELS.contains(&line["votes"]["label"].as_str().unwrap()), "{line}");
    assert_ne!(line["votes"]["probabilities"], line["probabilities"]);
    assert!(classify(&setting.two, "text").contains("; of ten people's votes: "));
    let line: Value = serde_json::from_str(&classify(&setting.one, "json")).unwrap();
    assert!(line.get("votes").is_none(), "{line}");
}

#[test]
fn votes_that_do_not_belong_to_the_data_are_refused() {
    let setting = setting("votes-refused");
    let text = fs::read_to_string(&setting.votes).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let rows: Vec<&str> = rows.lines().collect();
    let file = |rows: &[&str]| format!("{header}\n{}\n", rows.join("\n"));

    assert!(setting.refused(&file(&rows[..139])).contains("the data's 140 rows, got 139"));
    let errors = setting.refused(&text.replacen("Training", "PublicTest", 1));
    assert!(errors.contains("row 1 is PublicTest, but Training in the data"), "{errors}");
    let mut sorted = rows.clone();
    sorted[..105].sort_by_key(|row| row.split_once("png,").unwrap().1);
    let errors = setting.refused(&file(&sorted));
    assert!(errors.contains("no more than by chance"), "{errors}");
    let nobody: Vec<String> =
        rows.iter().map(|row| row[..row.find(',').unwrap()].to_owned() + ",,0,0,0,0,0,0,0,0,0,10").collect();
    let errors = setting.refused(&file(&nobody.iter().map(String::as_str).collect::<Vec<_>>()));
    assert!(errors.contains("none of 105 pictures has one"), "{errors}");
    let tied: Vec<String> = rows.iter().map(|row| row.replace(",5", ",1")).collect();
    let tied = file(&tied.iter().map(String::as_str).collect::<Vec<_>>());
    let errors = setting.refused(&tied);
    assert!(errors.contains("one label leads alone"), "{errors}");
}

#[test]
fn a_mean_needs_the_same_heads_and_the_votes_of_its_own() {
    let setting = setting("votes-average");
    let [one, two, data, votes] =
        [&setting.one, &setting.two, &setting.data, &setting.votes].map(|path| path.to_str().unwrap());
    let out = setting.folder.join("mean.safetensors");
    let average = |weights: &[&str], more: &[&str]| {
        let fixed = ["--data", data, "--out", out.to_str().unwrap()];
        mimique(&[&["average", "--weights"], weights, &fixed, more].concat())
    };
    let errors = average(&[one, two], &[]).2;
    assert!(errors.contains("same labels and heads"), "{errors}");
    let errors = average(&[two, two], &[]).2;
    assert!(errors.contains("give FER+'s fer2013new.csv with --votes"), "{errors}");
    let (ok, _, errors) = average(&[two, two], &["--votes", votes]);
    assert!(ok, "{errors}");
    assert_eq!(setting.json(&out)["votes"]["accuracy"], setting.json(&setting.two)["votes"]["accuracy"]);
}

#[test]
fn a_finished_run_whose_checkpoint_is_gone_writes_it_again_from_its_state() {
    let setting = setting("votes-again");
    let before = fs::read(&setting.two).unwrap();
    fs::remove_file(&setting.two).unwrap();
    let votes = setting.votes.to_str().unwrap();
    let (ok, _, errors) = train(&setting.data, &setting.two, &["--votes", votes, "--keep-state", "--resume"]);
    assert!(ok && !errors.contains("epoch"), "{errors}");
    let weights = |bytes: &[u8]| bytes[bytes.len() - 800_000..].to_vec();
    assert!(weights(&fs::read(&setting.two).unwrap()) == weights(&before));
}

#[test]
fn calibrating_again_on_the_same_pictures_changes_nothing() {
    let setting = setting("votes-calibrate");
    let again = setting.folder.join("two.safetensors.again.safetensors");
    let [two, data, votes, out] =
        [&setting.two, &setting.data, &setting.votes, &again].map(|path| path.to_str().unwrap());
    let fixed = ["calibrate", "--weights", two, "--data", data, "--votes", votes, "--out", out, "--storage", "f32"];
    let (ok, _, errors) = mimique(&fixed);
    assert!(ok, "{errors}");
    assert!(fs::read(&again).unwrap() == fs::read(&setting.two).unwrap());
    assert!(setting.json(&again)["votes"]["risk_coverage"].as_array().unwrap().len() == 20);
}
