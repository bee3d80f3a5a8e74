/** Operators on arrays and tracers, the transformations, and the executors of programs. */
package org.jacobilang.execute;
