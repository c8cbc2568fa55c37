package dev.pithos.runtime;

import dev.pithos.runtime.support.Calls;
import java.util.List;

/**
 * An instance of a module. Generated code extends this class with the module's functions and its
 * private globals as typed fields; what stands here is what all modules have in common.
 *
 * <p>An instance is used by one thread at a time; only {@link #interrupt} is for other threads.
 */
public abstract class Instance {
  private static final byte[] NO_BYTES = {};
  private static final Object[] NO_ELEMENTS = {};

  /** Results after the first: generated code leaves them here. */
  public final ValueBuffer results;

  /** What a function left for its caller to call; null but for the moment of its return. */
  public WasmFunction tailCall;

  /** The arguments for {@link #tailCall}. */
  public final ValueBuffer tailArguments = new ValueBuffer(0);

  /** The defined types by type index. */
  public final DefinedType[] types;

  /** Functions by index; those defined here appear when they are first asked for. */
  protected final WasmFunction[] functions;

  /** Memories by index. */
  protected final Memory[] memories;

  /** Tables by index. */
  protected final Table[] tables;

  /** Global objects by index; null where a global is a field of generated code. */
  protected final Global[] globals;

  /** Tags by index. */
  protected final Tag[] tags;

  /** Whether the guest was asked to stop; generated code looks in loops. */
  public volatile boolean interrupted;

  /** The same for function entries: see {@link Calls#enter}. */
  public boolean stopping;

  /** Whether generated code keeps {@link #lowestStore}; its constructor says so. */
  protected boolean marksStores;

  /**
   * Where {@link #marksStores}: at most the lowest address that was stored to since {@link #base};
   * {@link StoreFloor} has what it starts with. A Rust guest's stack is the lower end of its
   * memory, a megabyte of which little is used.
   */
  public int lowestStore;

  /** The snapshot that the instance was last in the state of; null when there was none. */
  private Snapshot base;

  private final WasmModule module;
  private final ModuleDescriptor descriptor;
  private byte[][] data;
  private Object[][] elements;

  /** Links the imports; what the module defines itself follows in {@link #initialize}. */
  protected Instance(WasmModule module, Imports imports) {
    this.module = module;
    descriptor = module.descriptor();
    types = descriptor.types();
    functions = new WasmFunction[descriptor.functions().size()];
    memories = new Memory[descriptor.memories().size()];
    tables = new Table[descriptor.tables().size()];
    globals = new Global[descriptor.globals().size()];
    tags = new Tag[descriptor.tags().size()];
    int positions = 2;
    for (DefinedType type : types) {
      if (type.composite() instanceof FunctionType function) {
        positions = Math.max(positions, function.resultPositions());
      }
    }
    results = new ValueBuffer(positions);
    for (ModuleDescriptor.Import entry : descriptor.imports()) {
      Object value = Linker.resolve(descriptor, entry, imports);
      switch (entry.kind()) {
        case FUNCTION -> functions[entry.index()] = (WasmFunction) value;
        case MEMORY -> {
          memories[entry.index()] = (Memory) value;
          memories[entry.index()].share();
        }
        case TABLE -> tables[entry.index()] = (Table) value;
        case GLOBAL -> globals[entry.index()] = (Global) value;
        case TAG -> tags[entry.index()] = (Tag) value;
      }
    }
  }

  // ---- what generated code provides

  /** Takes memories, tables, functions and shared globals into typed fields. */
  protected abstract void link();

  /** Calls the function, arguments and results in the buffer; no JVM exception is translated. */
  protected abstract void invoke(int function, ValueBuffer values);

  /**
   * Like {@link #invoke}, but may come back early with {@link #tailCall} set. The arguments are in
   * {@link #tailArguments} too.
   */
  protected void resume(int function, ValueBuffer values) {
    invoke(function, values);
  }

  /** Puts a private global's value at a position of the buffer. */
  protected abstract void readGlobal(int index, ValueBuffer values, int position);

  /** Sets a private global from a position of the buffer. */
  protected abstract void writeGlobal(int index, ValueBuffer values, int position);

