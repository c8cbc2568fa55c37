package dev.pithos.conformance.spec;

import dev.pithos.runtime.Instance;
import dev.pithos.runtime.WasmModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/** What all commands of one run of a script share: where modules come from, where outcomes go. */
final class ScriptContext {
  private final Suite suite;
  private final String script;
  private final Engine engine;
  private final Wording wording;
  private final FileReport report;
  private final Set<Instance> instances =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private volatile Command current;
  private volatile boolean stopped;

  ScriptContext(Suite suite, String script, Engine engine, Wording wording, FileReport report) {
    this.suite = suite;
    this.script = script;
    this.engine = engine;
    this.wording = wording;
    this.report = report;
  }

  Wording wording() {
    return wording;
  }

  WasmModule compile(ModuleSource source) throws Engine.Rejection {
    byte[] wasm;
    try {
      wasm = suite.beside(script, source.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return engine.compile(wasm, Suite.group(script));
  }

  /** Notes an instance, for {@link #stop}. */
  void started(Instance instance) {
    instances.add(instance);
  }

  /** Carries a command out and reports its outcome, whatever happens. */
  void run(Command command, Scope scope) {
    current = command;
    Outcome outcome;
    try {
      outcome = command.execute(scope);
    } catch (Scope.BrokenException e) {
      outcome = Outcome.consequence(e);
    } catch (Throwable e) { // an error of the compiler must fail this command and no other
      outcome = Outcome.failed(command.wanted(), e instanceof Engine.Rejection ? e.getCause() : e);
    }
    if (!stopped) {
      report.add(command, outcome);
    }
  }

  /** The command that runs now or ran last; null before the first. */
  Command current() {
    return current;
  }

  boolean isStopped() {
    return stopped;
  }

  /** Asks the guests to stop; what they still do is not reported any more. */
  void stop() {
    stopped = true;
    synchronized (instances) {
      instances.forEach(Instance::interrupt);
    }
  }
}
