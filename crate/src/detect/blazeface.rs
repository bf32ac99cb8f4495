//! BlazeFace (Bazarevsky et al. 2019, <https://arxiv.org/abs/1907.05047>): a stem, separable blocks, and heads on two maps.

use crate::checkpoint::{MAX_BYTES, check_finite};
use crate::ops::{Conv2d, Options, SeparableBlock};
use crate::{Error, Result, storage};
use candle_core::{Device, Tensor};
use safetensors::SafeTensors;
use serde::Deserialize;

/// The value of the metadata entry `format`.
const FORMAT: &str = "mimique-face-1";
/// Points that the network places on a face: right eye, left eye, nose, mouth, right ear, left ear, as the person has them.
pub const KEYPOINTS: usize = 6;
/// Numbers per box: its centre, width and height, and the keypoints.
const VALUES: usize = 4 + 2 * KEYPOINTS;
/// Channels are filled up with zeros to a multiple of this, so that kernels meet whole octets.
const WIDTH: usize = 8;

/// What the network is made of, as its file says.
#[derive(Deserialize)]
struct Architecture {
    input: usize,
    scale: f32,
    activation: String,
    padding: String,
    keypoints: usize,
    stem: Stem,
    blocks: Vec<Block>,
    fine: Head,
    coarse: Head,
}

#[derive(Deserialize)]
struct Stem {
    channels: usize,
    kernel: usize,
    stride: usize,
}

#[derive(Deserialize)]
struct Block {
    channels: usize,
    stride: usize,
    residual: bool,
}

#[derive(Deserialize)]
struct Head {
    after_block: usize,
    side: usize,
    anchors: usize,
}

/// A network that looks for faces in a square picture.
#[derive(Debug)]
pub struct BlazeFace {
    side: usize,
    scale: f32,
    stem: Conv2d,
    blocks: Vec<SeparableBlock>,
    heads: [Heads; 2],
}

/// The two convolutions on one map: scores and boxes.
#[derive(Debug)]
struct Heads {
    after_block: usize,
    side: usize,
    anchors: usize,
    score: Conv2d,
    boxes: Conv2d,
}

/// A face as the network sees it, in shares of the input's side from its top left.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// From 0 to 1.
    pub score: f32,
    /// Left, top, right and bottom edge.
    pub edges: [f32; 4],
    /// Right eye, left eye, nose, mouth, right ear, left ear, as the person has them.
    pub keypoints: [[f32; 2]; KEYPOINTS],
}