  /** Evaluates a constant expression that is no simple {@link Initializer}, to position 0. */
  protected abstract void constant(int number, ValueBuffer values);

  // ---- instantiation

  final void initialize() {
    for (int i = descriptor.importCount(ExternalKind.MEMORY); i < memories.length; i++) {
      memories[i] = new Memory(descriptor.memories().get(i));
    }
    for (int i = descriptor.importCount(ExternalKind.TAG); i < tags.length; i++) {
      tags[i] = new Tag(descriptor.tags().get(i));
    }
    int importedGlobals = descriptor.importCount(ExternalKind.GLOBAL);
    for (int i = importedGlobals; i < globals.length; i++) {
      if (descriptor.isSharedGlobal(i)) {
        globals[i] = new Global(descriptor.globals().get(i));
      }
    }
    link();
    ValueBuffer buffer = new ValueBuffer(2);
    for (int i = importedGlobals; i < globals.length; i++) {
      evaluate(descriptor.globalInitializers().get(i - importedGlobals), buffer);
      setGlobal(i, buffer, 0);
    }
    int importedTables = descriptor.importCount(ExternalKind.TABLE);
    for (int i = importedTables; i < tables.length; i++) {
      evaluate(descriptor.tableInitializers().get(i - importedTables), buffer);
      tables[i] = new Table(descriptor.tables().get(i), buffer.references[0]);
    }
    link();
    fillTables(buffer);
    fillMemories(buffer);
  }

  final void start() {
    if (descriptor.start() >= 0) {
      function(descriptor.start()).invoke(this, new ValueBuffer(1));
    }
  }

  private void fillTables(ValueBuffer buffer) {
    List<ModuleDescriptor.ElementSegment> segments = descriptor.elements();
    elements = new Object[segments.size()][];
    for (int i = 0; i < elements.length; i++) {
      List<Initializer> initializers = segments.get(i).elements();
      Object[] values = new Object[initializers.size()];
      for (int j = 0; j < values.length; j++) {
        evaluate(initializers.get(j), buffer);
        values[j] = buffer.references[0];
      }
      elements[i] = values;
    }
    for (int i = 0; i < elements.length; i++) {
      ModuleDescriptor.ElementSegment segment = segments.get(i);
      if (segment.mode() == ModuleDescriptor.SegmentMode.ACTIVE) {
        evaluate(segment.offset(), buffer);
        Object[] table = tables[segment.table()].elements;
        long offset =
            descriptor.tables().get(segment.table()).is64()
                ? buffer.bits[0]
                : buffer.bits[0] & 0xffff_ffffL;
        int length = elements[i].length;
        if (offset < 0 || offset > table.length || length > table.length - offset) {
          throw new Trap(
              TrapKind.OUT_OF_BOUNDS_TABLE,
              "element segment "
                  + i
                  + " of "
                  + length
                  + " elements at "
                  + Long.toUnsignedString(offset)
                  + ", table of size "
                  + table.length);
        }
        System.arraycopy(elements[i], 0, table, (int) offset, length);
      }
      if (segment.mode() != ModuleDescriptor.SegmentMode.PASSIVE) {
        elements[i] = NO_ELEMENTS;
      }
    }
  }

  private void fillMemories(ValueBuffer buffer) {
    List<ModuleDescriptor.DataSegment> segments = descriptor.data();
    data = new byte[segments.size()][];
    for (int i = 0; i < data.length; i++) {
      data[i] = segments.get(i).bytes();
    }
    for (int i = 0; i < data.length; i++) {
      ModuleDescriptor.DataSegment segment = segments.get(i);
      if (segment.mode() != ModuleDescriptor.SegmentMode.ACTIVE) {
        continue;
      }
      evaluate(segment.offset(), buffer);
      Memory memory = memories[segment.memory()];
      long offset =
          descriptor.memories().get(segment.memory()).is64()
              ? buffer.bits[0]
              : buffer.bits[0] & 0xffff_ffffL;
      int length = data[i].length;
      if (offset < 0 || offset > memory.size() || length > memory.size() - offset) {
        throw new Trap(
            TrapKind.OUT_OF_BOUNDS_MEMORY,
            "data segment "
                + i
                + " of "
                + length
                + " bytes at "
                + Long.toUnsignedString(offset)
                + ", memory of "
                + memory.size());
      }
      memory.put(offset, data[i], 0, length);
      data[i] = NO_BYTES;
    }
  }

