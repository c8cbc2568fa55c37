/** Classes that stand before Chicory's of the same names: its compiler. */
package com.dylibso.chicory.compiler;
