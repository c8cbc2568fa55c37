package dev.pithos.compiler.emit;

import dev.pithos.compiler.module.Catch;
import dev.pithos.compiler.module.Instruction;
import dev.pithos.compiler.module.Opcode;
import dev.pithos.compiler.plan.Kind;
import dev.pithos.compiler.plan.Signature;
import dev.pithos.runtime.FunctionType;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Exceptions, those of 3.0 and the legacy ones. A try becomes a range of the JVM's exception table
 * that catches WasmException and nothing else: traps and what a host throws pass.
 *
 * <p>The JVM clears the operand stack when it comes to a handler. So the operands below a try are
 * copied to locals before it, once for all tries inside of each other, and handlers push them
 * again. Handlers stand behind the protected code.
 */
final class ExceptionEmitter {
  private static final String EXCEPTION = "dev/pithos/runtime/WasmException";
  private static final String INSTANCE = "Ldev/pithos/runtime/Instance;";
  private static final String BUFFER = "L" + Signature.BUFFER + ";";
  private static final String OBJECT = "java/lang/Object";

  private final FunctionEmitter function;
  private final OperandStack stack;

  /** For the lowest operands, the locals that hold a copy. */
  private int[] savedLocals = new int[8];

  private int saved;

  ExceptionEmitter(FunctionEmitter function) {
    this.function = function;
    this.stack = function.stack;
  }

  void emit(Instruction instruction) {
    switch (instruction.opcode) {
      case TRY_TABLE -> open(instruction, instruction.catches);
      case TRY -> open(instruction, List.of());
      case CATCH -> handle(instruction.index);
      case CATCH_ALL -> handle(Catch.ANY_TAG);
      case DELEGATE -> delegate(instruction.index);
      case THROW -> raise(instruction.index);
      case THROW_REF -> {
        // [exception] -> unreachable
        stack.touch(stack.size() - 1);
        function.line();
        function.out.support("Exceptions", "nonNull", "(L" + OBJECT + ";)L" + EXCEPTION + ";");
        raiseTop();
      }
      case RETHROW -> {
        // [] -> unreachable
        loadException(function.control().block(instruction.index));
        raiseTop();
      }
      default -> throw function.unsupported();
    }
  }

  // ---- throwing

  /** [payload] -> unreachable */
  private void raise(int tag) {
    CodeWriter out = function.out;
    function.line();
    String payload = payload(tag);
    stack.touch(stack.size() - payload.length());
    String buffer = "";
    if (!payload.isEmpty()) {
      int local = function.temporary('A');
      BufferCode.create(out, local, Kind.positions(payload));
      BufferCode.putAll(out, local, payload);
      out.load('A', local);
      buffer = BUFFER;
    }
    function.loadInstance();
    out.constant(tag);
    out.support("Exceptions", "create", "(" + buffer + INSTANCE + "I)L" + EXCEPTION + ";");
    raiseTop();
  }

  private void raiseTop() {
    function.out.op(Opcodes.ATHROW);
    function.reachable = false;
  }

  private String payload(int tag) {
    return Kind.of(function.module.tagType(tag).parameters());
  }

  // ---- protected code

  /** [parameters] -> [parameters] */
  private void open(Instruction instruction, List<Catch> clauses) {
    FunctionType type = instruction.blockType;
    Block block = function.control().open(instruction.opcode, type);
    LocalLayout.Kept kept = function.layout.kept();
    int savedBefore = saved;
    save(block);
    block.guard = new Guard(clauses, kept, savedBefore, stack.inFrame(), function.out);
  }

  /** Copies the operands below a block that have no copy yet: [.. parameters] -> the same */
  private void save(Block block) {
    int first = Math.max(saved, stack.inFrame());
    saved = first;
    if (block.height <= first) {
      return;
    }
    CodeWriter out = function.out;
    if (block.height > savedLocals.length) {
      savedLocals = Arrays.copyOf(savedLocals, 2 * block.height);
    }
    for (; saved < block.height; saved++) {
      savedLocals[saved] = function.layout.keep(stack.kind(saved), OBJECT);
    }
    String parameters = block.parameters;
    int[] locals = new int[parameters.length()];
    for (int i = parameters.length() - 1; i >= 0; i--) {
      locals[i] = function.temporary(parameters.charAt(i));
      out.store(parameters.charAt(i), locals[i]);
    }
    for (int i = block.height - 1; i >= first; i--) {
      out.store(stack.kind(i), savedLocals[i]);
    }
    for (int i = first; i < block.height; i++) {
      out.load(stack.kind(i), savedLocals[i]);
    }
    for (int i = 0; i < locals.length; i++) {
      out.load(parameters.charAt(i), locals[i]);
    }
  }

