//! A JSON text, read byte by byte: what is the same for every type, apart from what is compiled anew for each.

use super::Unfit;
use std::borrow::Cow;

/// How deep arrays and objects may lie in one another, as with `serde_json`.
const DEEPEST: u8 = 127;

/// A text, and how far it is read.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
}

/// What is neither array nor object.
pub(super) enum Plain<'a> {
    Null,
    Truth(bool),
    Count(u64),
    Negative(i64),
    Text(Cow<'a, str>),
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Reader {
            text,
            at: 0,
            depth: 0,
        }
    }

    pub(super) fn end(&mut self) -> Result<(), Unfit> {
        self.peek().map_or(Ok(()), |_| Err(Unfit))
    }

    /// The byte that stands here.
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no space.
    pub(super) fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    /// Goes past this byte, if it comes next.
    pub(super) fn goes_past(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn must(&mut self, byte: u8) -> Result<(), Unfit> {
        self.goes_past(byte).then_some(()).ok_or(Unfit)
    }

    /// Goes into an array or object.
    pub(super) fn open(&mut self, byte: u8) -> Result<(), Unfit> {
        self.must(byte)?;
        self.depth += 1;
        (self.depth <= DEEPEST).then_some(()).ok_or(Unfit)
    }

    /// Leaves it. Nothing may be left in it.
    pub(super) fn close(&mut self, byte: u8) -> Result<(), Unfit> {
        self.depth -= 1;
        self.must(byte)
    }

    /// Whether another item follows before the closing byte.
    pub(super) fn more(&mut self, closing: u8, first: &mut bool) -> Result<bool, Unfit> {
        if self.peek() == Some(closing) {
            return Ok(false);
        }
        if !std::mem::take(first) {
            self.must(b',')?;
        }
        Ok(true)
    }

    /// The name of the next pair, and past its colon.
    pub(super) fn name(&mut self) -> Result<Cow<'a, str>, Unfit> {
        self.must(b'"')?;
        let name = self.rest_of_text()?;
        self.must(b':')?;
        Ok(name)
    }

    pub(super) fn plain(&mut self) -> Result<Plain<'a>, Unfit> {
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                self.rest_of_text().map(Plain::Text)
            }
            Some(b'-' | b'0'..=b'9') => {
                let digits = self.number()?;
                if digits.starts_with('-') {
                    digits.parse().map(Plain::Negative).map_err(|_| Unfit)
                } else {
                    digits.parse().map(Plain::Count).map_err(|_| Unfit)
                }
            }
            _ => self.word(),
        }
    }

    pub(super) fn word(&mut self) -> Result<Plain<'a>, Unfit> {
        let left = self.text.get(self.at..).ok_or(Unfit)?;
        let (plain, length) = if left.starts_with("null") {
            (Plain::Null, 4)
        } else if left.starts_with("true") {
            (Plain::Truth(true), 4)
        } else if left.starts_with("false") {
            (Plain::Truth(false), 5)
        } else {
            return Err(Unfit);
        };
        self.at += length;
        Ok(plain)
    }

    /// A number as it is written: a sign, no zero before other digits, perhaps a fraction and an exponent.
    fn number(&mut self) -> Result<&'a str, Unfit> {
        let from = self.at;
        self.at += usize::from(self.byte() == Some(b'-'));
        let zero = self.byte() == Some(b'0');
        if self.digits()? > 1 && zero {
            return Err(Unfit);
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            self.digits()?;
        }
        self.text.get(from..self.at).ok_or(Unfit)
    }

    /// At least one digit; how many.
    fn digits(&mut self) -> Result<usize, Unfit> {
        let from = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > from).then_some(self.at - from).ok_or(Unfit)
    }

    /// A text up to its closing quote, from behind the opening one.
    pub(super) fn rest_of_text(&mut self) -> Result<Cow<'a, str>, Unfit> {
        let mut read = Cow::Borrowed("");
        loop {
            let from = self.at;
            while !matches!(self.byte().ok_or(Unfit)?, b'"' | b'\\' | ..=0x1F) {
                self.at += 1;
            }
            let piece = self.text.get(from..self.at).ok_or(Unfit)?;
            if read.is_empty() {
                read = Cow::Borrowed(piece);
            } else {
                read.to_mut().push_str(piece);
            }
            let stop = self.byte();
            self.at += 1;
            match stop {
                Some(b'"') => return Ok(read),
                Some(b'\\') => {
                    let escaped = self.escaped()?;
                    read.to_mut().push(escaped);
                }
                _ => return Err(Unfit),
            }
        }
    }

    /// What follows a backslash.
    fn escaped(&mut self) -> Result<char, Unfit> {
        let byte = self.byte().ok_or(Unfit)?;
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.four_digits()?;
                let second = if (0xD800..0xDC00).contains(&first) {
                    let left = self.text.get(self.at..).ok_or(Unfit)?;
                    left.strip_prefix("\\u").ok_or(Unfit)?;
                    self.at += 2;
                    Some(self.four_digits()?)
                } else {
                    None
                };
                let units = [Some(first), second].into_iter().flatten();
                let mut read = char::decode_utf16(units);
                read.next().and_then(Result::ok).ok_or(Unfit)?
            }
            _ => return Err(Unfit),
        })
    }

    fn four_digits(&mut self) -> Result<u16, Unfit> {
        let digits = self.text.get(self.at..self.at + 4).ok_or(Unfit)?;
        self.at += 4;
        let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let read = u16::from_str_radix(digits, 16).ok();
        read.filter(|_| hexadecimal).ok_or(Unfit)
    }

    /// Goes past whatever stands here.
    pub(super) fn skip(&mut self) -> Result<(), Unfit> {
        match self.peek() {
            Some(b'[') => {
                self.open(b'[')?;
                let mut first = true;
                while self.more(b']', &mut first)? {
                    self.skip()?;
                }
                self.close(b']')
            }
            Some(b'{') => {
                self.open(b'{')?;
                let mut first = true;
                while self.more(b'}', &mut first)? {
                    self.name()?;
                    self.skip()?;
                }
                self.close(b'}')
            }
            Some(b'-' | b'0'..=b'9') => self.number().map(drop),
            _ => self.plain().map(drop),
        }
    }

    /// Goes past whatever stands here, and gives it as it stands.
    pub(super) fn as_it_stands(&mut self) -> Result<&'a str, Unfit> {
        self.peek();
        let from = self.at;
        self.skip()?;
        self.text.get(from..self.at).ok_or(Unfit)
    }
}
