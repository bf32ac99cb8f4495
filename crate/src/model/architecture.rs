//! What a LeNet is made of, as it stands in a checkpoint's metadata. Wider variants are another config, not
//! another file.

use crate::face::SIDE;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// Convolution blocks, then a dense head: `face → [conv → relu → max pool]… → [dense → relu]… → dense → logits`. One that exists
/// can be built.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Fields")]
pub struct Architecture {
    name: String,
    blocks: Vec<Block>,
    dense: Vec<usize>,
}

/// One convolution block: conv (stride 1) + bias → relu → max pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BlockFields")]
pub struct Block {
    channels: usize,
    kernel: usize,
    padding: usize,
    pool: usize,
}

/// An [`Architecture`] as it stands in a file, not yet checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fields {
    name: String,
    blocks: Vec<BlockFields>,
    dense: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlockFields {
    channels: usize,
    kernel: usize,
    padding: usize,
    pool: usize,
}

impl TryFrom<Fields> for Architecture {
    type Error = Error;

    fn try_from(fields: Fields) -> Result<Self> {
        let blocks = fields.blocks.into_iter().map(Block::try_from).collect::<Result<_>>()?;
        Self::new(fields.name, blocks, fields.dense)
    }
}

impl TryFrom<BlockFields> for Block {
    type Error = Error;

    fn try_from(BlockFields { channels, kernel, padding, pool }: BlockFields) -> Result<Self> {
        Self::new(channels, kernel, padding, pool)
    }
}

impl Block {
    /// A block of `channels` filters of `kernel` × `kernel` pixels, on maps to which `padding` zero pixels are added on each side,
    /// with the largest of each `pool` × `pool` pixels; 1 for no pool.
    ///
    /// # Errors
    /// [`Error::Architecture`] unless there are 1 to 1024 filters, of 1 to 11 pixels, the padding is below that and the pool from
    /// 1 to 4.
    pub fn new(channels: usize, kernel: usize, padding: usize, pool: usize) -> Result<Self> {
        let block = Self { channels, kernel, padding, pool };
        let sizes = (1..=1024).contains(&channels) && (1..=11).contains(&kernel) && (1..=4).contains(&pool);
        if !sizes || padding >= kernel {
            let reason = format!(
                "expected blocks of 1 to 1024 channels, a kernel of 1 to 11, a padding below the kernel and a pool of 1 to 4, got \
                 {channels} channels, a kernel of {kernel}, a padding of {padding}, a pool of {pool}"
            );
            return Err(Error::Architecture { reason });
        }
        Ok(block)
    }

    /// Filters, which is to say feature maps.
    pub fn channels(&self) -> usize {
        self.channels
    }

    /// Side of a filter in pixels.
    pub fn kernel(&self) -> usize {
        self.kernel
    }

    /// Zero pixels added on each side before the convolution.
    pub fn padding(&self) -> usize {
        self.padding
    }

    /// Side and stride of the max pool in pixels; 1 for none.
    pub fn pool(&self) -> usize {
        self.pool
    }

    /// The sides of the convolution's output and of the pooled one, of maps of this side; none where nothing is left.
    fn sides(&self, side: usize) -> Option<(usize, usize)> {
        let convolved = (side + 2 * self.padding + 1).checked_sub(self.kernel)?;
        let pooled = convolved / self.pool;
        (pooled > 0).then_some((convolved, pooled))
    }
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
    ///
    /// # Errors
    /// [`Error::Architecture`] for another name.
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
        Self::new(name, blocks, dense)
    }

    /// Blocks, first to last, and the widths of the hidden dense layers; the output layer, one logit per label and head, is added
    /// to them. `name` is a short one, such as `lenet5`.
    ///
    /// # Errors
    /// [`Error::Architecture`] for more than 16 blocks, or none, for more than 8 dense layers, or ones of 0 or more than 4096, where
    /// nothing is left of a map, or when the network without its output layer has more than 4 million parameters, 2²⁴ values of
    /// maps or 4,000 MFLOP per face.
    pub fn new(name: impl Into<String>, blocks: Vec<Block>, dense: Vec<usize>) -> Result<Self> {
        let bad = |reason: String| Err(Error::Architecture { reason });
        if !(1..=16).contains(&blocks.len()) || dense.len() > 8 {
            let got = format!("{} and {}", blocks.len(), dense.len());
            return bad(format!("expected 1 to 16 blocks and at most 8 dense layers, got {got}"));
        }
        let mut side = SIDE;
        for (i, block) in blocks.iter().enumerate() {
            match block.sides(side) {
                Some((_, pooled)) => side = pooled,
                None => {
                    return bad(format!(
                        "block {}: nothing is left of a map of {side} × {side} after a kernel of {}, a padding of {} and a pool of {}",
                        i + 1,
                        block.kernel(),
                        block.padding(),
                        block.pool()
                    ));
                }
            }
        }
        if let Some(width) = dense.iter().find(|w| !(1..=4096).contains(*w)) {
            return bad(format!("expected dense layers of 1 to 4096, got {width}"));
        }
        let architecture = Self { name: name.into(), blocks, dense };
        let activations = architecture.activations();
        if activations > MAX_ACTIVATIONS {
            return bad(format!("expected maps of at most {MAX_ACTIVATIONS} values, got {activations}"));
        }
        architecture.check_outputs(0)?;
        Ok(architecture)
    }

    /// Checks that an output layer of this width fits too: with it at most 4 million parameters and 4,000 MFLOP per face.
    pub(crate) fn check_outputs(&self, outputs: usize) -> Result<()> {
        let bad = |reason: String| Err(Error::Architecture { reason });
        let (parameters, mflop) = (self.parameters(outputs), self.mflop(outputs));
        if parameters > MAX_PARAMETERS {
            return bad(format!("expected at most {MAX_PARAMETERS} parameters, got {parameters}"));
        }
        if mflop > MAX_MFLOP {
            return bad(format!("expected at most {MAX_MFLOP} MFLOP per face, got {mflop:.0}"));
        }
        Ok(())
    }

    /// A short name, such as `lenet5`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The convolution blocks, first to last.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Widths of the hidden dense layers; the output layer is added to them.
    pub fn dense(&self) -> &[usize] {
        &self.dense
    }

    /// For each block, the side of its convolution's output and of its pooled output, in pixels.
    fn sides(&self) -> Vec<(usize, usize)> {
        let next = |side: &mut usize, block: &Block| {
            let (convolved, pooled) = block.sides(*side)?;
            *side = pooled;
            Some((convolved, pooled))
        };
        self.blocks.iter().scan(SIDE, next).collect()
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
#[path = "architecture_tests.rs"]
mod tests;
