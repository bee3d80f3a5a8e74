import enum
from enum import Enum, IntEnum, Flag, IntFlag, StrEnum, auto, unique
def show(label, f):
    try: print(label, "->", repr(f()))
    except BaseException as e: print(label, "!!", type(e).__name__, str(e))
class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
    def desc(self): return f"{self.name}={self.value}"
    @property
    def double(self): return self.value * 2
    @classmethod
    def default(cls): return cls.RED
print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color.CRIMSON is Color.RED, Color(2), Color["BLUE"], list(Color), len(Color), Color.RED in Color, 1 in Color, 9 in Color)
print(Color.RED.desc(), Color.GREEN.double, Color.default(), Color.__members__, Color, type(Color), type(Color.RED), isinstance(Color.RED, Color), Color.RED == Color.RED, Color.RED != Color.GREEN, Color.RED == 1, hash(Color.RED) == hash("RED"), {Color.RED: "r"}[Color.RED])
show("bad", lambda: Color(9)); show("badkey", lambda: Color["NO"]); show("assign", lambda: setattr(Color, "RED", 5)); show("lt", lambda: Color.RED < Color.GREEN); show("noattr", lambda: Color.NO); show("del", lambda: delattr(Color, "RED"))
def ext():
    class More(Color): X = 1
show("extend", ext)
def dup():
    class D(Enum): A = 1; A = 2
show("dup", dup)
def uni():
    @unique
    class U(Enum): A = 1; B = 1
show("unique", uni)
class Auto(Enum):
    A = auto(); B = auto(); C = 10; D = auto()
print([m.value for m in Auto], f"{Auto.A}", "%s" % Auto.B, str(Auto.C), format(Auto.A, ">10"))
class N(IntEnum):
    ONE = 1; TWO = 2
print(N.ONE, repr(N.ONE), N.ONE + 1, N.ONE < N.TWO, N.ONE == 1, sorted([N.TWO, N.ONE]), f"{N.ONE}", [10, 20, 30][N.ONE], N(2), int(N.TWO), isinstance(N.ONE, int), max(N), sum(N), N.TWO.name, {N.ONE: 1}[1], f"{N.TWO:03d}", "%d" % N.TWO)
class Perm(Flag):
    R = auto(); W = auto(); X = auto(); RW = R | W
print(Perm.R, repr(Perm.R | Perm.X), Perm.RW, Perm.R in Perm.RW, Perm.X in Perm.RW, Perm.R & Perm.W, bool(Perm.R & Perm.W), ~Perm.R, Perm.R ^ Perm.RW, list(Perm), list(Perm.RW), Perm(3), Perm(5), len(Perm), (Perm.R | Perm.X).value, (Perm.R|Perm.X).name, Perm(0))
show("badflag", lambda: Perm(8)); show("inbad", lambda: 1 in Perm.R)
class IF(IntFlag):
    A = 1; B = 2; C = 4
print(IF.A | IF.B, repr(IF.A | IF.B), IF.A | 8, repr(IF.A | 8), IF.A & 1, (IF.A | IF.C) == 5, ~IF.A, f"{IF.A}", IF(7), IF.A + 1)
class S(StrEnum):
    FOO = auto(); BAR = "b"
print(S.FOO, repr(S.FOO), S.BAR == "b", S.FOO.upper(), f"{S.BAR:>3}", "x" + S.BAR, S("b"), isinstance(S.FOO, str), {S.BAR: 1}["b"])
class Planet(Enum):
    EARTH = (5.97, 6.37); MARS = (0.64, 3.39)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def g(self): return round(self.mass / self.radius ** 2, 4)
print(Planet.EARTH.mass, Planet.MARS.g, Planet.EARTH.value, Planet((0.64, 3.39)), Planet.EARTH)
class Coord(bytes, Enum):
    def __new__(cls, value, label):
        obj = bytes.__new__(cls, [value]); obj._value_ = value; obj.label = label; return obj
    PX = (1, "px"); PY = (2, "py")
print(Coord.PX, Coord(2).label, Coord.PX == b"\x01")
class Order(Enum):
    LOW = 1; HIGH = 2
    def __lt__(self, o): return self.value < o.value if self.__class__ is o.__class__ else NotImplemented
print(Order.LOW < Order.HIGH, sorted([Order.HIGH, Order.LOW]), max(Order.LOW, Order.HIGH))
class Miss(Enum):
    A = "a"
    @classmethod
    def _missing_(cls, v): return cls.A if v == "aa" else None
print(Miss("aa")); show("miss", lambda: Miss("zz"))
class Gen(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last): return name.lower()
    NORTH = auto(); SOUTH = auto()
print(Gen.NORTH.value, list(Gen))
F = Enum("F", "X Y Z"); print(list(F), F.X.value, F); F2 = Enum("F2", {"P": 5, "Q": 6}); print(F2.P, F2(6)); F3 = IntEnum("F3", ["A", "B"]); print(F3.B + 1, F3)
class Str2(str, Enum):
    A = "x"; B = "y"
print(Str2.A, repr(Str2.A), Str2.A == "x", Str2.A.value, f"{Str2.A}", Str2("y"), Str2.A.upper(), "".join([Str2.A, Str2.B]), "%s" % Str2.A)
class Num(float, Enum):
    PI = 3.14
print(Num.PI, Num.PI + 1, repr(Num.PI))
class Meth(Enum):
    ADD = enum.member(lambda a, b: a + b)
    SUB = enum.nonmember(5)
print(Meth.SUB, Meth.ADD.value(1, 2), len(Meth))
for name, m in Color.__members__.items(): print(name, m)
print([c for c in reversed(Color)], Color.RED.__class__, dir(Color.RED)[:3] if 0 else "", Color.__name__, Color.__doc__, bool(Color.RED), copy.copy(Color.RED) is Color.RED if (copy := __import__("copy")) else 0, copy.deepcopy({"a": Color.RED}))
match Color.GREEN:
    case Color.RED: print("r")
    case Color.GREEN: print("g")
class Base(Enum):
    def hello(self): return f"hello {self.name}"
class Derived(Base): A = 1
print(Derived.A.hello(), Derived.__mro__[1].__name__)
from dataclasses import dataclass
@dataclass(frozen=True)
class DC: a: int; b: str = "z"
class DE(DC, Enum):
    ONE = 1, "q"; TWO = 2
print(DE.ONE, repr(DE.ONE), DE.TWO.b, DE.ONE.a)
