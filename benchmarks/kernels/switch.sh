#!/bin/sh
# Writes the C source of a bytecode interpreter with so many instructions, one `switch` in a loop:
#   switch.sh INSTRUCTIONS
# Every instruction does something of its own on four registers, a small memory or the program counter.
set -eu
exec awk -v count="$1" '
  function arm(k) {
    r = k % 4; s = (k + 1 + int(k / 4) % 3) % 4; t = (k * 7 + 2) % 4; c = (k * 2654435 + 12345) % 65521
    kind = int(k / 3) % 8
    if (kind == 0) return sprintf("r%d = r%d + (r%d ^ %uu);", r, s, t, c)
    if (kind == 1) return sprintf("r%d = r%d * %uu + memory[(r%d + %uu) & 1023];", r, s, c * 2 + 1, t, c)
    if (kind == 2) return sprintf("memory[(r%d ^ %uu) & 1023] = r%d + r%d;", r, c, s, t)
    if (kind == 3) return sprintf("r%d = (r%d << %d | r%d >> %d) - r%d;", r, s, k % 30 + 1, s, 31 - k % 30, t)
    if (kind == 4) return sprintf("if (r%d > r%d) { r%d ^= %uu; } else { r%d += r%d | %uu; }", r, s, t, c, r, s, k)
    if (kind == 5) return sprintf("r%d ^= memory[r%d & 1023] >> %d; r%d += %uu;", r, s, k % 13, t, c)
    if (kind == 6) return sprintf("if (r%d & %d) { at = (at + %d) & 4095; } r%d += r%d;", r, 2 ^ (k % 9), k % 5 + 1, s, t)
    return sprintf("r%d = r%d < %uu ? r%d + %d : r%d - r%d;", r, s, c, t, k % 97, r, s)
  }
  BEGIN {
    print "#include \"kernel.h\"\n"
    print "static uint32_t memory[1024];\nstatic uint16_t program[4096];\n"
    print "int32_t run(int32_t size) {"
    print "  uint32_t state = 2463534242u, r0 = 1, r1 = 2, r2 = 3, r3 = 5, at = 0;"
    print "  for (int i = 0; i < 1024; i++) memory[i] = next_random(&state);"
    printf "  for (int i = 0; i < 4096; i++) program[i] = next_random(&state) %% %d;\n", count
    print "  for (int32_t i = 0; i < size; i++) {\n    uint32_t code = program[at];"
    print "    at = (at + 1) & 4095;\n    switch (code) {"
    for (k = 0; k < count; k++) printf "      case %d: %s break;\n", k, arm(k)
    print "      default: __builtin_unreachable();"
    print "    }\n  }\n  return (int32_t)(r0 ^ r1 ^ r2 ^ r3);\n}"
  }'
