//! 3×3 convolution in 16 multiplications for four outputs instead of 36: Winograd's F(2×2, 3×3), Lavin & Gray 2016,
//! <https://arxiv.org/abs/1509.09308>. Kernels and 4×4 tiles of the map are transformed, multiplied value by value (which,
//! over all channels, is 16 matrix products) and transformed back to 2×2 outputs.

use super::map::{Finish, Map};
use crate::ops::packed::{Octet, ROWS, Sums, WIDTH, add_products, add_row, load, pack, store};
use crate::ops::simd::{F32x4, LANES};

/// Values of a transformed tile.
const TILE: usize = 16;

/// Tiles that are multiplied at a time: their products stay in the second cache.
const TILES: usize = 16;

/// Kernels ready to multiply: for each eight outputs and each of the 16 places, an octet an input.
#[derive(Debug)]
pub struct Winograd {
    inputs: usize,
    weights: Vec<Octet>,
}

/// A 2×2 square of outputs.
type Square = [Sums; 4];

impl Winograd {
    /// Whether it can convolve this many inputs: channels are transformed four at a time.
    pub fn takes(inputs: usize) -> bool {
        inputs.is_multiple_of(LANES)
    }

    /// Of a weight (out, in, 3, 3).
    pub fn new(weight: &[f32], outputs: usize, inputs: usize) -> Self {
        let kernels = pack(weight, outputs, 0..9 * inputs);
        let mut weights = vec![[0.0; WIDTH]; outputs.div_ceil(WIDTH) * TILE * inputs];
        for (i, kernel) in kernels.as_chunks::<9>().0.iter().enumerate() {
            let (octet, input) = (i / inputs, i % inputs);
            for (place, values) in transform_kernel(kernel).into_iter().enumerate() {
                store(values, &mut weights[(octet * TILE + place) * inputs + input]);
            }
        }
        Self { inputs, weights }
    }

    /// Convolves a map, a padding of zero pixels around it, and takes the largest of each 2×2 square if asked to pool.
    pub fn run(&self, map: Map, [top, left, bottom, right]: [usize; 4], pool: bool, finish: &Finish, out: &mut [f32]) {
        let (height, width) = (map.height + top + bottom - 2, map.width + left + right - 2);
        // Whole squares of outputs for a pool, which drops what is left over; else as many as cover the map.
        let squares = |side: usize| if pool { side / 2 } else { side.div_ceil(2) };
        let (rows, columns) = (squares(height), squares(width));
        let needed = |squares: usize, before: usize, size: usize| (2 * squares + 2).saturating_sub(before + size);
        let padding = [top, left, needed(rows, top, map.height), needed(columns, left, map.width)];
        let mut tiles = vec![0.0; rows * columns * TILE * self.inputs];
        self.transform(map.padded(padding).map(), columns, &mut tiles);
        self.multiply(&tiles, columns, |octet, [y, x], square| {
            if pool {
                let best = |half: usize| square[0][half].max(square[1][half]).max(square[2][half].max(square[3][half]));
                finish.write(octet, y * columns + x, [best(0), best(1)], out);
            } else {
                for (i, sums) in square.into_iter().enumerate() {
                    let (y, x) = (2 * y + i / 2, 2 * x + i % 2);
                    if y < height && x < width {
                        finish.write(octet, y * width + x, sums, out);
                    }
                }
            }
        });
    }

    /// Transforms the tiles of a padded map: `tiles` holds rows × columns of them.
    fn transform(&self, map: Map, columns: usize, tiles: &mut [f32]) {
        let (n, width) = (self.inputs, map.width);
        for (tile, out) in tiles.chunks_exact_mut(TILE * n).enumerate() {
            let corner = (2 * (tile / columns) * width + 2 * (tile % columns)) * n;
            let pixels: [&[[f32; LANES]]; TILE] = std::array::from_fn(|i| {
                let start = corner + (i / 4 * width + i % 4) * n;
                map.values[start..start + n].as_chunks().0
            });
            let (out, _) = out.as_chunks_mut::<LANES>();
            for c in 0..n / LANES {
                let tile = transform_tile(pixels.map(|pixel| F32x4::load(&pixel[c])));
                for (place, value) in tile.into_iter().enumerate() {
                    value.store(&mut out[place * (n / LANES) + c]);
                }
            }
        }
    }

