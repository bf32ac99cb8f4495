use super::*;

fn pool() -> Pool {
    Pool::drawn(&Drawing { pose: 0.2, ambiguity: 0.0, seed: 1, training: 12, validation: 4 }).unwrap()
}

fn settings() -> Settings {
    Settings { batch: 12, ..Settings::default() }
}

#[test]
fn drawn_pools_share_their_pictures_whatever_their_counts() {
    let larger = Pool::drawn(&Drawing { pose: 0.2, ambiguity: 0.0, seed: 1, training: 13, validation: 5 }).unwrap();
    for (part, count) in [(Part::Training, 84), (Part::Validation, 28)] {
        assert_eq!(pool().pictures(part), &larger.pictures(part)[..count]);
        assert_eq!(pool().counts(part), [count / 7; 7]);
    }
    assert!(pool().pictures(Part::Training).iter().all(|p| !pool().pictures(Part::Validation).contains(p)));
}

#[test]
fn counts_choose_and_repetition_and_weights_make_up_for_them() {
    let pool = pool();
    let starved = Settings { counts: vec![12, 3], ..settings() };
    let of_label = |examples: &[Example]| {
        (0..7).map(|i| examples.iter().filter(|e| e.target()[i] == 1.0).count()).collect::<Vec<_>>()
    };
    assert_eq!(of_label(&examples(&pool, &starved).unwrap()), [12, 3, 12, 12, 12, 12, 12]);
    let repeated = examples(&pool, &Settings { repeat: true, ..starved.clone() }).unwrap();
    assert_eq!(of_label(&repeated), [12; 7]);
    let weighted = examples(&pool, &Settings { class_weights: true, ..starved }).unwrap();
    let weight = |label: usize| weighted.iter().find(|e| e.target()[label] == 1.0).unwrap().weight();
    assert!((weight(1) / weight(0) - 4.0).abs() < 1e-4);
    assert_eq!(Run::new(&pool, Settings { counts: vec![0; 7], ..settings() }).unwrap_err().code(), "data");
}

#[test]
fn a_share_of_the_labels_is_wrong_and_repeats_stay_so() {
    let pool = Pool::drawn(&Drawing { pose: 0.0, ambiguity: 0.0, seed: 1, training: 100, validation: 0 }).unwrap();
    let noisy = examples(&pool, &Settings { label_noise: 0.2, ..settings() }).unwrap();
    let wrong = noisy.iter().enumerate().filter(|(i, e)| e.target()[i / 100] != 1.0).count();
    assert!((110..170).contains(&wrong), "{wrong} of 700");
}

#[test]
fn a_run_learns_goes_on_and_says_what_it_is() {
    let pool = pool();
    let mut run = Run::new(&pool, settings()).unwrap();
    assert_eq!((run.examples(), run.steps_per_epoch()), (84, 7));
    for _ in 0..70 {
        run.step().unwrap();
    }
    let reading = run.read(&pool, Part::Training, false).unwrap();
    assert!(reading.evaluation.accuracy > 0.95, "{}", reading.evaluation.accuracy);
    assert_eq!(run.kernels().unwrap().dims(), [6, 1, 5, 5]);

    let state = run.state().unwrap();
    let mut resumed = Run::resume(&pool, settings(), &state).unwrap();
    assert_eq!(resumed.step().unwrap(), run.step().unwrap());

    let checkpoint = run.checkpoint(&pool, "mine", "lab.html?seed=1").unwrap();
    let again = Checkpoint::from_bytes(&checkpoint.to_bytes(crate::Storage::F32).unwrap()).unwrap();
    let (figures, training) = (again.metadata().figures.clone().unwrap(), again.metadata().training.clone().unwrap());
    assert_eq!((figures.n, training.epochs, training.command.as_str()), (28, 10, "lab.html?seed=1"));
    let validation = run.read(&pool, Part::Validation, false).unwrap();
    // JSON may round the last digit.
    assert!((figures.accuracy - validation.evaluation.accuracy).abs() < 1e-12);
}

#[test]
fn probabilities_over_shares_favour_what_is_rare() {
    let mut row = [0.6, 0.4, 0.0];
    divide(&mut row, &[0.9, 0.1, 0.0]);
    assert!((row[0] - 1.0 / 7.0).abs() < 1e-6 && (row[1] - 6.0 / 7.0).abs() < 1e-6, "{row:?}");
}

#[test]
fn a_file_in_pieces_has_its_faults_counted_from_its_beginning() {
    let row = |emotion: u8, split: &str| format!("{emotion},{},{split}\n", ["7"; 2304].join(" "));
    let piece = |rows: &str| format!("emotion,pixels,Usage\n{rows}").into_bytes();
    let mut pool = Pool::of_file("faces.csv");
    assert_eq!(pool.read_csv(&piece(&(row(0, "Training") + &row(9, "Training")))).unwrap()[0].0, 3);
    assert_eq!(pool.read_csv(&piece(&(row(8, "Training") + &row(6, "PublicTest")))).unwrap()[0].0, 4);
    assert_eq!((pool.counts(Part::Training)[0], pool.counts(Part::Validation)[6]), (1, 1));
    assert!(pool.read_csv(b"a,b\n1,2\n").is_err());
}

#[test]
fn settings_are_refused_by_name() {
    assert!(serde_json::from_str::<Settings>(r#"{"learningRate": 0.1, "batch": 8}"#).is_ok());
    assert!(serde_json::from_str::<Settings>(r#"{"speed": 1}"#).unwrap_err().to_string().contains("speed"));
    let own = Settings { channels: Some([4, 8]), ..settings() }.architecture().unwrap();
    assert_eq!((own.blocks()[0].channels(), own.blocks()[1].channels()), (4, 8));
    let wide = Settings { architecture: "wide".to_owned(), channels: Some([4, 8]), ..settings() };
    assert_eq!(wide.architecture().unwrap_err().code(), "architecture");
}
