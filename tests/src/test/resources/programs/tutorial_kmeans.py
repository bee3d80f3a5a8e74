import jax, jax.numpy as jnp, numpy as np
from jax import lax
np.random.seed(1)
pts = np.concatenate([np.random.normal(loc=c, scale=0.3, size=(30, 2)) for c in [(0, 0), (3, 3), (0, 4)]])
@jax.jit
def kmeans(x, init):
    def assign(c): return jnp.argmin(jnp.linalg.norm(x[:, None] - c[None], axis=-1), axis=1)
    def cond(s): return (s[1] > 1e-4) & (s[2] < 50)
    def body(s):
        c, _, i = s
        a = assign(c)
        new = jax.ops.segment_sum(x, a, num_segments=3) / jnp.maximum(jax.ops.segment_sum(jnp.ones(len(x)), a, num_segments=3), 1)[:, None]
        return new, jnp.abs(new - c).max(), i + 1
    c, _, n = lax.while_loop(cond, body, (init, jnp.inf, 0))
    return c, assign(c), n
c, a, n = kmeans(pts, pts[jnp.array([0, 40, 80])])
print(np.round(c, 3), n, np.bincount(a)); print(a)
print(np.unique(np.asarray(a), return_counts=True))
for i in range(3): print(i, f"{pts[a == i].std():.3f}", pts[a == i].shape)
