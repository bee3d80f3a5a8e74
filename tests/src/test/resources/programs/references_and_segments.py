import jax, jax.numpy as jnp, numpy as np
from jax.test_util import check_grads
import jax.ops
d = jnp.array([1., 2., 3., 4.]); ids = jnp.array([0, 2, 0, 5])
print(jax.ops.segment_sum(d, ids), jax.ops.segment_sum(d, ids, num_segments=3), jax.ops.segment_max(d, ids, 4), jax.ops.segment_min(jnp.arange(4), ids, 3), jax.ops.segment_prod(d, ids, 6))
print(jax.ops.segment_sum(jnp.ones((4, 2)), ids, 6), jax.jit(lambda d, i: jax.ops.segment_sum(d, i, 3))(d, ids), jax.grad(lambda d: (jax.ops.segment_sum(d, ids, 3) ** 2).sum())(d))
print(jax.ops.segment_max(jnp.array([1, 2], jnp.int8), jnp.array([1, 1]), 3), jax.vmap(lambda x: jax.ops.segment_sum(x, ids, 3))(jnp.ones((2, 4))))
check_grads(lambda x, y: jnp.sin(x) * y ** 2, (0.5, 1.5), order=2); print("ok")
try: check_grads(lambda x: jax.lax.stop_gradient(x) * x, (2.0,), order=1)
except AssertionError as e: print("AssertionError")
print(jax.dtypes.canonicalize_dtype(np.float64), jax.dtypes.issubdtype(jnp.float32, jnp.floating), jax.dtypes.issubdtype(jax.random.key(0).dtype, jax.dtypes.prng_key), jax.dtypes.scalar_type_of(jnp.ones(2)), jax.dtypes.result_type(1, jnp.float16))
print(isinstance(1.0, jax.core.Tracer), isinstance(jnp.ones(2), jax.core.Tracer))
print(jax.core.ShapedArray((2, 3), jnp.float32), jax.scipy.special.logsumexp(jnp.arange(3.)))
r = jax.new_ref(jnp.arange(3.0)); r[0] = 5.0; r[1] += 2; print(r, r[...], r[1:], r.shape, r.dtype)
@jax.jit
def f(x):
    r[...] += x
    return r[0] * 2
print(f(1.0), f(2.0), r)
def g(x):
    b = jax.new_ref(jnp.zeros(3))
    for i in range(3): b[i] = x ** i
    return b[...].sum()
print(g(2.0), jax.jit(g)(2.0), jax.grad(g)(2.0))
acc = jax.new_ref(jnp.zeros(()))
def body(i, c): acc[...] += i; return c + i
print(jax.lax.fori_loop(0, 5, body, 0), acc); print(jax.freeze(acc))
