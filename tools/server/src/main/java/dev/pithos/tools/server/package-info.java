/**
 * What long-lived hosts of macros share: finding the module in a file, compiling it once for all
 * servers of a user, and keeping libraries ready. The protocols that hosts speak are in the
 * packages below.
 */
package dev.pithos.tools.server;
