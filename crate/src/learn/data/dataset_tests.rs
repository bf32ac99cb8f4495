use super::*;

fn line(emotion: &str, value: u8, n: usize, usage: &str) -> String {
    format!("{emotion},{},{usage}\n", vec![value.to_string(); n].join(" "))
}

#[test]
fn samples_come_in_order_and_bad_lines_are_named() {
    let csv = [
        "emotion,pixels,Usage\n".into(),
        line("3", 9, 2304, "Training"),
        line("7", 1, 2304, "Training"),
        line("0", 1, 2303, "Training"),
        line("6", 2, 2304, "PublicTest"),
        line("1", 2, 2304, "Elsewhere"),
    ]
    .concat();
    let dataset = Dataset::from_csv(csv.as_bytes()).unwrap();
    assert_eq!(dataset.samples.len(), 2);
    assert_eq!(dataset.samples[0].label, Expression::Happiness as usize);
    assert_eq!(dataset.samples[1].split, Split::PublicTest);
    assert_eq!(dataset.faults.iter().map(|f| f.place.as_str()).collect::<Vec<_>>(), ["line 3", "line 4", "line 6"]);
    let message = dataset.check().unwrap_err().to_string();
    assert!(
        message.contains("3 of 5 rows") && message.contains("line 4: expected 2304 grey values, got 2303"),
        "{message}"
    );
    assert!(dataset.split(Split::PrivateTest).unwrap_err().to_string().contains("PublicTest"));
}

#[test]
fn a_split_that_is_missing_says_how_to_get_it() {
    let csv = ["emotion,pixels,Usage\n".into(), line("3", 9, 2304, "Training"), line("0", 1, 2304, "PrivateTest")];
    let message = Dataset::from_csv(csv.concat().as_bytes()).unwrap().split(Split::PublicTest).unwrap_err().to_string();
    assert!(message.contains("got Training and PrivateTest: put a part of the Training pictures"), "{message}");
}

#[test]
fn another_file_is_refused() {
    let error = Dataset::from_csv("a,b\n1,2\n".as_bytes()).unwrap_err();
    assert!(error.to_string().contains("emotion, pixels and Usage"), "{error}");
}

fn dataset(labels: &[&str], of: impl Iterator<Item = usize>) -> Dataset {
    let mut dataset = Dataset::new(labels.iter().map(|l| (*l).to_owned()).collect()).unwrap();
    let sample =
        |(row, label)| Sample { face: Face::new(&[row as u8; PIXELS]).unwrap(), label, split: Split::Training, row };
    dataset.samples = of.enumerate().map(sample).collect();
    dataset
}

#[test]
fn a_subset_is_the_same_for_a_seed_and_has_its_counts() {
    let counts = [1, 2, 3];
    let chosen = |seed| dataset(&["a", "b", "c"], (0..60).map(|i| i % 3)).subset(&counts, seed).unwrap().samples;
    let of_label = |label| chosen(5).iter().filter(|s| s.label == label).count();
    assert_eq!([0, 1, 2].map(of_label), counts);
    assert!(chosen(5).is_sorted_by_key(|s| s.row));
    assert_eq!(chosen(5), chosen(5));
    assert_ne!(chosen(5), chosen(6));
}

#[test]
fn a_subset_of_more_than_there_are_is_refused() {
    let error = dataset(&["a", "b"], 0..2).subset(&[1, 2], 0).unwrap_err().to_string();
    assert!(error.contains("at least 2 Training pictures of b, got 1"), "{error}");
}

#[test]
fn labels_are_found_by_name_whatever_their_order() {
    let data = dataset(&["sleepy", "awake"], 0..2).labelled(&["awake", "away", "sleepy"].map(String::from)).unwrap();
    assert_eq!(data.samples.iter().map(|s| s.label).collect::<Vec<_>>(), [2, 0]);
}

#[test]
fn expressions_are_grouped_where_the_groups_are_asked_for() {
    let data = dataset(&["fear", "happiness", "neutral"], 0..3).labelled(&group_labels()).unwrap();
    assert_eq!(data.samples.iter().map(|s| s.label).collect::<Vec<_>>(), [1, 0, 2]);
}

#[test]
fn a_label_without_a_place_is_named() {
    let error = dataset(&["awake", "sleepy"], 0..2).labelled(&group_labels()).unwrap_err().to_string();
    assert!(error.contains("label awake, expected one of positive, negative, neutral"), "{error}");
}

#[test]
fn a_label_twice_is_refused() {
    assert_eq!(Dataset::new(["a", "a"].map(String::from).to_vec()).unwrap_err().code(), "labels");
}
