package dev.pithos.macro;

import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.HostFunction;
import dev.pithos.runtime.Imports;
import dev.pithos.runtime.Instance;
import dev.pithos.runtime.LinkException;
import dev.pithos.runtime.Memory;
import dev.pithos.runtime.Snapshot;
import dev.pithos.runtime.ValueBuffer;
import dev.pithos.runtime.ValueType;
import dev.pithos.runtime.WasmFunction;
import dev.pithos.runtime.WasmModule;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * An instance of a module that exchanges tokens as Watt's do, and the functions that it imports.
 * Every argument of theirs comes from an untrusted guest: each is checked, and a wrong one is a
 * {@link GuestFault}.
 */
final class WattGuest implements MacroGuest {
  private static final int NOT_TOKENS = 0xffff_ffff;

  /** What a guest without contexts allocates for a name while a stream comes and goes, about. */
  private static final int BYTES_FOR_NAME = 64;

  static {
    WarmUp.run();
  }

  private final WattHandles handles;
  private final WattEncoder encoder;

  /** Reads what the guest writes; null if it takes contexts. */
  private final WattDecoder decoder;

  /** Reads what a guest has that takes contexts; null if it does not. */
  private final GuestTokens tokens;

  private final ValueBuffer values = new ValueBuffer(3);
  private final Instance instance;
  private final WasmFunction toGuest;
  private final WasmFunction fromGuest;
  private final WasmFunction context;
  private final WasmFunction[] macros;
  private final int[] records;
  private Memory memory;

  /** What is reserved at the moment; 0 in expansions. */
  private int reserving;

  private int numbersKept;
  private ExpansionOptions options = ExpansionOptions.defaults();

  /**
   * Instantiates the module.
   *
   * @param records addresses of the slots' declarations, which the exported function then takes
   *     before the streams; null if each slot has an export of its own
   */
  WattGuest(
      WasmModule module,
      WattVersion version,
      List<MacroSlot> slots,
      int[] records,
      long budget,
      Consumer<Instance> created) {
    this.records = records;
    boolean contexts = WattAbi.takesContexts(module.descriptor());
    handles = new WattHandles(contexts);
    encoder = new WattEncoder(handles, version);
    decoder = contexts ? null : new WattDecoder(handles);
    tokens = contexts ? new GuestTokens(handles) : null;
    handles.reset(budget);
    try {
      instance = module.instantiate(imports(version), created);
    } catch (LinkException e) {
      throw MacroException.badLibrary("the macro module", e.getMessage(), e);
    }
    memory = instance.memory(WattAbi.MEMORY);
    toGuest = instance.function(WattAbi.TO_GUEST);
    fromGuest = instance.function(WattAbi.FROM_GUEST);
    context = contexts ? instance.function(WattAbi.CONTEXT) : null;
    macros = new WasmFunction[slots.size()];
    for (MacroSlot slot : slots) {
      macros[slot.index()] = instance.function(slot.export());
    }
  }

  @Override
  public Instance instance() {
    return instance;
  }

  @Override
  public Memory memory() {
    return memory;
  }

  /**
   * The guest allocates for the serialized stream that it reads, and frees it: of one that takes
   * contexts, an empty stream that seems to be long. Others insist that a stream ends where its
   * bytes do, so they get one of names and hand it back. Where those were their memory has the same
   * few bytes over and over, which a {@link Snapshot} puts back as fast as zeros: the serialized
   * name is 16 bytes.
   */
  @Override
  public void reserve(int bytes) {
    handles.reset(2L * bytes);
    reserving = bytes;
    try {
      if (tokens != null) {
        int unused = call(toGuest, handles.streams.add(TokenStream.empty()));
      } else {
        TokenTree[] names = new TokenTree[bytes / BYTES_FOR_NAME];
        Arrays.fill(names, Ident.of("reserve"));
        int read = call(toGuest, handles.streams.add(TokenStream.wrap(names)));
        int unused = call(fromGuest, read);
      }
    } finally {
      reserving = 0;
      handles.reset(0);
    }
  }

  @Override
  public Snapshot snapshot() {
    numbersKept = tokens == null ? 0 : tokens.endOfNumbers();
    return instance.snapshot();
  }

  @Override
  public void restore(Snapshot snapshot) {
    if (tokens != null) {
      tokens.forget(numbersKept);
    }
    instance.restore(snapshot);
  }

  @Override
  public TokenStream expand(
      MacroSlot slot, TokenStream args, TokenStream item, ExpansionOptions options) {
    handles.reset(options.memoryLimit());
    this.options = options;
    try {
      if (context != null) {
        values.setI32(0, handles.bytes.add(WattContext.encode(options, handles)));
        context.invoke(values);
      }
      int first = args == null ? 0 : call(toGuest, handles.streams.add(args));
      int second = call(toGuest, handles.streams.add(item));
      return handles.streams.get(call(fromGuest, run(slot, first, second)));
    } finally {
      handles.reset(0);
      this.options = ExpansionOptions.defaults();
    }
  }

  /** Calls the macro with guest values; {@code args} counts for attributes alone. */
  private int run(MacroSlot slot, int args, int item) {
    int position = 0;
    if (records != null) {
      values.setI32(position++, records[slot.index()]);
    }
    if (records != null || slot.kind() == MacroKind.ATTR) {
      values.setI32(position++, args);
    }
    values.setI32(position, item);
    macros[slot.index()].invoke(values);
    return values.i32(0);
  }

  private int call(WasmFunction adapter, int value) {
    values.setI32(0, value);
    adapter.invoke(values);
    return values.i32(0);
  }

