//! CSV a line at a time: each with its number in the file, and none longer than a picture's may be.

use crate::{Error, Result};
use csv::{ReaderBuilder, StringRecord, Trim};
use std::io::{BufRead, BufReader, Read};

/// The most bytes of a line: a picture's 2304 values take at most 9,216.
pub const MAX_LINE_BYTES: usize = 64 << 10;
/// The most rows of a file, thirty times FER2013's: their pictures take 2.4 GB.
pub const MAX_ROWS: usize = 1 << 20;

/// The lines that are not blank. What lies in a line is a record of its own: no field goes on in the next one.
pub(crate) struct Rows<R> {
    reader: BufReader<R>,
    line: u64,
    rows: usize,
    bytes: Vec<u8>,
}

/// One line: its number, 1 for the first, and its fields without the spaces around them, or what is wrong with it.
pub(crate) struct Row {
    pub line: u64,
    pub fields: std::result::Result<StringRecord, String>,
}

impl<R: Read> Rows<R> {
    pub fn new(reader: R) -> Self {
        Self { reader: BufReader::new(reader), line: 0, rows: 0, bytes: Vec::new() }
    }

    /// The first line; `expected` says what stands in it.
    pub fn header(&mut self, expected: &str) -> Result<StringRecord> {
        let bad =
            |got: String| Err(Error::Data { reason: format!("expected a CSV header with {expected}, got {got}") });
        match self.read()? {
            Some(Row { fields: Ok(fields), .. }) => Ok(fields),
            Some(Row { fields: Err(_), .. }) => bad("bytes that are not UTF-8: save it as UTF-8".to_owned()),
            None => bad("an empty file".to_owned()),
        }
    }

    /// The next line that is not blank, none at the end.
    pub fn read(&mut self) -> Result<Option<Row>> {
        loop {
            self.line += 1;
            self.bytes.clear();
            let mut limited = self.reader.by_ref().take(MAX_LINE_BYTES as u64 + 1);
            limited.read_until(b'\n', &mut self.bytes).map_err(|error| self.bad(&error.to_string()))?;
            if self.bytes.is_empty() {
                return Ok(None);
            }
            if self.bytes.len() > MAX_LINE_BYTES {
                return Err(self.bad(&format!("expected a line of CSV, got more than {MAX_LINE_BYTES} bytes")));
            }
            if self.bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            self.rows += 1;
            if self.rows > MAX_ROWS {
                return Err(self.bad(&format!("expected at most {MAX_ROWS} rows, got more")));
            }
            return Ok(Some(Row { line: self.line, fields: self.fields() }));
        }
    }

    fn fields(&self) -> std::result::Result<StringRecord, String> {
        let mut builder = ReaderBuilder::new();
        let mut csv = builder.has_headers(false).flexible(true).trim(Trim::All).from_reader(&self.bytes[..]);
        let mut record = StringRecord::new();
        csv.read_record(&mut record).map_err(|_| "expected UTF-8, got other bytes".to_owned())?;
        Ok(record)
    }

    fn bad(&self, reason: &str) -> Error {
        Error::Data { reason: format!("line {}: {reason}", self.line) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8]) -> Vec<(u64, Option<String>)> {
        let mut rows = Rows::new(text);
        let next = || rows.read().unwrap().map(|row| (row.line, row.fields.ok().map(|f| f[0].to_owned())));
        std::iter::from_fn(next).collect()
    }

    fn some(line: u64, field: &str) -> (u64, Option<String>) {
        (line, Some(field.to_owned()))
    }

    #[test]
    fn blank_lines_are_counted_and_left_out() {
        assert_eq!(lines(b"a,b\n\n \n1,2\n"), [some(1, "a"), some(4, "1")]);
    }

    #[test]
    fn lines_that_end_as_on_windows_have_their_numbers() {
        assert_eq!(lines(b"a\r\n\r\n1\r\n2"), [some(1, "a"), some(3, "1"), some(4, "2")]);
    }

    #[test]
    fn a_mark_before_the_first_line_is_none_of_its_letters() {
        assert_eq!(lines(b"\xEF\xBB\xBFemotion,pixels"), [some(1, "emotion")]);
    }

    #[test]
    fn other_bytes_than_utf8_spoil_their_line_alone() {
        assert_eq!(lines(b"a\n\xFF\nb"), [some(1, "a"), (2, None), some(3, "b")]);
    }

    #[test]
    fn a_file_in_utf16_is_told_how_to_be_saved() {
        let error = Rows::new(&b"\xFF\xFEe\0\n\0"[..]).header("columns").unwrap_err().to_string();
        assert!(error.contains("expected a CSV header with columns, got bytes that are not UTF-8: save it"), "{error}");
    }

    #[test]
    fn a_line_without_an_end_is_refused_before_it_is_read() {
        let error = Rows::new(std::io::repeat(0)).read().err().unwrap().to_string();
        assert!(error.contains("line 1: expected a line of CSV, got more than 65536 bytes"), "{error}");
    }

    #[test]
    fn a_line_has_64_kib_with_its_end() {
        let line = |bytes: usize| [vec![b'a'; bytes - 1], b"\n".to_vec()].concat();
        assert!(Rows::new(&line(MAX_LINE_BYTES)[..]).read().is_ok());
        assert!(Rows::new(&line(MAX_LINE_BYTES + 1)[..]).read().is_err());
    }

    #[test]
    fn a_file_has_1_048_576_rows() {
        let mut rows = Rows { rows: MAX_ROWS - 1, ..Rows::new(&b"1\n2\n"[..]) };
        assert!(rows.read().is_ok_and(|row| row.is_some()));
        let error = rows.read().err().unwrap().to_string();
        assert!(error.contains("expected at most 1048576 rows"), "{error}");
    }
}
