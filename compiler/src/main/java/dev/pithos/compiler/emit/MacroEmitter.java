package dev.pithos.compiler.emit;

import dev.pithos.compiler.plan.ModulePlan;
import dev.pithos.macro.MacroKind;
import dev.pithos.macro.MacroSlot;
import java.util.List;
import java.util.SortedMap;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * The class of a module's macros: a public static method for each slot, tokens in, tokens out,
 * which captures nothing; and the provider that hosts find the library by. More slots than a class
 * can have go on in further classes, with a number at the end of their names.
 */
public final class MacroEmitter {
  private static final String LIBRARY = "Ldev/pithos/macro/MacroLibrary;";
  private static final String LIBRARY_CLASS = "dev/pithos/macro/MacroLibrary";
  private static final String PROVIDER = "dev/pithos/macro/MacroLibrary$Provider";
  private static final String STREAM = "Ldev/pithos/macro/TokenStream;";

  /** A slot takes up to four entries of the constant pool. */
  private static final int SLOTS_OF_A_CLASS = 12_000;

  private final ModulePlan plan;
  private final String name;
  private final ClassWriter owner;
  private final ClassSet classes = new ClassSet();
  private int furtherClasses;
  private ClassWriter further;

  public MacroEmitter(ModulePlan plan) {
    this.plan = plan;
    name = className(plan.className());
    owner = ModuleEmitter.newClass(name, "java/lang/Object", Opcodes.ACC_PUBLIC, PROVIDER);
  }

  /** The macros' class for an instance's class; internal names. */
  public static String className(String instanceClass) {
    return instanceClass + "Macros";
  }

  /** Class files by internal name. */
  public SortedMap<String, byte[]> emit(List<MacroSlot> slots) {
    classes.put(name, owner);
    boolean isAlone = slots.size() <= SLOTS_OF_A_CLASS;
    owner.visitField(
        (isAlone ? Opcodes.ACC_PRIVATE : 0) | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL,
        "LIBRARY",
        LIBRARY,
        null,
        null);
    initializer();
    constructor();
    provider();
    for (int i = 0; i < slots.size(); i++) {
      slot(owner(i / SLOTS_OF_A_CLASS), slots.get(i));
    }
    return classes.finish(plan);
  }

  private ClassWriter owner(int number) {
    if (number > 0 && number == furtherClasses + 1) {
      furtherClasses = number;
      further = ModuleEmitter.newClass(name + number, "java/lang/Object", Opcodes.ACC_PUBLIC);
      classes.put(name + number, further);
    }
    return number == 0 ? owner : further;
  }

  private void initializer() {
    CodeWriter out = CodeWriter.method(owner, Opcodes.ACC_STATIC, "<clinit>", "()V");
    out.call(plan.className(), "module", "()Ldev/pithos/runtime/WasmModule;");
    out.call(LIBRARY_CLASS, "of", "(Ldev/pithos/runtime/WasmModule;)" + LIBRARY);
    out.field(Opcodes.PUTSTATIC, name, "LIBRARY", LIBRARY);
    out.op(Opcodes.RETURN);
    out.end(1, 0);
  }

  private void constructor() {
    CodeWriter out = CodeWriter.method(owner, Opcodes.ACC_PUBLIC, "<init>", "()V");
    out.load('A', 0);
    out.callSpecial("java/lang/Object", "<init>", "()V");
    out.op(Opcodes.RETURN);
    out.end(1, 1);
  }

  private void provider() {
    CodeWriter out = CodeWriter.method(owner, Opcodes.ACC_PUBLIC, "library", "()" + LIBRARY);
    out.field(Opcodes.GETSTATIC, name, "LIBRARY", LIBRARY);
    out.op(Opcodes.ARETURN);
    out.end(1, 1);
  }

  /** {@code slot_N_kind(item)}, or {@code slot_N_attr(args, item)} */
  private void slot(ClassWriter in, MacroSlot slot) {
    boolean hasArgs = slot.kind() == MacroKind.ATTR;
    String descriptor = (hasArgs ? "(" + STREAM + STREAM : "(" + STREAM) + ")" + STREAM;
    CodeWriter out =
        CodeWriter.method(
            in, Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, slot.methodName(), descriptor);
    out.field(Opcodes.GETSTATIC, name, "LIBRARY", LIBRARY);
    out.constant(slot.index());
    if (hasArgs) {
      out.load('A', 0);
      out.load('A', 1);
    } else {
      out.op(Opcodes.ACONST_NULL);
      out.load('A', 0);
    }
    out.callVirtual(LIBRARY_CLASS, "expand", "(I" + STREAM + STREAM + ")" + STREAM);
    out.op(Opcodes.ARETURN);
    out.end(4, 2);
  }
}
