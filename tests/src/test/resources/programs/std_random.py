import random

random.seed(42)
print([random.random() for _ in range(5)])
print(random.randint(1, 100), random.randrange(0, 1000, 7), random.randrange(10), random.getrandbits(70), random.getrandbits(5), random.uniform(-1, 1))
items = list(range(20))
random.shuffle(items)
print(items, random.choice("abcdef"), random.sample(range(1000), 5), random.sample(list("abcdefghij"), 4), random.sample(range(10 ** 6), 8))
print(random.choices("abc", k=8), random.choices([1, 2, 3], weights=[1, 5, 2], k=8), random.choices("xy", cum_weights=[3, 4], k=6))
print(random.gauss(0, 1), random.gauss(0, 1), random.normalvariate(5, 2), random.lognormvariate(0, 0.5), random.expovariate(1.5))
print(random.betavariate(2, 3), random.gammavariate(2.5, 1.5), random.gammavariate(0.5, 1), random.gammavariate(1, 2), random.triangular(0, 10, 3))
print(random.vonmisesvariate(0.5, 2.0), random.paretovariate(3), random.weibullvariate(1, 2), random.binomialvariate(10, 0.3), random.binomialvariate(1000, 0.7))
for seed in (0, 1, -5, 2 ** 100 + 7, "hello", b"bytes", 3.5, "é"):
    random.seed(seed)
    print(repr(seed), random.random(), random.randrange(10 ** 12), random.getrandbits(32))
r = random.Random(7)
state = r.getstate()
first = [r.random() for _ in range(3)]
r.setstate(state)
print(first == [r.random() for _ in range(3)], r.randbytes(5), r.randint(10 ** 20, 10 ** 21), r.sample(["a", "b"], counts=[3, 2], k=4))
print([random.Random(3).random() for _ in range(2)], state[0], len(state[1]), state[2], sum(state[1]))


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


show(random.choice, [])
show(random.randrange, 0)
show(random.randrange, 5, 5)
show(random.randint, 5, 1)
show(random.randrange, 1, 10, 0)
show(random.sample, [1, 2], 3)
show(random.sample, {1, 2}, 1)
show(random.choices, [1, 2], weights=[1])
show(random.choices, [1, 2], weights=[0, 0])
show(random.seed, [1])
show(random.gammavariate, 0, 1)
show(random.randrange, 1.5)
show(random.randint, "a", 2)


class Half(random.Random):
    def random(self):
        return 0.5


h = Half()
print(h.random(), h.randrange(10), h.choice("abcd"), h.uniform(0, 4), h.gauss(0, 1))
n = [0] * 6
random.seed(2024)
for _ in range(6000):
    n[random.randint(1, 6) - 1] += 1
print(n, random.SystemRandom().random() < 1)
