package dev.pithos.benchmarks.work;

import dev.pithos.benchmarks.engine.Engine;
import dev.pithos.benchmarks.engine.Engine.Guest;
import dev.pithos.benchmarks.engine.Engine.GuestFunction;
import dev.pithos.benchmarks.engine.Engine.HostCall;
import dev.pithos.benchmarks.engine.MissingImport;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A join of two tables in SQLite, as the npm package sql.js ships it. The database is in memory, so
 * of all that Emscripten imports only the clock and the growing of the memory are called. The
 * exports' names are minified: they are those of the pinned version.
 */
final class Sqlite implements Work {
  private static final int PAGE = 1 << 16;
  private static final int ROW = 100;

  private final Guest guest;
  private final GuestFunction step;
  private final GuestFunction reset;
  private final GuestFunction text;
  private final GuestFunction allocate;
  private final long statement;
  private String answer = "";

  Sqlite(Engine engine, byte[] wasm) {
    guest = engine.instantiate(wasm, imports());
    guest.function("N").call();
    allocate = guest.function("Da");
    step = guest.function("S");
    reset = guest.function("T");
    text = guest.function("X");
    long out = allocate.call(4);
    check(guest.function("Ca").call(string(":memory:"), out), "open");
    long database = u32(out);
    for (String sql : SqliteQuery.SETUP) {
      check(guest.function("U").call(database, string(sql), 0, 0, 0), sql);
    }
    check(
        guest.function("R").call(database, string(SqliteQuery.JOIN), -1, out, 0), SqliteQuery.JOIN);
    statement = u32(out);
  }

  @Override
  public void run() {
    StringBuilder rows = new StringBuilder();
    while (step.call(statement) == ROW) {
      rows.append(string(text.call(statement, 0))).append('\n');
    }
    reset.call(statement);
    answer = rows.toString();
  }

  @Override
  public long checksum() {
    return TokenDump.checksum(answer);
  }

  private static Map<String, HostCall> imports() {
    Map<String, HostCall> imports = new HashMap<>();
    for (char letter : "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKL".toCharArray()) {
      String name = "a." + letter;
      imports.put(name, MissingImport.of(name));
    }
    imports.put("a.o", (caller, arguments) -> grow(caller, arguments[0]));
    imports.put("a.s", (caller, arguments) -> 1L << 31);
    imports.put("a.F", Sqlite::emptyEnvironment);
    imports.put("a.E", (caller, arguments) -> 0);
    return imports;
  }

  /** No environment variables: a count and a size of 0. */
  private static long emptyEnvironment(Guest caller, long[] arguments) {
    caller.write((int) arguments[0], new byte[4]);
    caller.write((int) arguments[1], new byte[4]);
    return 0;
  }

  /** Emscripten's way to grow: to so many bytes; whether it was possible. */
  private static long grow(Guest guest, long bytes) {
    int have = guest.grow(0);
    int wanted = (int) (((bytes & 0xffff_ffffL) + PAGE - 1) / PAGE);
    return wanted <= have || guest.grow(wanted - have) >= 0 ? 1 : 0;
  }

  private static void check(long result, String what) {
    if (result != 0) {
      throw new IllegalStateException("SQLite answers " + result + " to: " + what);
    }
  }

  private long string(String value) {
    byte[] bytes = (value + "\0").getBytes(StandardCharsets.UTF_8);
    long address = allocate.call(bytes.length);
    guest.write((int) address, bytes);
    return address;
  }

  private String string(long address) {
    int length = 0;
    while (guest.read((int) address + length, 1)[0] != 0) {
      length++;
    }
    return new String(guest.read((int) address, length), StandardCharsets.UTF_8);
  }

  private long u32(long address) {
    return StreamBytes.u32(guest.read((int) address, 4), 0);
  }
}
