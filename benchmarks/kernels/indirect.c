/* Calls through a table at a site that has sixteen targets in no order. */
#include "kernel.h"

typedef uint32_t (*Step)(uint32_t);

#define STEP(n, expression) \
  static uint32_t step_##n(uint32_t x) { return expression; }
STEP(0, x + 0x9e3779b9u)
STEP(1, x ^ 0x7f4a7c15u)
STEP(2, x * 5 + 1)
STEP(3, x >> 3 | x << 29)
STEP(4, x - 0x51ed270bu)
STEP(5, ~x)
STEP(6, x ^ x >> 15)
STEP(7, x * 3 ^ 0x55u)
STEP(8, x + (x << 4))
STEP(9, x ^ x << 7)
STEP(10, x << 11 | x >> 21)
STEP(11, x + 77)
STEP(12, x * 0x01000193u)
STEP(13, x ^ 0xa5a5a5a5u)
STEP(14, x - (x >> 5))
STEP(15, (x | 1) * 9)

static const Step steps[16] = {step_0,  step_1,  step_2,  step_3, step_4,  step_5,
                               step_6,  step_7,  step_8,  step_9, step_10, step_11,
                               step_12, step_13, step_14, step_15};

int32_t run(int32_t size) {
  uint32_t state = 2463534242u, x = 1;
  const Step *volatile hidden = steps;
  const Step *table = hidden;
  for (int32_t i = 0; i < size; i++) x = table[next_random(&state) & 15](x);
  return (int32_t)x;
}
