import numpy as np, jax, jax.numpy as jnp, optax
from jax import random, nn
from functools import partial
def dense(key, i, o): return {"w": nn.initializers.lecun_normal()(key, (i, o)), "b": jnp.zeros(o)}
def apply(p, x): return x @ p["w"] + p["b"]
k = random.split(random.key(0), 5)
params = dict(enc=dense(k[0], 6, 12), mu=dense(k[1], 12, 2), lv=dense(k[2], 12, 2), dec=[dense(k[3], 2, 12), dense(k[4], 12, 6)])
def elbo(p, key, x):
    h = nn.tanh(apply(p["enc"], x)); mu, lv = apply(p["mu"], h), apply(p["lv"], h)
    z = mu + jnp.exp(0.5 * lv) * random.normal(key, mu.shape)
    r = apply(p["dec"][1], nn.tanh(apply(p["dec"][0], z)))
    ll = -optax.sigmoid_binary_cross_entropy(r, x).sum(-1)
    kl = 0.5 * jnp.sum(jnp.exp(lv) + mu ** 2 - 1 - lv, -1)
    return -(ll - kl).mean()
opt = optax.adam(1e-2); st = opt.init(params)
data = (np.random.RandomState(0).rand(32, 6) > 0.5).astype(np.float32)
@jax.jit
def step(p, st, key):
    l, g = jax.value_and_grad(elbo)(p, key, data)
    u, st = opt.update(g, st); return optax.apply_updates(p, u), st, l
key = random.key(1)
for i in range(41):
    key, sub = random.split(key); params, st, l = step(params, st, sub)
    if i % 10 == 0: print(i, f"{l:.3f}")
