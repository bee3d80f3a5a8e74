/** Loops over the Java arrays behind arrays: what the primitives compute on the JVM. They trust their inputs' shapes. */
package org.jacobilang.array.kernel;
