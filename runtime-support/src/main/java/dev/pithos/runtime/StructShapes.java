package dev.pithos.runtime;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Java classes of structures: one for each shape, which is the kinds of the fields and where
 * the supertypes' end. A type's class extends its declared supertype's, so that generated code
 * reads a field of either with one instruction. The classes are written here, at run time, so that
 * modules which know nothing of each other share them; generated code names them as {@link #name}
 * does.
 *
 * <p>Field {@code i} is called {@code f<i>}; a v128 has its high half in {@code f<i>high}.
 */
public final class StructShapes {
  private static final String PREFIX = "dev/pithos/runtime/Struct";
  private static final String ROOT = "dev/pithos/runtime/GcObject";
  private static final String CONSTRUCTOR = "(Ldev/pithos/runtime/DefinedType;)V";
  private static final int CLASS_FILE_VERSION = 61; // Java 17
  private static final int ACC_PUBLIC = 1;
  private static final int ACC_SUPER = 0x20;

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final Map<String, Class<?>> DEFINED = new ConcurrentHashMap<>();

  private StructShapes() {}

  /** The internal name of the class for a structure type. */
  public static String name(DefinedType type) {
    StringBuilder name = new StringBuilder(PREFIX);
    append(name, type);
    return name.toString();
  }

  private static void append(StringBuilder name, DefinedType type) {
    DefinedType above = type.supertype();
    if (above != null) {
      append(name, above);
    }
    name.append('$');
    List<FieldType> fields = fields(type);
    for (int i = inherited(type); i < fields.size(); i++) {
      name.append(letter(fields.get(i).storage()));
    }
  }

  private static List<FieldType> fields(DefinedType type) {
    return ((StructType) type.composite()).fields();
  }

  private static int inherited(DefinedType type) {
    return type.supertype() == null ? 0 : fields(type.supertype()).size();
  }

  /** The kind of a field, as the JVM's descriptors have it, A for references and V for v128. */
  public static char letter(ValueType storage) {
    return switch (storage.kind()) {
      case I8 -> 'B';
      case I16 -> 'S';
      case I32 -> 'I';
      case I64 -> 'J';
      case F32 -> 'F';
      case F64 -> 'D';
      case V128 -> 'V';
      default -> 'A';
    };
  }

  /** The JVM descriptor of a field; of one half for a v128. */
  public static String descriptor(ValueType storage) {
    char letter = letter(storage);
    return letter == 'A' ? "Ljava/lang/Object;" : letter == 'V' ? "J" : String.valueOf(letter);
  }

  /** Makes sure that the classes of a module's structures exist before its code names them. */
  static void define(DefinedType[] types) {
    for (DefinedType type : types) {
      if (type.composite() instanceof StructType) {
        define(type);
      }
    }
  }

  private static void define(DefinedType type) {
    String name = name(type);
    if (DEFINED.containsKey(name)) {
      return;
    }
    if (type.supertype() != null) {
      define(type.supertype());
    }
    synchronized (DEFINED) {
      if (!DEFINED.containsKey(name)) {
        try {
          DEFINED.put(name, LOOKUP.defineClass(classFile(type, name)));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException("a lookup of one's own package", e);
        }
      }
    }
  }

  /** A class with public fields and a constructor that hands the type on. */
  private static byte[] classFile(DefinedType type, String name) {
    String superName = type.supertype() == null ? ROOT : name(type.supertype());
    ConstantPool pool = new ConstantPool();
    try {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(body);
      out.writeShort(ACC_PUBLIC | ACC_SUPER);
      out.writeShort(pool.type(name));
      out.writeShort(pool.type(superName));
      out.writeShort(0);
      fields(out, pool, type);
      constructor(out, pool, superName);
      out.writeShort(0);

      ByteArrayOutputStream file = new ByteArrayOutputStream();
      DataOutputStream head = new DataOutputStream(file);
      head.writeInt(0xcafebabe);
      head.writeInt(CLASS_FILE_VERSION);
      pool.writeTo(head);
      body.writeTo(head);
      return file.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fields(DataOutputStream out, ConstantPool pool, DefinedType type)
      throws IOException {
    List<FieldType> fields = fields(type);
    int first = inherited(type);
    int count = 0;
    for (int i = first; i < fields.size(); i++) {
      count += fields.get(i).storage().positions();
    }
    out.writeShort(count);
    for (int i = first; i < fields.size(); i++) {
      ValueType storage = fields.get(i).storage();
      field(out, pool, "f" + i, descriptor(storage));
      if (storage == ValueType.V128) {
        field(out, pool, "f" + i + "high", "J");
      }
    }
  }

  private static void field(DataOutputStream out, ConstantPool pool, String name, String descriptor)
      throws IOException {
    out.writeShort(ACC_PUBLIC);
    out.writeShort(pool.text(name));
    out.writeShort(pool.text(descriptor));
    out.writeShort(0);
  }

  private static void constructor(DataOutputStream out, ConstantPool pool, String superName)
      throws IOException {
    out.writeShort(1);
    out.writeShort(ACC_PUBLIC);
    out.writeShort(pool.text("<init>"));
    out.writeShort(pool.text(CONSTRUCTOR));
    out.writeShort(1);
    out.writeShort(pool.text("Code"));
    out.writeInt(18); // the attribute's length: 12 bytes around 6 of code
    out.writeShort(2);
    out.writeShort(2);
    out.writeInt(6);
    out.writeByte(0x2a); // aload_0
    out.writeByte(0x2b); // aload_1
    out.writeByte(0xb7); // invokespecial
    out.writeShort(pool.method(superName, "<init>", CONSTRUCTOR));
    out.writeByte(0xb1); // return
    out.writeShort(0);
    out.writeShort(0);
  }

  /** The entries that such a class needs, each once. */
  private static final class ConstantPool {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final Map<String, Integer> indexes = new java.util.HashMap<>();

    int text(String text) throws IOException {
      Integer known = indexes.get("text " + text);
      if (known != null) {
        return known;
      }
      out.writeByte(1);
      out.writeUTF(text);
      return add("text " + text);
    }

    int type(String name) throws IOException {
      Integer known = indexes.get("type " + name);
      if (known != null) {
        return known;
      }
      int text = text(name);
      out.writeByte(7);
      out.writeShort(text);
      return add("type " + name);
    }

    int method(String owner, String name, String descriptor) throws IOException {
      int ownerIndex = type(owner);
      int nameIndex = text(name);
      int descriptorIndex = text(descriptor);
      out.writeByte(12);
      out.writeShort(nameIndex);
      out.writeShort(descriptorIndex);
      int both = add("name and type");
      out.writeByte(10);
      out.writeShort(ownerIndex);
      out.writeShort(both);
      return add("method");
    }

    private int add(String key) {
      int index = indexes.size() + 1;
      indexes.put(key, index);
      return index;
    }

    void writeTo(DataOutputStream target) throws IOException {
      target.writeShort(indexes.size() + 1);
      bytes.writeTo(target);
    }
  }
}
