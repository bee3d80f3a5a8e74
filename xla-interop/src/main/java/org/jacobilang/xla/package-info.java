/** PJRT for Java. */
package org.jacobilang.xla;
