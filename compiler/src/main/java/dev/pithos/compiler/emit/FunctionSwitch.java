package dev.pithos.compiler.emit;

import dev.pithos.compiler.plan.Signature;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * A method with a WasmFunction as its first extra, which switches on the function's index where it
 * is one of the instance's own. Goes on in further methods where one would get too large.
 */
final class FunctionSwitch {
  static final String FUNCTION = "dev/pithos/runtime/WasmFunction";
  static final String INSTANCE = "Ldev/pithos/runtime/Instance;";
  private static final int STACK_SLACK = 12;

  /** Bytes of code a method may have, with room for what ends it. */
  private static final int MOST_BYTES = 6_500;

  private final ClassWriter owner;
  private final String ownerName;
  private final CallFrame frame;
  private final Start start;
  private final Case target;
  private final Otherwise otherwise;

  /** What to do before anything else: [] -> [] */
  interface Start {
    void emit(CodeWriter out);
  }

  /** What to do for one of the instance's functions; returns from the method. */
  interface Case {
    void emit(CodeWriter out, int function);
  }

  /** What to do for any other function; returns from the method. */
  interface Otherwise {
    void emit(CodeWriter out);
  }

  FunctionSwitch(
      ClassWriter owner,
      String ownerName,
      CallFrame frame,
      Start start,
      Case target,
      Otherwise otherwise) {
    this.start = start;
    this.owner = owner;
    this.ownerName = ownerName;
    this.frame = frame;
    this.target = target;
    this.otherwise = otherwise;
  }

  /**
   * Emits the methods.
   *
   * @param targets functions in ascending order
   * @param caseBytes at least the bytes of code for each
   */
  void emit(String name, List<Integer> targets, int caseBytes) {
    int each = Math.max(1, MOST_BYTES / caseBytes);
    int parts = Math.max(1, (targets.size() + each - 1) / each);
    for (int part = 0; part < parts; part++) {
      List<Integer> mine =
          targets.subList(part * each, Math.min(targets.size(), (part + 1) * each));
      String next = part + 1 < parts ? name + "_" + (part + 1) : null;
      CodeWriter out = frame.method(owner, part == 0 ? name : name + "_" + part);
      if (part == 0) {
        start.emit(out);
      }
      emit(out, mine, next);
    }
  }

  private void emit(CodeWriter out, List<Integer> targets, String next) {
    if (!targets.isEmpty()) {
      Label outside = new Label();
      out.load('A', frame.extra);
      out.field(Opcodes.GETFIELD, FUNCTION, "instance", INSTANCE);
      out.load('A', frame.instance);
      out.jump(Opcodes.IF_ACMPNE, outside);
      out.load('A', frame.extra);
      out.field(Opcodes.GETFIELD, FUNCTION, "index", "I");
      cases(out, targets, outside);
      out.label(outside);
      frame.emit(out);
    }
    if (next == null) {
      otherwise.emit(out);
    } else {
      frame.loadArguments(out);
      for (int local = frame.extra; local < frame.end; local++) {
        out.load(local == frame.extra || local == frame.instance ? 'A' : 'I', local);
      }
      Signature signature = frame.signature;
      out.call(ownerName, next, signature.descriptor());
      out.returnValue(signature.returned());
    }
    out.end(frame.end + STACK_SLACK, frame.end + 2);
  }

  /** [index] -> returned from, or on to the label */
  private void cases(CodeWriter out, List<Integer> targets, Label outside) {
    int[] keys = targets.stream().mapToInt(Integer::intValue).toArray();
    Label[] labels = new Label[keys.length];
    Arrays.setAll(labels, i -> new Label());
    int first = keys[0];
    int last = keys[keys.length - 1];
    if (last - first < 3 * keys.length) {
      Label[] table = new Label[last - first + 1];
      Arrays.fill(table, outside);
      for (int i = 0; i < keys.length; i++) {
        table[keys[i] - first] = labels[i];
      }
      out.tableSwitch(first, last, outside, table);
    } else {
      out.lookupSwitch(outside, keys, labels);
    }
    for (int i = 0; i < keys.length; i++) {
      out.label(labels[i]);
      frame.emit(out);
      target.emit(out, keys[i]);
    }
  }
}
