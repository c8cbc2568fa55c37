package dev.pithos.tools.chicory;

import static dev.pithos.tools.chicory.Engines.run;
import static dev.pithos.tools.chicory.Engines.same;
import static dev.pithos.tools.chicory.Engines.wasm;

import com.dylibso.chicory.runtime.Instance;
import java.util.List;
import org.junit.jupiter.api.Test;

/** References of the host, which are numbers in Chicory; in Endive they are objects. */
class ExternalReferencesTest {
  @Test
  void goThroughGuestsAndTheirTables() {
    same(
        engine -> {
          Instance instance = engine.builder(wasm("segments")).build();
          List<String> report =
              run(
                  instance,
                  """
                  object 0
                  setObject 0 77
                  object 0
                  object 2
                  setObject 1 null
                  object 1
                  isNull null
                  isNull 0
                  isNull 5""");
          report.add("" + instance.table(1).ref(0));
          return report;
        });
  }
}
