use super::*;

#[test]
fn lenet5_has_its_known_size() {
    let lenet5 = Architecture::named("lenet5").unwrap();
    lenet5.check_outputs(7).unwrap();
    assert_eq!(lenet5.parameters(7), 205_451);
    assert!((lenet5.mflop(7) - 3.0).abs() < 0.1, "{}", lenet5.mflop(7));
    assert_eq!(lenet5.tensors(7)[4], ("dense1.weight".to_owned(), vec![120, 1600]));
}

#[test]
fn the_networks_of_the_page_are_small() {
    for (name, parameters, mflop) in [("deep", 500_000, 40.0), ("tiny", 60_000, 25.0)] {
        let network = Architecture::named(name).unwrap();
        assert!(network.parameters(7) <= parameters, "{name}: {}", network.parameters(7));
        assert!(network.mflop(7) <= mflop, "{name}: {}", network.mflop(7));
    }
}

#[test]
fn an_architecture_survives_json() {
    for name in Architecture::NAMES {
        let architecture = Architecture::named(name).unwrap();
        architecture.check_outputs(128).unwrap();
        let json = serde_json::to_string(&architecture).unwrap();
        assert_eq!(serde_json::from_str::<Architecture>(&json).unwrap(), architecture);
    }
}

fn refusal(blocks: Vec<Block>, dense: Vec<usize>) -> String {
    let error = Architecture::new("test", blocks, dense).unwrap_err();
    assert_eq!(error.code(), "architecture");
    error.to_string()
}

#[test]
fn a_block_of_sizes_that_no_kernel_takes_is_refused() {
    for [channels, kernel, padding, pool] in [
        [0, 3, 1, 1],
        [1025, 3, 1, 1],
        [1, 0, 0, 1],
        [1, 12, 1, 1],
        [1, 3, 3, 1],
        [1, 3, 1, 0],
        [1, 3, 1, 5],
        [1, 3, 1, 16],
    ] {
        let error = Block::new(channels, kernel, padding, pool).unwrap_err();
        assert!(error.to_string().contains("pool of 1 to 4"), "{error}");
    }
    Block::new(1024, 11, 10, 4).unwrap();
}

#[test]
fn what_cannot_be_built_is_refused() {
    let block = Block::new(1, 3, 1, 4).unwrap();
    assert!(refusal(vec![block; 4], vec![]).contains("block 3: nothing is left of a map of 3 × 3"));
    assert!(refusal(vec![], vec![]).contains("1 to 16 blocks"));
    assert!(refusal(vec![Block::new(1, 1, 0, 1).unwrap(); 17], vec![]).contains("got 17 and 0"));
    assert!(refusal(vec![block], vec![8; 9]).contains("8 dense layers"));
    for width in [0, 4097] {
        assert!(refusal(vec![block], vec![width]).contains("dense layers of 1 to 4096"));
    }
    let wide = Architecture::named("wide").unwrap();
    assert!(refusal(wide.blocks, vec![4096, 4096]).contains("parameters"));
}

#[test]
fn what_a_file_says_is_checked_like_all_else() {
    let read = |pool: usize| {
        let block = serde_json::json!({ "channels": 1, "kernel": 3, "padding": 1, "pool": pool });
        serde_json::from_value::<Architecture>(serde_json::json!({ "name": "a", "blocks": [block], "dense": [] }))
    };
    assert_eq!(read(4).unwrap().blocks()[0].pool(), 4);
    for pool in [0, 16] {
        assert!(read(pool).unwrap_err().to_string().contains("pool of 1 to 4"));
    }
}

#[test]
fn sizes_are_counted_in_64_bits() {
    // More than 2³² weights in the first dense layer: 32 bits, as in the page, would keep the remainder.
    let (blocks, dense) = (vec![Block::new(1024, 1, 0, 1).unwrap()], vec![4096]);
    let network = Architecture { name: "test".into(), blocks: blocks.clone(), dense: dense.clone() };
    assert_eq!(network.parameters(7), 2048 + 4096 * (1024 * 48 * 48 + 1) + 7 * 4097);
    assert!(refusal(blocks, dense).contains("parameters"));
}

#[test]
fn an_output_layer_counts_too() {
    // 73,728 values before it.
    let network = Architecture::new("test", vec![Block::new(32, 1, 0, 1).unwrap()], vec![]).unwrap();
    network.check_outputs(7).unwrap();
    assert!(network.check_outputs(128).unwrap_err().to_string().contains("parameters"));
}

#[test]
fn as_many_parameters_as_the_limit_are_taken() {
    let network = Architecture::new("test", vec![Block::new(62, 1, 0, 3).unwrap()], vec![250]).unwrap();
    assert_eq!(network.parameters(126), MAX_PARAMETERS);
    network.check_outputs(126).unwrap();
    assert!(network.check_outputs(127).unwrap_err().to_string().contains("4000000 parameters"));
}

#[test]
fn few_parameters_that_are_much_work_are_refused() {
    let (thick, last) = (Block::new(300, 3, 1, 1).unwrap(), Block::new(1, 3, 1, 1).unwrap());
    let pooled = Block::new(300, 3, 1, 4).unwrap();
    assert!(refusal(vec![thick, thick, thick, pooled, last], vec![]).contains("MFLOP"));
}

#[test]
fn few_parameters_that_give_huge_maps_are_refused() {
    let (wide, narrow) = (Block::new(1024, 1, 0, 1).unwrap(), Block::new(1, 1, 0, 1).unwrap());
    assert!(refusal([wide, narrow].repeat(8), vec![]).contains("values"));
}
