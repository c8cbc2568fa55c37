package dev.pithos.conformance.spec;

import dev.pithos.runtime.LinkException;
import dev.pithos.runtime.Trap;
import dev.pithos.runtime.WasmException;
import dev.pithos.runtime.WasmModule;
import java.util.List;

/** A command of a script, and what it means. How scripts spell it is {@link ScriptReader}'s. */
sealed interface Command {
  /** The line of the script's source. */
  int line();

  /** The command's type in the script, such as {@code assert_return}. */
  String kind();

  /** What it takes to pass, for reports on a failure. */
  default String wanted() {
    return "no failure";
  }

  /**
   * Carries it out.
   *
   * @throws Exception whatever the engine throws that the command does not expect
   */
  Outcome execute(Scope scope) throws Exception;

  /** The reason why commands on text modules are skipped. */
  String TEXT_FORMAT = "text-format module";

  /** Instantiates a module. */
  record Module(int line, String name, ModuleSource source) implements Command {
    @Override
    public String kind() {
      return "module";
    }

    @Override
    public Outcome execute(Scope scope) throws Exception {
      scope.instanceFailed(name, "the module of line " + line + " failed");
      if (source.text()) {
        return Outcome.skipped(TEXT_FORMAT);
      }
      scope.bind(name, scope.instantiate(scope.compile(source)));
      return Outcome.passed();
    }

    @Override
    public String toString() {
      return source.toString();
    }
  }

  /** Compiles a module without instantiating it. */
  record Definition(int line, String name, ModuleSource source) implements Command {
    @Override
    public String kind() {
      return "module_definition";
    }

    @Override
    public Outcome execute(Scope scope) throws Exception {
      scope.definitionFailed(name, "the module definition of line " + line + " failed");
      if (source.text()) {
        return Outcome.skipped(TEXT_FORMAT);
      }
      scope.define(name, scope.compile(source));
      return Outcome.passed();
    }

    @Override
    public String toString() {
      return source.toString();
    }
  }

  /** Instantiates a module defined before. */
  record Instantiate(int line, String name, String definition) implements Command {
    @Override
    public String kind() {
      return "module_instance";
    }

    @Override
    public Outcome execute(Scope scope) {
      scope.instanceFailed(name, "the module instance of line " + line + " failed");
      scope.bind(name, scope.instantiate(scope.definition(definition)));
      return Outcome.passed();
    }

    @Override
    public String toString() {
      return name + " of " + definition;
    }
  }

  /** Makes an instance's exports importable. */
  record Register(int line, String as, String name) implements Command {
    @Override
    public String kind() {
      return "register";
    }

    @Override
    public Outcome execute(Scope scope) {
      scope.register(as, name);
      return Outcome.passed();
    }

    @Override
    public String toString() {
      return "\"" + as + "\"";
    }
  }

  /** An action whose results do not matter. */
  record Perform(int line, Action action) implements Command {
    @Override
    public String kind() {
      return "action";
    }

    @Override
    public Outcome execute(Scope scope) {
      action.perform(scope.instance(action.module()));
      return Outcome.passed();
    }

    @Override
    public String toString() {
      return action.toString();
    }
  }

  /** An action with these results. */
  record AssertReturn(int line, Action action, List<Expected> expected) implements Command {
    @Override
    public String kind() {
      return "assert_return";
    }

    @Override
    public Outcome execute(Scope scope) {
      List<Value> results = action.perform(scope.instance(action.module()));
      boolean matches = results.size() == expected.size();
      for (int i = 0; matches && i < results.size(); i++) {
        matches = expected.get(i).matches(results.get(i));
      }
      return matches ? Outcome.passed() : Outcome.failed(wanted(), text(results));
    }

    @Override
    public String wanted() {
      return text(expected);
    }

    private static String text(List<?> values) {
      return values.size() == 1 ? values.get(0).toString() : values.toString();
    }

    @Override
    public String toString() {
      return action.toString();
    }
  }

