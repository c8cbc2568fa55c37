package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.compiler.plan.CodeMap;
import dev.pithos.compiler.plan.Kind;
import dev.pithos.runtime.FunctionType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Blocks and branches. */
final class ControlEmitter {
  /** From so many targets on, any table goes by way of the answers of parts that could do so. */
  private static final int MOST_TARGETS = 750;

  private final FunctionEmitter function;
  private final OperandStack stack;
  private final List<Block> blocks = new ArrayList<>();

  /** A comparison that the next branch takes up, instead of a number on the stack. */
  private Condition pending;

  ControlEmitter(FunctionEmitter function) {
    this.function = function;
    this.stack = function.stack;
  }

  /** A comparison's operands are on the stack; the branch on it is still to come. */
  record Condition(Opcode comparison, boolean negated) {}

  /** The open blocks, the function's own first. */
  List<Block> blocks() {
    return blocks;
  }

  /** Opens the function's own block. */
  void openFunction() {
    Block block = newFunctionBlock();
    block.inFrame = function.split != null;
    blocks.add(block);
  }

  /** The block that every function is. */
  Block newFunctionBlock() {
    return new Block(Opcode.BLOCK, "", Kind.of(function.function.type.results()), 0);
  }

  void emit(Instruction instruction) {
    switch (instruction.opcode) {
      case BLOCK -> open(Opcode.BLOCK, instruction.blockType);
      case LOOP -> loop(instruction.blockType);
      case IF -> branchIf(instruction.blockType);
      case ELSE -> otherwise();
      case END -> end();
      case BR -> branch(block(instruction.index));
      case BR_IF -> branchIf(block(instruction.index));
      case BR_TABLE -> table(instruction.labels);
      case RETURN -> branch(functionBlock());
      case UNREACHABLE -> {
        function.line();
        function.out.support("Calls", "unreachable", "()Ldev/pithos/runtime/Trap;");
        function.out.op(Opcodes.ATHROW);
        function.reachable = false;
      }
      default -> throw function.unsupported();
    }
  }

  /** The block that a label means. */
  Block block(int relativeDepth) {
    int own = blocks.size() - 1 - relativeDepth;
    return own >= 0 ? blocks.get(own) : function.split.outside(function.split.base() + own);
  }

  /** The block of this method that has so many around it. */
  Block atDepth(int depth) {
    return blocks.get(depth - base());
  }

  private int base() {
    return function.split == null ? 0 : function.split.base();
  }

  Block functionBlock() {
    return base() == 0 ? blocks.get(0) : function.split.outside(0);
  }

  // ---- conditions

  /** Leaves a comparison to the branch that follows. */
  void defer(Condition condition) {
    pending = condition;
  }

  /** Jumps when the i32 on top, or the comparison just deferred, is true or false. */
  private void jump(boolean whenTrue, Label target) {
    CodeWriter out = function.out;
    Condition condition = pending;
    pending = null;
    if (condition == null) {
      stack.pop();
      out.jump(whenTrue ? Opcodes.IFNE : Opcodes.IFEQ, target);
      return;
    }
    boolean wanted = whenTrue != condition.negated();
    stack.pop(condition.comparison().shape().parameters().length());
    List<Integer> jvm = condition.comparison().shape().jvm();
    if (jvm.isEmpty()) {
      NumericEmitter.helper(out, condition.comparison());
      out.jump(wanted ? Opcodes.IFNE : Opcodes.IFEQ, target);
      return;
    }
    for (int i = 0; i < jvm.size() - 1; i++) {
      out.op(jvm.get(i));
    }
    int jump = jvm.get(jvm.size() - 1);
    out.jump(wanted ? jump : inverse(jump), target);
  }

  /**
   * The JVM's conditional jumps come in pairs: each even distance from IFEQ, its opposite beside.
   */
  private static int inverse(int jump) {
    return ((jump - Opcodes.IFEQ) ^ 1) + Opcodes.IFEQ;
  }

  // ---- blocks

  /** [parameters] -> [parameters] */
  Block open(Opcode opcode, FunctionType type) {
    String parameters = Kind.of(type.parameters());
    int height = stack.size() - parameters.length();
    stack.touch(height);
    Block block = new Block(opcode, parameters, Kind.of(type.results()), height);
    block.depth = base() + blocks.size();
    block.opener = function.number();
    if (function.split != null) {
      block.inFrame = function.split.isShared(function.number());
      if (block.inFrame) {
        function.split.frames().spill();
      } else {
        function.split.frames().fill(height);
      }
    }
    blocks.add(block);
    return block;
  }

