package dev.pithos.compiler.emit;

import dev.pithos.compiler.plan.CodeMap;
import dev.pithos.compiler.plan.FramePlan;
import dev.pithos.compiler.plan.Kind;
import dev.pithos.compiler.plan.LocalPlan;
import dev.pithos.compiler.plan.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * One method of a function of several parts: where it enters, where it calls other parts, and the
 * ways out. A part answers what came of it where that can be more than one thing: 0 when it came to
 * its end, else which block it branched to, by the instruction that opened it. Blocks around a part
 * are opened before it begins, so an answer that is not for its caller is its caller's answer.
 */
final class PartEmitter {
  private final FunctionEmitter function;
  private final FramePlan plan;
  private final Part part;
  private final boolean isFunction;
  private final OperandStack stack;
  private final FrameEmitter frames;

  /** For the parts called so far, what they find on the stack. */
  private final Map<Part, String> operands;

  private int nextPart;

  /** The blocks outside that something here branches to, by depth. */
  private final Map<Integer, Block> outside = new TreeMap<>();

  /** Asks where to go on: [answer]; null as long as nothing comes there. */
  private Label dispatch;

  /** The blocks of this method that the answers may mean, by answer. */
  private final TreeMap<Integer, Block> dispatched = new TreeMap<>();

  private boolean dispatchesOutside;

  /** Where parts are called that are entered at labels; in the order of the code. */
  private final Map<Part, Label> entered = new LinkedHashMap<>();

  /** Writes locals back and returns: [(answer)]; null as long as nothing comes there. */
  private Label epilogue;

  PartEmitter(FunctionEmitter function, FramePlan plan, Part part, Map<Part, String> operands) {
    this.function = function;
    this.plan = plan;
    this.part = part;
    this.isFunction = part == plan.function();
    this.stack = function.stack;
    this.operands = operands;
    frames = new FrameEmitter(function, plan);
  }

  FrameEmitter frames() {
    return frames;
  }

  boolean isFunction() {
    return isFunction;
  }

  Part part() {
    return part;
  }

  /** The depth of the first block that can be opened here. */
  int base() {
    return isFunction ? 0 : part.depth(plan.map()) + 1;
  }

  // ---- the beginning

  /** Makes the frame and takes the parameters there that others need. */
  void enterFunction(int parameters) {
    frames.create();
    initializeEntry();
    for (int local = 0; local < parameters; local++) {
      if (plan.localEntry(local) >= 0) {
        function.out.load(function.localKind(local), function.layout.local(local));
        frames.storeLocal(local);
        function.layout.forget(local);
      }
    }
    if (plan.budget() >= 0) {
      function.out.load('I', function.layout.budget());
      frames.store('I', plan.budget());
    }
  }

  /** There is nothing yet that it would mean, but stack map frames say that there is. */
  private void initializeEntry() {
    if (function.layout.hasEntry()) {
      function.out.constant(0);
      function.out.store('I', function.layout.entry());
    }
  }

  /** Fetches locals and operands. */
  void enterPart() {
    if (part.labels == 0) {
      initializeEntry();
    }
    LocalPlan locals = part.locals;
    for (int i = 0; i < locals.count(); i++) {
      int local = locals.local(i);
      char kind = function.localKind(local);
      if (locals.isLoaded(i)) {
        frames.loadLocal(local);
      } else {
        function.out.zero(kind);
      }
      function.out.store(kind, function.layout.local(local));
    }
    stack.reset("I".repeat(part.low) + operands.get(part), part.entryHeight);
    if (part.isLeaf()) {
      frames.fill(part.low);
    }
  }

