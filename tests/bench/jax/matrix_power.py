"""A Python loop of matrix products under jit: the first call traces, compiles and runs."""
import jax
import jax.numpy as jnp
from timing import once

matrix = jnp.array([[0.2, 0.3], [0.1, 0.4]])


def power(n):
    def f(a):
        result = jnp.eye(a.shape[0])
        for _ in range(n):
            result = result @ a
        return result
    return jax.jit(f)


jax.jit(lambda a: a + 1)(matrix)
for n in (10, 100, 1000):
    once("matrix power " + str(n), lambda: jax.block_until_ready(power(n)(matrix)))


@jax.jit
def traced(a, n):
    result = jnp.eye(a.shape[0])
    for _ in range(n):
        result = result @ a
    return result


try:
    once("matrix power traced", lambda: jax.block_until_ready(traced(matrix, 1000)))
except Exception as e:
    print("refused", type(e).__name__)