  /** What the host gives the guest, in one class: each lambda takes a fresh JVM a millisecond. */
  private enum Import {
    TOKEN_STREAM_SERIALIZE("token_stream_serialize", 1, 1),
    TOKEN_STREAM_DESERIALIZE("token_stream_deserialize", 2, 1),
    TOKEN_STREAM_PARSE("token_stream_parse", 2, 1),
    LITERAL_TO_STRING("literal_to_string", 1, 1),
    STRING_NEW("string_new", 2, 1),
    STRING_LEN("string_len", 1, 1),
    STRING_READ("string_read", 2, 0),
    BYTES_LEN("bytes_len", 1, 1),
    BYTES_READ("bytes_read", 2, 0),
    PRINT_PANIC("print_panic", 1, 0);

    final String field;

    @SuppressWarnings("ImmutableEnumChecker") // made of immutable lists, and never changed
    final FunctionType type;

    Import(String field, int parameters, int results) {
      this.field = field;
      this.type =
          FunctionType.of(
              Collections.nCopies(parameters, ValueType.I32),
              Collections.nCopies(results, ValueType.I32));
    }
  }

  /** A call of one of them. */
  private final class HostCall implements HostFunction {
    private final Import function;

    HostCall(Import function) {
      this.function = function;
    }

    @Override
    public void call(Instance caller, ValueBuffer values) {
      switch (function) {
        case TOKEN_STREAM_SERIALIZE -> serialize(values);
        case TOKEN_STREAM_DESERIALIZE -> deserialize(caller, values);
        case TOKEN_STREAM_PARSE -> parse(caller, values);
        case LITERAL_TO_STRING -> literalToString(values);
        case STRING_NEW -> stringNew(caller, values);
        case STRING_LEN -> length(handles.strings, values);
        case STRING_READ -> read(handles.strings, caller, values);
        case BYTES_LEN -> length(handles.bytes, values);
        case BYTES_READ -> read(handles.bytes, caller, values);
        case PRINT_PANIC -> panic(values);
      }
    }
  }

  private Imports imports(WattVersion version) {
    Imports.Builder imports = Imports.builder();
    for (Import function : Import.values()) {
      imports.function(version.id, function.field, function.type, new HostCall(function));
    }
    return imports.build();
  }

  private void serialize(ValueBuffer arguments) {
    TokenStream stream = handles.streams.get(arguments.i32(0));
    byte[] encoded = encoder.encode(stream);
    if (tokens != null && encoded.length < reserving) {
      encoded = Arrays.copyOf(encoded, reserving);
    }
    arguments.setI32(0, handles.bytes.add(encoded));
  }

  private void deserialize(Instance caller, ValueBuffer arguments) {
    byte[] bytes = memory(caller);
    int length = arguments.i32(1);
    int address = checked(bytes, arguments.i32(0), length);
    TokenStream stream;
    if (reserving > 0) {
      stream = TokenStream.empty(); // nobody looks at it
    } else if (tokens == null) {
      stream = decoder.decode(bytes, address, length);
    } else {
      stream = tokens.read(bytes, address, length, options.host());
    }
    arguments.setI32(0, handles.streams.add(stream));
  }

  private void parse(Instance caller, ValueBuffer arguments) {
    byte[] bytes = memory(caller);
    int length = arguments.i32(1);
    int address = checked(bytes, arguments.i32(0), length);
    handles.budget.charge((long) length * HostBudget.LEXED_CHARACTER);
    String text = Utf8.decode(bytes, address, length);
    arguments.setI32(0, text == null ? NOT_TOKENS : parse(text));
  }

  private int parse(String text) {
    try {
      return handles.streams.add(TokenStream.parse(text, options.edition()));
    } catch (LexException notTokens) {
      return NOT_TOKENS;
    }
  }

  private void literalToString(ValueBuffer arguments) {
    byte[] text = Utf8.encode(handles.literals.get(arguments.i32(0)).text());
    handles.budget.charge(text.length);
    arguments.setI32(0, handles.strings.add(text));
  }

  private void stringNew(Instance caller, ValueBuffer arguments) {
    byte[] bytes = memory(caller);
    int length = arguments.i32(1);
    int address = checked(bytes, arguments.i32(0), length);
    handles.budget.charge(length);
    byte[] text = Arrays.copyOfRange(bytes, address, address + length);
    arguments.setI32(0, handles.strings.add(text));
  }

  private static void length(HandleTable<byte[]> table, ValueBuffer arguments) {
    arguments.setI32(0, table.get(arguments.i32(0)).length);
  }

  private void read(HandleTable<byte[]> table, Instance caller, ValueBuffer arguments) {
    byte[] source = table.get(arguments.i32(0));
    int address = checked(memory(caller), arguments.i32(1), source.length);
    memory.put(address, source, 0, source.length);
  }

  private void panic(ValueBuffer arguments) {
    byte[] message = handles.strings.get(arguments.i32(0));
    throw new GuestFault(
        MacroException.Reason.PANIC, new String(message, java.nio.charset.StandardCharsets.UTF_8));
  }

  /** The guest's memory as it is now; a start function may call before it is known. */
  private byte[] memory(Instance caller) {
    if (memory == null) {
      memory = caller.memory(WattAbi.MEMORY);
    }
    return memory.bytes;
  }

  /** The address, if the range lies in memory. */
  private static int checked(byte[] memory, int address, int length) {
    long end = Integer.toUnsignedLong(address) + Integer.toUnsignedLong(length);
    if (end > memory.length) {
      throw GuestFault.badOutput(
          "address "
              + Integer.toUnsignedString(address)
              + ", "
              + Integer.toUnsignedString(length)
              + " bytes, in a memory of "
              + memory.length);
    }
    return address;
  }
}
