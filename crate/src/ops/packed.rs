//! Matrix products whose right side, weights, was packed once: eight outputs side by side for each input.

use super::simd::{F32x4, LANES};

/// Outputs that are computed at once: two registers' worth.
pub const WIDTH: usize = 2 * LANES;

/// Eight outputs' weights for one input.
pub type Octet = [f32; WIDTH];

/// Sums of eight outputs.
pub type Sums = [F32x4; 2];

/// Rows whose sums fit the registers: 4 × 2 sums, 2 of weights, 1 of a row; V8 has 16 and spills beyond that.
pub const ROWS: usize = 4;

#[inline(always)]
pub fn load(values: &Octet) -> Sums {
    let (lanes, _) = values.as_chunks::<LANES>();
    [F32x4::load(&lanes[0]), F32x4::load(&lanes[1])]
}

#[inline(always)]
pub fn store(sums: Sums, values: &mut Octet) {
    let (lanes, _) = values.as_chunks_mut::<LANES>();
    sums[0].store(&mut lanes[0]);
    sums[1].store(&mut lanes[1]);
}

/// Packs the weights of `outputs`, which lie one output after the other, into octets: for every eight outputs those at each
/// place of `order`; outputs that are not there are 0.
pub fn pack(weights: &[f32], outputs: usize, order: impl Iterator<Item = usize> + Clone) -> Vec<Octet> {
    let size = weights.len() / outputs.max(1);
    let mut packed = Vec::with_capacity(outputs.div_ceil(WIDTH) * size);
    for first in (0..outputs).step_by(WIDTH) {
        let (weights, count) = (&weights[first * size..], WIDTH.min(outputs - first));
        let octet = |place| std::array::from_fn(|i| if i < count { weights[i * size + place] } else { 0.0 });
        packed.extend(order.clone().map(octet));
    }
    packed
}

/// `sums[row] += Σ rows[row][i] · weights[i]`.
#[inline(always)]
pub fn add_products<const R: usize>(sums: &mut [Sums; R], rows: [&[f32]; R], weights: &[Octet]) {
    let rows = rows.map(|row| &row[..weights.len()]);
    for (i, weights) in weights.iter().enumerate() {
        let weights = load(weights);
        for r in 0..R {
            let value = F32x4::splat(rows[r][i]);
            sums[r] = [sums[r][0].add_product(value, weights[0]), sums[r][1].add_product(value, weights[1])];
        }
    }
}

/// As [`add_products`] for one row, in four chains: one alone would wait for each addition before the next.
#[inline(always)]
pub fn add_row(sums: &mut Sums, row: &[f32], weights: &[Octet]) {
    let (quads, rest) = weights.as_chunks::<ROWS>();
    let (values, row_rest) = row[..weights.len()].as_chunks::<ROWS>();
    let mut chains = [[F32x4::splat(0.0); 2]; ROWS];
    for (weights, values) in quads.iter().zip(values) {
        for i in 0..ROWS {
            let (value, weights) = (F32x4::splat(values[i]), load(&weights[i]));
            chains[i] = [chains[i][0].add_product(value, weights[0]), chains[i][1].add_product(value, weights[1])];
        }
    }
    let [first, ..] = &mut chains;
    add_products(std::array::from_mut(first), [row_rest], rest);
    for half in 0..2 {
        sums[half] = sums[half] + ((chains[0][half] + chains[1][half]) + (chains[2][half] + chains[3][half]));
    }
}
