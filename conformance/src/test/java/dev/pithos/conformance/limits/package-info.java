/**
 * Bad and hostile input: it must be refused with a clear error, in time, leaving nothing behind.
 */
package dev.pithos.conformance.limits;
