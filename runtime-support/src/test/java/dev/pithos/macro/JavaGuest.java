package dev.pithos.macro;

import dev.pithos.runtime.DefinedType;
import dev.pithos.runtime.DescriptorFormat;
import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.Imports;
import dev.pithos.runtime.Initializer;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.MemoryType;
import dev.pithos.runtime.ModuleDescriptor;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.TrapKind;
import dev.pithos.runtime.ValueBuffer;
import dev.pithos.runtime.ValueType;
import dev.pithos.runtime.WasmModule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A Watt module whose functions are Java: what a compiled module does to its host, without a
 * compiler. Its guest values are the host's handles themselves.
 */
final class JavaGuest extends WasmModule {
  static final int SERIALIZE = 0;
  static final int DESERIALIZE = 1;
  static final int PARSE = 2;
  static final int LITERAL_TO_STRING = 3;
  static final int STRING_NEW = 4;
  static final int STRING_LEN = 5;
  static final int STRING_READ = 6;
  static final int BYTES_LEN = 7;
  static final int BYTES_READ = 8;
  static final int PRINT_PANIC = 9;

  private static final String[] IMPORTS = {
    "token_stream_serialize/1",
    "token_stream_deserialize/2",
    "token_stream_parse/2",
    "literal_to_string/1",
    "string_new/2",
    "string_len/1",
    "string_read/2/0",
    "bytes_len/1",
    "bytes_read/2/0",
    "print_panic/1/0"
  };

  /** A macro's code: argument values to a result value. */
  interface Code {
    int run(Guest guest, int first, int second);
  }

  private final List<Code> macros;

  /** What else a guest does with a stream that it takes or hands back. */
  private Code crossing = (guest, stream, out) -> stream;

  private JavaGuest(Class<?> beside, List<Code> macros) {
    super(beside, "descriptor");
    this.macros = macros;
  }

  /** The same, with code for a stream that crosses: a handle, and 0 on the way in, 1 out. */
  JavaGuest withCrossing(Code code) {
    crossing = code;
    return this;
  }

  /** A module with macros by export name; a name's first word is its kind, as in metadata. */
  static JavaGuest of(Map<String, Code> macros) {
    return of(macros, "watt-0.5");
  }

  /** The same of another version of Watt. */
  static JavaGuest of(Map<String, Code> macros, String version) {
    StringBuilder metadata = new StringBuilder();
    List<String> exports = new ArrayList<>();
    for (String line : macros.keySet()) {
      metadata.append(line).append('\n');
      exports.add(line.split(":")[2] + (line.startsWith("attr") ? "/2" : "/1"));
    }
    byte[] descriptor = DescriptorFormat.write(descriptor(exports, metadata.toString(), version));
    return new JavaGuest(Beside.define(descriptor), List.copyOf(macros.values()));
  }

  /** The descriptor of a Watt module; functions as name/parameters, metadata null for none. */
  static ModuleDescriptor descriptor(List<String> exports, String metadata) {
    return descriptor(exports, metadata, "watt-0.5");
  }

  /** The same that imports from these modules, in turns. */
  static ModuleDescriptor descriptor(
      List<String> exports, String metadata, String... importModules) {
    ModuleDescriptor.Builder parts = new ModuleDescriptor.Builder();
    List<DefinedType> functions = new ArrayList<>();
    List<ModuleDescriptor.Import> imports = new ArrayList<>();
    for (String imported : IMPORTS) {
      imports.add(
          new ModuleDescriptor.Import(
              importModules[functions.size() % importModules.length],
              imported.split("/")[0],
              ExternalKind.FUNCTION,
              functions.size()));
      functions.add(type(imported));
    }
    List<ModuleDescriptor.Export> exported = new ArrayList<>();
    exported.add(new ModuleDescriptor.Export("memory", ExternalKind.MEMORY, 0));
    List<String> all = new ArrayList<>(List.of("raw_to_token_stream/1", "token_stream_into_raw/1"));
    all.addAll(exports);
    for (String export : all) {
      exported.add(
          new ModuleDescriptor.Export(
              export.split("/")[0], ExternalKind.FUNCTION, functions.size()));
      functions.add(type(export));
    }
    parts.functions = functions;
    parts.typeGroups = functions.stream().map(type -> new DefinedType[] {type}).toList();
    parts.imports = imports;
    parts.exports = exported;
    parts.memories = List.of(new MemoryType(1, MemoryType.NO_MAXIMUM, false, false, 16));
    parts.globalInitializers = List.<Initializer>of();
    if (metadata != null) {
      parts.customSections =
          Map.of(MacroMetadata.SECTION, metadata.getBytes(StandardCharsets.UTF_8));
    }
    return parts.build();
  }

