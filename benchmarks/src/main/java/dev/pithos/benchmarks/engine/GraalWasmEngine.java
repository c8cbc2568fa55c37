package dev.pithos.benchmarks.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;

/** GraalWasm on a stock JDK, where Truffle interprets. */
public final class GraalWasmEngine implements Engine {
  private static final String MEMORY_WORDS = "memory";

  @Override
  public Guest instantiate(byte[] wasm, Map<String, HostCall> imports) {
    Context context =
        Context.newBuilder("wasm").option("engine.WarnInterpreterOnly", "false").build();
    Value module =
        context.eval(Source.newBuilder("wasm", ByteSequence.create(wasm), "guest").buildLiteral());
    GraalGuest guest = new GraalGuest();
    Map<String, Map<String, Object>> modules = new HashMap<>();
    imports.forEach(
        (name, call) -> {
          int dot = name.lastIndexOf('.');
          modules
              .computeIfAbsent(name.substring(0, dot), key -> new HashMap<>())
              .put(name.substring(dot + 1), executable(call, guest));
        });
    Map<String, Object> objects = new HashMap<>();
    modules.forEach((name, fields) -> objects.put(name, ProxyObject.fromMap(fields)));
    guest.exports = module.newInstance(ProxyObject.fromMap(objects)).getMember("exports");
    return guest;
  }

  private static ProxyExecutable executable(HostCall call, GraalGuest guest) {
    return values -> {
      long[] arguments = new long[values.length];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = values[i].asLong();
      }
      return (int) call.call(guest, arguments);
    };
  }

  private static final class GraalGuest implements Guest {
    private Value exports;
    private Value memory;

    @Override
    public GuestFunction function(String export) {
      Value function = exports.getMember(export);
      return arguments -> {
        Object[] boxed = new Object[arguments.length];
        for (int i = 0; i < boxed.length; i++) {
          boxed[i] = (int) arguments[i];
        }
        Value result = function.execute(boxed);
        return result.fitsInLong() ? result.asLong() : 0;
      };
    }

    @Override
    public int global(String export) {
      return exports.getMember(export).getMember("value").asInt();
    }

    @Override
    public byte[] read(int address, int length) {
      byte[] bytes = new byte[length];
      memory().readBuffer(address, bytes, 0, length);
      return bytes;
    }

    @Override
    public void write(int address, byte[] bytes) {
      Value target = memory();
      for (int i = 0; i < bytes.length; i++) {
        target.writeBufferByte(address + (long) i, bytes[i]);
      }
    }

    @Override
    public int grow(int pages) {
      return memory().invokeMember("grow", pages).asInt();
    }

    private Value memory() {
      if (memory == null) {
        Set<String> names = exports.getMemberKeys();
        memory =
            names.contains(MEMORY_WORDS)
                ? exports.getMember(MEMORY_WORDS)
                : names.stream()
                    .map(exports::getMember)
                    .filter(Value::hasBufferElements)
                    .findFirst()
                    .orElseThrow();
      }
      return memory;
    }
  }
}
