"""What every table of expressions can use: sample arrays, ways to transform a function, and show(), the text of a value."""
import functools
import math
import jax
import jax.numpy as jnp
from jax import lax, grad, jit, vmap

# Samples, named by dtype and rank: f float32, i int32, u uint8, b bool, h bfloat16, e float16, c complex64.
f0 = jnp.float32(0.75)
f1 = jnp.array([-1.5, -0.5, 0.0, 0.25, 1.0, 2.5])
f2 = jnp.array([[0.5, -1.25, 2.0], [3.5, 0.0, -0.75]])
f3 = jnp.arange(24, dtype=jnp.float32).reshape(2, 3, 4) / 8 - 1
p1 = jnp.array([0.1, 0.5, 0.9, 1.5, 3.0])
q1 = jnp.array([-0.9, -0.3, 0.2, 0.6, 0.8])
n1 = jnp.array([1.0, jnp.nan, -jnp.inf, 3.0, jnp.inf, -2.0])
n2 = jnp.array([[1.0, jnp.nan, 3.0], [jnp.nan, jnp.nan, jnp.nan], [4.0, -1.0, 2.0]])
z1 = jnp.zeros((0,), jnp.float32)
z2 = jnp.zeros((0, 3), jnp.float32)
i0 = jnp.int32(7)
i1 = jnp.array([3, -1, 0, 7, -7, 2], dtype=jnp.int32)
i2 = jnp.array([[4, -3, 2], [1, 0, -5]], dtype=jnp.int32)
i3 = jnp.arange(24, dtype=jnp.int32).reshape(2, 3, 4)
u1 = jnp.array([0, 1, 2, 200, 255, 7], dtype=jnp.uint8)
u2 = jnp.array([[9, 250, 3], [4, 5, 6]], dtype=jnp.uint8)
b0 = jnp.array(True)
b1 = jnp.array([True, False, True, True, False, False])
b2 = jnp.array([[True, False, True], [False, False, True]])
h1 = jnp.array([-1.5, -0.5, 0.0, 0.25, 1.0, 2.5], dtype=jnp.bfloat16)
h2 = jnp.array([[0.5, -1.25, 2.0], [3.5, 0.0, -0.75]], dtype=jnp.bfloat16)
e1 = jnp.array([-1.5, -0.5, 0.0, 0.25, 1.0, 2.5], dtype=jnp.float16)
c0 = jnp.complex64(1 - 2j)
c1 = jnp.array([1 + 2j, -0.5 + 1j, 0.25j, 2.0 - 1j, -1.0, 0.5 - 0.5j], dtype=jnp.complex64)
c2 = jnp.array([[1 + 1j, 2 - 1j], [0.5j, -3.0]], dtype=jnp.complex64)
w0 = jnp.asarray(2.5)  # weakly typed where JAX has it so
m2 = jnp.array([[2.0, 0.5, 0.0], [0.5, 3.0, -1.0], [0.0, -1.0, 1.5]])


def G(f, *args):
    """The gradients of the sum of f(*args) by each argument."""
    return jax.grad(lambda *a: jnp.sum(f(*a)), argnums=tuple(range(len(args))))(*args)


def D(f, *args):
    """Value and directional derivative of f, the tangents being ones."""
    return jax.jvp(f, args, tuple(jnp.ones_like(a) for a in args))


def H(f, x):
    """The second derivatives of the sum of f(x)."""
    return jax.jacfwd(jax.grad(lambda a: jnp.sum(f(a))))(x)


def V(f, *args):
    """f mapped over the first axis."""
    return jax.vmap(f)(*args)


def J(f, *args):
    """f compiled."""
    return jax.jit(f)(*args)


def two(x):
    """x twice, as a batch."""
    return jnp.stack([x, x])


def first(batch):
    """The first result of a batch."""
    return jax.tree_util.tree_map(lambda x: x[0], batch)


def _numbers(value):
    if isinstance(value, list):
        return [n for v in value for n in _numbers(v)]
    if isinstance(value, complex):
        return [repr(value.real) + "," + repr(value.imag)]
    return [repr(value)]


def show(value):
    """The text of a value: of an array dtype, * where weakly typed, shape and elements, for the tolerance to be applied."""
    if isinstance(value, jnp.dtype):
        return "dtype " + value.name
    if hasattr(value, "dtype") and hasattr(value, "shape") and hasattr(value, "tolist"):
        weak = "*" if getattr(value, "weak_type", False) else ""
        shape = ",".join(str(n) for n in value.shape)
        return "<" + " ".join([str(value.dtype) + weak + "[" + shape + "]"] + _numbers(value.tolist())) + ">"
    if isinstance(value, float):
        return "<float " + repr(value) + ">"
    if isinstance(value, complex):
        return "<complex " + _numbers(value)[0] + ">"
    if isinstance(value, dict):
        return "{" + ", ".join(repr(k) + ": " + show(v) for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(show(v) for v in value) + "]"
    if isinstance(value, tuple):
        name = type(value).__name__ if hasattr(value, "_fields") else ""
        return name + "(" + ", ".join(show(v) for v in value) + ")"
    if isinstance(value, (int, str, bytes, slice)) or value is None or value is NotImplemented:
        return repr(value)
    return type(value).__name__ + " " + str(value)


def case(f):
    """The text of what f() gives or raises, in one line."""
    try:
        text = show(f())
    except Exception as e:
        text = "raises " + type(e).__name__ + ": " + str(e)
    return text.replace("\n", "\\n")