  private void evaluate(Initializer initializer, ValueBuffer buffer) {
    switch (initializer.kind()) {
      case NUMBER -> {
        buffer.bits[0] = initializer.bits();
        buffer.bits[1] = initializer.high();
      }
      case NULL -> buffer.references[0] = null;
      case FUNCTION -> buffer.references[0] = function(initializer.index());
      case GLOBAL -> getGlobal(initializer.index(), buffer, 0);
      case CODE -> {
        try {
          constant(initializer.index(), buffer);
        } catch (StackOverflowError e) {
          throw Trap.of(e);
        }
      }
    }
  }

  private void getGlobal(int index, ValueBuffer buffer, int position) {
    if (globals[index] != null) {
      globals[index].save(buffer, position);
    } else {
      readGlobal(index, buffer, position);
    }
  }

  private void setGlobal(int index, ValueBuffer buffer, int position) {
    if (globals[index] != null) {
      globals[index].load(buffer, position);
    } else {
      writeGlobal(index, buffer, position);
    }
  }

  // ---- for generated code and its helpers

  /** The function as a value; the same object each time. */
  public final WasmFunction function(int index) {
    WasmFunction function = functions[index];
    if (function == null) {
      function = WasmFunction.guest(this, index, descriptor.functions().get(index));
      functions[index] = function;
    }
    return function;
  }

  /** The memory of that index. */
  public final Memory memory(int index) {
    return memories[index];
  }

  /** The table of that index. */
  public final Table table(int index) {
    return tables[index];
  }

  /** The global of that index; null where it is a field of generated code. */
  public final Global global(int index) {
    return globals[index];
  }

  /** The tag of that index. */
  public final Tag tag(int index) {
    return tags[index];
  }

  /** The data segment's bytes; none once it is dropped. */
  public final byte[] data(int index) {
    return data[index];
  }

  /** The element segment's references; none once it is dropped. */
  public final Object[] elements(int index) {
    return elements[index];
  }

  public final void dropData(int index) {
    data[index] = NO_BYTES;
  }

  public final void dropElements(int index) {
    elements[index] = NO_ELEMENTS;
  }

  /** Calls a function on behalf of the world outside, turning the JVM's exceptions into traps. */
  final void invokeGuarded(int index, ValueBuffer values) {
    try {
      invoke(index, values);
    } catch (IndexOutOfBoundsException | NullPointerException | StackOverflowError e) {
      throw Trap.of(e);
    }
  }

  /**
   * Calls a function of this instance.
   *
   * @return null when the values are its results, or what to call next with the values
   */
  final WasmFunction resume(WasmFunction function, ValueBuffer values) {
    tailArguments.copy(values, function.type().parameterPositions());
    resume(function.index, values);
    WasmFunction next = tailCall;
    if (next != null) {
      tailCall = null;
      values.copy(tailArguments, next.type().parameterPositions());
    }
    return next;
  }

  // ---- for hosts

  public final WasmModule module() {
    return module;
  }

  public final ModuleDescriptor descriptor() {
    return descriptor;
  }

  /**
   * An export: a WasmFunction, Table, Memory, Global or Tag.
   *
   * @throws IllegalArgumentException when the module has no export of that name
   */
  public final Object export(String name) {
    ModuleDescriptor.Export export = descriptor.export(name);
    if (export == null) {
      throw new IllegalArgumentException(
          "no export \""
              + name
              + "\"; the module exports "
              + descriptor.exports().stream().map(ModuleDescriptor.Export::name).toList());
    }
    return switch (export.kind()) {
      case FUNCTION -> function(export.index());
      case TABLE -> tables[export.index()];
      case MEMORY -> memories[export.index()];
      case GLOBAL -> globals[export.index()];
      case TAG -> tags[export.index()];
    };
  }

  /** The exported function; see {@link #export}. */
  public final WasmFunction function(String export) {
    return typed(export, WasmFunction.class);
  }

