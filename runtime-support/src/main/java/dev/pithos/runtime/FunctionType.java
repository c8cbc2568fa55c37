package dev.pithos.runtime;

import java.util.List;

/** A function's parameters and results. */
public record FunctionType(List<ValueType> parameters, List<ValueType> results)
    implements CompositeType {
  public FunctionType {
    parameters = List.copyOf(parameters);
    results = List.copyOf(results);
  }

  public static FunctionType of(List<ValueType> parameters, List<ValueType> results) {
    return new FunctionType(parameters, results);
  }

  /** The defined type that a module gets when it declares just this function type. */
  public DefinedType defined() {
    DefinedType type = new DefinedType();
    type.define(true, null, this);
    return DefinedType.canonical(new DefinedType[] {type})[0];
  }

  /** Positions of a {@link ValueBuffer} that the arguments take. */
  public int parameterPositions() {
    return positions(parameters);
  }

  /** Positions of a {@link ValueBuffer} that the results take. */
  public int resultPositions() {
    return positions(results);
  }

  private static int positions(List<ValueType> types) {
    int count = 0;
    for (ValueType type : types) {
      count += type.positions();
    }
    return count;
  }

  // A record's own take a fresh JVM 15 ms to make.

  @Override
  public boolean equals(Object other) {
    return other instanceof FunctionType function
        && parameters.equals(function.parameters)
        && results.equals(function.results);
  }

  @Override
  public int hashCode() {
    return 31 * parameters.hashCode() + results.hashCode();
  }

  @Override
  public String toString() {
    return parameters + " -> " + results;
  }
}
