import numpy as np, jax, jax.numpy as jnp
from jax import random
from dataclasses import dataclass
from functools import partial
@jax.tree_util.register_dataclass
@dataclass
class Block:
    qkv: jax.Array
    proj: jax.Array
    up: jax.Array
    down: jax.Array
@dataclass(frozen=True)
class Config:
    vocab: int = 11
    dim: int = 16
    heads: int = 2
    layers: int = 2
    length: int = 8
def init(cfg, key):
    key, ke, kp = random.split(key, 3)
    blocks = []
    for _ in range(cfg.layers):
        key, *ks = random.split(key, 5)
        d = cfg.dim
        blocks.append(Block(random.normal(ks[0], (d, 3 * d)) * 0.1, random.normal(ks[1], (d, d)) * 0.1, random.normal(ks[2], (d, 4 * d)) * 0.1, random.normal(ks[3], (4 * d, d)) * 0.1))
    return {"emb": random.normal(ke, (cfg.vocab, cfg.dim)) * 0.1, "pos": random.normal(kp, (cfg.length, cfg.dim)) * 0.1, "blocks": blocks}
def norm(x):
    m = x.mean(-1, keepdims=True); v = x.var(-1, keepdims=True)
    return (x - m) * jax.lax.rsqrt(v + 1e-5)
def attend(cfg, b, x):
    t, d = x.shape
    q, k, v = jnp.split(x @ b.qkv, 3, -1)
    h = lambda a: a.reshape(t, cfg.heads, d // cfg.heads).transpose(1, 0, 2)
    q, k, v = h(q), h(k), h(v)
    s = jnp.einsum("htd,hsd->hts", q, k) / np.sqrt(d // cfg.heads)
    s = jnp.where(jnp.tril(jnp.ones((t, t), bool)), s, -jnp.inf)
    a = jax.nn.softmax(s, -1)
    return jnp.einsum("hts,hsd->htd", a, v).transpose(1, 0, 2).reshape(t, d) @ b.proj
def model(cfg, p, tokens):
    x = p["emb"][tokens] + p["pos"][:tokens.shape[0]]
    for b in p["blocks"]:
        x = x + attend(cfg, b, norm(x))
        x = x + jax.nn.gelu(norm(x) @ b.up) @ b.down
    return norm(x) @ p["emb"].T
@partial(jax.jit, static_argnames="cfg")
def step(p, batch, cfg):
    def loss(p):
        logits = jax.vmap(partial(model, cfg, p))(batch[:, :-1])
        lp = jax.nn.log_softmax(logits)
        return -jnp.take_along_axis(lp, batch[:, 1:, None], -1).mean()
    l, g = jax.value_and_grad(loss)(p)
    return jax.tree.map(lambda a, b: a - 0.5 * b, p, g), l
cfg = Config()
p = init(cfg, random.key(0))
print(sum(x.size for x in jax.tree.leaves(p)), cfg)
rng = np.random.default_rng(1)
for i in range(31):
    s = rng.integers(0, 11, size=(16, 1)); batch = (s + np.arange(9)) % 11
    p, l = step(p, batch, cfg=cfg)
    if i % 10 == 0: print(i, f"{l:.4f}")
print(jax.tree.map(jnp.shape, p)["blocks"][0])
for path, leaf in jax.tree_util.tree_leaves_with_path(p):
    print(jax.tree_util.keystr(path), leaf.shape)
