/* Byte-wide stores with a stride: the sieve of Eratosthenes. */
#include "kernel.h"

static uint8_t composite[1 << 22];

int32_t run(int32_t size) {
  for (int32_t i = 0; i <= size; i++) composite[i] = 0;
  int32_t primes = 0;
  for (int32_t i = 2; i <= size; i++) {
    if (composite[i]) continue;
    primes++;
    for (int64_t j = (int64_t)i * i; j <= size; j += i) composite[j] = 1;
  }
  return primes;
}
