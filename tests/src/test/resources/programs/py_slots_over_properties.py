class A:
    __slots__ = ['x']
    aval = property(lambda s: 1)
class B(A):
    __slots__ = ['aval', 'z']
    def __init__(self): self.aval = 3; self.z = 1
b = B(); print(b.aval, b.z, hasattr(b, '__dict__'))
class T:
    @property
    def aval(self): assert False
class J(T):
    __slots__ = ['aval']
    def __init__(self, a): self.aval = a
print(J(5).aval)
try: A().w = 1
except AttributeError as e: print(e)
