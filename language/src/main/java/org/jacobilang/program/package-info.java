/** The traced program: typed SSA equations over primitives, and the builders that record them. */
package org.jacobilang.program;
