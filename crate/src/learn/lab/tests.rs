use super::*;

fn pool() -> Pool {
    Pool::drawn(&Drawing { pose: 0.2, ambiguity: 0.0, seed: 1, training: 12, validation: 4, test: 2, groups: false })
        .unwrap()
}

fn settings() -> Settings {
    Settings { batch: 12, ..Settings::default() }
}

#[test]
fn drawn_pools_share_their_pictures_whatever_their_counts() {
    let larger = Pool::drawn(&Drawing {
        pose: 0.2,
        ambiguity: 0.0,
        seed: 1,
        training: 13,
        validation: 5,
        test: 3,
        groups: false,
    })
    .unwrap();
    for (part, count) in [(Part::Training, 84), (Part::Validation, 28), (Part::Test, 14)] {
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
    let pool = Pool::drawn(&Drawing {
        pose: 0.0,
        ambiguity: 0.0,
        seed: 1,
        training: 100,
        validation: 0,
        test: 0,
        groups: false,
    })
    .unwrap();
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
    let mut resumed = Run::new(&pool, settings()).unwrap();
    resumed.restore(&state).unwrap();
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
fn pictures_by_group_are_the_same_ones_by_other_labels() {
    let drawing = Drawing { pose: 0.2, ambiguity: 0.0, seed: 1, training: 12, validation: 4, test: 2, groups: true };
    let (groups, pool) = (Pool::drawn(&drawing).unwrap(), pool());
    assert_eq!(groups.labels(), ["positive", "negative", "neutral"]);
    assert_eq!(groups.counts(Part::Training), [12, 48, 24]);
    let pairs = groups.pictures(Part::Test).iter().zip(pool.pictures(Part::Test));
    assert!(pairs.clone().all(|(group, picture)| group.face == picture.face));
    // Anger is negative, happiness positive, neutral neutral.
    let of = |label| pairs.clone().find(|(_, picture)| picture.label == label).unwrap().0.label;
    assert_eq!([of(0), of(3), of(6)], [1, 0, 2]);
}

/// Light above for label 1, below for the others.
fn given(labels: &[&str], truths: &[u8], parts: &[u8]) -> Result<Pool> {
    let light = |p: usize, truth: u8| if (p < 48 * 24) == (truth == 1) { 40 } else { 0 };
    let pixels: Vec<u8> = truths.iter().flat_map(|truth| (0..48 * 48).map(move |p| light(p, *truth))).collect();
    Pool::given("mine", labels.iter().map(|label| (*label).to_owned()).collect(), &pixels, truths, parts)
}

#[test]
fn given_pictures_go_to_their_label_and_part() {
    let pool = given(&["yes", "no"], &[0, 1, 1, 0], &[0, 0, 1, 2]).unwrap();
    let counts = [Part::Training, Part::Validation, Part::Test].map(|part| pool.counts(part));
    assert_eq!(counts, [vec![1, 1], vec![0, 1], vec![1, 0]]);
    assert_eq!(pool.pictures(Part::Validation)[0].face.pixels()[0], 40);
}

#[test]
fn given_pictures_that_teach_nothing_are_refused_with_what_to_do() {
    let reason = |labels: &[&str], truths: &[u8], parts: &[u8]| given(labels, truths, parts).unwrap_err().to_string();
    assert!(reason(&["alone"], &[0], &[0]).contains("add a label"));
    assert!(reason(&["yes", "no"], &[0, 0], &[0, 0]).contains("give another label some"));
    assert!(reason(&["yes", "no"], &[0, 1], &[0, 1]).contains("give another label some"));
    assert!(reason(&["yes", "no"], &[0, 2], &[0, 0]).contains("a label below 2"));
    assert!(reason(&["yes", "no"], &[0, 1], &[0, 3]).contains("a part of 0, 1 or 2"));
    assert!(reason(&["yes", "no"], &[0, 1], &[0]).contains("a part and 2304 bytes"));
}

#[test]
fn a_checkpoint_is_tuned_to_other_labels_all_of_it_or_the_last_layer_alone() {
    let base = {
        let mut run = Run::new(&pool(), settings()).unwrap();
        for _ in 0..20 {
            run.step().unwrap();
        }
        run.checkpoint(&pool(), "base", "").unwrap()
    };
    let own = given(&["yes", "no"], &[0, 4, 0, 4].map(|t: u8| u8::from(t > 0)), &[0, 0, 1, 1]).unwrap();
    for last_only in [false, true] {
        let mut run = Run::tuned(&own, settings(), &base, last_only).unwrap();
        for _ in 0..20 {
            run.step().unwrap();
        }
        assert_eq!(run.read(&own, Part::Validation, false).unwrap().evaluation.accuracy, 1.0);
        let kernels = run.kernels().unwrap().flatten_all().unwrap().to_vec1::<f32>().unwrap();
        let before = base.tensors()["conv1.weight"].flatten_all().unwrap().to_vec1::<f32>().unwrap();
        assert_eq!(kernels == before, last_only);
        // And it goes on where it was broken off.
        let mut again = Run::tuned(&own, settings(), &base, last_only).unwrap();
        again.restore(&run.state().unwrap()).unwrap();
        assert_eq!(again.step().unwrap(), run.step().unwrap());
    }
}

#[test]
fn a_checkpoint_goes_on_with_its_own_labels_as_it_was() {
    let mut run = Run::new(&pool(), settings()).unwrap();
    for _ in 0..70 {
        run.step().unwrap();
    }
    let accuracy = |run: &Run| run.read(&pool(), Part::Training, false).unwrap().evaluation.accuracy;
    let checkpoint = run.checkpoint(&pool(), "base", "").unwrap();
    let tuned = Run::tuned(&pool(), settings(), &checkpoint, false).unwrap();
    assert_eq!((accuracy(&tuned), tuned.steps()), (accuracy(&run), 0));
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
