/**
 * What becomes what: functions to methods, methods to classes, names and descriptors. Decided
 * before the first byte is emitted, so that no limit of the JVM comes as a surprise.
 */
package dev.pithos.compiler.plan;
