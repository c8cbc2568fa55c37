package dev.pithos.macro;

import java.util.ArrayList;
import java.util.List;

/**
 * What a guest that takes contexts writes before its tokens: the spans that it made of others, and
 * what the host should hear.
 *
 * <pre>made: count, (place, start or 0xffffffff, end, hygiene)*
 * diagnostics: count, (level:u8, message, spans, diagnostics)*
 * environment variables that were read, paths: count, text*
 * </pre>
 */
final class WattReports {
  private static final int NO_RANGE = 0xffff_ffff;
  private static final int DEEPEST = 64;
  private static final Diagnostic.Level[] LEVELS = Diagnostic.Level.values();

  private final WattHandles handles;
  private final ByteReader in;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<String> variables = new ArrayList<>();
  private final List<String> paths = new ArrayList<>();

  WattReports(WattHandles handles, ByteReader in) {
    this.handles = handles;
    this.in = in;
  }

  /** Reads all of it; the spans can be used from here on. */
  void read(ExpansionHost host) {
    int count = in.count(16);
    if (count > 0) {
      handles.budget.charge((long) count * HostBudget.LEAF);
      handles.made(made(count, host));
    }
    for (int left = in.count(13); left > 0; left--) {
      diagnostics.add(diagnostic(0));
    }
    texts(variables);
    texts(paths);
  }

  /** Tells the host what was read. */
  void tell(ExpansionHost host) {
    for (Diagnostic diagnostic : diagnostics) {
      host.diagnostic(diagnostic);
    }
    for (String variable : variables) {
      host.variableRead(variable);
    }
    for (String path : paths) {
      host.pathRead(path);
    }
    diagnostics.clear();
    variables.clear();
    paths.clear();
  }

  private Span[] made(int count, ExpansionHost host) {
    handles.made(new Span[0]); // they are made of the host's spans, not of one another
    Span[] spans = new Span[count];
    for (int i = 0; i < count; i++) {
      int offset = in.at();
      Span place = handles.span(in.u32());
      int start = in.u32();
      int end = in.u32();
      Span hygiene = handles.span(in.u32());
      Span.Location range = null;
      if (start != NO_RANGE) {
        Span.Location whole = place.location().or(host::callSite).orElse(null);
        range = whole == null ? null : range(whole.source(), start, end);
        if (range == null) {
          throw in.fault("a span of the bytes " + start + " to " + end + " of " + place, offset);
        }
      }
      spans[i] = Span.made(place, range, hygiene);
    }
    return spans;
  }

  private static Span.Location range(SourceText source, int startByte, int endByte) {
    int start = source.offsetOfByte(startByte);
    int end = source.offsetOfByte(endByte);
    return start < 0 || end < start ? null : new Span.Location(source, start, end);
  }

  private Diagnostic diagnostic(int depth) {
    int offset = in.at();
    int level = in.u8();
    if (level >= LEVELS.length || depth > DEEPEST) {
      throw in.fault("a message of the level " + level + ", " + depth + " deep", offset);
    }
    String message = text();
    int count = in.count(4);
    handles.budget.charge(HostBudget.GROUP + 16L * count);
    List<Span> spans = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      spans.add(handles.span(in.u32()));
    }
    List<Diagnostic> children = new ArrayList<>();
    for (int left = in.count(13); left > 0; left--) {
      children.add(diagnostic(depth + 1));
    }
    return new Diagnostic(LEVELS[level], message, spans, children);
  }

  private void texts(List<String> texts) {
    for (int left = in.count(4); left > 0; left--) {
      texts.add(text());
    }
  }

  private String text() {
    String text = in.text("a text");
    handles.budget.charge(HostBudget.LEAF + 2L * text.length());
    return text;
  }
}
