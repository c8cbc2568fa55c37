package dev.pithos.compiler.emit;

import dev.pithos.compiler.plan.ModulePlan;
import dev.pithos.compiler.plan.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * A method with a WasmFunction as its first extra, which switches on the function's index where it
 * is one of the instance's own. Where one method would get too large, it finds the method that has
 * the case; where one class would, those methods are in further classes.
 */
final class FunctionSwitch {
  static final String FUNCTION = "dev/pithos/runtime/WasmFunction";
  static final String INSTANCE = "Ldev/pithos/runtime/Instance;";
  private static final int STACK_SLACK = 12;

  /** Bytes of code that the cases of a method may have, with room for what ends it. */
  private static final int MOST_BYTES = 6_500;

  /** With what ends it, which has code for each parameter. */
  private static final int MOST_BYTES_IN_ALL = 7_600;

  private static final int BYTES_A_PARAMETER = 16;

  /** Bytes that choosing a method takes beyond calling it. */
  private static final int CHOICE = 16;

  private final ModulePlan plan;
  private final ClassSet classes;
  private final CallFrame frame;
  private final Start start;
  private final Case target;
  private final Otherwise otherwise;

  /** How many cases a method has, and how many methods one chooses among. */
  private int most;

  private int fanOut;

  /** The first method. */
  private String first;

  /** Where the methods behind the first go, and how many functions the class names. */
  private String owner;

  private String furtherClasses;
  private int furtherNumber;
  private int named;

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

  /** A method that has some of the cases. */
  private record Choice(String owner, String name, int firstFunction) {}

  FunctionSwitch(
      ModulePlan plan,
      ClassSet classes,
      CallFrame frame,
      Start start,
      Case target,
      Otherwise otherwise) {
    this.plan = plan;
    this.classes = classes;
    this.frame = frame;
    this.start = start;
    this.target = target;
    this.otherwise = otherwise;
  }

  /**
   * Emits the methods.
   *
   * @param owner the first method's class
   * @param targets functions in ascending order
   * @param caseBytes at least the bytes of code for each
   */
  void emit(String owner, String name, List<Integer> targets, int caseBytes) {
    int parameters = frame.signature.spilled() ? 0 : frame.signature.parameters().length();
    int room = Math.min(MOST_BYTES, MOST_BYTES_IN_ALL - BYTES_A_PARAMETER * parameters);
    most = Math.max(1, room / caseBytes);
    fanOut = Math.max(2, room / (caseBytes + CHOICE));
    this.owner = owner;
    first = name;
    furtherClasses = plan.isSmallSwitch(targets.size()) ? null : owner + "$" + name + "$";
    named = Integer.MAX_VALUE;
    if (targets.size() <= most) {
      cases(owner, name, targets);
    } else {
      choose(owner, name, targets);
    }
  }

  private void choose(String in, String name, List<Integer> targets) {
    int each = most;
    while ((long) each * fanOut < targets.size()) {
      each *= fanOut;
    }
    List<Choice> choices = new ArrayList<>();
    for (int from = 0; from < targets.size(); from += each) {
      List<Integer> mine = targets.subList(from, Math.min(targets.size(), from + each));
      String choice = name + "_" + choices.size();
      boolean last = mine.size() <= most;
      String its = ownerOf(last ? mine.size() : fanOut);
      choices.add(new Choice(its, choice, mine.get(0)));
      if (last) {
        cases(its, choice, mine);
      } else {
        choose(its, choice, mine);
      }
    }
    CodeWriter out = begin(in, name);
    Label outside = new Label();
    checkInstance(out, outside);
    choose(out, choices);
    out.label(outside);
    frame.emit(out);
    otherwise.emit(out);
    end(out);
  }

  /** The class of a method that names so many functions or methods. */
  private String ownerOf(int names) {
    if (furtherClasses == null) {
      return owner;
    }
    if (named == Integer.MAX_VALUE || !plan.isSmallSwitch(named + names)) {
      owner = furtherClasses + furtherNumber++;
      named = 0;
    }
    named += names;
    return owner;
  }

  /** Calls the method that has the function's case: [] -> returned from */
  private void choose(CodeWriter out, List<Choice> choices) {
    if (choices.size() == 1) {
      Choice choice = choices.get(0);
      frame.loadArguments(out);
      for (int local = frame.extra; local < frame.end; local++) {
        out.load(local == frame.extra || local == frame.instance ? 'A' : 'I', local);
      }
      Signature signature = frame.signature;
      out.call(choice.owner(), choice.name(), signature.descriptor());
      out.returnValue(signature.returned());
      return;
    }
    int middle = choices.size() / 2;
    Label behind = new Label();
    loadIndex(out);
    out.constant(choices.get(middle).firstFunction());
    out.jump(Opcodes.IF_ICMPGE, behind);
    choose(out, choices.subList(0, middle));
    out.label(behind);
    frame.emit(out);
    choose(out, choices.subList(middle, choices.size()));
  }

  private void cases(String in, String name, List<Integer> targets) {
    CodeWriter out = begin(in, name);
    if (!targets.isEmpty()) {
      Label outside = new Label();
      checkInstance(out, outside);
      loadIndex(out);
      cases(out, targets, outside);
      out.label(outside);
      frame.emit(out);
    }
    otherwise.emit(out);
    end(out);
  }

  private CodeWriter begin(String in, String name) {
    CodeWriter out = frame.method(classes.get(in), name);
    if (name.equals(first)) {
      start.emit(out);
    }
    return out;
  }

  private void end(CodeWriter out) {
    out.end(frame.end + STACK_SLACK, frame.end + 2);
  }

  private void checkInstance(CodeWriter out, Label outside) {
    out.load('A', frame.extra);
    out.field(Opcodes.GETFIELD, FUNCTION, "instance", INSTANCE);
    out.load('A', frame.instance);
    out.jump(Opcodes.IF_ACMPNE, outside);
  }

  /** [] -> [index] */
  private void loadIndex(CodeWriter out) {
    out.load('A', frame.extra);
    out.field(Opcodes.GETFIELD, FUNCTION, "index", "I");
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
