package dev.pithos.macro;

/** The host's side of all that a Watt guest holds by handle; emptied between expansions. */
final class WattHandles {
  /** What a guest writes for the call site's span; it is sent likewise. */
  static final int CALL_SITE = 0xffff_ffff;

  final HostBudget budget = new HostBudget();
  final HandleTable<TokenStream> streams = new HandleTable<>("token stream", budget);
  final HandleTable<Literal> literals = new HandleTable<>("literal", budget);
  final HandleTable<byte[]> bytes = new HandleTable<>("byte buffer", budget);
  final HandleTable<byte[]> strings = new HandleTable<>("string", budget);
  private final HandleTable<Span> spans = new HandleTable<>("span", budget);
  private Span lastSpan;
  private int lastHandle;

  void reset(long budgetBytes) {
    budget.reset(budgetBytes);
    streams.clear();
    literals.clear();
    bytes.clear();
    strings.clear();
    spans.clear();
    lastSpan = null;
  }

  /** A handle of a span; neighbouring tokens often share one. */
  int handle(Span span) {
    if (span.kind() == Span.Kind.CALL_SITE) {
      return CALL_SITE;
    }
    if (!span.equals(lastSpan)) {
      lastHandle = spans.add(span);
      lastSpan = span;
    }
    return lastHandle;
  }

  Span span(int handle) {
    return handle == CALL_SITE ? Span.callSite() : spans.get(handle);
  }
}
