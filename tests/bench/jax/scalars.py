"""Eager scalars and the gradient of a scalar function."""
import jax
import jax.numpy as jnp
from timing import measure


def f(x):
    return x ** 2 + jnp.sin(x)


x = jnp.array(2.0)
CALLS = 1000


def eager():
    for _ in range(CALLS):
        y = f(x)
    return y


gradient = jax.grad(f)


def eager_grad():
    for _ in range(20):
        y = gradient(x)
    return y


compiled = jax.jit(f)


def compiled_read():
    for _ in range(100):
        y = float(compiled(x))
    return y


print(float(eager()), float(eager_grad()), compiled_read())
measure("eager scalar", eager, CALLS)
measure("eager grad", eager_grad, 20)
measure("jit call read", compiled_read, 100)
