package dev.pithos.tools.chicory;

import static dev.pithos.tools.chicory.Engines.outcome;
import static dev.pithos.tools.chicory.Engines.run;
import static dev.pithos.tools.chicory.Engines.same;
import static dev.pithos.tools.chicory.Engines.wasm;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.Store;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The same calls, one after the other, on Chicory's interpreter and on Pithos: what each gives or
 * throws is compared, line by line, with what the host then finds in memories, tables and globals.
 */
class InterpreterParityTest {
  @Test
  void segmentsAndBulkOperations() {
    same(
        engine -> {
          Instance instance = engine.builder(wasm("segments")).build();
          List<String> report =
              run(
                  instance,
                  """
                  load 4
                  memory.init 100 0 7
                  load 100
                  load 106
                  memory.init 0 0 8
                  memory.init 65530 0 7
                  memory.init 0 -1 1
                  data.drop
                  memory.init 0 0 0
                  memory.init 0 0 1
                  memory.copy 101 100 6
                  load 106
                  memory.copy 65530 0 7
                  memory.copy 65536 0 0
                  memory.copy -1 0 1
                  memory.fill 200 77 10
                  load 209
                  load 210
                  memory.fill 65530 1 7
                  load 65535
                  load 65536
                  load -1
                  memory.grow 1
                  load 65536
                  memory.size
                  memory.grow 1
                  memory.grow -1
                  memory.size
                  load 131071
                  load 131072""");
          Memory memory = instance.memory();
          report.add(memory.readString(100, 7) + memory.pages() + memory.read(209));
          return report;
        });
  }

  @Test
  void tables() {
    same(
        engine -> {
          Instance instance = engine.builder(wasm("segments")).build();
          List<String> report =
              run(
                  instance,
                  """
                  call 3
                  call 0
                  call 4
                  call -1
                  table.init 0 0 2
                  call 0
                  call 1
                  table.init 3 0 2
                  table.init 0 1 2
                  elem.drop
                  table.init 0 0 0
                  table.init 0 0 1
                  table.copy 1 0 2
                  call 1
                  call 2
                  table.copy 3 0 2
                  table.fill 3 1
                  call 3
                  table.fill 3 2
                  table.size
                  table.grow 2
                  table.grow 1
                  table.size
                  call 5""");
          for (int i = 0; i < instance.table(0).size(); i++) {
            report.add("" + instance.table(0).ref(i));
          }
          return report;
        });
  }

  @Test
  void traps() {
    same(
        engine ->
            run(
                engine.builder(wasm("segments")).build(),
                """
                truncate 1.5
                truncate 3e9.
                truncate NaN
                truncateSaturating 3e9.
                truncateSaturating NaN
                divide 7 -2
                divide 7 0
                divide -9223372036854775808 -1
                remainder 7 0
                remainder -9223372036854775808 -1
                abort
                forever
                two"""
                    .replace("3e9.", "3000000000.5")));
  }

  @Test
  void uncaughtExceptions() {
    same(
        engine ->
            run(
                engine.builder(wasm("throws")).build(),
                "throw 5 -7 0.5\nthrowNothing\nthrow 6 8 1.5"));
  }

  @Test
  void blockTypes() {
    same(engine -> run(engine.builder(wasm("blocks")).build(), "blocks 0\nblocks 1\nblocks -7"));
  }

  @Test
  void whatCannotBeInstantiated() {
    same(
        engine ->
            Stream.of("badstart", "baddata", "badelem", "host", "borrower")
                .map(
                    name ->
                        name
                            + ": "
                            + outcome(
                                () -> {
                                  engine.builder(wasm(name)).build();
                                  return null;
                                }))
                .toList());
  }

  /** One instance lends the other all that can be lent, both of one engine. */
  @Test
  void instancesShareWhatTheyExport() {
    same(
        engine -> {
          Store store = new Store();
          Instance lender =
              store.instantiate(
                  "lender",
                  imports -> engine.builder(wasm("lender")).withImportValues(imports).build());
          Instance borrower =
              store.instantiate(
                  "borrower",
                  imports -> engine.builder(wasm("borrower")).withImportValues(imports).build());
          List<String> report =
              run(
                  borrower,
                  """
                  nextAndMore
                  setLarge 123456789012
                  large
                  fixed
                  store 8 99
                  call 0
                  call 1
                  callThere 1
                  callThere 2
                  put 2
                  callThere 2
                  grow 2
                  store 196604 5
                  store 196605 5
                  grow 2""");
          report.addAll(
              run(
                  lender,
                  """
                  next
                  load 8
                  load 100
                  load 196604
                  load 196605
                  call 0
                  call 1
                  call 2"""));
          GlobalInstance count = lender.exports().global("count");
          count.setValue(500);
          report.addAll(run(borrower, "nextAndMore"));
          report.add(count.getValue() + " " + lender.exports().global("large").getValue());
          report.add(lender.memory().pages() + " " + lender.memory().readInt(8));
          return report;
        });
  }
}
