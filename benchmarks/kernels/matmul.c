/* Loads of doubles along rows and columns: a product of two square matrices. */
#include "kernel.h"

#define MOST 256

static double a[MOST][MOST], b[MOST][MOST], c[MOST][MOST];

int32_t run(int32_t size) {
  for (int32_t i = 0; i < size; i++) {
    for (int32_t j = 0; j < size; j++) {
      a[i][j] = (double)((i * 7 + j * 3) % 11) - 5;
      b[i][j] = (double)((i * 5 + j * 2) % 13) - 6;
    }
  }
  for (int32_t i = 0; i < size; i++) {
    for (int32_t j = 0; j < size; j++) {
      double sum = 0;
      for (int32_t k = 0; k < size; k++) sum += a[i][k] * b[k][j];
      c[i][j] = sum;
    }
  }
  double trace = 0;
  for (int32_t i = 0; i < size; i++) trace += c[i][i] + c[i][size - 1 - i] * 0.5;
  return (int32_t)trace;
}
