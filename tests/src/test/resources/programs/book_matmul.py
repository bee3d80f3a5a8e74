import jax.numpy as jnp
import jax
def matmul(A, B):
    return A @ B
@jax.jit
def optimized_matmul(A, B):
    return A @ B
A = jnp.array([[1, 2], [3, 4]])
B = jnp.array([[5, 6], [7, 8]])
C = matmul(A, B)
print("Unoptimized Result:"); print(C)
D = optimized_matmul(A, B)
print("\nXLA-Optimized Result:"); print(D)
