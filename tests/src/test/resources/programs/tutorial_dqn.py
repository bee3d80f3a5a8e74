import numpy as np, jax, jax.numpy as jnp, optax, collections, random as pyrandom
from typing import NamedTuple
class Transition(NamedTuple):
    s: np.ndarray
    a: int
    r: float
    s2: np.ndarray
    done: bool
class Buffer:
    def __init__(self, n): self.data = collections.deque(maxlen=n)
    def add(self, *t): self.data.append(Transition(*t))
    def sample(self, rng, k):
        idx = rng.choice(len(self.data), k, replace=False)
        return Transition(*[np.stack(x) for x in zip(*[self.data[i] for i in idx])])
    def __len__(self): return len(self.data)
class Chain:
    n = 5
    def reset(self): self.p = 0; return self.obs()
    def obs(self): return np.eye(self.n, dtype=np.float32)[self.p]
    def step(self, a):
        self.p = min(self.p + 1, self.n - 1) if a == 1 else max(self.p - 1, 0)
        done = self.p == self.n - 1
        return self.obs(), 1.0 if done else -0.05, done
def init(key):
    k1, k2 = jax.random.split(key)
    return {"w1": jax.random.normal(k1, (5, 16)) * 0.3, "b1": jnp.zeros(16), "w2": jax.random.normal(k2, (16, 2)) * 0.3}
def q(p, s): return jax.nn.relu(s @ p["w1"] + p["b1"]) @ p["w2"]
opt = optax.chain(optax.clip(1.0), optax.adam(0.01))
@jax.jit
def update(p, target, st, t):
    def loss(p):
        qa = jnp.take_along_axis(q(p, t.s), t.a[:, None], 1)[:, 0]
        y = t.r + 0.9 * (1 - t.done) * q(target, t.s2).max(-1)
        return optax.huber_loss(qa, jax.lax.stop_gradient(y)).mean()
    l, g = jax.value_and_grad(loss)(p)
    u, st = opt.update(g, st, p)
    return optax.apply_updates(p, u), st, l
rng = np.random.default_rng(0); p = init(jax.random.key(0)); target = p; st = opt.init(p); buf = Buffer(200); env = Chain(); total = 0
for ep in range(25):
    s = env.reset(); ret = 0.0
    for t in range(20):
        a = int(rng.integers(2)) if rng.random() < max(0.1, 1 - ep / 10) else int(q(p, s).argmax())
        s2, r, d = env.step(a); buf.add(s, a, r, s2, float(d)); s = s2; ret += r
        if len(buf) >= 16:
            p, st, l = update(p, target, st, buf.sample(rng, 16))
            total += 1
            target = optax.incremental_update(p, target, 0.05)
        if d: break
    if ep % 6 == 0: print(ep, round(ret, 2), t + 1)
print(np.round(q(p, np.eye(5)[:4]), 1), total)
