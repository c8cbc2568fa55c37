package dev.pithos.macro;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells a guest where the spans of its tokens point: for every span that it has not heard of yet a
 * range of bytes in one of several texts, and of each text the part in which these ranges lie. So
 * lines, columns and source texts are the guest's to compute, if anybody asks.
 *
 * <pre>sources: count, (file, name, local:u8, offset, line, column, text)*
 * locations: count, (source or 0xffffffff, start, end)*
 * </pre>
 */
final class SpanTable {
  private static final int NOWHERE = 0xffff_ffff;

  /**
   * Parts of one text with at most so many characters between them become one, so that an
   * attribute's arguments and its item have a source text together.
   */
  private static final int WIDEST_GAP = 4096;

  /** What the guest has of a text: the file's number, and the last part. */
  private static final class File {
    private final int number;
    private Part part;

    File(int number) {
      this.number = number;
    }
  }

  /** A part of a text: from {@code start} to {@code end}, in UTF-16 units. */
  private static final class Part {
    private final SourceText source;
    private int start;
    private int end;
    private int byteStart;
    private byte[] bytes;
    private int[] byteOffsets;

    Part(Span.Location location) {
      source = location.source();
      start = location.start();
      end = location.end();
    }

    void include(Span.Location location) {
      start = Math.min(start, location.start());
      end = Math.max(end, location.end());
    }

    void join(Part earlier) {
      if (earlier != null && Math.max(start - earlier.end, earlier.start - end) <= WIDEST_GAP) {
        start = Math.min(start, earlier.start);
        end = Math.max(end, earlier.end);
      }
    }

    void encode() {
      byteStart = source.byteOffset(start);
      bytes = Utf8.encode(source.text().substring(start, end));
      if (bytes.length != end - start) {
        byteOffsets = new int[end - start + 1];
        int offset = 0;
        for (int i = start; i < end; i++) {
          byteOffsets[i - start] = offset;
          offset += SourceText.utf8Length(source.text(), i);
        }
        byteOffsets[end - start] = offset;
      }
    }

    int byteOffset(int offset) {
      return byteStart + (byteOffsets == null ? offset - start : byteOffsets[offset - start]);
    }
  }

  private final HandleTable<Span> spans;
  private final Map<SourceText, File> files = new IdentityHashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private int known;

  SpanTable(HandleTable<Span> spans) {
    this.spans = spans;
  }

  void reset() {
    files.clear();
    known = 0;
  }

  /** Writes the tables for one location, or none, without a count of locations. */
  void writeOne(Span.Location location, ByteWriter out) {
    if (location == null) {
      out.u32(0);
    } else {
      include(location);
      writeParts(out);
    }
    writeLocation(location, out);
    parts.clear();
  }

  /** Writes the tables for the spans that were added since the last time. */
  void writeNew(ByteWriter out) {
    int size = spans.size();
    for (int handle = known; handle < size; handle++) {
      spans.get(handle).location().ifPresent(this::include);
    }
    writeParts(out);
    out.u32(size - known);
    for (int handle = known; handle < size; handle++) {
      writeLocation(spans.get(handle).location().orElse(null), out);
    }
    known = size;
    parts.clear();
  }

  private void include(Span.Location location) {
    int part = part(location.source());
    if (part < 0) {
      parts.add(new Part(location));
    } else {
      parts.get(part).include(location);
    }
  }

  /** The tokens of one stream come from few texts. */
  private int part(SourceText source) {
    for (int i = parts.size() - 1; i >= 0; i--) {
      if (parts.get(i).source == source) {
        return i;
      }
    }
    return -1;
  }

  private void writeParts(ByteWriter out) {
    out.u32(parts.size());
    for (Part part : parts) {
      File file = files.computeIfAbsent(part.source, source -> new File(files.size()));
      part.join(file.part);
      file.part = part;
      part.encode();
      out.u32(file.number);
      out.text(part.source.name());
      out.u8(part.source.path().isPresent() ? 1 : 0);
      out.u32(part.byteStart);
      out.u32(part.source.line(part.start));
      out.u32(part.source.column(part.start));
      out.bytes(part.bytes);
    }
  }

  private void writeLocation(Span.Location location, ByteWriter out) {
    if (location == null) {
      out.u32(NOWHERE);
      out.u32(0);
      out.u32(0);
    } else {
      int index = part(location.source());
      Part part = parts.get(index);
      out.u32(index);
      out.u32(part.byteOffset(location.start()));
      out.u32(part.byteOffset(location.end()));
    }
  }
}