  /** How an action can fail. */
  enum Failure {
    TRAP("assert_trap"),
    EXHAUSTION("assert_exhaustion"),
    EXCEPTION("assert_exception");

    private final String kind;

    Failure(String kind) {
      this.kind = kind;
    }
  }

  /** An action that fails, a trap with this text. */
  record AssertFailure(int line, Failure failure, Action action, String text) implements Command {
    @Override
    public String kind() {
      return failure.kind;
    }

    @Override
    public Outcome execute(Scope scope) {
      var instance = scope.instance(action.module());
      try {
        List<Value> results = action.perform(instance);
        return Outcome.failed(wanted(), "it returned " + results);
      } catch (WasmException e) {
        return failure == Failure.EXCEPTION ? Outcome.passed() : Outcome.failed(wanted(), e);
      } catch (Trap e) {
        return failure == Failure.EXCEPTION ? Outcome.failed(wanted(), e) : Wording.ofTrap(text, e);
      }
    }

    @Override
    public String wanted() {
      return failure == Failure.EXCEPTION ? "an exception" : "a trap, \"" + text + "\"";
    }

    @Override
    public String toString() {
      return action.toString();
    }
  }

  /** A module that the engine rejects before it links it. */
  record AssertRejected(int line, Engine.Fault fault, ModuleSource source, String text)
      implements Command {
    @Override
    public String kind() {
      return fault == Engine.Fault.INVALID ? "assert_invalid" : "assert_malformed";
    }

    @Override
    public Outcome execute(Scope scope) {
      if (source.text()) {
        return Outcome.skipped(TEXT_FORMAT);
      }
      try {
        scope.compile(source);
        return Outcome.failed(wanted(), "the module was accepted");
      } catch (Engine.Rejection e) {
        return e.fault() == fault
            ? scope.context().wording().ofRejection(text, e)
            : Outcome.failed(wanted(), e.getCause());
      }
    }

    @Override
    public String wanted() {
      return fault + ", \"" + text + "\"";
    }

    @Override
    public String toString() {
      return source.toString();
    }
  }

  /** A valid module that fails when it is instantiated. */
  record AssertNoInstance(int line, boolean link, ModuleSource source, String text)
      implements Command {
    @Override
    public String kind() {
      return link ? "assert_unlinkable" : "assert_uninstantiable";
    }

    @Override
    public Outcome execute(Scope scope) throws Exception {
      if (source.text()) {
        return Outcome.skipped(TEXT_FORMAT);
      }
      WasmModule module = scope.compile(source);
      try {
        scope.instantiate(module);
        return Outcome.failed(wanted(), "the module was instantiated");
      } catch (LinkException e) {
        return link ? Wording.ofTrap(text, e) : Outcome.failed(wanted(), e);
      } catch (Trap e) {
        return link ? Outcome.failed(wanted(), e) : Wording.ofTrap(text, e);
      }
    }

    @Override
    public String wanted() {
      return (link ? "a link error, \"" : "a trap, \"") + text + "\"";
    }

    @Override
    public String toString() {
      return source.toString();
    }
  }

  /** Runs commands on another thread, which shares one instance with this one. */
  record StartThread(int line, String name, String shared, List<Command> commands)
      implements Command {
    @Override
    public String kind() {
      return "thread";
    }

    @Override
    public Outcome execute(Scope scope) {
      scope.start(name, shared, commands);
      return Outcome.passed();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Waits for a thread to end. */
  record Wait(int line, String thread) implements Command {
    @Override
    public String kind() {
      return "wait";
    }

    @Override
    public Outcome execute(Scope scope) throws InterruptedException {
      scope.await(thread);
      return Outcome.passed();
    }

    @Override
    public String toString() {
      return thread;
    }
  }

  /** A command that this runner cannot read. */
  record Unreadable(int line, String kind, String why) implements Command {
    @Override
    public Outcome execute(Scope scope) {
      return Outcome.failed("a command that the runner knows", why);
    }

    @Override
    public String toString() {
      return "";
    }
  }
}
