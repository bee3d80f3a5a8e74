import jax
import jax.numpy as jnp
from jax import lax, random

print(random.PRNGKey(-1), random.PRNGKey(2 ** 31 + 5), random.randint(random.PRNGKey(1), (3,), -5, 1000000))
print(jax.grad(lambda x: lax.stop_gradient(x) * x)(3.0), jax.make_jaxpr(lax.stop_gradient)(1.0))
print(jnp.array([], dtype=jnp.int8), jnp.zeros((0, 3)).sum(), jnp.array([4294967295], jnp.uint32), jnp.array([250], jnp.uint8) + 10)
print(jnp.cross(jnp.array([1.0, 2, 3]), jnp.array([3.0, 1, 2])))
try:
    jnp.array(300, jnp.uint8)
except OverflowError as e:
    print(e)


def outer(x):
    def inner(y):
        return x * y
    return jax.grad(inner)(3.0)


print(jax.grad(outer)(2.0), jax.jit(outer)(2.0))
