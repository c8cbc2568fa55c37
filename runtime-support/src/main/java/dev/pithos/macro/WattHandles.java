package dev.pithos.macro;

/** The host's side of all that a Watt guest holds by handle; emptied between expansions. */
final class WattHandles {
  /** What a guest writes for the call site's span; it is sent likewise. */
  static final int CALL_SITE = 0xffff_ffff;

  /** With a context: the sites of {@code macro_rules!} hygiene and of the definition. */
  private static final int MIXED_SITE = 0xffff_fffe;

  private static final int DEF_SITE = 0xffff_fffd;

  /** With a context: the first span that the guest made. */
  private static final int MADE = 0x8000_0000;

  final HostBudget budget = new HostBudget();
  final HandleTable<TokenStream> streams = new HandleTable<>("token stream", budget);
  final HandleTable<Literal> literals = new HandleTable<>("literal", budget);
  final HandleTable<byte[]> bytes = new HandleTable<>("byte buffer", budget);
  final HandleTable<byte[]> strings = new HandleTable<>("string", budget);
  private final HandleTable<Span> spans = new HandleTable<>("span", budget);

  /** Where spans point; null if the guest takes no contexts. */
  final SpanTable spanTable;

  private Span[] made = {};
  private Span lastSpan;
  private int lastHandle;

  WattHandles(boolean contexts) {
    spanTable = contexts ? new SpanTable(spans) : null;
  }

  void reset(long budgetBytes) {
    budget.reset(budgetBytes);
    streams.clear();
    literals.clear();
    bytes.clear();
    strings.clear();
    spans.clear();
    lastSpan = null;
    made = new Span[0];
    if (spanTable != null) {
      spanTable.reset();
    }
  }

  /** Takes note of the spans that the guest made of others. */
  void made(Span[] spans) {
    made = spans;
  }

  /** A handle of a span; neighbouring tokens often share one. */
  int handle(Span span) {
    if (span.kind() == Span.Kind.CALL_SITE) {
      return CALL_SITE;
    }
    if (spanTable != null && span.kind() != Span.Kind.HOST) {
      return span.kind() == Span.Kind.MIXED_SITE ? MIXED_SITE : DEF_SITE;
    }
    if (!span.equals(lastSpan)) {
      lastHandle = spans.add(span);
      lastSpan = span;
    }
    return lastHandle;
  }

  Span span(int handle) {
    if (handle == CALL_SITE) {
      return Span.callSite();
    }
    if (handle >= 0 || spanTable == null) {
      return spans.get(handle);
    }
    return switch (handle) {
      case MIXED_SITE -> Span.mixedSite();
      case DEF_SITE -> Span.defSite();
      default -> {
        int index = handle - MADE;
        if (index >= made.length) {
          throw GuestFault.badOutput(
              "span " + index + " of those that the guest made, which are " + made.length);
        }
        yield made[index];
      }
    };
  }
}
