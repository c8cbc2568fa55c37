/* Calls and little else. */
#include "kernel.h"

static __attribute__((noinline)) int32_t fib(int32_t n) {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

int32_t run(int32_t size) { return fib(size); }
