package dev.pithos.macro;

import java.util.Map;
import java.util.Optional;

/**
 * What a guest that takes contexts learns before its first stream: where it is called, whether it
 * goes back to a state afterwards, so that it need not free what it has, and which environment
 * variables it may see.
 *
 * <pre>context: sources and location of the call site ({@link SpanTable}), 0:u8 | 1:u8,
 *          0:u8 | 1:u8, count, (name, value)*
 * </pre>
 */
final class WattContext {
  private WattContext() {}

  static byte[] encode(ExpansionOptions options, WattHandles handles) {
    ExpansionHost host = options.host();
    ByteWriter out = new ByteWriter();
    handles.spanTable.writeOne(host.callSite().orElse(null), out);
    out.u8(options.reuse() ? 0 : 1);
    Optional<Map<String, String>> environment = host.environment();
    out.u8(environment.isPresent() ? 1 : 0);
    if (environment.isPresent()) {
      out.u32(environment.get().size());
      environment
          .get()
          .forEach(
              (name, value) -> {
                out.text(name);
                out.text(value);
              });
    }
    handles.budget.charge(out.size());
    return out.bytes();
  }
}
