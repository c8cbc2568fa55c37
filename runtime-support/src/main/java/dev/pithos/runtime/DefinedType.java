package dev.pithos.runtime;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A type that a module's type section defines. Types are equal across modules when their recursion
 * groups are equal, so {@link #canonical} gives one object for each: {@code ==} compares them.
 */
public final class DefinedType extends HeapType {
  private static final AtomicInteger NEXT_ID = new AtomicInteger();
  private static final Map<String, WeakReference<DefinedType[]>> GROUPS = new ConcurrentHashMap<>();

  private final int id = NEXT_ID.getAndIncrement();
  private boolean isFinal;
  private CompositeType composite;
  private DefinedType[] group;

  /** The declared supertypes from the root of the hierarchy down to this type itself. */
  private DefinedType[] supertypes;

  /** A type still to be described by {@link #define}, so that types can refer to each other. */
  public DefinedType() {
    super("type");
  }

  /**
   * Describes the type.
   *
   * @param supertype the declared supertype, or null
   */
  public void define(boolean isFinal, DefinedType supertype, CompositeType composite) {
    this.isFinal = isFinal;
    this.composite = composite;
    DefinedType[] above = supertype == null ? new DefinedType[0] : supertype.supertypes;
    if (above == null) {
      above = new DefinedType[0];
    }
    supertypes = Arrays.copyOf(above, above.length + 1);
    supertypes[above.length] = this;
  }

  /**
   * The canonical types of a recursion group.
   *
   * @param group freshly described types that refer to each other and to canonical types only
   * @return the group itself, or the equal one that was there before
   */
  public static DefinedType[] canonical(DefinedType[] group) {
    if (group.length == 0) {
      return group;
    }
    String key = key(group);
    while (true) {
      WeakReference<DefinedType[]> known = GROUPS.get(key);
      DefinedType[] types = known == null ? null : known.get();
      if (types != null) {
        return types;
      }
      for (DefinedType type : group) {
        type.group = group;
      }
      WeakReference<DefinedType[]> mine = new WeakReference<>(group);
      boolean added =
          known == null ? GROUPS.putIfAbsent(key, mine) == null : GROUPS.replace(key, known, mine);
      if (added) {
        if (group[0].id % 1024 == 1023) {
          GROUPS.values().removeIf(old -> old.get() == null);
        }
        return group;
      }
    }
  }

  public boolean isFinal() {
    return isFinal;
  }

  /** The declared supertype, or null. */
  public DefinedType supertype() {
    return supertypes.length < 2 ? null : supertypes[supertypes.length - 2];
  }

  /** How many declared supertypes stand above this type. */
  public int depth() {
    return supertypes.length - 1;
  }

  public CompositeType composite() {
    return composite;
  }

  /** The recursion group, in order; it holds this type. */
  public DefinedType[] group() {
    return group.clone();
  }

  /** This type as a function type; a ClassCastException when it is none. */
  public FunctionType function() {
    return (FunctionType) composite;
  }

  /** Whether {@code ancestor} is this type or one of its declared supertypes: two loads. */
  public boolean extendsType(DefinedType ancestor) {
    int depth = ancestor.supertypes.length - 1;
    return this == ancestor || (depth < supertypes.length && supertypes[depth] == ancestor);
  }

  /** Whether this type's description matches that of the declared supertype, as validation asks. */
  public boolean matchesSupertype() {
    DefinedType above = supertype();
    if (above.isFinal) {
      return false;
    }
    if (composite instanceof FunctionType mine && above.composite instanceof FunctionType theirs) {
      return subtypes(theirs.parameters(), mine.parameters())
          && subtypes(mine.results(), theirs.results());
    }
    if (composite instanceof StructType mine && above.composite instanceof StructType theirs) {
      int count = theirs.fields().size();
      if (mine.fields().size() < count) {
        return false;
      }
      for (int i = 0; i < count; i++) {
        if (!mine.fields().get(i).matches(theirs.fields().get(i))) {
          return false;
        }
      }
      return true;
    }
    return composite instanceof ArrayType mine
        && above.composite instanceof ArrayType theirs
        && mine.element().matches(theirs.element());
  }

  private static boolean subtypes(
      java.util.List<ValueType> mine, java.util.List<ValueType> theirs) {
    if (mine.size() != theirs.size()) {
      return false;
    }
    for (int i = 0; i < mine.size(); i++) {
      if (!mine.get(i).isSubtypeOf(theirs.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public HeapType top() {
    return composite instanceof FunctionType ? FUNC : ANY;
  }

  @Override
  public boolean isSubtypeOf(HeapType other) {
    if (other instanceof DefinedType defined) {
      return extendsType(defined);
    }
    if (composite instanceof FunctionType) {
      return other == FUNC;
    }
    return other == ANY
        || other == EQ
        || other == (composite instanceof StructType ? STRUCT : ARRAY);
  }

  @Override
  public String toString() {
    // Types refer to each other: a description that goes into them would not end.
    if (composite instanceof FunctionType) {
      return "function type";
    }
    return composite instanceof StructType ? "struct type" : "array type";
  }

  /** A text that two groups share exactly when the specification says that they are equal. */
  private static String key(DefinedType[] group) {
    Map<DefinedType, Integer> positions = new IdentityHashMap<>();
    for (int i = 0; i < group.length; i++) {
      positions.put(group[i], i);
    }
    StringBuilder key = new StringBuilder();
    for (DefinedType type : group) {
      key.append(type.isFinal ? 'f' : 'o');
      DefinedType above = type.supertype();
      if (above != null) {
        append(key, above, positions);
      }
      append(key, type.composite, positions);
    }
    return key.toString();
  }

  private static void append(
      StringBuilder key, CompositeType composite, Map<DefinedType, Integer> positions) {
    if (composite instanceof FunctionType function) {
      key.append("F(");
      for (ValueType parameter : function.parameters()) {
        append(key, parameter, positions);
      }
      key.append(')');
      for (ValueType result : function.results()) {
        append(key, result, positions);
      }
    } else if (composite instanceof StructType struct) {
      key.append("S(");
      for (FieldType field : struct.fields()) {
        append(key, field, positions);
      }
      key.append(')');
    } else {
      key.append("A");
      append(key, ((ArrayType) composite).element(), positions);
    }
    key.append(';');
  }

  private static void append(
      StringBuilder key, FieldType field, Map<DefinedType, Integer> positions) {
    key.append(field.mutable() ? 'm' : 'c');
    append(key, field.storage(), positions);
  }

  private static void append(
      StringBuilder key, ValueType type, Map<DefinedType, Integer> positions) {
    if (type.isReference()) {
      key.append(type.isNullable() ? 'n' : 'r');
      append(key, type.heapType(), positions);
    } else {
      key.append(type.kind()).append(',');
    }
  }

  private static void append(
      StringBuilder key, HeapType type, Map<DefinedType, Integer> positions) {
    if (type instanceof DefinedType defined) {
      Integer position = positions.get(defined);
      key.append(position == null ? "#" + defined.id : "@" + position).append(',');
    } else {
      key.append(type).append(',');
    }
  }
}
