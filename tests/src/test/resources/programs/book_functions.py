import jax
import jax.numpy as jnp
def numerical_computation(x, y):
    return jnp.exp(x) + jnp.sin(y)
@jax.jit
def xla_optimized_computation(x, y):
    return jnp.exp(x) + jnp.sin(y)
print("Unoptimized Result:", numerical_computation(2.0, 1.5))
print("XLA-Optimized Result:", xla_optimized_computation(2.0, 1.5))
