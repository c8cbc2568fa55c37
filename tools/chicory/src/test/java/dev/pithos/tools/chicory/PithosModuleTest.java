package dev.pithos.tools.chicory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportGlobal;
import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.UnlinkableException;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.ValType;
import com.dylibso.chicory.wasm.types.Value;
import dev.pithos.runtime.Trap;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A host sees the same through Chicory's API on Chicory's interpreter and on Pithos. */
@SuppressWarnings("deprecation") // Those of globals in Endive, where this runs renamed
class PithosModuleTest {
  private static final long BASE = 1L << 40;

  private static byte[] wasm(String name) throws IOException {
    try (InputStream stream = PithosModuleTest.class.getResourceAsStream("/" + name + ".wasm")) {
      return stream.readAllBytes();
    }
  }

  /** A host of the module host.wat. */
  private static final class Host {
    final GlobalInstance step = new GlobalInstance(Value.i32(3), MutabilityType.Var);
    final List<Integer> stepsSeen = new ArrayList<>();
    final Instance instance;

    Host(Instance.Builder builder) {
      HostFunction twice =
          new HostFunction(
              "host",
              "twice",
              FunctionType.of(
                  List.of(ValType.I32, ValType.I64, ValType.F32, ValType.F64),
                  List.of(ValType.F64)),
              (caller, values) -> {
                stepsSeen.add((int) step.getValue());
                step.setValue(100);
                caller.memory().writeByte(300, (byte) values[0]);
                double sum =
                    (double) (int) values[0]
                        + values[1]
                        + Value.longToFloat(values[2])
                        + Value.longToDouble(values[3]);
                return new long[] {Value.doubleToLong(2 * sum)};
              });
      instance =
          builder
              .withImportValues(
                  ImportValues.builder()
                      .addFunction(twice)
                      .addGlobal(new ImportGlobal("host", "step", step))
                      .addGlobal(
                          new ImportGlobal("host", "base", new GlobalInstance(Value.i64(BASE))))
                      .build())
              .build();
    }

    long[] call(String name, long... arguments) {
      return instance.export(name).apply(arguments);
    }
  }

  /** What the function reports, which must be the same on both engines. */
  private static void same(Function<Host, List<?>> report) throws IOException {
    byte[] wasm = wasm("host");
    List<?> expected = report.apply(new Host(Instance.builder(Parser.parse(wasm))));
    assertEquals(expected, report.apply(new Host(PithosModule.compile(wasm).instance())));
    assertEquals(
        expected,
        report.apply(
            new Host(
                Instance.builder(Parser.parse(wasm))
                    .withMemoryFactory(PithosMemory::new)
                    .withTableFactory(PithosTable::new)
                    .withMachineFactory(PithosModule::machine))));
  }

  @Test
  void valuesOfEachTypeCrossBothWays() throws Exception {
    same(
        host -> {
          long result =
              host.call("mixed", -5, BASE, Value.floatToLong(1.5f), Value.doubleToLong(-0.25))[0];
          assertEquals(2 * (-5 + BASE + 1.5 - 0.25), Value.longToDouble(result));
          return List.of(
              result,
              host.call("pair", -9)[0],
              host.call("pair", -9)[1],
              host.call("base")[0],
              host.instance.memory().read(300));
        });
  }

  @Test
  void memoryIsOneForHostAndGuest() throws Exception {
    same(
        host -> {
          Memory memory = host.instance.memory();
          assertEquals("hello", memory.readString(8, 5));
          memory.writeI32(1000, -2);
          host.call("store", 2000, 77);
          List<Object> seen = new ArrayList<>(List.of(host.call("load", 1000)[0]));
          seen.add(memory.readInt(2000));
          seen.add(host.call("grow", 1)[0]);
          memory.writeString(70_000, "wide");
          seen.add(host.call("load", 70_000)[0]);
          seen.add(memory.grow(1));
          seen.add(host.call("grow", 1)[0]);
          seen.add(memory.pages());
          memory.copy(8, 70_000, 4);
          memory.fill((byte) 1, 70_000, 70_004);
          memory.writeF64(2008, 0.1);
          memory.writeShort(2016, (short) -2);
          seen.add(memory.readString(8, 5));
          seen.add(host.call("load", 70_000)[0]);
          seen.add(memory.readDouble(2008));
          seen.add(memory.readU16(2016));
          return seen;
        });
  }

  @Test
  void globalsGoOverWithControl() throws Exception {
    same(
        host -> {
          GlobalInstance count = host.instance.exports().global("count");
          List<Object> seen = new ArrayList<>(List.of(host.call("tick")[0]));
          seen.add(count.getValue());
          seen.add(host.step.getValue());
          count.setValue(1000);
          host.step.setValue(7);
          seen.add(host.call("tick")[0]);
          host.call("mixed", 0, 0, 0, 0);
          seen.addAll(host.stepsSeen);
          seen.add(host.call("tick")[0]);
          seen.add(host.instance.exports().global("fixed").getValue());
          return seen;
        });
  }

  @Test
  void tablesAreShared() throws Exception {
    same(
        host -> {
          TableInstance table = host.instance.exports().table("table");
          List<Object> seen = new ArrayList<>(List.of(host.call("apply", 0)[0]));
          host.call("put", 2);
          seen.add(table.ref(2));
          seen.add(table.ref(1));
          seen.add(table.ref(3));
          assertEquals(host.instance, table.instance(2));
          table.setRef(3, table.ref(2), host.instance);
          seen.add(host.call("apply", 3)[0]);
          seen.add(table.grow(2, table.ref(0), host.instance));
          seen.add(host.call("apply", 5)[0]);
          seen.add(table.size());
          return seen;
        });
  }