  /** Goes to the label at which the part is entered: [] -> unreachable */
  void enterAtLabels() {
    CodeMap map = plan.map();
    int outermost = part.outermost(map);
    Label[] labels = new Label[part.labels];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = function.control().reopen(outermost + i, part.low).label;
    }
    function.out.load('I', function.layout.entry());
    int first = outermost + 2;
    int last = first + labels.length - 1;
    function.out.tableSwitch(first, last, labels[labels.length - 1], labels);
    function.reachable = false;
  }

  /** Pushes how many tail calls may still be plain calls. */
  void loadBudget() {
    frames.load('I', plan.budget());
  }

  // ---- blocks

  /**
   * Whether the block is in several methods, or has a long table in it that may leave this one;
   * asked before the parts inside it come.
   */
  boolean isShared(int opener) {
    if (plan.map().longTableFrom(opener) < plan.map().end(opener)) {
      return true;
    }
    return nextPart < part.parts.size()
        && part.parts.get(nextPart).from <= plan.map().end(opener)
        && part.parts.get(nextPart).from > opener;
  }

  /** A block that is not of this method. */
  Block outside(int depth) {
    return outside.computeIfAbsent(depth, this::newOutside);
  }

  private Block newOutside(int depth) {
    Block block;
    int opener = -1;
    if (depth == 0) {
      block = function.control().newFunctionBlock();
    } else {
      CodeMap map = plan.map();
      opener = map.block(part.from);
      while (map.depth(opener) + 1 > depth) {
        opener = map.block(opener);
      }
      block =
          new Block(
              map.opcode(opener),
              map.pushed(opener),
              map.pushed(map.end(opener)),
              map.low(map.end(opener)));
    }
    block.depth = depth;
    block.opener = opener;
    block.inFrame = true;
    return block;
  }

  /** Takes everything that an instruction needs to the JVM's stack. */
  void prepare(int number) {
    frames.fill(Math.min(plan.map().low(number), stack.size()));
  }

  // ---- calls

  /** The part that begins with an instruction, or null. */
  Part partAt(int number) {
    return nextPart < part.parts.size() && part.parts.get(nextPart).from == number
        ? part.parts.get(nextPart)
        : null;
  }

  /** [operands] -> [results] */
  void call(Part callee) {
    nextPart++;
    CodeWriter out = function.out;
    if (callee.labels > 0 && !comeToLabels(callee)) {
      operands.put(callee, "");
      return;
    }
    frames.spill();
    operands.put(callee, stack.above(callee.low));
    frames.loadArrays();
    function.loadInstance();
    if (callee.labels > 0) {
      out.load('I', function.layout.entry());
    }
    out.call(callee.method.owner(), callee.method.name(), callee.method.signature().descriptor());
    stack.reset(stack.below(callee.low) + callee.results, Integer.MAX_VALUE);
    if (callee.growsMemory && callee.outcomes() > 0) {
      // Before its answer is looked at: whichever way it goes on, the bytes are new.
      function.reloadMemories();
    }
    goOn(callee);
    function.reachable = callee.fallsThrough;
  }

  /**
   * Ends the blocks whose labels the part is entered at, here, where it is called: [] -> []
   *
   * @return whether anything comes here
   */
  private boolean comeToLabels(Part callee) {
    if (function.reachable) {
      frames.spill();
      function.out.constant(callee.innermost(plan.map()) + 2);
      function.out.store('I', function.layout.entry());
    }
    boolean targeted = function.control().giveAway(callee.labels);
    if (targeted) {
      function.place(entered.computeIfAbsent(callee, part -> new Label()));
      function.reachable = true;
    }
    return function.reachable;
  }

  /** The part called here that is entered at the block's label; null when the label is here. */
  private Part entered(Block block) {
    for (Part inside : part.parts) {
      if (inside.labels > 0
          && block.opener >= inside.outermost(plan.map())
          && block.opener <= inside.innermost(plan.map())) {
        return inside;
      }
    }
    return null;
  }

  /** [(answer)] -> [], where the part came to its end */
  private void goOn(Part callee) {
    CodeWriter out = function.out;
    int outcomes = callee.outcomes();
    if (outcomes == 0) {
      out.op(Opcodes.ACONST_NULL);
      out.op(Opcodes.ATHROW);
    } else if (outcomes == 1 && !callee.fallsThrough) {
      Block target = target(callee.targets[0]);
      if (entered(target) == null) {
        out.jump(Opcodes.GOTO, target.label);
      } else {
        out.constant(answer(target));
        addTarget(callee.targets[0]);
        out.jump(Opcodes.GOTO, dispatch);
      }
    } else if (outcomes == 2 && callee.fallsThrough && entered(target(callee.targets[0])) == null) {
      out.jump(Opcodes.IFNE, target(callee.targets[0]).label);
    } else if (outcomes > 1) {
      if (callee.fallsThrough) {
        out.op(Opcodes.DUP);
      }
      dispatch(callee);
      if (callee.fallsThrough) {
        out.op(Opcodes.POP);
      }
    }
  }

  private Block target(int depth) {
    Block block = depth < base() ? outside(depth) : function.control().atDepth(depth);
    block.targeted = true;
    return block;
  }

  private void dispatch(Part callee) {
    for (int depth : callee.targets) {
      addTarget(depth);
    }
    function.out.jump(callee.fallsThrough ? Opcodes.IFNE : Opcodes.GOTO, dispatch);
  }

  /** Makes the dispatch know a block. */
  private void addTarget(int depth) {
    if (dispatch == null) {
      dispatch = new Label();
    }
    if (depth < base()) {
      dispatchesOutside = true;
    } else {
      Block block = target(depth);
      Part inside = entered(block);
      if (inside == null) {
        dispatched.put(answer(block), block);
      } else {
        entered.computeIfAbsent(inside, part -> new Label());
      }
    }
  }

  private static int answer(Block block) {
    return block.opener + 2;
  }

  /** What a branch from within the current instruction answers, by the target's depth. */
  int[] answersByDepth(int depth) {
    int[] answers = new int[depth + 1];
    int opener = plan.map().block(function.number());
    for (int i = depth; i >= 0; i--) {
      answers[i] = opener + 2;
      opener = opener < 0 ? opener : plan.map().block(opener);
    }
    return answers;
  }

  /** Goes to one of several blocks, to which nothing is carried: [answer] -> unreachable */
  void dispatchTo(int[] depths) {
    for (int depth : depths) {
      addTarget(depth);
    }
    function.out.jump(Opcodes.GOTO, dispatch);
  }

  // ---- the ways out

  /** After the last instruction. */
  void finish() {
    if (!isFunction && function.reachable) {
      frames.spill();
      pushAnswer(0);
      leave();
    }
    if (dispatch != null) {
      emitDispatch();
    }
    for (Block block : outside.values()) {
      if (block.targeted) {
        stack.reset("", 0);
        function.place(block.label);
        pushAnswer(answer(block));
        leave();
      }
    }
    if (epilogue != null) {
      function.out.label(epilogue);
      answerFrame(part.outcomes() > 1);
      writeBack();
    }
  }

  private void pushAnswer(int answer) {
    if (part.outcomes() > 1) {
      function.out.constant(answer);
    }
  }

  /** [(answer)] -> returned */
  private void leave() {
    if (part.outcomes() > 1 && part.locals.storesAny()) {
      epilogue = epilogue == null ? new Label() : epilogue;
      function.out.jump(Opcodes.GOTO, epilogue);
    } else {
      writeBack();
    }
  }

  private void writeBack() {
    LocalPlan locals = part.locals;
    for (int i = 0; i < locals.count(); i++) {
      if (locals.isStored(i)) {
        int local = locals.local(i);
        function.out.load(function.localKind(local), function.layout.local(local));
        frames.storeLocal(local);
      }
    }
    function.out.returnValue(part.outcomes() > 1 ? 'I' : (char) 0);
  }

  private void answerFrame(boolean answer) {
    stack.reset(answer ? "I" : "", 0);
    function.frame();
  }

  /** [answer] -> wherever it says */
  private void emitDispatch() {
    CodeWriter out = function.out;
    out.label(dispatch);
    answerFrame(true);
    if (dispatchesOutside) {
      Label own = new Label();
      boolean none = dispatched.isEmpty() && entered.isEmpty();
      if (!none) {
        out.op(Opcodes.DUP);
        out.constant(part.first(plan.map()) + 2);
        out.jump(Opcodes.IF_ICMPGE, own);
      }
      leaveWithAnswer();
      if (none) {
        return;
      }
      out.label(own);
      answerFrame(true);
    }
    if (!entered.isEmpty()) {
      dispatchToEntered();
      return;
    }
    if (dispatched.size() == 1) {
      out.op(Opcodes.POP);
      out.jump(Opcodes.GOTO, dispatched.firstEntry().getValue().label);
      return;
    }
    switchTo(dispatched.firstEntry().getValue().label);
  }

  /** [answer] -> wherever it says */
  private void switchTo(Label otherwise) {
    CodeWriter out = function.out;
    int first = dispatched.firstKey();
    int last = dispatched.lastKey();
    if (last - first < 2 * dispatched.size()) {
      Label[] labels = new Label[last - first + 1];
      Arrays.fill(labels, otherwise);
      dispatched.forEach((answer, block) -> labels[answer - first] = block.label);
      out.tableSwitch(first, last, otherwise, labels);
    } else {
      int[] keys = dispatched.keySet().stream().mapToInt(Integer::intValue).toArray();
      Label[] labels = dispatched.values().stream().map(block -> block.label).toArray(Label[]::new);
      out.lookupSwitch(otherwise, keys, labels);
    }
  }

  /** Some answers mean where a part is to be entered: [answer] -> wherever it says */
  private void dispatchToEntered() {
    function.out.store('I', function.layout.entry());
    if (!dispatched.isEmpty()) {
      Label entries = new Label();
      function.out.load('I', function.layout.entry());
      switchTo(entries);
      function.out.label(entries);
      answerFrame(false);
    }
    List<Part> parts = new ArrayList<>(entered.keySet());
    parts.sort(Comparator.comparingInt(inside -> inside.outermost(plan.map())));
    choose(parts);
  }

  /** [] -> unreachable, by halves */
  private void choose(List<Part> parts) {
    CodeWriter out = function.out;
    if (parts.size() == 1) {
      out.jump(Opcodes.GOTO, entered.get(parts.get(0)));
      return;
    }
    int half = parts.size() / 2;
    Label lower = new Label();
    out.load('I', function.layout.entry());
    out.constant(parts.get(half).outermost(plan.map()) + 2);
    out.jump(Opcodes.IF_ICMPLT, lower);
    choose(parts.subList(half, parts.size()));
    out.label(lower);
    answerFrame(false);
    choose(parts.subList(0, half));
  }

  /** The answer is not for this method: [answer] -> returned */
  private void leaveWithAnswer() {
    if (part.outcomes() <= 1) {
      function.out.op(Opcodes.POP);
    }
    leave();
  }

  /** The descriptor of the parts of a function. */
  static String descriptor(FramePlan plan, Part part, String instanceClass) {
    return "("
        + FrameEmitter.NUMBERS
        + (plan.references() > 0 ? FrameEmitter.REFERENCES : "")
        + "L"
        + instanceClass
        + (part.labels > 0 ? ";I)" : ";)")
        + (part.outcomes() > 1 ? Kind.descriptor('I') : "V");
  }
}