  /** Opens a block that another method began, and into which this one is entered. */
  Block reopen(int opener, int height) {
    Block block = new Block(Opcode.BLOCK, "", "", height);
    block.depth = base() + blocks.size();
    block.opener = opener;
    block.inFrame = true;
    block.targeted = true;
    blocks.add(block);
    return block;
  }

  /**
   * Leaves the innermost blocks to another method, which ends them.
   *
   * @return whether anything branches to their labels
   */
  boolean giveAway(int count) {
    boolean targeted = false;
    for (int i = 0; i < count; i++) {
      Block block = blocks.remove(blocks.size() - 1);
      targeted |= block.targeted;
      operandsAt(block, block.results);
    }
    return targeted;
  }

  /** [parameters] -> [parameters] */
  private void loop(FunctionType type) {
    Block block = open(Opcode.LOOP, type);
    function.place(block.label);
    if (function.options.interruptible()) {
      function.poll();
    }
  }

  /** [parameters condition] -> [parameters] */
  private void branchIf(FunctionType type) {
    Label otherwise = new Label();
    prepareIf(type.parameters().size());
    jump(false, otherwise);
    Block block = open(Opcode.IF, type);
    block.otherwise = otherwise;
  }

  /** What is below the condition must be where the block's labels have it. */
  private void prepareIf(int parameters) {
    if (function.split == null) {
      return;
    }
    FrameEmitter frames = function.split.frames();
    boolean shared = function.split.isShared(function.number());
    int operands = conditionOperands();
    int height = stack.size() - operands - (shared ? 0 : parameters);
    if (shared ? stack.inFrame() >= height : stack.inFrame() <= height) {
      frames.fill(stack.size() - operands);
      return;
    }
    materialize();
    if (!shared) {
      frames.fill(height);
      return;
    }
    int condition = function.temporary('I');
    frames.fill(stack.size() - 1);
    function.out.store('I', condition);
    stack.pop();
    frames.spill();
    function.out.load('I', condition);
    stack.push('I');
  }

  private int conditionOperands() {
    return pending == null ? 1 : pending.comparison().shape().parameters().length();
  }

  /** Makes a number of a comparison that was left to a branch. */
  private void materialize() {
    Condition condition = pending;
    pending = null;
    if (condition != null) {
      stack.pop(condition.comparison().shape().parameters().length());
      NumericEmitter.helper(function.out, condition.comparison());
      if (condition.negated()) {
        function.out.op(Opcodes.ICONST_1);
        function.out.op(Opcodes.IXOR);
      }
      stack.push('I');
    }
  }

  /** The operands at a block's label, or where its else begins. */
  private void operandsAt(Block block, String own) {
    stack.cut(block.height);
    stack.pushAll(own);
    if (block.inFrame) {
      stack.toFrame();
    }
  }

  /** Takes the operands where a block's label has them, before something falls through to it. */
  private void settle(Block block) {
    if (block.inFrame && function.reachable) {
      function.split.frames().spill();
    }
  }

  /** [results] -> [parameters] */
  private void otherwise() {
    Block block = block(0);
    if (function.reachable) {
      settle(block);
      function.out.jump(Opcodes.GOTO, block.label);
      block.targeted = true;
    }
    operandsAt(block, block.parameters);
    function.place(block.otherwise);
    block.otherwise = null;
    function.reachable = true;
  }

  /** [results] -> [results] */
  void end() {
    function.exceptions().end(block(0));
    Block block = blocks.remove(blocks.size() - 1);
    boolean jumped = block.targeted && block.opcode != Opcode.LOOP;
    if (jumped || block.otherwise != null) {
      settle(block);
    }
    if (block.otherwise != null) {
      // Without else, the false case leaves the parameters, which are the results, as they are.
      if (!function.reachable) {
        operandsAt(block, block.results);
      }
      function.place(block.otherwise);
      function.reachable = true;
    }
    if (jumped) {
      operandsAt(block, block.results);
      function.place(block.label);
      function.reachable = true;
    } else if (!function.reachable) {
      operandsAt(block, block.results);
    }
    if (blocks.isEmpty() && base() == 0 && function.reachable) {
      if (block.inFrame) {
        function.split.frames().fill(0);
      }
      returnResults();
    }
  }

