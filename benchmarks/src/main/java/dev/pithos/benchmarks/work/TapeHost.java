package dev.pithos.benchmarks.work;

import dev.pithos.benchmarks.engine.Engine;
import dev.pithos.benchmarks.engine.Engine.Guest;
import dev.pithos.benchmarks.engine.Engine.GuestFunction;
import dev.pithos.benchmarks.engine.Engine.HostCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An expansion with a tape for a host: serialized tokens in, serialized tokens out. The guest keeps
 * its state from one expansion to the next.
 */
class TapeHost implements Work {
  private final Map<String, byte[]> parses;
  private final List<byte[]> streams = new ArrayList<>();
  private final List<byte[]> buffers = new ArrayList<>();
  private final List<byte[]> texts = new ArrayList<>();
  private final GuestFunction toGuest;
  private final GuestFunction fromGuest;
  private final GuestFunction macro;
  private final Tape tape;
  private final byte[][] literals;
  private byte[] result = {};

  TapeHost(WorkEntry entry, Tape tape, Engine engine) {
    this.tape = tape;
    parses = tape.parsesByBytes();
    literals = tape.literalBytes();
    Guest guest = engine.instantiate(WorkList.module(entry), imports());
    toGuest = guest.function("raw_to_token_stream");
    fromGuest = guest.function("token_stream_into_raw");
    macro = guest.function(tape.export());
  }

  @Override
  public final void run() {
    streams.clear();
    buffers.clear();
    texts.clear();
    streams.addAll(tape.streams());
    int count = tape.streams().size();
    long args = count == 2 ? toGuest.call(0) : 0;
    long item = toGuest.call(count - 1L);
    long made;
    if (tape.record() >= 0) {
      made = macro.call(tape.record(), args, item);
    } else {
      made = count == 2 ? macro.call(args, item) : macro.call(item);
    }
    result = streams.get((int) fromGuest.call(made));
  }

  /** The bytes of the last expansion. */
  final byte[] result() {
    return result;
  }

  @Override
  public final long checksum() {
    return Arrays.equals(result, tape.output()) ? tape.checksum() : -1;
  }

  /** The stream that a text becomes; null if it is no sequence of tokens. */
  byte[] parse(byte[] text) {
    byte[] stream = parses.get(Tape.latin(text));
    if (stream == null) {
      throw new IllegalStateException(
          "not on the tape: " + new String(text, StandardCharsets.UTF_8));
    }
    return stream;
  }

  byte[] literal(int handle) {
    return literals[handle];
  }

  private Map<String, HostCall> imports() {
    String module = tape.abi() + ".";
    Map<String, HostCall> imports = new HashMap<>();
    imports.put(
        module + "token_stream_serialize", (guest, a) -> add(buffers, streams.get((int) a[0])));
    imports.put(
        module + "token_stream_deserialize",
        (guest, a) -> add(streams, guest.read((int) a[0], (int) a[1])));
    imports.put(
        module + "token_stream_parse",
        (guest, a) -> {
          byte[] stream = parse(guest.read((int) a[0], (int) a[1]));
          return stream == null ? -1 : add(streams, stream);
        });
    imports.put(module + "literal_to_string", (guest, a) -> add(texts, literal((int) a[0])));
    imports.put(
        module + "string_new", (guest, a) -> add(texts, guest.read((int) a[0], (int) a[1])));
    imports.put(module + "string_len", (guest, a) -> texts.get((int) a[0]).length);
    imports.put(module + "string_read", (guest, a) -> write(guest, texts, a));
    imports.put(module + "bytes_len", (guest, a) -> buffers.get((int) a[0]).length);
    imports.put(module + "bytes_read", (guest, a) -> write(guest, buffers, a));
    imports.put(
        module + "print_panic",
        (guest, a) -> {
          throw new IllegalStateException(
              "panic: " + new String(texts.get((int) a[0]), StandardCharsets.UTF_8));
        });
    return imports;
  }

  private static long add(List<byte[]> table, byte[] value) {
    table.add(value);
    return table.size() - 1L;
  }

  private static long write(Guest guest, List<byte[]> table, long[] arguments) {
    guest.write((int) arguments[1], table.get((int) arguments[0]));
    return 0;
  }
}