  private static DefinedType type(String function) {
    String[] parts = function.split("/");
    int results = parts.length > 2 ? Integer.parseInt(parts[2]) : 1;
    return FunctionType.of(
            Collections.nCopies(Integer.parseInt(parts[1]), ValueType.I32),
            Collections.nCopies(results, ValueType.I32))
        .defined();
  }

  @Override
  protected Instance newInstance(Imports imports) {
    return new Guest(this, imports);
  }

  /** An instance; its code calls the host through {@link #host}. */
  static final class Guest extends Instance {
    private final List<Code> code;
    private final Code crossing;

    Guest(JavaGuest module, Imports imports) {
      super(module, imports);
      code = module.macros;
      crossing = module.crossing;
    }

    @Override
    protected void link() {}

    @Override
    protected void invoke(int function, ValueBuffer values) {
      int macro = function - IMPORTS.length - 2;
      if (macro >= 0) {
        values.setI32(0, code.get(macro).run(this, values.i32(0), values.i32(1)));
      } else {
        values.setI32(0, crossing.run(this, values.i32(0), macro + 2));
      }
    }

    /** Calls an import. */
    int host(int function, int... arguments) {
      ValueBuffer values = new ValueBuffer(2);
      for (int i = 0; i < arguments.length; i++) {
        values.setI32(i, arguments[i]);
      }
      functions[function].invoke(this, values);
      return values.i32(0);
    }

    byte[] bytes() {
      return memories[0].bytes();
    }

    boolean grow(int pages) {
      return memories[0].grow(pages) >= 0;
    }

    /** Writes a text to memory at an address; its length in bytes. */
    int put(int address, String text) {
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      System.arraycopy(encoded, 0, bytes(), address, encoded.length);
      return encoded.length;
    }

    int parse(String text) {
      return host(PARSE, 256, put(256, text));
    }

    int panic(String message) {
      host(PRINT_PANIC, host(STRING_NEW, 256, put(256, message)));
      throw new Trap(TrapKind.UNREACHABLE);
    }

    void poll() {
      if (interrupted) {
        throw new Trap(TrapKind.INTERRUPTED);
      }
    }

    @Override
    protected void readGlobal(int index, ValueBuffer values, int position) {
      throw new AssertionError("no globals");
    }

    @Override
    protected void writeGlobal(int index, ValueBuffer values, int position) {
      throw new AssertionError("no globals");
    }

    @Override
    protected void constant(int number, ValueBuffer values) {
      throw new AssertionError("no constant expressions");
    }
  }

  /** A class in a loader of its own, beside which the descriptor lies as a resource. */
  static final class Beside extends ClassLoader {
    private final byte[] descriptor;

    private Beside(byte[] descriptor) {
      super(Beside.class.getClassLoader());
      this.descriptor = descriptor;
    }

    static Class<?> define(byte[] descriptor) {
      String name = Marker.class.getName();
      try (InputStream in =
          Beside.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return new Beside(descriptor).defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      return new ByteArrayInputStream(descriptor);
    }
  }

  /** What {@link Beside} defines once more. */
  static final class Marker {}
}
