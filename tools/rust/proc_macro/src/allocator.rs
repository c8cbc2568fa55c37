//! The guest's allocator. An expansion makes many small, short-lived objects in one thread, and the
//! host puts the memory back when it is over: so blocks come in classes of sizes, a class is a list
//! of free blocks, and neighbours are never joined. Allocating and freeing take a few instructions,
//! where the standard library's allocator for wasm took a fifth of an expansion.
//!
//! What does not belong here: anything that knows what is allocated.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::ptr;

#[global_allocator]
static ALLOCATOR: Allocator = Allocator {
    heap: UnsafeCell::new(Heap {
        top: 0,
        end: 0,
        free: [ptr::null_mut(); CLASSES],
    }),
};

/// Blocks are aligned to their granule, and sizes are its multiples.
const GRANULE: usize = 16;

/// Up to here there is a class for each multiple of the granule, then four for each power of two.
const SMALL: usize = 512;
const SMALL_CLASSES: usize = SMALL / GRANULE;
const CLASSES: usize = SMALL_CLASSES + 1 + 4 * (usize::BITS as usize - 9);

const PAGE: usize = 1 << 16;

/// A memory that grows may be copied by the host, so for small blocks it grows by at least this much.
const LEAST_GROWTH: usize = 4 * PAGE;

/// For blocks from this size on it grows by what is missing: a host makes the guest get one that is
/// as large as an expansion is thought to need, and puts back all of the memory after each.
const LARGE: usize = 2 * PAGE;

struct Allocator {
    heap: UnsafeCell<Heap>,
}

// A guest has one thread.
unsafe impl Sync for Allocator {}

struct Heap {
    /// The address behind all blocks; 0 before the first one.
    top: usize,
    /// The address behind the memory.
    end: usize,
    /// For each class, the block that was freed last.
    free: [*mut Free; CLASSES],
}

struct Free {
    next: *mut Free,
}

extern "C" {
    /// The linker's: where data and stack end.
    static __heap_base: u8;
}

/// The class of the smallest blocks that hold so many bytes, which are 1 to `isize::MAX`.
#[inline]
fn class_of(size: usize) -> usize {
    if size <= SMALL {
        return (size + GRANULE - 1) / GRANULE;
    }
    let last = size - 1;
    let log = (usize::BITS - 1 - last.leading_zeros()) as usize;
    SMALL_CLASSES + 1 + 4 * (log - 9) + (last >> (log - 2) & 3)
}

#[inline]
fn size_of_class(class: usize) -> usize {
    if class <= SMALL_CLASSES {
        return class * GRANULE;
    }
    let above = class - SMALL_CLASSES - 1;
    (5 + above % 4) << (above / 4 + 7)
}

impl Heap {
    #[inline]
    unsafe fn allocate(&mut self, class: usize) -> *mut u8 {
        let block = self.free[class];
        if !block.is_null() {
            self.free[class] = unsafe { (*block).next };
            return block.cast();
        }
        self.carve(size_of_class(class))
    }

    /// A block from the top, or null.
    #[inline]
    fn carve(&mut self, size: usize) -> *mut u8 {
        if size > self.end - self.top && !self.grow(size) {
            return ptr::null_mut();
        }
        let block = self.top as *mut u8;
        self.top += size;
        block
    }

    /// Makes room for so many bytes above the top; whether it could.
    #[cold]
    #[inline(never)]
    fn grow(&mut self, size: usize) -> bool {
        use core::arch::wasm32::{memory_grow, memory_size};
        if self.top == 0 {
            let base = unsafe { ptr::addr_of!(__heap_base) } as usize;
            self.top = (base + GRANULE - 1) & !(GRANULE - 1);
            self.end = memory_size::<0>() * PAGE;
            // The standard library keeps lists of its own elsewhere. It gets its page now, while the
            // host has not yet kept the memory to go back to, and not in every expansion.
            let own = Layout::new::<usize>();
            unsafe { System.dealloc(System.alloc(own), own) };
        }
        let end = memory_size::<0>() * PAGE;
        if end != self.end {
            // Somebody else let the memory grow: what is between is theirs.
            self.top = end;
            self.end = end;
        }
        if size <= self.end - self.top {
            return true;
        }
        let missing = size - (self.end - self.top);
        let generous = missing.max(LEAST_GROWTH).max(self.end / 4);
        let first = if size < LARGE { generous } else { missing };
        for wanted in [first, missing] {
            let pages = wanted / PAGE + usize::from(wanted % PAGE != 0);
            if memory_grow::<0>(pages) != usize::MAX {
                self.end += pages * PAGE;
                return true;
            }
        }
        false
    }

    #[inline]
    unsafe fn free(&mut self, block: *mut u8, class: usize) {
        if block as usize + size_of_class(class) == self.top {
            self.top = block as usize;
            return;
        }
        let block: *mut Free = block.cast();
        unsafe { (*block).next = self.free[class] };
        self.free[class] = block;
    }
}

unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let heap = unsafe { &mut *self.heap.get() };
        let class = class_of(layout.size());
        if layout.align() <= GRANULE {
            return unsafe { heap.allocate(class) };
        }
        // Rare: a block with room for an aligned one in it, which becomes a free block by itself.
        let size = size_of_class(class);
        let whole = heap.carve(size + layout.align());
        if whole.is_null() {
            return whole;
        }
        let aligned = (whole as usize + layout.align() - 1) & !(layout.align() - 1);
        heap.top = aligned + size;
        aligned as *mut u8
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { (*self.heap.get()).free(block, class_of(layout.size())) };
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        let heap = unsafe { &mut *self.heap.get() };
        let class = class_of(layout.size());
        let new_class = class_of(new_size);
        if new_class == class {
            return block;
        }
        let size = size_of_class(class);
        let larger = size_of_class(new_class);
        // A free block is taken first even so: where growing blocks leave larger ones behind at each
        // turn, a guest that is not put back would never stop growing.
        let at_top = block as usize + size == heap.top;
        if at_top && larger > size && heap.free[new_class].is_null() {
            return if heap.carve(larger - size).is_null() {
                ptr::null_mut()
            } else {
                block
            };
        }
        let new_layout = unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) };
        let moved = unsafe { self.alloc(new_layout) };
        if !moved.is_null() {
            unsafe {
                ptr::copy_nonoverlapping(block, moved, layout.size().min(new_size));
                self.dealloc(block, layout);
            }
        }
        moved
    }
}