impl BlazeFace {
    /// Reads a file of `models/face/convert.py`.
    ///
    /// # Errors
    /// [`Error::NotSafetensors`] for other bytes, [`Error::TensorMissing`], [`Error::TensorShape`], [`Error::TensorType`] or
    /// [`Error::NotFinite`] for tensors that are not the network's.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        if bytes.len() as u64 > MAX_BYTES {
            return Err(Error::CheckpointTooLarge { got: bytes.len() as u64 });
        }
        let (file, strings) = storage::open(bytes)?;
        let text = |key: &'static str| {
            strings.get(key).ok_or_else(|| Error::Metadata { key, reason: "is missing".to_owned() })
        };
        if text("format")? != FORMAT {
            let reason = format!("is `{}`, not a face detector's `{FORMAT}`", text("format")?);
            return Err(Error::Metadata { key: "format", reason });
        }
        let unreadable = |reason: String| Error::Metadata { key: "architecture", reason };
        let architecture: Architecture =
            serde_json::from_str(text("architecture")?).map_err(|e| unreadable(format!("cannot be read: {e}")))?;
        architecture.validate().map_err(|reason| unreadable(format!("has {reason}")))?;
        Self::new(&file, architecture)
    }

    fn new(file: &SafeTensors, architecture: Architecture) -> Result<Self> {
        let Architecture { input, scale, stem, blocks, fine, coarse, .. } = architecture;
        let (first, last) = same_padding(input, stem.kernel, stem.stride);
        let options =
            Options { stride: stem.stride, padding: [first, first, last, last], relu: true, ..Options::default() };
        let [weight, bias] = tensors(file, "conv1", [stem.channels, 3, stem.kernel, stem.kernel], 3)?;
        let stem_conv = Conv2d::new(&weight, &bias, options)?;

        let (mut channels, mut outputs, mut packed) = (stem.channels, Vec::new(), Vec::new());
        for (i, block) in (1..).zip(&blocks) {
            let depthwise = tensors(file, &format!("block{i}.depthwise"), [channels, 1, 3, 3], 1)?;
            let shape = [block.channels, channels, 1, 1];
            let pointwise = tensors(file, &format!("block{i}.pointwise"), shape, filled(channels))?;
            packed.push(SeparableBlock::new(depthwise.each_ref(), pointwise.each_ref(), block.stride, block.residual)?);
            channels = block.channels;
            outputs.push(channels);
        }
        let heads = |head: Head, name: &str| -> Result<Heads> {
            let inputs = outputs[head.after_block - 1];
            let conv = |kind: &str, values: usize| -> Result<Conv2d> {
                let shape = [head.anchors * values, inputs, 1, 1];
                let [weight, bias] = exact(file, &format!("{kind}_{name}"), shape, filled(inputs))?;
                Ok(Conv2d::new(&weight, &bias, Options::default())?)
            };
            let (score, boxes) = (conv("score", 1)?, conv("box", VALUES)?);
            Ok(Heads { after_block: head.after_block, side: head.side, anchors: head.anchors, score, boxes })
        };
        let heads = [heads(fine, "fine")?, heads(coarse, "coarse")?];
        Ok(Self { side: input, scale, stem: stem_conv, blocks: packed, heads })
    }

    /// Pixels along a side of its input.
    pub fn side(&self) -> usize {
        self.side
    }

    /// Scores before the sigmoid, one per anchor, and boxes, sixteen numbers per anchor, of an input of side × side pixels of red,
    /// green and blue from −1 to 1: first the finer map's, row by row, then the coarser one's.
    ///
    /// # Errors
    /// [`Error::Candle`] unless `input` has side × side × 3 values.
    pub fn outputs(&self, input: Vec<f32>) -> Result<(Vec<f32>, Vec<f32>)> {
        let mut x = self.stem.forward(&Tensor::from_vec(input, (1, self.side, self.side, 3), &Device::Cpu)?)?;
        let (mut scores, mut boxes) = (Vec::new(), Vec::new());
        for (i, block) in (1..).zip(&self.blocks) {
            x = block.forward(&x)?;
            for head in self.heads.iter().filter(|head| head.after_block == i) {
                scores.extend(head.score.forward(&x)?.flatten_all()?.to_vec1::<f32>()?);
                boxes.extend(head.boxes.forward(&x)?.flatten_all()?.to_vec1::<f32>()?);
            }
        }
        Ok((scores, boxes))
    }

    /// The faces of at least this score, any number of them for one face.
    ///
    /// # Errors
    /// [`Error::Candle`] unless `input` has side × side × 3 values.
    pub fn candidates(&self, input: Vec<f32>, threshold: f32) -> Result<Vec<Candidate>> {
        let (scores, boxes) = self.outputs(input)?;
        let anchors = self.heads.iter().flat_map(|head| {
            let centre = |i: usize| (i as f32 + 0.5) / head.side as f32;
            let cells = (0..head.side * head.side).map(move |i| [centre(i % head.side), centre(i / head.side)]);
            cells.flat_map(|centre| std::iter::repeat_n(centre, head.anchors))
        });
        let least = (threshold / (1.0 - threshold)).ln();
        let found =
            scores.iter().zip(boxes.as_chunks::<VALUES>().0).zip(anchors).filter(|((score, _), _)| **score >= least);
        Ok(found
            .map(|((score, values), [x, y])| {
                let place = |dx: f32, dy: f32| [x + dx / self.scale, y + dy / self.scale];
                let [centre_x, centre_y] = place(values[0], values[1]);
                let (half_width, half_height) = (values[2] / self.scale / 2.0, values[3] / self.scale / 2.0);
                Candidate {
                    score: 1.0 / (1.0 + (-score).exp()),
                    edges: [
                        centre_x - half_width,
                        centre_y - half_height,
                        centre_x + half_width,
                        centre_y + half_height,
                    ],
                    keypoints: std::array::from_fn(|i| place(values[4 + 2 * i], values[5 + 2 * i])),
                }
            })
            .collect())
    }
}

