/** Staging: what the statements of the tracing call target do when they meet a traced value. */
package org.jacobilang.nodes.staging;
