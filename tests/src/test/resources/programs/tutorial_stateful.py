import jax, jax.numpy as jnp, numpy as np
from jax import random
from typing import NamedTuple, Any
class Counter:
    def __init__(self): self.n = 0
    def count(self): self.n += 1; return self.n
c = Counter(); fast = jax.jit(c.count)
print([c.count() for _ in range(3)])
class CounterV2:
    def count(self, n): return n + 1, n + 1
    def reset(self): return 0
c2 = CounterV2(); n = c2.reset()
for _ in range(3):
    v, n = jax.jit(c2.count)(n); print(v)
class Params(NamedTuple):
    weight: jnp.ndarray
    bias: jnp.ndarray
def init(rng):
    wk, bk = random.split(rng)
    return Params(random.normal(wk, ()), random.normal(bk, ()))
def loss(params, x, y): return jnp.mean((params.weight * x + params.bias - y) ** 2)
@jax.jit
def update(params, x, y):
    grad = jax.grad(loss)(params, x, y)
    return jax.tree_util.tree_map(lambda p, g: p - 0.005 * g, params, grad)
rng = random.PRNGKey(42); xk, nk = random.split(rng)
xs = random.normal(xk, (128, 1)); ys = xs * 3 - 1 + random.normal(nk, (128, 1)) * 0.5
params = init(rng)
for _ in range(200): params = update(params, xs, ys)
print(params)
key = random.key(42); print(key); print(random.normal(key)); print(random.key_data(key))
for i in range(2):
    new_key, subkey = random.split(key); del key
    print(f"draw {i}: {random.normal(subkey):.4f}"); key = new_key
print(random.split(key, 3)); print(random.fold_in(key, 7))
print("all at once: ", random.normal(random.key(0), shape=(3,)))
print(np.random.seed(0)); print(np.random.uniform(size=3)); st = np.random.get_state(); print(st[0], st[1][:3], st[2])
@jax.tree_util.register_pytree_node_class
class Linear:
    def __init__(self, w, b, name="lin"): self.w, self.b, self.name = w, b, name
    def tree_flatten(self): return (self.w, self.b), self.name
    @classmethod
    def tree_unflatten(cls, aux, ch): return cls(*ch, aux)
    def __call__(self, x): return x @ self.w + self.b
    def __repr__(self): return f"Linear(w={self.w}, b={self.b})"
m = Linear(jnp.ones((2, 2)), jnp.zeros(2))
print(jax.grad(lambda m: m(jnp.ones(2)).sum())(m))
print(jax.tree.map(lambda x: x * 2, m), jax.tree.structure(m))
@jax.jit
def walk(key, n):
    def body(s):
        i, key, x = s
        key, k = random.split(key)
        return i + 1, key, x + random.normal(k)
    return jax.lax.while_loop(lambda s: s[0] < n, body, (0, key, 0.0))
print(walk(random.key(5), 10))
print(jax.lax.scan(lambda k, _: tuple(random.split(k)), random.key(1), None, length=3))
print(jax.vmap(lambda k: random.uniform(k, (2,)))(random.split(random.key(0), 2)))
