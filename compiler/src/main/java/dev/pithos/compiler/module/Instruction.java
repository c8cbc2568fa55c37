package dev.pithos.compiler.module;

import dev.pithos.runtime.FunctionType;
import dev.pithos.runtime.ValueType;
import java.util.List;

/**
 * One instruction with its operands named. There is one object a function body, filled again for
 * each instruction: whoever keeps something copies it.
 */
public final class Instruction {
  public Opcode opcode;

  /** Where the opcode stands, in bytes from the start of the module. */
  public int offset;

  /** The first index: function, type, local, global, table, memory, tag, segment, label or lane. */
  public int index;

  /** The second index: table, memory, field, segment, type or count. */
  public int secondIndex;

  /** The memory of a load or store. */
  public int memory;

  /** The log2 of the alignment that a load or store promises. */
  public int alignment;

  /** The constant that a load or store adds to its address, unsigned. */
  public long addressOffset;

  /** A constant's bits; the low half of a v128 or of a shuffle's lanes. */
  public long bits;

  /** The high half of a v128 or of a shuffle's lanes. */
  public long high;

  /** A block's parameters and results. */
  public FunctionType blockType;

  /** br_table's relative depths, the default last. */
  public int[] labels;

  /** The type of a typed select, of ref.null, or the target of a test or cast. */
  public ValueType type;

  /** The type that br_on_cast and br_on_cast_fail start from. */
  public ValueType sourceType;

  /** How many types a typed select names; only one is valid. */
  public int typeCount;

  /** try_table's clauses. */
  public List<Catch> catches;
}
