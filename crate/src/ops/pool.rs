//! Relu and max pool, in one pass each way.

use super::{parallel, slice, with_values};
use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};

/// The largest of each `size` × `size` square of maps (batch, channels, height, width); stride `size`, what is left
/// over at the right and bottom is dropped.
pub fn max_pool(maps: &Tensor, size: usize) -> Result<Tensor> {
    maps.contiguous()?.apply_op1(MaxPool { size, relu: false })
}

/// `max_pool(relu(maps))`, the same as `relu(max_pool(maps))`.
pub fn relu_max_pool(maps: &Tensor, size: usize) -> Result<Tensor> {
    maps.contiguous()?.apply_op1(MaxPool { size, relu: true })
}

struct MaxPool {
    size: usize,
    relu: bool,
}

impl MaxPool {
    fn sizes(&self, dims: &[usize]) -> Result<(usize, usize, usize, usize)> {
        match *dims {
            [batch, channels, height, width] if self.size >= 1 && height >= self.size && width >= self.size => {
                Ok((batch, channels, height, width))
            }
            _ => candle_core::bail!("max pool of {} takes maps of at least that size, got {dims:?}", self.size),
        }
    }

    /// Where nothing is larger, the first of the square; `relu` lets only what is above 0 through.
    fn start(&self) -> f32 {
        if self.relu { 0.0 } else { f32::NEG_INFINITY }
    }

    fn forward(&self, plane: &[f32], width: usize, out: &mut [f32], out_width: usize) {
        out.fill(self.start());
        for (y, out) in out.chunks_exact_mut(out_width).enumerate() {
            for row in 0..self.size {
                let row = &plane[(y * self.size + row) * width..][..out_width * self.size];
                if self.size == 2 {
                    out.iter_mut()
                        .zip(row.chunks_exact(2))
                        .for_each(|(out, pair)| *out = out.max(pair[0].max(pair[1])));
                } else {
                    let squares = row.chunks_exact(self.size);
                    out.iter_mut().zip(squares).for_each(|(out, part)| *out = part.iter().fold(*out, |m, v| m.max(*v)));
                }
            }
        }
    }

    /// The gradient goes to the first of the square's largest values, as in PyTorch.
    fn backward(&self, plane: &[f32], width: usize, out_grad: &[f32], out_width: usize, grad: &mut [f32]) {
        for (i, &out_grad) in out_grad.iter().enumerate() {
            let corner = i / out_width * self.size * width + i % out_width * self.size;
            let (mut best, mut place) = (self.start(), None);
            for start in (0..self.size).map(|row| corner + row * width) {
                for (index, value) in (start..).zip(&plane[start..start + self.size]) {
                    if *value > best {
                        (best, place) = (*value, Some(index));
                    }
                }
            }
            if let Some(index) = place {
                grad[index] = out_grad;
            }
        }
    }
}

impl CustomOp1 for MaxPool {
    fn name(&self) -> &'static str {
        "max_pool"
    }

    fn cpu_fwd(&self, storage: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (batch, channels, height, width) = self.sizes(layout.dims())?;
        let (out_height, out_width) = (height / self.size, width / self.size);
        let (maps, plane) = (slice(storage, layout)?, height * width);
        let mut out = vec![0.0; batch * channels * out_height * out_width];
        if !out.is_empty() {
            let (map, out_map) = (channels * plane, channels * out_height * out_width);
            parallel::for_each_piece(&mut out, out_map, |i, out| {
                let planes = maps[i * map..(i + 1) * map].chunks_exact(plane);
                let out_planes = out.chunks_exact_mut(out_height * out_width);
                planes.zip(out_planes).for_each(|(plane, out)| self.forward(plane, width, out, out_width));
            });
        }
        Ok((CpuStorage::F32(out), (batch, channels, out_height, out_width).into()))
    }

    fn bwd(&self, arg: &Tensor, _out: &Tensor, out_grad: &Tensor) -> Result<Option<Tensor>> {
        let (_, channels, height, width) = self.sizes(arg.dims())?;
        let (plane, out_width) = (height * width, width / self.size);
        let (out_plane, map) = (height / self.size * out_width, channels * plane);
        let mut grad = vec![0.0; arg.elem_count()];
        let mut fill = |maps: &[f32], out_grad: &[f32]| {
            parallel::for_each_piece(&mut grad, map, |i, grad| {
                let planes = maps[i * map..(i + 1) * map].chunks_exact(plane);
                let out_grads = out_grad[i * channels * out_plane..].chunks_exact(out_plane);
                for ((plane, out_grad), grad) in planes.zip(out_grads).zip(grad.chunks_exact_mut(plane)) {
                    self.backward(plane, width, out_grad, out_width, grad);
                }
            });
        };
        with_values(arg, |maps| with_values(out_grad, |out_grad| fill(maps, out_grad)))??;
        Ok(Some(Tensor::from_vec(grad, arg.shape(), arg.device())?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::testing::{assert_close, random};
    use candle_core::{D, Var};

    /// Not candle's own `max_pool2d`: version 0.11.1 divides its gradient by the pool's area.
    fn reference(maps: &Tensor, size: usize) -> Result<Tensor> {
        let (b, c, h, w) = maps.dims4()?;
        let squares = maps.reshape(vec![b * c, h / size, size, w / size, size])?.transpose(2, 3)?;
        squares.flatten_from(3)?.max(D::Minus1)?.reshape((b, c, h / size, w / size))
    }

    #[test]
    fn forward_and_gradient_equal_the_maximum() -> Result<()> {
        for (i, (dims, size)) in
            [([1, 1, 4, 4], 2), ([3, 5, 7, 9], 2), ([64, 2, 6, 6], 3), ([2, 3, 5, 4], 1)].into_iter().enumerate()
        {
            let maps = Var::from_tensor(&random(dims.as_slice(), i as u64)?)?;
            let whole = maps.narrow(2, 0, dims[2] / size * size)?.narrow(3, 0, dims[3] / size * size)?.contiguous()?;
            for relu in [false, true] {
                let ours = if relu { relu_max_pool(&maps, size)? } else { max_pool(&maps, size)? };
                let theirs = reference(&whole, size)?;
                let theirs = if relu { theirs.relu()? } else { theirs };
                assert_close(&ours, &theirs, 0.0)?;
                let (ours, theirs) = (ours.sqr()?.backward()?, theirs.sqr()?.backward()?);
                assert_close(ours.get(&maps).unwrap(), theirs.get(&maps).unwrap(), 1e-6)?;
            }
        }
        Ok(())
    }

    #[test]
    fn a_map_smaller_than_the_pool_is_an_error() -> Result<()> {
        assert!(max_pool(&random((1, 1, 1, 4), 0)?, 2).is_err());
        Ok(())
    }
}
