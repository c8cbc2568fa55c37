/** Libraries that are written for Chicory, on Chicory and on Pithos. */
package dev.pithos.tools.chicory.libraries;
