//! Relu and max pool in one pass, and which value won each square: all that their gradient needs.

/// The winner of a square in which nothing is above 0: relu lets no gradient through.
const NONE: u8 = u8::MAX;

/// Relu and max pool of planes (height, width); stride `size`, what is left over at the right and bottom is dropped.
#[derive(Clone, Copy, Debug)]
pub struct ReluPool {
    pub size: usize,
    pub height: usize,
    pub width: usize,
}

impl ReluPool {
    pub fn plane(&self) -> usize {
        self.height * self.width
    }

    pub fn out_height(&self) -> usize {
        self.height / self.size
    }

    pub fn out_width(&self) -> usize {
        self.width / self.size
    }

    pub fn out_plane(&self) -> usize {
        self.out_height() * self.out_width()
    }

    /// `out = max(0, value · scale + shift)` over each square, and its `winners`: the place in the square of the largest,
    /// the first of equals as in PyTorch.
    #[inline(always)]
    pub fn forward(&self, plane: &[f32], scale: f32, shift: f32, out: &mut [f32], winners: &mut [u8]) {
        let width = self.out_width();
        for (y, (out, winners)) in out.chunks_exact_mut(width).zip(winners.chunks_exact_mut(width)).enumerate() {
            let rows = &plane[y * self.size * self.width..];
            match self.size {
                1 => {
                    for ((out, winner), v) in out.iter_mut().zip(winners).zip(rows) {
                        let v = v * scale + shift;
                        *out = v.max(0.0);
                        *winner = if v > 0.0 { 0 } else { NONE };
                    }
                }
                2 => {
                    let pairs = rows.chunks_exact(2).zip(rows[self.width..].chunks_exact(2));
                    for ((out, winner), (upper, lower)) in out.iter_mut().zip(winners).zip(pairs) {
                        let [a, b] = [upper[0] * scale + shift, upper[1] * scale + shift];
                        let [c, d] = [lower[0] * scale + shift, lower[1] * scale + shift];
                        let (upper, lower) = (if b > a { b } else { a }, if d > c { d } else { c });
                        let (upper_place, lower_place) = (u8::from(b > a), 2 + u8::from(d > c));
                        let (best, place) = if lower > upper { (lower, lower_place) } else { (upper, upper_place) };
                        *out = best.max(0.0);
                        *winner = if best > 0.0 { place } else { NONE };
                    }
                }
                size => {
                    for (x, (out, winner)) in out.iter_mut().zip(winners).enumerate() {
                        (*out, *winner) = (0.0, NONE);
                        for place in 0..size * size {
                            let v = rows[place / size * self.width + x * size + place % size] * scale + shift;
                            if v > *out {
                                (*out, *winner) = (v, place as u8);
                            }
                        }
                    }
                }
            }
        }
    }

    /// Spreads the gradient of the pooled plane: each value to its square's winner, 0 elsewhere.
    #[inline(always)]
    pub fn backward(&self, out_grad: &[f32], winners: &[u8], grad: &mut [f32]) {
        let width = self.out_width();
        if self.size > 2 || self.out_plane() * self.size * self.size != self.plane() {
            grad.fill(0.0);
        }
        for (y, (out_grad, winners)) in out_grad.chunks_exact(width).zip(winners.chunks_exact(width)).enumerate() {
            let rows = &mut grad[y * self.size * self.width..];
            let pick = |winner: u8, place: u8, g: f32| if winner == place { g } else { 0.0 };
            match self.size {
                1 => rows.iter_mut().zip(out_grad).zip(winners).for_each(|((v, g), w)| *v = pick(*w, 0, *g)),
                2 => {
                    let (upper, lower) = rows.split_at_mut(self.width);
                    let pairs = upper.chunks_exact_mut(2).zip(lower.chunks_exact_mut(2));
                    for ((upper, lower), (g, w)) in pairs.zip(out_grad.iter().zip(winners)) {
                        [upper[0], upper[1]] = [pick(*w, 0, *g), pick(*w, 1, *g)];
                        [lower[0], lower[1]] = [pick(*w, 2, *g), pick(*w, 3, *g)];
                    }
                }
                size => {
                    for (x, (g, w)) in out_grad.iter().zip(winners).enumerate() {
                        if *w != NONE {
                            let place = usize::from(*w);
                            rows[place / size * self.width + x * size + place % size] = *g;
                        }
                    }
                }
            }
        }
    }
}
