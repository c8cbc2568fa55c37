//! Where lines break: text in nested boxes, laid out as rustc prints tokens.
//!
//! The scheme is Oppen's ("Prettyprinting", 1980), with rustc's figures: lines of 78 bytes, at least
//! 60 of them for text however deep the indentation. Unlike rustc this holds the whole text before
//! it prints, which gives the same lines.

use std::fmt::{Formatter, Result, Write};

const MARGIN: isize = 78;
const LEAST_ROOM: isize = 60;

/// More than any line has room for.
const TOO_LONG: isize = 0xffff;

/// How far a box in braces is indented.
pub(crate) const INDENT: isize = 4;

/// Text, places where a line may break, and the boxes that they stand in.
#[derive(Default)]
pub(crate) struct Layout {
    text: String,
    items: Vec<Item>,
    /// The items whose size is not known yet.
    open: Vec<usize>,
    /// The bytes up to here if no line broke.
    total: isize,
}

struct Item {
    kind: Kind,
    /// The bytes up to where the line could break next; for a break, those before which it stands.
    size: isize,
}

#[derive(Copy, Clone)]
enum Kind {
    /// So many bytes of the text.
    Text(usize),
    /// So many spaces, or a line break and so much more or less indentation.
    Break {
        blanks: isize,
        offset: isize,
    },
    /// A box that is indented so much; when it has not room, all of its breaks are taken or only
    /// those that have to be.
    Begin {
        indent: isize,
        all: bool,
    },
    End,
}

impl Layout {
    /// Adds text that no line breaks in.
    pub(crate) fn word(&mut self, word: &str) {
        self.text.push_str(word);
        self.total += word.len() as isize;
        self.items.push(Item { kind: Kind::Text(word.len()), size: word.len() as isize });
    }

    /// Adds a space, or a line break with an indentation that differs by `offset`.
    pub(crate) fn space(&mut self, offset: isize) {
        self.add_break(1, offset);
    }

    /// Adds a line break.
    pub(crate) fn new_line(&mut self) {
        self.add_break(TOO_LONG, 0);
    }

    fn add_break(&mut self, blanks: isize, offset: isize) {
        self.settle();
        self.start(Kind::Break { blanks, offset });
        self.total += blanks;
    }

    /// Starts a box; `all` of its breaks are taken when it has not room, or only those that must.
    pub(crate) fn begin(&mut self, indent: isize, all: bool) {
        self.start(Kind::Begin { indent, all });
    }

    /// Ends the innermost box.
    pub(crate) fn end(&mut self) {
        self.open.push(self.items.len());
        self.items.push(Item { kind: Kind::End, size: 0 });
    }

    fn start(&mut self, kind: Kind) {
        self.open.push(self.items.len());
        self.items.push(Item { kind, size: -self.total });
    }

    /// Here the line could break: closed boxes, their last breaks and the last break of the box that
    /// is still open reach up to here.
    fn settle(&mut self) {
        let mut closed = 0;
        while let Some(&index) = self.open.last() {
            let item = &mut self.items[index];
            match item.kind {
                Kind::Begin { .. } if closed == 0 => return,
                Kind::End => closed += 1,
                Kind::Begin { .. } => {
                    item.size += self.total;
                    closed -= 1;
                }
                Kind::Break { .. } | Kind::Text(_) => item.size += self.total,
            }
            self.open.pop();
            if closed == 0 && matches!(item.kind, Kind::Break { .. }) {
                return;
            }
        }
    }

    /// Writes the lines.
    pub(crate) fn print(mut self, formatter: &mut Formatter<'_>) -> Result {
        self.settle();
        let mut room = MARGIN;
        let mut indent = 0;
        let mut pending = 0;
        let mut at = 0;
        // For each box that has begun, nothing when it fits, else the indentation outside of it.
        let mut boxes: Vec<Option<(isize, bool)>> = Vec::new();
        for item in &self.items {
            match item.kind {
                Kind::Text(length) => {
                    for _ in 0..std::mem::take(&mut pending) {
                        formatter.write_char(' ')?;
                    }
                    formatter.write_str(&self.text[at..at + length])?;
                    at += length;
                    room -= length as isize;
                }
                Kind::Break { blanks, offset } => {
                    let fits = match boxes.last() {
                        Some(None) => true,
                        Some(Some((_, true))) => false,
                        Some(Some((_, false))) | None => item.size <= room,
                    };
                    if fits {
                        pending += blanks;
                        room -= blanks;
                    } else {
                        formatter.write_char('\n')?;
                        pending = indent + offset;
                        room = LEAST_ROOM.max(MARGIN - pending);
                    }
                }
                Kind::Begin { indent: inner, all } => {
                    let fits = item.size <= room;
                    boxes.push(if fits { None } else { Some((indent, all)) });
                    if !fits {
                        indent += inner;
                    }
                }
                Kind::End => {
                    if let Some(Some((outer, _))) = boxes.pop() {
                        indent = outer;
                    }
                }
            }
        }
        Ok(())
    }
}
