/* Compares and swaps of words at indices known late: quicksort with its own recursion. */
#include "kernel.h"

static int32_t values[1 << 20];

static void sort(int32_t *v, int32_t low, int32_t high) {
  while (low < high) {
    int32_t pivot = v[low + (high - low) / 2], i = low, j = high;
    while (i <= j) {
      while (v[i] < pivot) i++;
      while (v[j] > pivot) j--;
      if (i <= j) {
        int32_t kept = v[i];
        v[i++] = v[j];
        v[j--] = kept;
      }
    }
    if (j - low < high - i) {
      sort(v, low, j);
      low = i;
    } else {
      sort(v, i, high);
      high = j;
    }
  }
}

int32_t run(int32_t size) {
  uint32_t state = 2463534242u, sum = 0;
  for (int32_t i = 0; i < size; i++) values[i] = (int32_t)next_random(&state);
  sort(values, 0, size - 1);
  for (int32_t i = 0; i < size; i++) sum = sum * 31 + (uint32_t)values[i];
  return (int32_t)sum;
}
