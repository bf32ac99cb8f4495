//! What the command line says: names and words of others without what would steer a terminal.

use anyhow::{Context, Result};
use indicatif::ProgressBar;
use std::io::{IsTerminal, Write, stderr, stdout};
use std::path::Path;
use std::time::Duration;

/// A path as it may be printed: its control characters escaped, line ends too.
pub fn shown(path: impl AsRef<Path>) -> String {
    escaped(&path.as_ref().to_string_lossy()).replace('\n', "\\n")
}

/// Text as it may be printed: control characters but line ends and tabs escaped, and what turns the direction of writing.
pub fn escaped(text: &str) -> String {
    let mut printed = String::with_capacity(text.len());
    for c in text.chars() {
        let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        match c {
            '\n' | '\t' => printed.push(c),
            _ if c.is_control() || turns => printed.extend(c.escape_default()),
            _ => printed.push(c),
        }
    }
    printed
}

/// A parser of words for a card: one line of them.
pub fn one_line(text: &str) -> Result<String, String> {
    if text == shown(text) {
        Ok(text.to_owned())
    } else {
        Err("expected one line without control characters".to_owned())
    }
}

/// Prints to standard output; an error, such as a reader that left, ends the command.
pub fn print(text: impl AsRef<str>) -> Result<()> {
    stdout().write_all(escaped(text.as_ref()).as_bytes()).context("cannot write to standard output")
}

/// Says something on standard error.
pub fn say(text: impl AsRef<str>) {
    // Where nobody listens, there is nobody to tell.
    writeln!(stderr(), "{}", escaped(text.as_ref())).ok();
}

/// A sign of life while something goes on that shows nothing: turning on a terminal, and a line elsewhere.
pub struct Busy(ProgressBar);

impl Busy {
    pub fn new(what: String) -> Self {
        if !stderr().is_terminal() {
            say(what);
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new_spinner().with_message(what);
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(bar)
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_escaped() {
        assert_eq!(escaped("a\u{1b}[31m\tb\r\n\u{202e}é"), "a\\u{1b}[31m\tb\\r\n\\u{202e}é");
    }

    #[test]
    fn a_name_takes_one_line() {
        assert_eq!(shown(Path::new("a\nb")), "a\\nb");
    }
}
