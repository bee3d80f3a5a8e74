/**
 * NumPy's arrays: on the host, mutable, in 64 bits by default, with views. Their arithmetic is that of the functions of
 * {@code jax.numpy}, run under NumPy's rules of promotion; what NumPy does in its own way (views, writes, sums, printing,
 * random streams) is here.
 */
package org.jacobilang.numpy;