impl Architecture {
    /// Everything that building and running relies on; in words what is wrong otherwise.
    fn validate(&self) -> std::result::Result<(), String> {
        let check =
            |holds: bool, what: &str| if holds { Ok(()) } else { Err(format!("another {what} than is known here")) };
        check([128, 256].contains(&self.input), "input than 128 or 256 pixels, another")?;
        check(self.scale.is_finite() && self.scale > 0.0, "scale")?;
        check(self.activation == "relu" && self.padding == "same", "activation or padding")?;
        check(self.keypoints == KEYPOINTS, "number of keypoints")?;
        let stem = &self.stem;
        check(stem.kernel == 5 && stem.stride == 2 && (1..=256).contains(&stem.channels), "stem")?;
        check((1..=64).contains(&self.blocks.len()), "number of blocks")?;
        let (mut side, mut channels) = (self.input / stem.stride, stem.channels);
        let mut sides = Vec::new();
        for block in &self.blocks {
            let fits = (1..=2).contains(&block.stride) && side.is_multiple_of(block.stride) && side >= block.stride;
            check(
                fits && (1..=256).contains(&block.channels) && (!block.residual || block.channels >= channels),
                "block",
            )?;
            (side, channels) = (side / block.stride, block.channels);
            sides.push(side);
        }
        for head in [&self.fine, &self.coarse] {
            let side = head.after_block.checked_sub(1).and_then(|i| sides.get(i));
            check(side == Some(&head.side) && (1..=16).contains(&head.anchors), "head")?;
        }
        check(self.fine.after_block < self.coarse.after_block, "order of heads")
    }
}

/// Zero pixels before and after a side, as TensorFlow's SAME adds them.
fn same_padding(side: usize, kernel: usize, stride: usize) -> (usize, usize) {
    let total = ((side.div_ceil(stride) - 1) * stride + kernel).saturating_sub(side);
    (total / 2, total - total / 2)
}

fn filled(channels: usize) -> usize {
    channels.next_multiple_of(WIDTH)
}

/// A convolution's weight and bias, outputs and inputs filled up with zeros to these counts.
fn tensors(file: &SafeTensors, name: &str, shape: [usize; 4], inputs: usize) -> Result<[Tensor; 2]> {
    padded(file, name, shape, [filled(shape[0]), inputs])
}

/// The same with the outputs as they are: a head's.
fn exact(file: &SafeTensors, name: &str, shape: [usize; 4], inputs: usize) -> Result<[Tensor; 2]> {
    padded(file, name, shape, [shape[0], inputs])
}

fn padded(file: &SafeTensors, name: &str, shape: [usize; 4], sides: [usize; 2]) -> Result<[Tensor; 2]> {
    let read = |name: String, shape: &[usize]| check_finite(&name, storage::load(file, &name, shape)?);
    let weight = read(format!("{name}.weight"), &shape)?;
    let mut bias = read(format!("{name}.bias"), &shape[..1])?;
    let [outputs, inputs] = sides;
    let window = shape[2] * shape[3];
    let mut values = vec![0.0; outputs * inputs * window];
    let rows = values.chunks_exact_mut(inputs * window).zip(weight.chunks_exact(shape[1] * window));
    rows.for_each(|(padded, row)| padded[..row.len()].copy_from_slice(row));
    bias.resize(outputs, 0.0);
    Ok([
        Tensor::from_vec(values, (outputs, inputs, shape[2], shape[3]), &Device::Cpu)?,
        Tensor::from_vec(bias, outputs, &Device::Cpu)?,
    ])
}
