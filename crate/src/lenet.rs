//! LeNet on candle: convolution blocks, then a dense head, as an [`Architecture`] says.

use crate::{Architecture, Result, ops};
use candle_core::{Module, Tensor};
use candle_nn::{Linear, VarBuilder};

/// A network ready to run. Batches of faces in, logits out.
#[derive(Debug)]
pub struct LeNet {
    blocks: Vec<ConvBlock>,
    dense: Vec<Linear>,
}

/// conv + bias → relu → max pool.
#[derive(Debug)]
struct ConvBlock {
    weight: Tensor,
    bias: Tensor,
    padding: usize,
    pool: usize,
}

/// What one layer gave: its name and, batch first, its values.
#[derive(Clone, Debug)]
pub struct Activation {
    /// `input`, `conv1`, `relu1`, `pool1` (where there is a pool), …, `dense1` (after its relu), …, `logits`.
    pub name: String,
    /// (batch, channels, height, width) up to the last pool, then (batch, width).
    pub values: Tensor,
}

impl LeNet {
    /// Builds the network on the tensors that [`Architecture::tensors`] names.
    pub fn new(architecture: &Architecture, labels: usize, vb: &VarBuilder) -> Result<Self> {
        architecture.validate(labels)?;
        let shapes = architecture.tensors(labels);
        let tensor = |i: usize| vb.get(shapes[i].1.as_slice(), &shapes[i].0);
        let mut blocks = Vec::with_capacity(architecture.blocks.len());
        for (i, block) in architecture.blocks.iter().enumerate() {
            let (weight, bias) = (tensor(2 * i)?, tensor(2 * i + 1)?);
            blocks.push(ConvBlock { weight, bias, padding: block.padding, pool: block.pool });
        }
        let mut dense = Vec::with_capacity(architecture.dense.len() + 1);
        for i in blocks.len()..shapes.len() / 2 {
            dense.push(Linear::new(tensor(2 * i)?, Some(tensor(2 * i + 1)?)));
        }
        Ok(Self { blocks, dense })
    }

    /// Faces (batch, 1, 48, 48), normalised, to logits (batch, labels).
    pub fn forward(&self, faces: &Tensor) -> Result<Tensor> {
        self.run(faces, |_, _| {})
    }

    /// As [`forward`](Self::forward), but returns every layer's activation; the last is the logits.
    pub fn forward_all(&self, faces: &Tensor) -> Result<Vec<Activation>> {
        let mut activations = Vec::new();
        self.run(faces, |name, values| activations.push(Activation { name, values: values.clone() }))?;
        Ok(activations)
    }

    fn run(&self, faces: &Tensor, mut see: impl FnMut(String, &Tensor)) -> Result<Tensor> {
        let mut x = faces.clone();
        see("input".into(), &x);
        for (i, block) in self.blocks.iter().enumerate() {
            x = ops::conv2d(&x, &block.weight, &block.bias, block.padding)?;
            see(format!("conv{}", i + 1), &x);
            x = x.relu()?;
            see(format!("relu{}", i + 1), &x);
            if block.pool > 1 {
                x = ops::max_pool(&x, block.pool)?;
                see(format!("pool{}", i + 1), &x);
            }
        }
        x = x.flatten_from(1)?;
        let (output, hidden) = self.dense.split_last().expect("an architecture has an output layer");
        for (i, layer) in hidden.iter().enumerate() {
            x = layer.forward(&x)?.relu()?;
            see(format!("dense{}", i + 1), &x);
        }
        x = output.forward(&x)?;
        see("logits".into(), &x);
        Ok(x)
    }
}
