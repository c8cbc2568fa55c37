//! Texts of identifiers and literals, each kept once: a macro writes the same few hundred names
//! thousands of times. A symbol is copied, compared and dropped as a number is.
//!
//! What does not belong here: what a text means.

use std::alloc::{self, Layout};
use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::panic::RefUnwindSafe;
use std::ptr::NonNull;
use std::{slice, str};

/// A text that is kept until the guest ends, or until its host goes back to the state before.
#[derive(Copy, Clone, PartialEq, Eq)]
#[repr(transparent)]
pub(crate) struct Symbol {
    entry: NonNull<Entry>,
}

/// What stands before a symbol's bytes in memory. A host reads it (`wire`).
#[repr(C)]
struct Entry {
    length: usize,
    hash: u32,
    is_ident: Cell<bool>,
    /// By which a host may remember it; 0 if it may not.
    number: u32,
}

impl RefUnwindSafe for Entry {}

/// The bytes that are compared, hashed and copied at once. As many may be copied from behind a
/// symbol's own.
pub(crate) const WORD: usize = 8;

struct Table {
    /// A power of two of them, at most half of which are taken; none before the first symbol.
    slots: Vec<Slot>,
    taken: usize,
}

/// A symbol, if there is one, and what most others differ from it in.
#[derive(Copy, Clone)]
struct Slot {
    /// `last_word` of its text.
    last_word: u64,
    length: usize,
    symbol: Option<Symbol>,
}

thread_local! {
    static TABLE: RefCell<Table> = const { RefCell::new(Table { slots: Vec::new(), taken: 0 }) };
}

impl Symbol {
    /// The host keeps what has a number: numbers end here, and longer texts have none.
    const END_OF_NUMBERS: usize = 1 << 16;
    const LONGEST_NUMBERED: usize = 64;

    pub(crate) fn of(text: &str) -> Symbol {
        TABLE.with(|table| table.borrow_mut().symbol(text.as_bytes()))
    }

    /// Whether the text is known to be an identifier's.
    pub(crate) fn is_ident(self) -> bool {
        self.entry().is_ident.get()
    }

    /// The text is an identifier's.
    pub(crate) fn set_ident(self) {
        self.entry().is_ident.set(true);
    }

    /// What no symbol's number comes up to.
    pub(crate) fn end_of_numbers() -> u32 {
        TABLE.with(|table| table.borrow().next_number()) as u32
    }

    /// A number for `at`, even and not 0.
    pub(crate) fn address(self) -> usize {
        self.entry.as_ptr() as usize
    }

    /// The symbol that an address is of.
    ///
    /// # Safety
    /// The number must be a symbol's address.
    #[inline]
    pub(crate) unsafe fn at(address: usize) -> Symbol {
        // SAFETY: a symbol's address is not null.
        Symbol { entry: unsafe { NonNull::new_unchecked(address as *mut Entry) } }
    }

    /// Where the bytes are.
    pub(crate) fn as_ptr(self) -> *const u8 {
        // SAFETY: `make` put the bytes behind the entry.
        unsafe { self.entry.as_ptr().add(1).cast() }
    }

    fn entry(&self) -> &Entry {
        // SAFETY: entries are made whole, stay, and change in cells alone.
        unsafe { self.entry.as_ref() }
    }

    fn bytes(&self) -> &[u8] {
        // SAFETY: so many bytes are behind the entry.
        unsafe { slice::from_raw_parts(self.as_ptr(), self.entry().length) }
    }

    fn make(text: &[u8], hash: u32, number: u32) -> Symbol {
        let entry = Entry { length: text.len(), hash, is_ident: Cell::new(false), number };
        let size = std::mem::size_of::<Entry>() + text.len() + WORD;
        let layout = Layout::from_size_align(size, std::mem::align_of::<Entry>());
        let layout = layout.expect("a text is smaller than the memory");
        // SAFETY: the block has room for the entry and the text, and belongs to no one else.
        unsafe {
            let block = alloc::alloc(layout).cast::<Entry>();
            let symbol = Symbol {
                entry: NonNull::new(block).unwrap_or_else(|| alloc::handle_alloc_error(layout)),
            };
            block.write(entry);
            block.add(1).cast::<u8>().copy_from_nonoverlapping(text.as_ptr(), text.len());
            symbol
        }
    }
}

