package dev.pithos.compiler.lower;

import dev.pithos.compiler.module.Catch;
import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Module;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.compiler.module.Shape.Family;
import dev.pithos.compiler.validate.InstructionSink;
import dev.pithos.runtime.ExternalKind;
import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.ValueType;
import java.util.Arrays;

/**
 * Collects a body's instructions, leaving out what can never run: everything after a branch up to
 * the end of its block, and after a block whose end nothing reaches. Blocks themselves stay, so
 * labels keep their relative depths.
 */
public final class Lowering implements InstructionSink {
  private static final int INITIAL_DEPTH = 16;
  private static final int INITIAL_CALLS = 16;

  private final Code code = new Code();

  /** The functions of all direct calls, as they come. */
  private int[] callees = new int[INITIAL_CALLS];

  private int calls;
  private int accesses;
  private long memories;
  private boolean mayGrowMemory;
  private boolean referencesFunctions;

  /** Whether any loop does, so that its turns may be countable. */
  private boolean endsLoopsByBranches;

  /** Whether any call is to return; calls of what panics are not. */
  private boolean goesOnAfterCalls;

  /** The instruction before the current one. */
  private Opcode previous = Opcode.NOP;

  /** Null as long as there are none. */
  private TailCalls tailCalls;

  /** For each open block, whether something reaches its end from before its current position. */
  private boolean[] endReached = new boolean[INITIAL_DEPTH];

  private Opcode[] openers = new Opcode[INITIAL_DEPTH];
  private int depth;
  private boolean live = true;

  /** Blocks opened where nothing runs. */
  private int deadDepth;

  /** Begins with the function's own block open. */
  public Lowering() {
    open(Opcode.BLOCK);
  }

  /** The function, once all its instructions were accepted. */
  public LoweredFunction finish(int index, FunctionType type, ValueType[] locals, int bodyOffset) {
    Code all = code;
    if (tailCalls != null && tailCalls.callsSelf(index)) {
      all = new SelfTailCalls(code, index, type, locals, bodyOffset).toLoop();
      tailCalls.forgetSelf(index);
    }
    boolean counts = endsLoopsByBranches && !goesOnAfterCalls;
    Code counted = counts ? new CountedLoops(all, locals.length).count() : all;
    counted.trim();
    return new LoweredFunction(
        index,
        type,
        counted == all ? locals : withCounter(locals),
        bodyOffset,
        counted,
        distinctCallees(),
        calls,
        accesses,
        memories,
        mayGrowMemory,
        referencesFunctions,
        endsLoopsByBranches && calls == 0 && CopyProof.holds(all, type, locals),
        tailCalls == null ? TailCalls.NONE : tailCalls);
  }

  private static ValueType[] withCounter(ValueType[] locals) {
    ValueType[] all = Arrays.copyOf(locals, locals.length + 1);
    all[locals.length] = ValueType.I32;
    return all;
  }

  private int[] distinctCallees() {
    Arrays.sort(callees, 0, calls);
    int[] distinct = new int[calls];
    int count = 0;
    for (int i = 0; i < calls; i++) {
      if (count == 0 || distinct[count - 1] != callees[i]) {
        distinct[count++] = callees[i];
      }
    }
    return Arrays.copyOf(distinct, count);
  }

  /** The same for a body of the module, counted from the first function defined in it. */
  public LoweredFunction finish(Module module, int number) {
    int index = module.importCount(ExternalKind.FUNCTION) + number;
    Module.Body body = module.bodies.get(number);
    return finish(index, module.functionType(index), module.locals(number), body.start());
  }

