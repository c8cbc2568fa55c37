package dev.pithos.compiler.emit;

import dev.pithos.compiler.plan.ModulePlan;
import dev.pithos.compiler.plan.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * A method of the instance's class that switches on its first argument: the ways in that {@code
 * Instance} asks for by number. The cases are in further methods, and in further classes where
 * there are many.
 */
final class NumberSwitch {
  /** Bytes of code after which a switch goes on in another method. */
  private static final int MOST_BYTES = 6_500;

  /** Methods that one method chooses among: 19 bytes of code each. */
  private static final int MOST_CHOICES = 250;

  private static final int STACK_SLACK = 270;

  private final ModulePlan plan;
  private final ClassWriter instance;
  private final ClassSet classes;
  private final String name;
  private final String descriptor;
  private final int locals;
  private final List<Case> cases = new ArrayList<>();
  private int further;
  private int named;

  /** What to do for a number. */
  interface Body {
    void emit(CodeWriter out);
  }

  private record Case(int key, Body body, int size) {}

  /** A method that has cases, or chooses among methods that have. */
  private record Choice(String owner, String name, boolean isStatic, int firstKey) {}

  /**
   * Begins a switch.
   *
   * @param instance the instance's class
   * @param classes where further classes go
   * @param descriptor the first parameter is an int, the second a ValueBuffer, others ints; the
   *     result void
   * @param locals those that the parameters take, with this
   */
  NumberSwitch(
      ModulePlan plan,
      ClassWriter instance,
      ClassSet classes,
      String name,
      String descriptor,
      int locals) {
    this.plan = plan;
    this.instance = instance;
    this.classes = classes;
    this.name = name;
    this.descriptor = descriptor;
    this.locals = locals;
  }

  /**
   * Adds a case; keys ascend.
   *
   * @param size bytes of code that it may have
   */
  void add(int key, int size, Body body) {
    cases.add(new Case(key, body, size));
  }

  /** Emits the methods. */
  void emit() {
    if (plan.isSmallSwitch(cases.size())) {
      emitHere();
    } else {
      emitElsewhere();
    }
  }

  private void emitHere() {
    CodeWriter out = begin();
    int number = 0;
    for (int from = 0; from < cases.size(); ) {
      int to = behind(from);
      List<Case> mine = cases.subList(from, to);
      String method = name + number++;
      part(CodeWriter.method(instance, Opcodes.ACC_PRIVATE, method, descriptor), mine);
      Choice choice = new Choice(plan.className(), method, false, mine.get(0).key());
      choose(out, choice, to < cases.size() ? cases.get(to).key() : -1);
      from = to;
    }
    if (cases.isEmpty()) {
      noSuch(out);
    }
    end(out);
  }

  private void emitElsewhere() {
    List<Choice> choices = new ArrayList<>();
    for (int from = 0; from < cases.size(); ) {
      int to = behind(from);
      List<Case> mine = cases.subList(from, to);
      String owner = owner(mine.size());
      String method = name + choices.size();
      part(staticMethod(owner, method), mine);
      choices.add(new Choice(owner, method, true, mine.get(0).key()));
      from = to;
    }
    for (int level = 0; choices.size() > MOST_CHOICES; level++) {
      choices = group(choices, level);
    }
    CodeWriter out = begin();
    choose(out, choices);
    end(out);
  }

  /** The case after the last that goes into a method with this one. */
  private int behind(int from) {
    int to = from;
    int size = 0;
    do {
      size += cases.get(to++).size();
    } while (to < cases.size() && size + cases.get(to).size() < MOST_BYTES);
    return to;
  }

  private CodeWriter staticMethod(String owner, String method) {
    return CodeWriter.method(classes.get(owner), Opcodes.ACC_STATIC, method, staticDescriptor());
  }

  private void end(CodeWriter out) {
    out.end(STACK_SLACK, locals + 2);
  }

  private CodeWriter begin() {
    return CodeWriter.method(instance, Opcodes.ACC_PROTECTED, name, descriptor);
  }

  private String staticDescriptor() {
    return "(L" + plan.className() + ";" + descriptor.substring(1);
  }

  /** The class of a method of a large switch that names so many functions, globals or methods. */
  private String owner(int names) {
    if (further == 0 || !plan.isSmallSwitch(named + names)) {
      further++;
      named = 0;
    }
    named += names;
    return plan.className() + "$" + name + (further - 1);
  }

  private List<Choice> group(List<Choice> choices, int level) {
    List<Choice> groups = new ArrayList<>();
    for (int from = 0; from < choices.size(); from += MOST_CHOICES) {
      List<Choice> mine = choices.subList(from, Math.min(choices.size(), from + MOST_CHOICES));
      String owner = owner(mine.size());
      String method = name + "_" + level + "_" + groups.size();
      CodeWriter out = staticMethod(owner, method);
      choose(out, mine);
      end(out);
      groups.add(new Choice(owner, method, true, mine.get(0).firstKey()));
    }
    return groups;
  }

  private void choose(CodeWriter out, List<Choice> choices) {
    for (int i = 0; i < choices.size(); i++) {
      choose(out, choices.get(i), i + 1 < choices.size() ? choices.get(i + 1).firstKey() : -1);
    }
  }

  /** Calls a method for all numbers below a key; -1 for all there are. */
  private void choose(CodeWriter out, Choice choice, int nextKey) {
    Label beyond = new Label();
    if (nextKey >= 0) {
      out.load('I', 1);
      out.constant(nextKey);
      out.jump(Opcodes.IF_ICMPGE, beyond);
    }
    out.load('A', 0);
    out.load('I', 1);
    for (int local = 2; local < locals; local++) {
      out.load(local == 2 ? 'A' : 'I', local);
    }
    if (choice.isStatic()) {
      out.call(choice.owner(), choice.name(), staticDescriptor());
    } else {
      out.callSpecial(choice.owner(), choice.name(), descriptor);
    }
    out.op(Opcodes.RETURN);
    if (nextKey >= 0) {
      out.label(beyond);
      frame(out);
    }
  }

  private void part(CodeWriter out, List<Case> mine) {
    Label otherwise = new Label();
    Label[] labels = new Label[mine.size()];
    Arrays.setAll(labels, i -> new Label());
    out.load('I', 1);
    out.lookupSwitch(otherwise, mine.stream().mapToInt(Case::key).toArray(), labels);
    for (int i = 0; i < labels.length; i++) {
      out.label(labels[i]);
      frame(out);
      mine.get(i).body().emit(out);
      out.op(Opcodes.RETURN);
    }
    out.label(otherwise);
    frame(out);
    noSuch(out);
    end(out);
  }

  private void frame(CodeWriter out) {
    Object[] types = new Object[locals];
    types[0] = plan.className();
    types[1] = Opcodes.INTEGER;
    for (int i = 2; i < locals; i++) {
      types[i] = i == 2 ? Signature.BUFFER : Opcodes.INTEGER;
    }
    out.frame(types, locals, new Object[0], 0);
  }

  private static void noSuch(CodeWriter out) {
    out.type(Opcodes.NEW, "java/lang/IllegalArgumentException");
    out.op(Opcodes.DUP);
    out.callSpecial("java/lang/IllegalArgumentException", "<init>", "()V");
    out.op(Opcodes.ATHROW);
  }
}