  /** The first result is returned, the others go to the instance's buffer: [results] -> [] */
  private void returnResults() {
    String results = Kind.of(function.function.type.results());
    CodeWriter out = function.out;
    if (Kind.positions(results) > 1) {
      int buffer = function.temporary('A');
      function.loadInstance();
      out.field(
          Opcodes.GETFIELD,
          "dev/pithos/runtime/Instance",
          "results",
          "Ldev/pithos/runtime/ValueBuffer;");
      out.store('A', buffer);
      int position = Kind.positions(results);
      for (int i = results.length() - 1; i > 0; i--) {
        position -= Kind.positions(results.charAt(i));
        BufferCode.put(out, buffer, position, results.charAt(i));
      }
      if (results.charAt(0) == 'V') {
        BufferCode.put(out, buffer, 1, 'J');
      }
    }
    out.returnValue(function.signature.returned());
  }

  // ---- branches

  /** [.. carried] -> unreachable */
  void branch(Block target) {
    unwindAndJump(target);
    function.reachable = false;
  }

  private void unwindAndJump(Block target) {
    String carried = target.carried();
    int extra = stack.size() - carried.length() - target.height;
    stack.touch(stack.size() - carried.length());
    if (target.inFrame && !returnsAtOnce(target)) {
      function.split.frames().carry(carried.length(), target.height);
      target.targeted = true;
      function.out.jump(Opcodes.GOTO, target.label);
      return;
    }
    if (isFunctionBlock(target)) {
      // Returning needs no clean stack: the JVM drops what is below.
      returnResults();
      return;
    }
    if (extra > 0) {
      dropBelow(carried, extra);
    }
    target.targeted = true;
    function.out.jump(Opcodes.GOTO, target.label);
  }

  private boolean isFunctionBlock(Block block) {
    return base() == 0 && block == blocks.get(0);
  }

  /** Whether a branch to the block returns, with results that are all on the JVM's stack. */
  private boolean returnsAtOnce(Block block) {
    return isFunctionBlock(block) && stack.inFrame() <= stack.size() - block.carried().length();
  }

  /** Returns from the function whatever its results are: [..] -> unreachable */
  void leaveFunction() {
    Block block = functionBlock();
    function.split.frames().carry(0, 0);
    block.targeted = true;
    function.out.jump(Opcodes.GOTO, block.label);
  }

  /**
   * Drops operands under those on top; the tracked stack stays, since other code goes on with it.
   */
  private void dropBelow(String carried, int extra) {
    CodeWriter out = function.out;
    int[] locals = new int[carried.length()];
    for (int i = carried.length() - 1; i >= 0; i--) {
      locals[i] = function.temporary(carried.charAt(i));
      out.store(carried.charAt(i), locals[i]);
    }
    int top = stack.size() - carried.length() - 1;
    for (int i = 0; i < extra; i++) {
      out.pop(stack.kind(top - i));
    }
    for (int i = 0; i < carried.length(); i++) {
      out.load(carried.charAt(i), locals[i]);
    }
  }

  /** Whether a branch is a plain jump, with nothing to drop and nothing to return. */
  private boolean isPlain(Block target, int height) {
    if (target.inFrame) {
      return !returnsAtOnce(target)
          && function.split.frames().isInPlace(height, target.carried().length(), target.height);
    }
    return !isFunctionBlock(target) && height - target.carried().length() == target.height;
  }

  /** [.. carried condition] -> [.. carried]; a branch that another family tests for. */
  void branchWhen(boolean condition, int relativeDepth) {
    if (!condition) {
      pending = new Condition(Opcode.I32_EQZ, false);
    }
    branchIf(block(relativeDepth));
  }

  /** [.. carried reference] -> [.. carried reference]; the branch leaves the null behind. */
  void branchOnNull(int relativeDepth) {
    Label isReference = new Label();
    function.out.op(Opcodes.DUP);
    function.out.jump(Opcodes.IFNONNULL, isReference);
    function.out.op(Opcodes.POP);
    stack.pop();
    unwindAndJump(block(relativeDepth));
    stack.push('A');
    function.place(isReference);
  }

