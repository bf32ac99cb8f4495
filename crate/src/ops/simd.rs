//! Four f32 at once: simd128 on wasm, with a fused multiply-add where the build has relaxed-simd; elsewhere an array that
//! the compiler vectorises, so that kernels are tested natively too.

/// Values in one register.
pub const LANES: usize = 4;

/// Four f32.
#[derive(Clone, Copy, Debug)]
pub struct F32x4(raw::Vector);

impl F32x4 {
    /// The same value four times.
    #[inline(always)]
    pub fn splat(value: f32) -> Self {
        Self(raw::splat(value))
    }

    /// The four values.
    #[inline(always)]
    pub fn load(values: &[f32; LANES]) -> Self {
        Self(raw::load(values))
    }

    /// Four bytes as numbers.
    #[inline(always)]
    pub fn bytes(values: &[u8; LANES]) -> Self {
        Self(raw::bytes(values))
    }

    /// Writes the four values.
    #[inline(always)]
    pub fn store(self, values: &mut [f32; LANES]) {
        raw::store(self.0, values);
    }

    /// `self + a · b`, rounded once or twice.
    #[inline(always)]
    pub fn add_product(self, a: Self, b: Self) -> Self {
        Self(raw::add_product(self.0, a.0, b.0))
    }

    /// The sum of the four.
    #[cfg(feature = "train")]
    #[inline(always)]
    pub fn total(self) -> f32 {
        let mut values = [0.0; LANES];
        self.store(&mut values);
        (values[0] + values[1]) + (values[2] + values[3])
    }

    /// The larger of each pair.
    #[inline(always)]
    pub fn max(self, other: Self) -> Self {
        Self(raw::max(self.0, other.0))
    }
}

impl std::ops::Add for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self(raw::add(self.0, other.0))
    }
}

impl std::ops::Sub for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self(raw::sub(self.0, other.0))
    }
}

impl std::ops::Neg for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(raw::neg(self.0))
    }
}

/// Four values in each of `COUNT` columns, `step` values apart: checked once, loaded without another check.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a, const COUNT: usize> {
    values: &'a [f32],
    step: usize,
}

impl<'a, const COUNT: usize> Columns<'a, COUNT> {
    /// The columns from the slice's start on. Panics where it does not hold them all.
    #[inline(always)]
    pub fn new(values: &'a [f32], step: usize) -> Self {
        let last = (COUNT - 1).checked_mul(step).and_then(|last| last.checked_add(LANES));
        assert!(last.is_some_and(|end| end <= values.len()), "{COUNT} columns {step} apart are not in the slice");
        Self { values, step }
    }

    /// One column; the check of its number is gone where that is a constant.
    #[inline(always)]
    pub fn load(self, column: usize) -> F32x4 {
        assert!(column < COUNT);
        let start = column * self.step;
        // SAFETY: `new` found the values up to the last column's end in the slice.
        #[allow(unsafe_code)]
        let values = unsafe { self.values.get_unchecked(start..start + LANES) };
        // SAFETY: it has LANES values.
        #[allow(unsafe_code)]
        F32x4::load(unsafe { values.try_into().unwrap_unchecked() })
    }
}

#[cfg(target_arch = "wasm32")]
mod raw {
    use core::arch::wasm32::*;

    pub use core::arch::wasm32::v128 as Vector;
    pub use core::arch::wasm32::{
        f32x4_add as add, f32x4_neg as neg, f32x4_pmax as max, f32x4_splat as splat, f32x4_sub as sub,
    };

    #[inline(always)]
    pub fn load(values: &[f32; 4]) -> v128 {
        // SAFETY: the reference covers the 16 bytes that are read; v128.load takes any alignment.
        #[allow(unsafe_code)]
        unsafe {
            v128_load(values.as_ptr().cast())
        }
    }

    #[inline(always)]
    pub fn bytes(values: &[u8; 4]) -> v128 {
        let bytes = u32x4_splat(u32::from_le_bytes(*values));
        f32x4_convert_u32x4(u32x4_extend_low_u16x8(u16x8_extend_low_u8x16(bytes)))
    }

    #[inline(always)]
    pub fn store(vector: v128, values: &mut [f32; 4]) {
        // SAFETY: the reference covers the 16 bytes that are written; v128.store takes any alignment.
        #[allow(unsafe_code)]
        unsafe {
            v128_store(values.as_mut_ptr().cast(), vector);
        }
    }

    #[inline(always)]
    pub fn add_product(sum: v128, a: v128, b: v128) -> v128 {
        #[cfg(target_feature = "relaxed-simd")]
        return f32x4_relaxed_madd(a, b, sum);
        #[cfg(not(target_feature = "relaxed-simd"))]
        return f32x4_add(sum, f32x4_mul(a, b));
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod raw {
    pub type Vector = [f32; 4];

    #[inline(always)]
    fn each(a: Vector, b: Vector, f: impl Fn(f32, f32) -> f32) -> Vector {
        [f(a[0], b[0]), f(a[1], b[1]), f(a[2], b[2]), f(a[3], b[3])]
    }

    #[inline(always)]
    pub fn splat(value: f32) -> Vector {
        [value; 4]
    }

    #[inline(always)]
    pub fn load(values: &[f32; 4]) -> Vector {
        *values
    }

    #[inline(always)]
    pub fn bytes(values: &[u8; 4]) -> Vector {
        values.map(f32::from)
    }

    #[inline(always)]
    pub fn store(vector: Vector, values: &mut [f32; 4]) {
        *values = vector;
    }

    #[inline(always)]
    pub fn add_product(sum: Vector, a: Vector, b: Vector) -> Vector {
        add(sum, each(a, b, |a, b| a * b))
    }

    #[inline(always)]
    pub fn add(a: Vector, b: Vector) -> Vector {
        each(a, b, |a, b| a + b)
    }

    #[inline(always)]
    pub fn sub(a: Vector, b: Vector) -> Vector {
        each(a, b, |a, b| a - b)
    }

    #[inline(always)]
    pub fn neg(a: Vector) -> Vector {
        each(a, a, |a, _| -a)
    }

    #[inline(always)]
    pub fn max(a: Vector, b: Vector) -> Vector {
        each(a, b, |a, b| if a < b { b } else { a })
    }
}
