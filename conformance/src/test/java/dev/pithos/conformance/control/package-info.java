/**
 * Exceptions and tail calls beyond what the specification's suite asks: modules of our own, hosts
 * and several instances on the way. No emitted bytecode is looked at here.
 */
package dev.pithos.conformance.control;