  /** [.. carried reference] -> [.. carried]; the branch takes the reference along. */
  void branchOnNonNull(int relativeDepth) {
    Label isNull = new Label();
    function.out.op(Opcodes.DUP);
    function.out.jump(Opcodes.IFNULL, isNull);
    unwindAndJump(block(relativeDepth));
    function.place(isNull);
    function.out.op(Opcodes.POP);
    stack.pop();
  }

  /** [.. carried condition] -> [.. carried] */
  private void branchIf(Block target) {
    int operands = conditionOperands();
    if (function.split != null) {
      function.split.frames().fill(Math.min(stack.inFrame(), stack.size() - operands));
    }
    stack.touch(stack.size() - operands - target.carried().length());
    if (isPlain(target, stack.size() - operands) && target.opcode != Opcode.LOOP) {
      target.targeted = true;
      jump(true, target.label);
      return;
    }
    // Also back to a loop: HotSpot has its safepoint before the jump back, and what a conditional
    // one takes from the stack would have to be there as a number.
    Label skip = new Label();
    jump(false, skip);
    unwindAndJump(target);
    function.place(skip);
  }

  /** [.. carried index] -> unreachable */
  private void table(int[] relativeDepths) {
    if (function.split != null) {
      function.split.frames().fill(Math.min(stack.inFrame(), stack.size() - 1));
    }
    stack.pop();
    stack.touch(stack.size() - block(relativeDepths[0]).carried().length());
    if (isLong(relativeDepths)) {
      longTable(relativeDepths);
      return;
    }
    int count = relativeDepths.length - 1;
    // Targets that need the stack cleaned first get a stub each, which jumps share.
    Map<Block, Label> stubs = new HashMap<>();
    Label[] labels = new Label[count + 1];
    List<Block> stubOrder = new ArrayList<>();
    for (int i = 0; i <= count; i++) {
      Block target = block(relativeDepths[i]);
      if (isPlain(target, stack.size())) {
        target.targeted = true;
        labels[i] = target.label;
      } else {
        Label stub = stubs.get(target);
        if (stub == null) {
          stub = new Label();
          stubs.put(target, stub);
          stubOrder.add(target);
        }
        labels[i] = stub;
      }
    }
    if (count == 0) {
      function.out.op(Opcodes.POP);
      function.out.jump(Opcodes.GOTO, labels[0]);
    } else {
      function.out.tableSwitch(0, count - 1, labels[count], Arrays.copyOf(labels, count));
    }
    for (Block target : stubOrder) {
      function.place(stubs.get(target));
      unwindAndJump(target);
    }
    function.reachable = false;
  }

  /** Whether a table takes too much of a method. */
  private boolean isLong(int[] relativeDepths) {
    if (relativeDepths.length <= CodeMap.MANY_TARGETS
        || !block(relativeDepths[0]).carried().isEmpty()) {
      return false;
    }
    if (function.split == null) {
      return function.countsSingly() && relativeDepths.length > MOST_TARGETS;
    }
    int outside = 0;
    for (int label : relativeDepths) {
      if (label >= blocks.size()) {
        outside++;
      } else if (!block(label).inFrame) {
        return false;
      }
    }
    return (outside > 0 || relativeDepths.length > MOST_TARGETS)
        && LongTable.canHold(answers(relativeDepths));
  }

  /** What a part answers that branches to each label. */
  private int[] answers(int[] relativeDepths) {
    int depth = base() + blocks.size() - 1;
    int[] byDepth = function.split.answersByDepth(depth);
    return Arrays.stream(relativeDepths).map(label -> byDepth[depth - label]).toArray();
  }

  /** [.. index] -> unreachable, by way of the answers that parts give */
  private void longTable(int[] relativeDepths) {
    int depth = base() + blocks.size() - 1;
    for (int label : relativeDepths) {
      if (label < blocks.size()) {
        block(label).targeted = true;
      }
    }
    int[] answers = function.split == null ? relativeDepths : answers(relativeDepths);
    LongTable.look(function, answers);
    if (function.split != null) {
      int target = function.temporary('I');
      function.out.store('I', target);
      function.split.frames().carry(0, 0);
      function.out.load('I', target);
      function.split.dispatchTo(
          Arrays.stream(relativeDepths).map(label -> depth - label).distinct().toArray());
    }
    function.reachable = false;
  }
}
