package dev.pithos.benchmarks.cost;

import com.sun.management.OperatingSystemMXBean;
import dev.pithos.benchmarks.work.WorkList;
import dev.pithos.compiler.CompiledModule;
import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.WasmCompiler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;

/**
 * Compiles one module in this JVM, first cold and then again and again, and prints a row of JSON:
 * the time and the processor time of the first and of the best later compilation, the most heap in
 * use during the first, and what was emitted.
 *
 * <pre>CompileCost NAME MODULE REPETITIONS</pre>
 *
 * The module is a path from the project's root, or {@code huge} for one with a body of 1.2 MB.
 */
public final class CompileCost {
  private static final int HUGE_BODY = 1_200_000;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private CompileCost() {}

  /**
   * A row of the report.
   *
   * @param firstCpuMillis user and system time of all threads, JIT and collector included
   * @param peakHeapMegabytes the sum of the pools' peaks
   */
  public record Row(
      String name,
      int wasmBytes,
      double firstMillis,
      double firstCpuMillis,
      double bestMillis,
      double bestCpuMillis,
      double peakHeapMegabytes,
      int classes,
      long classBytes,
      int methods,
      int largestMethod,
      int methodsOver8000) {}

  public static void main(String[] arguments) throws IOException {
    byte[] wasm =
        arguments[1].equals("huge")
            ? HugeBody.module(HUGE_BODY)
            : Files.readAllBytes(WorkList.file(arguments[1]));
    double[] first = compile(wasm);
    double peak = peakMegabytes();
    double[] best = first;
    for (int i = Integer.parseInt(arguments[2]); i > 0; i--) {
      double[] next = compile(wasm);
      best = next[1] < best[1] ? next : best;
    }
    CompiledModule module = WasmCompiler.compile(wasm, CompilerOptions.defaults());
    Row row =
        new Row(
            arguments[0],
            wasm.length,
            first[0],
            first[1],
            best[0],
            best[1],
            peak,
            module.statistics().classes(),
            module.statistics().classBytes(),
            module.statistics().emittedMethods(),
            module.statistics().largestMethodBytes(),
            module.statistics().methodsOver8000Bytes());
    System.out.println(WorkList.JSON.writeValueAsString(row));
  }

  private static double[] compile(byte[] wasm) {
    long time = System.nanoTime();
    long cpu = SYSTEM.getProcessCpuTime();
    WasmCompiler.compile(wasm, CompilerOptions.defaults());
    return new double[] {
      (System.nanoTime() - time) / 1e6, (SYSTEM.getProcessCpuTime() - cpu) / 1e6
    };
  }

  private static double peakMegabytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum()
        / 1e6;
  }
}