  @Test
  void whatTheHostPutsIntoATableBeforeTheFirstCallStays() throws Exception {
    same(
        host -> {
          TableInstance table = host.instance.table(0);
          table.setRef(3, table.ref(0), host.instance);
          return List.of(host.call("apply", 3)[0]);
        });
  }

  @Test
  void chicoryStartsTheModuleOnceOrNotAtAll() throws Exception {
    same(host -> List.of(host.call("starts")[0]));
    Host late = new Host(PithosModule.compile(wasm("host")).instance().withInitialize(false));
    assertEquals(0, late.call("starts")[0]);
    late.instance.initialize(true);
    assertEquals(1, late.call("starts")[0]);
  }

  @Test
  void instancesOfOneModuleAreApart() throws Exception {
    PithosModule module = PithosModule.compile(wasm("host"));
    Host first = new Host(module.instance());
    Host second = new Host(module.instance());
    first.call("store", 2000, 5);
    first.call("tick");
    assertEquals(0, second.call("load", 2000)[0]);
    assertEquals(5, second.instance.exports().global("count").getValue());
  }

  @Test
  void trapsHaveTheSpecificationsWordsAndPithossTrapAsTheirCause() throws Exception {
    Host host = new Host(PithosModule.compile(wasm("host")).instance());
    List<Consumer<Host>> calls =
        List.of(
            it -> it.call("divide", 1, 0),
            it -> it.call("load", -1),
            it -> it.call("abort"),
            it -> it.call("apply", 3),
            it -> it.call("apply", 1),
            it -> it.call("forever"));
    List<String> words =
        List.of(
            "integer divide by zero",
            "out of bounds memory access",
            "unreachable",
            "uninitialized element",
            "indirect call type mismatch",
            "call stack exhausted");
    for (int i = 0; i < words.size(); i++) {
      Consumer<Host> call = calls.get(i);
      ChicoryException trap = assertThrows(ChicoryException.class, () -> call.accept(host));
      assertTrue(trap.getMessage().startsWith(words.get(i)), trap.getMessage());
      assertInstanceOf(Trap.class, trap.getCause());
    }
    Memory memory = host.instance.memory();
    assertThrows(ChicoryException.class, () -> memory.readInt(65_533));
    assertThrows(ChicoryException.class, () -> memory.write(65_530, new byte[7]));
    assertEquals(2, host.call("two")[0]);
  }

  @Test
  void hostsExceptionsPassThroughTheGuest() throws Exception {
    PithosModule module = PithosModule.compile(wasm("host"));
    IllegalStateException thrown = new IllegalStateException("of the host");
    ImportValues imports =
        ImportValues.builder()
            .addFunction(
                new HostFunction(
                    "host",
                    "twice",
                    FunctionType.of(
                        List.of(ValType.I32, ValType.I64, ValType.F32, ValType.F64),
                        List.of(ValType.F64)),
                    (caller, values) -> {
                      throw thrown;
                    }))
            .addGlobal(
                new ImportGlobal(
                    "host", "step", new GlobalInstance(Value.i32(0), MutabilityType.Var)))
            .addGlobal(new ImportGlobal("host", "base", new GlobalInstance(Value.i64(0))))
            .build();
    Instance instance = module.instance().withImportValues(imports).build();
    assertEquals(
        thrown,
        assertThrows(
            IllegalStateException.class, () -> instance.export("mixed").apply(0, 0, 0, 0)));
  }

  @Test
  void modulesWithVectorsRun() throws Exception {
    Instance instance = PithosModule.compile(wasm("simd")).instance().build();
    assertArrayEquals(new long[] {50}, instance.export("sum").apply(10));
  }

  @Test
  void anImportedMemoryHasToBeOneThatGuestsReach() throws Exception {
    PithosModule module = PithosModule.compile(wasm("memory"));
    MemoryLimits limits = new MemoryLimits(1, 2);
    Memory memory = module.memoryFactory().apply(limits);
    Instance instance = module.instance().withImportValues(with(memory)).build();
    assertEquals("data", memory.readString(0, 4));
    memory.writeI32(16, 9);
    assertEquals(9, instance.export("load").apply(16)[0]);
    UnlinkableException refused =
        assertThrows(
            UnlinkableException.class,
            () -> module.instance().withImportValues(with(new ByteArrayMemory(limits))).build());
    assertTrue(refused.getMessage().contains("PithosModule.memoryFactory()"));
  }

  private static ImportValues with(Memory memory) {
    return ImportValues.builder().addMemory(new ImportMemory("host", "memory", memory)).build();
  }

  @Test
  void aParsedModuleIsEncodedAsItWas() throws Exception {
    for (String name : List.of("host", "memory", "endless", "blocks", "segments", "borrower")) {
      byte[] encoded = ModuleEncoder.encode(Parser.parse(wasm(name)));
      assertArrayEquals(encoded, ModuleEncoder.encode(Parser.parse(encoded)), name);
    }
  }

  @Test
  void aMissingMemoryFactoryIsNamed() throws Exception {
    WasmModule parsed = Parser.parse(wasm("host"));
    Instance.Builder builder =
        Instance.builder(parsed).withMachineFactory(PithosModule.of(parsed).machineFactory());
    String message = assertThrows(UnlinkableException.class, () -> new Host(builder)).getMessage();
    assertTrue(message.startsWith("memory 0 is a ByteBufferMemory"), message);
    assertTrue(message.contains("PithosModule.memoryFactory()"), message);
  }
}
