//! Stands in for a module's memory where the guest's allocator runs natively: addresses that the
//! system backs when they are first touched, and the two instructions that the allocator knows.

use std::cell::UnsafeCell;
use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

const PAGE: usize = 1 << 16;
const MOST_PAGES: usize = 1 << 12;

#[repr(align(65536))]
struct Region(UnsafeCell<MaybeUninit<[u8; MOST_PAGES * PAGE]>>);

// Only the allocator touches it, in one thread.
unsafe impl Sync for Region {}

static REGION: Region = Region(UnsafeCell::new(MaybeUninit::uninit()));
static PAGES: AtomicUsize = AtomicUsize::new(1);

/// The first address.
pub fn base() -> usize {
    REGION.0.get() as usize
}

/// The address behind the memory, in pages.
pub fn memory_size<const MEMORY: u32>() -> usize {
    base() / PAGE + PAGES.load(Relaxed)
}

/// Lets the memory grow by so many pages: what its size was, or the largest number.
pub fn memory_grow<const MEMORY: u32>(pages: usize) -> usize {
    let size = PAGES.load(Relaxed);
    if pages > MOST_PAGES - size {
        return usize::MAX;
    }
    PAGES.store(size + pages, Relaxed);
    base() / PAGE + size
}
