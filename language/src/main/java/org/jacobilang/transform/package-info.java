/**
 * Program to program: derivatives and batching. Reverse mode is forward mode, split into what is known and what is linear in the
 * tangents, and the linear part transposed.
 */
package org.jacobilang.transform;
