/* Double arithmetic in locals. */
#include "kernel.h"

int32_t run(int32_t size) {
  int32_t sum = 0;
  for (int32_t y = 0; y < size; y++) {
    for (int32_t x = 0; x < size; x++) {
      double cr = 3.0 * x / size - 2.25, ci = 2.5 * y / size - 1.25, zr = 0, zi = 0;
      int32_t i = 0;
      while (i < 100 && zr * zr + zi * zi < 4) {
        double next = zr * zr - zi * zi + cr;
        zi = 2 * zr * zi + ci;
        zr = next;
        i++;
      }
      sum = sum * 3 + i;
    }
  }
  return sum;
}