  /** The exported memory; see {@link #export}. */
  public final Memory memory(String export) {
    return typed(export, Memory.class);
  }

  /** The exported table; see {@link #export}. */
  public final Table table(String export) {
    return typed(export, Table.class);
  }

  /** The exported global; see {@link #export}. */
  public final Global global(String export) {
    return typed(export, Global.class);
  }

  /** The exported tag; see {@link #export}. */
  public final Tag tag(String export) {
    return typed(export, Tag.class);
  }

  private <T> T typed(String name, Class<T> expected) {
    Object value = export(name);
    if (!expected.isInstance(value)) {
      throw new IllegalArgumentException(
          "export \""
              + name
              + "\" is a "
              + value.getClass().getSimpleName()
              + ", not a "
              + expected.getSimpleName());
    }
    return expected.cast(value);
  }

  /** Asks a running guest to stop: it traps with {@link TrapKind#INTERRUPTED} soon. */
  public final void interrupt() {
    stopping = true;
    interrupted = true;
    Calls.armPolls();
  }

  /** Withdraws {@link #interrupt}, so that the instance can run again. */
  public final void clearInterrupt() {
    interrupted = false;
    stopping = false;
  }

  /** The state of what the module itself defines; imported entities are not in it. */
  public final Snapshot snapshot() {
    Snapshot.MemoryImage[] images = new Snapshot.MemoryImage[memories.length];
    for (int i = descriptor.importCount(ExternalKind.MEMORY); i < memories.length; i++) {
      images[i] = new Snapshot.MemoryImage(memories[i]);
    }
    Object[][] contents = new Object[tables.length][];
    for (int i = descriptor.importCount(ExternalKind.TABLE); i < tables.length; i++) {
      contents[i] = tables[i].elements.clone();
    }
    ValueBuffer values = new ValueBuffer(2 * globals.length);
    for (int i = descriptor.importCount(ExternalKind.GLOBAL); i < globals.length; i++) {
      getGlobal(i, values, 2 * i);
    }
    Snapshot snapshot =
        new Snapshot(this, images, contents, values, data.clone(), elements.clone());
    module.storeFloor.guess(stackPointer(values));
    isIn(snapshot);
    return snapshot;
  }

  /** The first global that can be one: compilers of C and Rust have it there. */
  private int stackPointer(ValueBuffer values) {
    List<GlobalType> types = descriptor.globals();
    for (int i = descriptor.importCount(ExternalKind.GLOBAL); i < types.size(); i++) {
      if (types.get(i).mutable() && types.get(i).value() == ValueType.I32) {
        return values.i32(2 * i);
      }
    }
    return Integer.MAX_VALUE;
  }

  private void isIn(Snapshot snapshot) {
    lowestStore = marksStores ? module.storeFloor.floor() : 0;
    for (int i = descriptor.importCount(ExternalKind.MEMORY); i < memories.length; i++) {
      memories[i].unmark(this, snapshot != base);
    }
    base = snapshot;
  }

  /**
   * Goes back to a snapshot of this instance.
   *
   * @throws IllegalArgumentException when the snapshot is of another instance
   */
  public final void restore(Snapshot snapshot) {
    if (snapshot.owner != this) {
      throw new IllegalArgumentException("the snapshot is of another instance");
    }
    for (int i = descriptor.importCount(ExternalKind.MEMORY); i < memories.length; i++) {
      snapshot.memories[i].restore(snapshot == base ? memories[i].writtenFrom() : 0);
    }
    for (int i = descriptor.importCount(ExternalKind.TABLE); i < tables.length; i++) {
      Object[] contents = snapshot.tables[i];
      if (tables[i].elements.length != contents.length) {
        tables[i].elements = contents.clone();
      } else {
        System.arraycopy(contents, 0, tables[i].elements, 0, contents.length);
      }
    }
    for (int i = descriptor.importCount(ExternalKind.GLOBAL); i < globals.length; i++) {
      setGlobal(i, snapshot.globals, 2 * i);
    }
    data = snapshot.data.clone();
    elements = snapshot.elements.clone();
    module.storeFloor.ran(lowestStore);
    isIn(snapshot);
  }
}
