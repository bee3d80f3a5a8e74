import datetime
import pickle
from collections import OrderedDict, namedtuple
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next


@dataclass
class Config:
    rate: float
    layers: list


Pair = namedtuple("Pair", "a b")


def show(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


for value in (None, True, 0, 255, 256, -1, 70000, 2 ** 31, -2 ** 31, 2 ** 70, -2 ** 70, -128, -256, 1.5, float("inf"), "text é😀", "", b"bytes\x00", "x" * 300, b"y" * 300, (), (1,), (1, 2), (1, 2, 3, 4), [1, [2, []]],
              {"a": 1, 2: {"b": None}}, {1, 2}, frozenset({3}), 1 + 2j, bytearray(b"ab"), range(1, 10, 2), Pair(1, "x"), Config(0.1, [3, 4]), OrderedDict(a=1), datetime.date(2024, 2, 3),
              datetime.timedelta(1, 2, 3), Decimal("1.50"), Fraction(1, 3)):
    back = pickle.loads(pickle.dumps(value))
    print(back == value, type(back) is type(value), end="; ")
print()
shared = [1]
back = pickle.loads(pickle.dumps([shared, shared, {"k": shared}]))
print(back[0] is back[1] is back[2]["k"])
loop = Node(1)
loop.next = loop
back = pickle.loads(pickle.dumps(loop))
print(back.next is back, back.value)
print(pickle.loads(b"\x80\x04}\x94(\x8c\x01a\x94K\x01\x8c\x01b\x94]\x94(K\x01K\x02eu."), pickle.loads(b"(lp0\nI1\naI2\na."), pickle.loads(b"\x80\x02]q\x00(K\x01X\x01\x00\x00\x00xq\x01e."))
show(pickle.loads, b"")
show(pickle.loads, b"\x80\x04K")
show(pickle.loads, "text")
print(pickle.HIGHEST_PROTOCOL, pickle.DEFAULT_PROTOCOL)
