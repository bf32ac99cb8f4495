//! What a LeNet is made of, as it stands in a checkpoint's metadata. Wider variants are another config, not
//! another file.

use crate::face::SIDE;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// Convolution blocks, then a dense head: `face → [conv → relu → max pool]… → [dense → relu]… → dense → logits`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Architecture {
    /// A short name, such as `lenet5`.
    pub name: String,
    /// The convolution blocks, first to last.
    pub blocks: Vec<Block>,
    /// Widths of the hidden dense layers; the output layer, one logit a label, is added to them.
    pub dense: Vec<usize>,
}

/// One convolution block: conv (stride 1) + bias → relu → max pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Filters, which is to say feature maps.
    pub channels: usize,
    /// Side of a filter in pixels.
    pub kernel: usize,
    /// Zero pixels added on each side before the convolution.
    pub padding: usize,
    /// Side and stride of the max pool in pixels; 1 for none.
    pub pool: usize,
}

/// The largest network: its f32 weights must fit [`crate::checkpoint::MAX_BYTES`].
const MAX_PARAMETERS: u64 = 4_000_000;
/// The most work for one face, in million floating-point operations: a hundred times the page's network.
const MAX_MFLOP: f64 = 4_000.0;
/// The most values that the convolutions give for one face: 64 MB of f32.
const MAX_ACTIVATIONS: u64 = 1 << 24;

impl Architecture {
    /// The architectures that the command line knows by name, the classical one first.
    pub const NAMES: [&str; 4] = ["lenet5", "wide", "deep", "tiny"];

    /// A named architecture.
    ///
    /// - `lenet5`: LeNet-5 (LeCun et al. 1998) on 48×48: conv 5×5→6, pool, conv 5×5→16, pool, 120, 84. Its input is
    ///   padded by 2 pixels, as LeCun's 28×28 digits were padded to 32×32.
    /// - `wide`: three convolutions of 24, 48 and 96 filters, one dense layer of 256.
    /// - `deep`: seven convolutions of 16 to 184 filters, whose last maps' largest values go straight to the logits: a hidden
    ///   dense layer took more than half of the parameters and read worse.
    /// - `tiny`: seven convolutions of 16 to 48 filters, less than 60,000 parameters.
    pub fn named(name: &str) -> Result<Self> {
        let block = |channels, kernel, pool| Block { channels, kernel, padding: kernel / 2, pool };
        let (blocks, dense) = match name {
            "lenet5" => (vec![block(6, 5, 2), Block { channels: 16, kernel: 5, padding: 0, pool: 2 }], vec![120, 84]),
            "wide" => (vec![block(24, 5, 2), block(48, 5, 2), block(96, 3, 2)], vec![256]),
            "deep" => {
                let (outer, inner) = ([block(16, 5, 2), block(32, 3, 2)], [block(64, 3, 1), block(64, 3, 2)]);
                let last = [block(104, 3, 1), block(128, 3, 2), block(184, 3, 3)];
                ([&outer[..], &inner, &last].concat(), vec![])
            }
            "tiny" => {
                let outer = [block(16, 5, 2), block(20, 3, 1), block(24, 3, 2)];
                let inner = [block(32, 3, 1), block(36, 3, 1), block(40, 3, 2), block(48, 3, 2)];
                ([&outer[..], &inner].concat(), vec![])
            }
            _ => {
                let reason = format!("expected one of {}, got `{name}`", Self::NAMES.join(", "));
                return Err(Error::Architecture { reason });
            }
        };
        Ok(Self { name: name.to_owned(), blocks, dense })
    }

    /// Checks that the network can be built: every size is at least 1, and the whole at most 4 million
    /// parameters, 2²⁴ values of maps and 4,000 MFLOP per face.
    pub fn validate(&self, labels: usize) -> Result<()> {
        let bad = |reason: String| Err(Error::Architecture { reason });
        if !(1..=16).contains(&self.blocks.len()) || self.dense.len() > 8 {
            return bad(format!(
                "expected 1 to 16 blocks and at most 8 dense layers, got {} and {}",
                self.blocks.len(),
                self.dense.len()
            ));
        }
        let mut side = SIDE;
        for (i, block) in self.blocks.iter().enumerate() {
            let Block { channels, kernel, padding, pool } = *block;
            if !(1..=1024).contains(&channels)
                || !(1..=11).contains(&kernel)
                || padding >= kernel
                || !(1..=4).contains(&pool)
            {
                return bad(format!(
                    "block {}: expected 1 to 1024 channels, a kernel of 1 to 11, a padding below the kernel and a pool of \
                     1 to 4, got {block:?}",
                    i + 1
                ));
            }
            if side + 2 * padding < kernel || (side + 2 * padding - kernel + 1) / pool == 0 {
                return bad(format!("block {}: nothing is left of a map of {side} × {side} after {block:?}", i + 1));
            }
            side = (side + 2 * padding - kernel + 1) / pool;
        }
        if let Some(width) = self.dense.iter().find(|w| !(1..=4096).contains(*w)) {
            return bad(format!("expected dense layers of 1 to 4096, got {width}"));
        }
        let (parameters, activations, mflop) = (self.parameters(labels), self.activations(), self.mflop(labels));
        if parameters > MAX_PARAMETERS {
            return bad(format!("expected at most {MAX_PARAMETERS} parameters, got {parameters}"));
        }
        if activations > MAX_ACTIVATIONS {
            return bad(format!("expected maps of at most {MAX_ACTIVATIONS} values, got {activations}"));
        }
        if mflop > MAX_MFLOP {
            return bad(format!("expected at most {MAX_MFLOP} MFLOP per face, got {mflop:.0}"));
        }
        Ok(())
    }

