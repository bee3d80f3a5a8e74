import jax, jax.numpy as jnp
from jax import lax, random
print(lax.cond(True, lambda x: x + 1, lambda x: x - 1, 2.0))
print(lax.while_loop(lambda v: v[0] < 5, lambda v: (v[0] + 1, v[1] * 2.0), (0, 1.0)))
print(lax.fori_loop(0, 5, lambda i, v: v + i, 0))
print(jax.jit(lambda n: lax.fori_loop(0, 10, lambda i, v: v + i * n, 0.0))(2.0))
@jax.jit
def f(x):
    def body(c, t):
        return c + t, c
    return lax.scan(body, 0.0, x)
print(jax.grad(lambda x: lax.scan(lambda c, t: (c * t, None), 1.0, x)[0])(jnp.arange(1.0, 4.0)))
print(lax.map(lambda v: v ** 2, jnp.arange(3.0)))
print(jnp.linalg.norm(jnp.array([3.0, 4.0])), jnp.einsum("ij,jk->ik", jnp.ones((2, 3)), jnp.ones((3, 2))))
a = jnp.arange(24.0).reshape(2, 3, 4)
print(jnp.einsum("bij,bkj->bik", a, a).shape, jnp.einsum("ii", jnp.eye(3)), jnp.einsum("ij->ji", a[0]), jnp.einsum("...j,j->...", a, jnp.arange(4.0)))
print(jnp.einsum("i,i", jnp.arange(3), jnp.arange(3)), jnp.einsum("i,j,k->ijk", jnp.ones(2), jnp.ones(3), jnp.ones(4)).sum())
