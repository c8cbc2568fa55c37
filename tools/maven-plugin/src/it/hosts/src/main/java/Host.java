import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.example.Endless;
import dev.pithos.tools.chicory.PithosMemory;
import java.util.List;

/** Calls the module that was compiled into this program, through Chicory's API. */
public class Host {
  public static void main(String[] arguments) {
    HostFunction tick =
        new HostFunction(
            "host", "tick", FunctionType.of(List.of(), List.of()), (caller, values) -> new long[0]);
    Instance instance =
        Instance.builder(Endless.load())
            .withMemoryFactory(PithosMemory::new)
            .withMachineFactory(Endless::create)
            .withImportValues(ImportValues.builder().addFunction(tick).build())
            .build();
    System.out.println(instance.export("answer").apply()[0]);
  }
}
