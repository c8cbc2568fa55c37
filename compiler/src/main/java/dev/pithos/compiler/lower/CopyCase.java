package dev.pithos.compiler.lower;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Arguments that one run of {@link CopyProof} is about.
 *
 * @param target the place of the target's address within a word, or {@link #ANY}
 * @param source the same of the source's
 */
record CopyCase(int target, int source, CopyLengths lengths) {
  static final int ANY = -1;

  /** All arguments. */
  static final CopyCase ALL = new CopyCase(ANY, ANY, CopyLengths.ALL);

  List<CopyCase> splitTarget() {
    return IntStream.range(0, CopyProof.WORD)
        .mapToObj(place -> new CopyCase(place, source, lengths))
        .toList();
  }

  List<CopyCase> splitSource() {
    return IntStream.range(0, CopyProof.WORD)
        .mapToObj(place -> new CopyCase(target, place, lengths))
        .toList();
  }

  /** The same with some of the lengths each; null if there are none. */
  List<CopyCase> with(List<CopyLengths> parts) {
    return parts == null
        ? null
        : parts.stream().map(some -> new CopyCase(target, source, some)).toList();
  }
}
