/** Classes that stand before Chicory's of the same names: its memories. */
package com.dylibso.chicory.runtime;
