//! Ranges of options: what lies outside is refused with the option's name, before any work.

use std::fmt::Display;
use std::ops::RangeBounds;
use std::str::FromStr;

/// A parser of seeds: whole numbers that JSON, and so a checkpoint's metadata, keeps exactly; a run's next ones follow them.
pub fn seed() -> impl Fn(&str) -> Result<u64, String> + Clone + Send + Sync + 'static {
    within(0..=(1 << 53) - 100, "0 to 9007199254740892")
}

/// A parser of numbers in a range. NaN and the infinities lie in none.
pub fn within<T>(
    range: impl RangeBounds<T> + Clone + Send + Sync + 'static,
    expected: &'static str,
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static
where
    T: FromStr + PartialOrd + Display + Send + Sync + 'static,
{
    move |text| match text.parse::<T>() {
        Ok(value) if range.contains(&value) => Ok(value),
        _ => Err(format!("expected {expected}")),
    }
}