impl Deref for Symbol {
    type Target = str;

    fn deref(&self) -> &str {
        // SAFETY: `of` takes nothing else.
        unsafe { str::from_utf8_unchecked(self.bytes()) }
    }
}

impl Slot {
    const FREE: Slot = Slot { last_word: 0, length: 0, symbol: None };
}

impl Table {
    fn symbol(&mut self, text: &[u8]) -> Symbol {
        let last_word = last_word(text);
        let hash = hash(text, last_word);
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = self.home(hash);
        while let Some(Slot { symbol: Some(symbol), last_word: last, length }) = self.slots.get(at)
        {
            if *last == last_word && *length == text.len() && begin_alike(symbol.bytes(), text) {
                return *symbol;
            }
            at = (at + 1) & mask;
        }
        self.make(text, hash)
    }

    #[cold]
    #[inline(never)]
    fn make(&mut self, text: &[u8], hash: u32) -> Symbol {
        let number = self.next_number();
        let numbered = number < Symbol::END_OF_NUMBERS && text.len() <= Symbol::LONGEST_NUMBERED;
        self.add(Symbol::make(text, hash, if numbered { number as u32 } else { 0 }))
    }

    /// The number of the symbol that is made next, if there are so many; they start at 1.
    fn next_number(&self) -> usize {
        (self.taken + 1).min(Symbol::END_OF_NUMBERS)
    }

    fn add(&mut self, symbol: Symbol) -> Symbol {
        if 2 * self.taken >= self.slots.len() {
            let slots = vec![Slot::FREE; (4 * self.slots.len()).max(512)];
            let former = std::mem::replace(&mut self.slots, slots);
            former.into_iter().filter_map(|slot| slot.symbol).for_each(|symbol| self.put(symbol));
        }
        self.put(symbol);
        self.taken += 1;
        symbol
    }

    /// Where symbols of a hash begin to be looked for: by the hash's highest bits, the only ones
    /// that depend on the last characters, in which names that are numbered differ.
    #[inline]
    fn home(&self, hash: u32) -> usize {
        (u64::from(hash) * self.slots.len() as u64 >> 32) as usize
    }

    /// Puts a symbol that is not there where there is room.
    fn put(&mut self, symbol: Symbol) {
        let mask = self.slots.len() - 1;
        let mut at = self.home(symbol.entry().hash);
        while self.slots[at].symbol.is_some() {
            at = (at + 1) & mask;
        }
        let text = symbol.bytes();
        let (last_word, length) = (last_word(text), text.len());
        self.slots[at] = Slot { last_word, length, symbol: Some(symbol) };
    }
}

/// The word at an index of a text of at least so many bytes.
#[inline]
fn word(text: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(text[at..at + WORD].try_into().expect("so many bytes"))
}

/// The word that ends where the text does; of a shorter text, one that no other of its length has.
#[inline]
fn last_word(text: &[u8]) -> u64 {
    let half = |at: usize| {
        u64::from(u32::from_le_bytes(text[at..at + 4].try_into().expect("four bytes")))
    };
    match text.len() {
        0 => 0,
        length @ 1..=3 => {
            let [first, middle, last] = [text[0], text[length / 2], text[length - 1]];
            u64::from(first) << 16 | u64::from(middle) << 8 | u64::from(last)
        }
        length @ 4..=7 => half(0) << 32 | half(length - 4),
        length => word(text, length - WORD),
    }
}

#[inline]
fn hash(text: &[u8], last_word: u64) -> u32 {
    let add = |hash: u64, word: u64| {
        (hash.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    };
    let mut hash = text.len() as u64;
    let mut at = 0;
    while at + WORD < text.len() {
        hash = add(hash, word(text, at));
        at += WORD;
    }
    (add(hash, last_word) >> 32) as u32
}

/// Whether two texts of one length and last word are the same.
#[inline]
fn begin_alike(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at + WORD < other.len() {
        if word(one, at) != word(other, at) {
            return false;
        }
        at += WORD;
    }
    true
}