  @Override
  public void accept(Instruction instruction) {
    Opcode opcode = instruction.opcode;
    if (!live && skip(opcode)) {
      return;
    }
    facts(instruction);
    goesOnAfterCalls |= previous.shape().family() == Family.CALL && opcode != Opcode.UNREACHABLE;
    switch (opcode) {
      case NOP -> {
        return;
      }
      case BLOCK, LOOP, IF, TRY -> open(opcode);
      case TRY_TABLE -> {
        // A clause's label counts from outside of the try_table.
        for (Catch clause : instruction.catches) {
          reach(clause.label());
          if (clause.tag() == Catch.ANY_TAG) {
            // The clauses behind it never see an exception.
            break;
          }
        }
        open(opcode);
      }
      case ELSE, CATCH, CATCH_ALL -> {
        endReached[depth - 1] |= live;
        openers[depth - 1] = opcode;
        live = true;
      }
      case DELEGATE -> {
        boolean reached = close();
        live = reached || live;
      }
      case END -> {
        boolean elseMissing = openers[depth - 1] == Opcode.IF;
        endsLoopsByBranches |= openers[depth - 1] == Opcode.LOOP && previous == Opcode.BR_IF;
        boolean reached = close();
        live = reached || live || elseMissing;
      }
      case BR -> reach(instruction.index);
      case BR_TABLE -> {
        for (int label : instruction.labels) {
          reach(label);
        }
      }
      case BR_IF, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL ->
          reach(instruction.index);
      default -> {}
    }
    code.append(instruction);
    previous = opcode;
    switch (opcode) {
      case BR, BR_TABLE, RETURN, UNREACHABLE, THROW, THROW_REF, RETHROW -> live = false;
      case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> live = false;
      default -> {}
    }
  }

  /** Whether an instruction belongs to what never runs. */
  private boolean skip(Opcode opcode) {
    switch (opcode) {
      case BLOCK, LOOP, IF, TRY, TRY_TABLE -> {
        deadDepth++;
        return true;
      }
      case ELSE, CATCH, CATCH_ALL -> {
        return deadDepth > 0;
      }
      case END, DELEGATE -> {
        if (deadDepth > 0) {
          deadDepth--;
          return true;
        }
        return false;
      }
      default -> {
        return true;
      }
    }
  }

  private void open(Opcode opcode) {
    if (depth == openers.length) {
      openers = Arrays.copyOf(openers, 2 * depth);
      endReached = Arrays.copyOf(endReached, 2 * depth);
    }
    openers[depth] = opcode;
    endReached[depth++] = false;
  }

  private boolean close() {
    return endReached[--depth];
  }

  private void reach(int label) {
    int block = depth - 1 - label;
    // A branch to a loop goes to its beginning.
    if (openers[block] != Opcode.LOOP) {
      endReached[block] = true;
    }
  }

  /** Whether an exception here would come to a handler of the function. */
  private boolean inTry() {
    for (int i = 0; i < depth; i++) {
      if (openers[i] == Opcode.TRY || openers[i] == Opcode.TRY_TABLE) {
        return true;
      }
    }
    return false;
  }

  private void tailFacts(Instruction instruction) {
    switch (instruction.opcode) {
      case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> {
        if (tailCalls == null) {
          tailCalls = TailCalls.none();
        }
        tailCalls.add(instruction, inTry());
      }
      default -> {}
    }
  }

  private void facts(Instruction instruction) {
    tailFacts(instruction);
    switch (instruction.opcode) {
      case CALL, RETURN_CALL -> {
        if (calls == callees.length) {
          callees = Arrays.copyOf(callees, 2 * calls);
        }
        callees[calls++] = instruction.index;
      }
      case CALL_INDIRECT, RETURN_CALL_INDIRECT, CALL_REF, RETURN_CALL_REF -> mayGrowMemory = true;
      case MEMORY_GROW -> mayGrowMemory = true;
      case REF_FUNC -> referencesFunctions = true;
      default -> {
        switch (instruction.opcode.immediate()) {
          case MEMORY_ARGUMENT, MEMORY_ARGUMENT_LANE -> {
            accesses++;
            memories |= bit(instruction.memory);
          }
          default -> {}
        }
      }
    }
  }

  private static long bit(int memory) {
    return memory < Long.SIZE ? 1L << memory : 0;
  }
}
