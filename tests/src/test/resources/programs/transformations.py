import jax
import jax.numpy as jnp


def f(p, x):
    return jnp.sum(jnp.square(x @ p["w"] + p["b"]))


p = {"w": jnp.array([[1.0, 2.0], [3.0, 4.0]]), "b": jnp.array([0.5, -0.5])}
x = jnp.array([1.0, 2.0])
print(jax.grad(f)(p, x))
print(jax.value_and_grad(f, argnums=1)(p, x))
print(jax.jit(jax.grad(f, argnums=(0, 1)))(p, x))
print(jax.grad(jax.grad(lambda t: t ** 3))(2.0))
print(jax.vmap(lambda a, b: a * b, in_axes=(0, None))(jnp.arange(3.0), 2.0))
print(jax.vmap(jax.grad(lambda t: t ** 3))(jnp.arange(3.0)))
print(jax.jvp(lambda t: t * t, (3.0,), (1.0,)))
y, pull = jax.vjp(lambda t: t * t * t, 2.0)
print(y, pull(1.0))
print(jax.hessian(lambda v: jnp.sum(v ** 3))(x))
print(jax.jacfwd(lambda v: v * v)(x), jax.jacrev(lambda v: v * v)(x))
print(jax.make_jaxpr(lambda t: t ** 2 + jnp.sin(t))(2.0))
print(jax.jit(lambda a, n: a * n, static_argnums=1)(2.0, 3))
print(jax.tree.map(lambda v: v + 1, {"a": 1, "b": [2, (3, None)]}), jax.tree_util.tree_structure([1, {"k": 2}]))
print(jax.lax.scan(lambda c, v: (c + v, c * v), 0.0, jnp.arange(4.0)))
try:
    jax.grad(lambda v: v * 2)(x)
except TypeError as e:
    print(e)