    /// Convolves transformed tiles; `see` gets the number of eight outputs, the tile's row and column, and its square of outputs.
    ///
    /// One place after the other, so that its weights and tiles stay in the first cache.
    fn multiply(&self, tiles: &[f32], columns: usize, mut see: impl FnMut(usize, [usize; 2], Square)) {
        let (n, tile) = (self.inputs, TILE * self.inputs);
        let octets = self.weights.len() / tile;
        let mut products = vec![[0.0; WIDTH]; TILES * TILE * octets];
        let (mut y, mut x) = (0, 0);
        for tiles in tiles.chunks(TILES * tile) {
            let count = tiles.len() / tile;
            for place in 0..TILE {
                for octet in 0..octets {
                    let weights = &self.weights[(octet * TILE + place) * n..][..n];
                    for first in (0..count).step_by(ROWS) {
                        let rows = ROWS.min(count - first);
                        let row = |r: usize| &tiles[((first + r.min(rows - 1)) * TILE + place) * n..][..n];
                        let mut sums = [[F32x4::splat(0.0); 2]; ROWS];
                        if rows == 1 {
                            add_row(&mut sums[0], row(0), weights);
                        } else {
                            add_products(&mut sums, [row(0), row(1), row(2), row(3)], weights);
                        }
                        for (r, sums) in sums.into_iter().enumerate().take(rows) {
                            store(sums, &mut products[((first + r) * octets + octet) * TILE + place]);
                        }
                    }
                }
            }
            for products in products.chunks_exact(octets * TILE).take(count) {
                for (octet, products) in products.chunks_exact(TILE).enumerate() {
                    see(octet, [y, x], transform_back(|place| load(&products[place])));
                }
                (y, x) = if x + 1 < columns { (y, x + 1) } else { (y + 1, 0) };
            }
        }
    }
}

/// G · g · Gᵀ, for eight outputs.
fn transform_kernel(g: &[Octet; 9]) -> [Sums; TILE] {
    let half = |value: F32x4| F32x4::splat(0.0).add_product(value, F32x4::splat(0.5));
    let line = |a: F32x4, b: F32x4, c: F32x4| [a, half(a + b + c), half(a - b + c), c];
    let halves = [0, 1].map(|half| {
        let g: [F32x4; 9] = std::array::from_fn(|i| load(&g[i])[half]);
        let columns: [[F32x4; 4]; 3] = std::array::from_fn(|x| line(g[x], g[3 + x], g[6 + x]));
        let rows: [[F32x4; 4]; 4] = std::array::from_fn(|y| line(columns[0][y], columns[1][y], columns[2][y]));
        rows
    });
    std::array::from_fn(|i| halves.map(|rows| rows[i / 4][i % 4]))
}

/// Bᵀ · d · B.
#[inline(always)]
fn transform_tile(d: [F32x4; TILE]) -> [F32x4; TILE] {
    let line = |a: F32x4, b: F32x4, c: F32x4, d: F32x4| [a - c, b + c, c - b, b - d];
    let columns: [[F32x4; 4]; 4] = std::array::from_fn(|x| line(d[x], d[4 + x], d[8 + x], d[12 + x]));
    let rows: [[F32x4; 4]; 4] =
        std::array::from_fn(|y| line(columns[0][y], columns[1][y], columns[2][y], columns[3][y]));
    std::array::from_fn(|i| rows[i / 4][i % 4])
}

/// Aᵀ · m · A, for eight outputs.
#[inline(always)]
fn transform_back(m: impl Fn(usize) -> Sums) -> Square {
    let line = |a: F32x4, b: F32x4, c: F32x4, d: F32x4| [a + b + c, b - c - d];
    let half = |half: usize| {
        let columns: [[F32x4; 2]; 4] =
            std::array::from_fn(|x| line(m(x)[half], m(4 + x)[half], m(8 + x)[half], m(12 + x)[half]));
        let row = |y: usize| line(columns[0][y], columns[1][y], columns[2][y], columns[3][y]);
        [row(0), row(1)]
    };
    let halves = [half(0), half(1)];
    std::array::from_fn(|i| halves.map(|half| half[i / 2][i % 2]))
}