  /** An exception in the try goes to the label's block: the tries between do not see it. */
  private void delegate(int label) {
    List<Block> blocks = function.control().blocks();
    int own = blocks.size() - 1;
    blocks.get(own).guard.close(function.out);
    for (int i = own - 1; i > own - 1 - label; i--) {
      if (blocks.get(i).guard != null) {
        blocks.get(i).guard.exclude(blocks.get(own).guard, function.out);
      }
    }
    function.control().end();
  }

  // ---- handlers

  /** What an end, or a delegate, means to a try: [results] -> [results] */
  void end(Block block) {
    Guard guard = block.guard;
    if (guard == null) {
      return;
    }
    String below = stack.below(block.height);
    if (block.opcode == Opcode.TRY_TABLE) {
      clauses(block, below);
    } else if (guard.next != null) {
      leave(block);
      uncaught(block);
    }
    function.release(guard.kept);
    saved = guard.savedBefore;
    if (!function.reachable) {
      stack.reset(below, guard.inFrame);
      stack.pushAll(block.results);
    }
  }

  /** A try_table's handler: goes to the clauses' labels. */
  private void clauses(Block block, String below) {
    if (block.guard.clauses.isEmpty()) {
      return;
    }
    leave(block);
    enter(block);
    for (Catch clause : block.guard.clauses) {
      // The label counts from outside of the try_table, which is still open.
      Block target = function.control().block(clause.label() + 1);
      match(block, clause.tag());
      restore(block.guard, below.substring(0, target.height));
      pushPayload(block, clause.tag());
      if (clause.withReference()) {
        loadException(block);
        stack.push('A');
      }
      function.control().branch(target);
      if (clause.tag() == Catch.ANY_TAG) {
        return;
      }
    }
    uncaught(block);
  }

  /** A catch or catch_all of a try: [results] -> [payload] */
  private void handle(int tag) {
    Block block = function.control().block(0);
    Guard guard = block.guard;
    String below = stack.below(block.height);
    leave(block);
    if (!guard.handling) {
      guard.handling = true;
      enter(block);
    }
    match(block, tag);
    restore(guard, below);
    pushPayload(block, tag);
    function.reachable = true;
  }

  /** From the end of protected code or of a handler to the end of the block. */
  private void leave(Block block) {
    if (function.reachable) {
      if (block.inFrame) {
        function.split.frames().spill();
      }
      function.out.jump(Opcodes.GOTO, block.label);
      block.targeted = true;
      function.reachable = false;
    }
  }

  /** Ends the protected code, begins the handler. */
  private void enter(Block block) {
    CodeWriter out = function.out;
    Guard guard = block.guard;
    guard.close(out);
    guard.protect(out, EXCEPTION);
    stack.cut(0);
    out.label(guard.handler);
    function.handlerFrame(EXCEPTION);
    if (block.inFrame) {
      function.split.frames().storeException(block.depth);
    } else {
      guard.exception = function.layout.keep('A', EXCEPTION);
      out.store('A', guard.exception);
    }
    // A memory may have grown before the exception came.
    function.reloadMemories();
  }

  /** Begins a catch, where the one before leads; goes on when the exception has the tag. */
  private void match(Block block, int tag) {
    CodeWriter out = function.out;
    Guard guard = block.guard;
    if (guard.next != null) {
      stack.cut(0);
      function.place(guard.next);
    }
    guard.next = null;
    if (tag == Catch.ANY_TAG) {
      return;
    }
    guard.next = new Label();
    loadException(block);
    function.loadInstance();
    out.constant(tag);
    out.support("Exceptions", "hasTag", "(L" + EXCEPTION + ";" + INSTANCE + "I)Z");
    out.jump(Opcodes.IFEQ, guard.next);
  }

  /** Throws the exception on, which no catch took. */
  private void uncaught(Block block) {
    stack.cut(0);
    function.place(block.guard.next);
    loadException(block);
    raiseTop();
  }

  /** [] -> [the operands that were below] */
  private void restore(Guard guard, String kinds) {
    stack.reset(kinds, guard.inFrame);
    for (int i = stack.inFrame(); i < kinds.length(); i++) {
      function.out.load(kinds.charAt(i), savedLocals[i]);
    }
  }

  /** [] -> [the exception that a block's handler handles] */
  private void loadException(Block block) {
    if (block.inFrame) {
      function.split.frames().loadException(block.depth);
      function.out.type(Opcodes.CHECKCAST, EXCEPTION);
    } else {
      function.out.load('A', block.guard.exception);
    }
  }

  /** [] -> [payload] */
  private void pushPayload(Block block, int tag) {
    if (tag == Catch.ANY_TAG) {
      return;
    }
    String kinds = payload(tag);
    if (!kinds.isEmpty()) {
      CodeWriter out = function.out;
      int buffer = function.temporary('A');
      loadException(block);
      out.callVirtual(EXCEPTION, "payload", "()" + BUFFER);
      out.store('A', buffer);
      BufferCode.getAll(out, buffer, 0, kinds);
    }
    stack.pushAll(kinds);
  }
}
