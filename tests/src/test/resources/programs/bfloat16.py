import jax.numpy as jnp
for v in [0.0,-0.0,1e-5,123456.0,1234567.0,1e6,3.14159,2.0,jnp.inf,-jnp.inf,1e20,1e-4,1e-5]:
    a=jnp.bfloat16(v); print(a, repr(a), jnp.array([v,1],jnp.bfloat16))
