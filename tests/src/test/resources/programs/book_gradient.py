import jax
def simple_function(x):
    return x**2 + jax.numpy.sin(x)
gradient = jax.grad(simple_function)
结果 = gradient(2.0)
print("在 x = 2.0 处的梯度:", 结果)