    /// For each block, the side of its convolution's output and of its pooled output, in pixels.
    fn sides(&self) -> Vec<(usize, usize)> {
        let mut side = SIDE;
        self.blocks
            .iter()
            .map(|b| {
                let convolved = side + 2 * b.padding - b.kernel + 1;
                side = convolved / b.pool;
                (convolved, side)
            })
            .collect()
    }

    /// The name and shape of every tensor, in the order of the data flow: `conv1.weight` (out, in, kernel, kernel),
    /// `conv1.bias` (out), …, `dense1.weight` (out, in), `dense1.bias` (out), … The last dense layer gives the logits.
    pub fn tensors(&self, labels: usize) -> Vec<(String, Vec<usize>)> {
        let mut tensors = Vec::new();
        let mut inputs = 1;
        for (i, block) in self.blocks.iter().enumerate() {
            let name = format!("conv{}", i + 1);
            tensors.push((format!("{name}.weight"), vec![block.channels, inputs, block.kernel, block.kernel]));
            tensors.push((format!("{name}.bias"), vec![block.channels]));
            inputs = block.channels;
        }
        let side = self.sides().last().map_or(SIDE, |s| s.1);
        inputs *= side * side;
        for (i, width) in self.dense.iter().copied().chain([labels]).enumerate() {
            let name = format!("dense{}", i + 1);
            tensors.push((format!("{name}.weight"), vec![width, inputs]));
            tensors.push((format!("{name}.bias"), vec![width]));
            inputs = width;
        }
        tensors
    }

    /// Learned numbers.
    pub fn parameters(&self, labels: usize) -> u64 {
        self.tensors(labels).iter().map(|(_, shape)| elements(shape)).sum()
    }

    /// Values that the convolutions give for one face, before their pools.
    fn activations(&self) -> u64 {
        let sides = self.sides();
        self.blocks.iter().zip(sides).map(|(block, (side, _))| elements(&[block.channels, side, side])).sum()
    }

    /// Floating-point operations of one forward pass in millions, a multiply-add counted as two.
    pub fn mflop(&self, labels: usize) -> f64 {
        let sides = self.sides();
        let multiply_adds: u64 = self
            .tensors(labels)
            .iter()
            .filter(|(_, shape)| shape.len() > 1)
            .enumerate()
            .map(|(i, (_, shape))| elements(shape) * sides.get(i).map_or(1, |(side, _)| elements(&[*side, *side])))
            .sum();
        2.0 * multiply_adds as f64 / 1e6
    }
}

/// In 64 bits: on wasm32 a product of allowed sides may wrap round to a small number.
fn elements(shape: &[usize]) -> u64 {
    shape.iter().map(|side| *side as u64).product()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lenet5_has_its_known_size() {
        let lenet5 = Architecture::named("lenet5").unwrap();
        lenet5.validate(7).unwrap();
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
            architecture.validate(7).unwrap();
            let json = serde_json::to_string(&architecture).unwrap();
            assert_eq!(serde_json::from_str::<Architecture>(&json).unwrap(), architecture);
        }
    }

    #[test]
    fn what_cannot_be_built_is_refused() {
        let mut wide = Architecture::named("wide").unwrap();
        wide.blocks[1].kernel = 0;
        assert_eq!(wide.validate(7).unwrap_err().code(), "architecture");
        let mut wide = Architecture::named("wide").unwrap();
        wide.dense = vec![4096, 4096];
        assert!(wide.validate(7).unwrap_err().to_string().contains("parameters"));
        let mut wide = Architecture::named("wide").unwrap();
        wide.blocks = vec![Block { channels: 1, kernel: 3, padding: 1, pool: 4 }; 4];
        assert!(wide.validate(7).unwrap_err().to_string().contains("nothing is left"));
    }

    #[test]
    fn sizes_are_counted_in_64_bits() {
        // More than 2³² weights in the first dense layer: 32 bits, as in the page, would keep the remainder.
        let mut network = Architecture::named("lenet5").unwrap();
        network.blocks = vec![Block { channels: 1024, kernel: 1, padding: 0, pool: 1 }];
        network.dense = vec![4096];
        assert_eq!(network.parameters(7), 2048 + 4096 * (1024 * 48 * 48 + 1) + 7 * 4097);
    }

    #[test]
    fn few_parameters_that_are_much_work_are_refused() {
        let mut network = Architecture::named("lenet5").unwrap();
        network.blocks = vec![Block { channels: 300, kernel: 3, padding: 1, pool: 1 }; 4];
        network.blocks[3].pool = 4;
        network.blocks.push(Block { channels: 1, kernel: 3, padding: 1, pool: 1 });
        network.dense = vec![];
        assert!(network.validate(7).unwrap_err().to_string().contains("MFLOP"));
    }

    #[test]
    fn few_parameters_that_give_huge_maps_are_refused() {
        let mut network = Architecture::named("lenet5").unwrap();
        let narrow = Block { channels: 1, kernel: 1, padding: 0, pool: 1 };
        network.blocks = [Block { channels: 1024, ..narrow }, narrow].repeat(8);
        network.dense = vec![];
        assert!(network.validate(7).unwrap_err().to_string().contains("values"));
    }
}
