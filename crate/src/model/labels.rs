//! What labels may be: of a checkpoint, and of the data that one learns from.

use crate::{Error, Result};

/// Checks that there are at least so many labels, and that each is short, its own and printable.
pub(crate) fn check(labels: &[String], at_least: usize) -> Result<()> {
    let bad = |reason: String| Err(Error::Labels { reason });
    if !(at_least..=64).contains(&labels.len()) {
        return bad(format!("expected {at_least} to 64 labels, got {}", labels.len()));
    }
    for (i, label) in labels.iter().enumerate() {
        // A control character in a card, a chart or a page would break it.
        if label.is_empty() || label.len() > 64 || label.contains(char::is_control) || labels[..i].contains(label) {
            let label = label.escape_debug();
            return bad(format!(
                "expected distinct labels of 1 to 64 bytes without control characters, got `{label}` as label {}",
                i + 1
            ));
        }
    }
    Ok(())
}
