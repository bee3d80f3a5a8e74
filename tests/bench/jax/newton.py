"""A thousand steps of Newton's method on eager scalars, and the gradient through them."""
import jax
import jax.numpy as jnp
from timing import measure

STEPS = 1000


def newton(a):
    x = a
    for _ in range(STEPS):
        x = x - (x * x - a) / (2.0 * x + 1.0)
    return x


a = jnp.array(2.0)
gradient = jax.grad(newton)
print(float(newton(a)), float(gradient(a)))
measure("newton eager", lambda: newton(a))
measure("newton grad", lambda: gradient(a))
