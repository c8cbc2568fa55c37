package dev.pithos.benchmarks.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a host says during one expansion, so that contenders without a Rust lexer can play it: the
 * streams that go in, the literals' texts, and the tokens of each text that the guest has lexed.
 *
 * @param abi what the guest imports from: {@code watt-0.4} or {@code watt-0.5}
 * @param export the function that runs the macro
 * @param record the address of the macro's declaration; -1 without one
 * @param streams the arguments if the macro is an attribute, and the item, as bytes
 * @param literals the texts of literals by handle
 * @param parses the stream that each text becomes
 * @param output the stream that comes out
 * @param checksum of the tokens that come out
 */
@SuppressWarnings("ArrayRecordComponent") // tapes are not compared
record Tape(
    String abi,
    String export,
    int record,
    List<byte[]> streams,
    List<String> literals,
    Map<String, byte[]> parses,
    byte[] output,
    long checksum) {

  private static Path file(WorkEntry entry) {
    return WorkList.file(".build/benchmarks/tapes/" + entry.name() + ".json");
  }

  void write(WorkEntry entry) throws IOException {
    HexFormat hex = HexFormat.of();
    ObjectNode node = WorkList.JSON.createObjectNode();
    node.put("abi", abi).put("export", export).put("record", record).put("checksum", checksum);
    streams.forEach(stream -> node.withArray("streams").add(hex.formatHex(stream)));
    literals.forEach(literal -> node.withArray("literals").add(literal));
    ObjectNode texts = node.putObject("parses");
    parses.forEach((text, stream) -> texts.put(text, hex.formatHex(stream)));
    node.put("output", hex.formatHex(output));
    Files.createDirectories(file(entry).getParent());
    WorkList.JSON.writeValue(file(entry).toFile(), node);
  }

  static Tape read(WorkEntry entry) {
    try {
      return read((ObjectNode) WorkList.JSON.readTree(file(entry).toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no tape of " + entry.name() + ": benchmarks/prepare.sh records it", e);
    }
  }

  private static Tape read(ObjectNode node) {
    HexFormat hex = HexFormat.of();
    List<byte[]> streams = new java.util.ArrayList<>();
    node.withArray("streams").forEach(stream -> streams.add(hex.parseHex(stream.asText())));
    List<String> literals = new java.util.ArrayList<>();
    node.withArray("literals").forEach(literal -> literals.add(literal.asText()));
    Map<String, byte[]> parses = new LinkedHashMap<>();
    node.get("parses")
        .forEachEntry((text, stream) -> parses.put(text, hex.parseHex(stream.asText())));
    return new Tape(
        node.get("abi").asText(),
        node.get("export").asText(),
        node.get("record").asInt(),
        streams,
        literals,
        parses,
        hex.parseHex(node.get("output").asText()),
        node.get("checksum").asLong());
  }

  /** The literals' texts as the guest gets them. */
  byte[][] literalBytes() {
    return literals.stream()
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toArray(byte[][]::new);
  }

  /** The parses, found by the text's bytes as Latin-1, which is the fastest key that Java has. */
  Map<String, byte[]> parsesByBytes() {
    Map<String, byte[]> found = new HashMap<>();
    parses.forEach(
        (text, stream) -> found.put(latin(text.getBytes(StandardCharsets.UTF_8)), stream));
    return found;
  }

  static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
