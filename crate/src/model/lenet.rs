//! LeNet on candle: convolution blocks, then a dense head, as an [`Architecture`] says.

use crate::ops::{Conv2d, Options};
use crate::{Architecture, Error, Result};
use candle_core::Tensor;
use std::collections::BTreeMap;

/// A network ready to run. Batches of faces in, logits out.
///
/// ```
/// use mimique::candle::{DType, Device, Tensor};
/// use mimique::{Architecture, LeNet, Metadata, Recipe, Trainer};
/// # fn main() -> mimique::Result<()> {
/// let architecture = Architecture::named("lenet5")?;
/// let metadata = Metadata::new("fresh", architecture.clone(), vec!["ring".into(), "cross".into()]);
/// let checkpoint = Trainer::new(architecture, 2, Recipe::plain(16, 0.01)?)?.checkpoint(metadata)?;
///
/// let network = LeNet::new(&checkpoint.metadata().architecture, 2, checkpoint.tensors())?;
/// let faces = Tensor::zeros((3, 1, 48, 48), DType::F32, &Device::Cpu)?;
/// assert_eq!(network.forward(&faces)?.dims(), [3, 2]);
/// let names: Vec<String> = network.forward_all(&faces)?.into_iter().map(|layer| layer.name).collect();
/// assert_eq!(names[..4], ["input", "conv1", "relu1", "pool1"]);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct LeNet {
    /// conv + bias → relu → max pool, one op per block.
    blocks: Vec<Conv2d>,
    /// Dense layers, as convolutions of one pixel: the products are the same.
    dense: Vec<Conv2d>,
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
    /// Builds the network on the tensors that [`Architecture::tensors`] names, as a
    /// [`Checkpoint`](crate::Checkpoint::tensors) holds them.
    ///
    /// # Errors
    /// [`Error::Architecture`] for an architecture that cannot be built, or tensors that are not its own.
    pub fn new(architecture: &Architecture, labels: usize, tensors: &BTreeMap<String, Tensor>) -> Result<Self> {
        architecture.check_outputs(labels)?;
        let shapes = architecture.tensors(labels);
        let tensor = |name: String| {
            let shape = shapes.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, shape)| shape);
            let tensor = tensors.get(&name).filter(|tensor| tensor.dims() == shape);
            tensor.ok_or_else(|| Error::Architecture { reason: format!("expected a tensor `{name}` of {shape:?}") })
        };
        let layer = |name: String| Ok::<_, Error>((tensor(format!("{name}.weight"))?, tensor(format!("{name}.bias"))?));
        let mut blocks = Vec::with_capacity(architecture.blocks().len());
        for (i, block) in architecture.blocks().iter().enumerate() {
            let padding = [block.padding(); 4];
            let options = Options { padding, relu: true, pool: block.pool(), ..Options::default() };
            let (weight, bias) = layer(format!("conv{}", i + 1))?;
            blocks.push(Conv2d::new(weight, bias, options)?);
        }
        let mut dense = Vec::with_capacity(architecture.dense().len() + 1);
        for i in 0..=architecture.dense().len() {
            let (weight, bias) = layer(format!("dense{}", i + 1))?;
            let mut weight = weight.clone();
            if let ([], Some(last)) = (dense.as_slice(), architecture.blocks().last()) {
                // Checkpoints flatten maps channel by channel, the blocks above give them pixel by pixel.
                let side = ((weight.dim(1)? / last.channels()) as f64).sqrt() as usize;
                let maps = weight.reshape((weight.dim(0)?, last.channels(), side, side))?;
                weight = maps.permute((0, 2, 3, 1))?.flatten_from(1)?;
            }
            let options = Options { relu: i < architecture.dense().len(), ..Options::default() };
            dense.push(Conv2d::new(&weight.reshape((weight.dim(0)?, weight.dim(1)?, 1, 1))?, bias, options)?);
        }
        Ok(Self { blocks, dense })
    }

    /// Faces (batch, 1, 48, 48), normalised, to what the last dense layer sees of them (batch, values), in the order of its
    /// weights in a checkpoint.
    #[cfg(feature = "train")]
    pub(crate) fn features(&self, faces: &Tensor) -> Result<Tensor> {
        let maps = self.maps(faces)?;
        let (_, hidden) = self.dense.split_last().expect("a network has logits");
        if hidden.is_empty() {
            return Ok(maps.permute((0, 3, 1, 2))?.flatten_from(1)?);
        }
        let mut x = as_pixels(&maps)?;
        for layer in hidden {
            x = layer.forward(&x)?;
        }
        Ok(x.squeeze(0)?.squeeze(0)?)
    }

    /// The last block's maps, channels last.
    fn maps(&self, faces: &Tensor) -> Result<Tensor> {
        self.blocks.iter().try_fold(channels_last(faces)?, |x, block| Ok(block.forward(&x)?))
    }

    /// Faces (batch, 1, 48, 48), normalised, to logits (batch, labels).
    ///
    /// # Errors
    /// [`Error::Candle`] for a tensor of another shape or type.
    pub fn forward(&self, faces: &Tensor) -> Result<Tensor> {
        let mut x = as_pixels(&self.maps(faces)?)?;
        for layer in &self.dense {
            x = layer.forward(&x)?;
        }
        Ok(x.squeeze(0)?.squeeze(0)?)
    }

    /// As [`forward`](Self::forward), but returns every layer's activation; the last is the logits.
    ///
    /// # Errors
    /// [`Error::Candle`] for a tensor of another shape or type.
    pub fn forward_all(&self, faces: &Tensor) -> Result<Vec<Activation>> {
        let mut activations = Vec::new();
        let mut see = |name: String, values: &Tensor| activations.push(Activation { name, values: values.clone() });
        see("input".into(), faces);
        let mut x = channels_last(faces)?;
        for (i, block) in self.blocks.iter().enumerate() {
            let mut see = |name: &str, maps: &Tensor| -> Result<()> {
                see(format!("{name}{}", i + 1), &maps.permute((0, 3, 1, 2))?.contiguous()?);
                Ok(())
            };
            x = block.bare().forward(&x)?;
            see("conv", &x)?;
            x = rectified(&x, 1)?;
            see("relu", &x)?;
            if block.options().pool > 1 {
                x = rectified(&x, block.options().pool)?;
                see("pool", &x)?;
            }
        }
        x = as_pixels(&x)?;
        for (i, layer) in self.dense.iter().enumerate() {
            x = layer.forward(&x)?;
            let name = if i + 1 < self.dense.len() { format!("dense{}", i + 1) } else { "logits".into() };
            see(name, &x.squeeze(0)?.squeeze(0)?);
        }
        Ok(activations)
    }
}

