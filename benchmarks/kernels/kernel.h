/* What every kernel has: one exported function, a pure function of its size, whose answer is the
   checksum that all engines must agree on. No library: the same file is compiled to WebAssembly and,
   for the native contender, by gcc. */
#include <stdint.h>

#ifdef __wasm__
#define EXPORT __attribute__((export_name("run")))
#else
#define EXPORT __attribute__((visibility("default")))
#endif

EXPORT int32_t run(int32_t size);

/* Numbers that look random and are the same everywhere. */
static inline uint32_t next_random(uint32_t *state) {
  uint32_t x = *state;
  x ^= x << 13;
  x ^= x >> 17;
  x ^= x << 5;
  return *state = x;
}
