/**
 * Pithos as the engine of a host that is written for Chicory: {@code PithosModule} is where to
 * begin. Nothing else of Pithos knows Chicory.
 */
package dev.pithos.tools.chicory;