/// (batch, channels, height, width) to (batch, height, width, channels).
fn channels_last(maps: &Tensor) -> Result<Tensor> {
    Ok(maps.permute((0, 2, 3, 1))?.contiguous()?)
}

/// The largest of each square of maps (batch, height, width, channels), or 0 where none is above: relu and max pool, or relu alone
/// for squares of 1. Not candle's own, which bring every type of number into a page's download.
fn rectified(maps: &Tensor, square: usize) -> Result<Tensor> {
    let (batch, height, width, channels) = maps.dims4()?;
    let (rows, columns) = (height / square, width / square);
    let values = maps.flatten_all()?.to_vec1::<f32>()?;
    let mut out = vec![0f32; batch * rows * columns * channels];
    for (i, largest) in out.chunks_exact_mut(channels).enumerate() {
        let (row, column) = (i / columns, i % columns);
        // The rows of all pictures one under the other; what fills no square is left out.
        let top = row / rows * height + row % rows * square;
        for (y, x) in (0..square * square).map(|k| (top + k / square, column * square + k % square)) {
            let pixel = &values[(y * width + x) * channels..][..channels];
            largest.iter_mut().zip(pixel).for_each(|(largest, value)| *largest = largest.max(*value));
        }
    }
    Ok(Tensor::from_vec(out, (batch, rows, columns, channels), maps.device())?)
}

/// Each of a batch as one pixel of all its values: (1, 1, batch, values).
fn as_pixels(maps: &Tensor) -> Result<Tensor> {
    let values = maps.flatten_from(1)?;
    Ok(values.unsqueeze(0)?.unsqueeze(0)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Block;
    use crate::ops::testing::random;

    #[test]
    fn layer_by_layer_gives_the_same_logits() {
        // Sides of 44, 22, 18, 9 and 4: the last pool drops a row and a column.
        let blocks = [(8, 5, 0), (12, 5, 0), (12, 3, 1)]
            .map(|(channels, kernel, padding)| Block::new(channels, kernel, padding, 2));
        let blocks = blocks.into_iter().collect::<Result<_>>().unwrap();
        let architecture = Architecture::new("odd", blocks, vec![10]).unwrap();
        let tensors = architecture.tensors(3).into_iter().enumerate();
        let tensors = tensors.map(|(i, (name, shape))| (name, random(shape, i as u64).unwrap())).collect();
        let network = LeNet::new(&architecture, 3, &tensors).unwrap();
        let faces = random((2, 1, 48, 48), 9).unwrap();
        let layers = network.forward_all(&faces).unwrap();
        let logits = |values: &Tensor| values.to_vec2::<f32>().unwrap();
        assert_eq!(logits(&layers.last().unwrap().values), logits(&network.forward(&faces).unwrap()));
    }
}
