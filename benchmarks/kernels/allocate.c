/* An allocator at work: trees grown and freed in pieces of many sizes, with a free list per size. */
#include "kernel.h"

#define CLASSES 16
#define GRAIN 16

typedef struct Free {
  struct Free *next;
} Free;

typedef struct Node {
  struct Node *left, *right;
  uint32_t size, value;
} Node;

static uint8_t heap[1 << 24];
static uint32_t used;
static Free *freed[CLASSES];

static void *allocate(uint32_t bytes) {
  uint32_t class = (bytes + GRAIN - 1) / GRAIN;
  Free *kept = freed[class];
  if (kept) {
    freed[class] = kept->next;
    return kept;
  }
  void *fresh = heap + used;
  used += class * GRAIN;
  return fresh;
}

static void release(void *piece, uint32_t bytes) {
  uint32_t class = (bytes + GRAIN - 1) / GRAIN;
  ((Free *)piece)->next = freed[class];
  freed[class] = piece;
}

static Node *grow(int32_t depth, uint32_t *state) {
  uint32_t size = sizeof(Node) + next_random(state) % 160;
  Node *node = allocate(size);
  node->size = size;
  node->value = *state;
  node->left = depth ? grow(depth - 1, state) : 0;
  node->right = depth ? grow(depth - 1, state) : 0;
  return node;
}

static uint32_t fell(Node *node) {
  if (!node) return 1;
  uint32_t sum = node->value + 3 * fell(node->left) + 5 * fell(node->right);
  release(node, node->size);
  return sum;
}

int32_t run(int32_t size) {
  uint32_t state = 2463534242u, sum = 0;
  used = 0;
  for (int i = 0; i < CLASSES; i++) freed[i] = 0;
  for (int32_t i = 0; i < size; i++) sum = sum * 7 + fell(grow(i % 4 + 8, &state));
  return (int32_t)sum;
}
