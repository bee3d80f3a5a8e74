/**
 * The operations of programs: one row each, with the rules for shape, kernel, derivative, batching and lowering together. A row
 * says only what its kind does not.
 */
package org.jacobilang.primitive;
