/* Doubles in memory, square roots and divisions: five bodies that attract each other. */
#include "kernel.h"

#define BODIES 5

typedef struct {
  double x, y, z, vx, vy, vz, mass;
} Body;

static Body body[BODIES];

static void start(void) {
  for (int i = 0; i < BODIES; i++) {
    body[i] = (Body){.x = i * 3.5, .y = i * 1.25 - 2, .z = i * 0.5, .vx = 0.01 * i,
                     .vy = i ? 1.5 / i : 0, .vz = 0.003 * i, .mass = i ? 0.03 / i : 39};
  }
}

static void step(double dt) {
  for (int i = 0; i < BODIES; i++) {
    Body *a = &body[i];
    for (int j = i + 1; j < BODIES; j++) {
      Body *b = &body[j];
      double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
      double square = dx * dx + dy * dy + dz * dz;
      double pull = dt / (square * __builtin_sqrt(square));
      a->vx -= dx * b->mass * pull, a->vy -= dy * b->mass * pull, a->vz -= dz * b->mass * pull;
      b->vx += dx * a->mass * pull, b->vy += dy * a->mass * pull, b->vz += dz * a->mass * pull;
    }
  }
  for (int i = 0; i < BODIES; i++) {
    body[i].x += dt * body[i].vx, body[i].y += dt * body[i].vy, body[i].z += dt * body[i].vz;
  }
}

int32_t run(int32_t size) {
  start();
  for (int32_t i = 0; i < size; i++) step(0.001);
  double sum = 0;
  for (int i = 0; i < BODIES; i++) sum += body[i].x + body[i].y + body[i].z;
  return (int32_t)(sum * 1e6);
}
