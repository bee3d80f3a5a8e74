import numpy as np, jax, jax.numpy as jnp, optax
rng = np.random.default_rng(0)
w_true = rng.normal(size=(4,)); X = rng.normal(size=(64, 4)); Y = X @ w_true + 0.01 * rng.normal(size=64)
print(w_true, X.shape, Y.dtype)
def loss_fn(params, x, y):
    return jnp.mean(optax.l2_loss(x @ params["w"] + params["b"], y))
schedule = optax.warmup_cosine_decay_schedule(0.0, 0.1, 10, 100)
opt = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=1e-4))
params = {"w": jnp.zeros(4), "b": jnp.zeros(())}
state = opt.init(params)
print(jax.tree.structure(state))
@jax.jit
def step(params, state, x, y):
    l, g = jax.value_and_grad(loss_fn)(params, x, y)
    u, state = opt.update(g, state, params)
    return optax.apply_updates(params, u), state, l
for i in range(100):
    params, state, l = step(params, state, X, Y)
    if i % 20 == 0: print(i, f"{l:.5f}")
print(np.round(np.asarray(params["w"]), 3), state[1][0].count)
print([round(float(schedule(i)), 5) for i in (0, 5, 10, 50, 100)])
