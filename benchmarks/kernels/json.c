/* A byte at a time with branches that depend on it: writes a JSON text and takes it apart. */
#include "kernel.h"

static uint8_t text[1 << 21];
static int32_t end;

static void put(const char *part) {
  while (*part) text[end++] = (uint8_t)*part++;
}

static void put_number(uint32_t value) {
  if (value >= 10) put_number(value / 10);
  text[end++] = (uint8_t)('0' + value % 10);
}

static void write_text(int32_t records) {
  uint32_t state = 88172645;
  end = 0;
  put("[");
  for (int32_t i = 0; i < records; i++) {
    put(i ? ",\n  {\"id\": " : "\n  {\"id\": ");
    put_number((uint32_t)i);
    put(", \"name\": \"record \\\"");
    put_number(next_random(&state) % 100000);
    put("\\\"\", \"score\": -");
    put_number(next_random(&state) % 1000);
    put(".25e+2, \"tags\": [\"a\", \"long tag\", null], \"ok\": ");
    put(next_random(&state) & 1 ? "true}" : "false}");
  }
  put("\n]\n");
}

static int is_space(uint8_t c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

static int32_t skip_text(int32_t at, uint32_t *hash) {
  while (text[at] != '"') {
    if (text[at] == '\\') at++;
    *hash = (*hash ^ text[at++]) * 16777619u;
  }
  return at + 1;
}

static int32_t skip_word(int32_t at, uint32_t *hash) {
  while ((text[at] >= '0' && text[at] <= '9') || (text[at] >= 'a' && text[at] <= 'z') ||
         text[at] == '-' || text[at] == '+' || text[at] == '.') {
    *hash = (*hash ^ text[at++]) * 16777619u;
  }
  return at;
}

int32_t run(int32_t size) {
  write_text(size);
  uint32_t hash = 2166136261u, tokens = 0, depth = 0, deepest = 0;
  int32_t at = 0;
  while (at < end) {
    uint8_t c = text[at];
    if (is_space(c)) {
      at++;
      continue;
    }
    tokens++;
    switch (c) {
      case '{':
      case '[':
        if (++depth > deepest) deepest = depth;
        at++;
        break;
      case '}':
      case ']':
        depth--;
        at++;
        break;
      case ',':
      case ':':
        at++;
        break;
      case '"':
        at = skip_text(at + 1, &hash);
        break;
      default:
        at = skip_word(at, &hash);
    }
  }
  return (int32_t)(hash + tokens * 64 + deepest);
}
