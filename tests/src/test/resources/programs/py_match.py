def show(label, f):
    try: print(label, "->", repr(f()))
    except BaseException as e: print(label, "!!", type(e).__name__, str(e))
class Pt:
    __match_args__ = ("x", "y")
    def __init__(s, x, y): s.x, s.y = x, y
class Cl:
    def __init__(s): s.v = 1
import enum
class Col(enum.Enum): RED = 1; BLUE = 2
class NS: K = 42
def m(v):
    match v:
        case 0: return "zero"
        case -1: return "neg1"
        case 1.5: return "float"
        case 2+3j: return "complex"
        case "s": return "str"
        case b"b": return "bytes"
        case None: return "None"
        case True: return "True"
        case NS.K: return "K"
        case Col.RED: return "red"
        case [] : return "empty"
        case [1]: return "one"
        case [1, x]: return ("1,", x)
        case (2, [a, *b], c): return ("nested", a, b, c)
        case [3, *_]: return "three+"
        case [4, *mid, 5]: return ("mid", mid)
        case {"k": v1, "z": 0}: return ("kz", v1)
        case {"k": v1, **rest}: return ("k", v1, rest)
        case {1: "a" | "b" as which}: return ("ab", which)
        case Pt(0, 0): return "origin"
        case Pt(x=0, y=yy): return ("x0", yy)
        case Pt(xx, yy) if xx == yy: return ("diag", xx)
        case Pt(xx, y=yy): return ("pt", xx, yy)
        case int(n) if n > 100: return ("big", n)
        case int() | float() as num: return ("num", num)
        case str(s): return ("str", s)
        case [int(), str()] as pair: return ("is", pair)
        case (x, y, z): return ("3tuple", x, y, z)
        case list(l): return ("list", l)
        case dict(): return "dict"
        case Cl(v=1): return "cl"
        case set() | frozenset(): return "set"
        case _: return "other"
for v in (0, -1, 1.5, 2+3j, "s", b"b", None, True, False, 42, Col.RED, Col.BLUE, [], [1], [1, 2], (2, [3, 4, 5], 6), [3], [3, 4, 5], [4, 9, 8, 5], [4, 5], {"k": 1, "z": 0}, {"k": 1, "q": 2}, {1: "a"}, {1: "c"}, Pt(0, 0), Pt(0, 5), Pt(3, 3), Pt(1, 2), 500, 7, 2.5, "hello", [1, "a"], [5, "a"], (7, 8, 9), [1, 2, 3, 4], {}, Cl(), {1, 2}, object, 1.0, "ab", range(3), (1,), b"xx"):
    print(v if not isinstance(v, (Pt, Cl, type, set)) else type(v).__name__, m(v))
def cmd(s):
    match s.split():
        case ["go", ("north" | "south") as d]: return d
        case ["pick", obj, *more]: return obj, more
        case ["quit"]: return "quit"
        case [other]: return f"unknown {other}"
        case []: return "nothing"
for s in ("go north", "go up", "pick a b c", "quit", "x", ""): print(repr(s), cmd(s))
match (1, 2):
    case (a, b): print(a, b)
match 1, 2:
    case a, b: print("bare", a, b)
match = 5; print(match); case = 6; print(case); type = type
def binds(x):
    match x:
        case [a, b] if a > b: pass
        case _: pass
    try: return a, b
    except NameError as e: return str(e)
print(binds([1, 2]), binds([2, 1]), binds(1))
show("noargs", lambda: exec("match C():\n case C(1): pass", {"C": type("C", (), {})}))
show("toomany", lambda: exec("match P(1,2):\n case P(1,2,3): pass", {"P": Pt}))
show("notcls", lambda: exec("match 1:\n case f(): pass", {"f": 1}))
for code in ("match 1:\n case x: pass\n case 2: pass", "match 1:\n case x | 1: pass", "match 1:\n case [x, x]: pass", "match 1:\n case {**r, 'a': 1}: pass", "match 1:\n case [*a, *b]: pass", "match 1:\n case 1 | x: pass", "match 1:\n case (x | y): pass", "match 1:\n case {'a': 1, 'a': 2}: pass", "match 1:\n case C(a=1, a=2): pass", "match 1:\n case -x: pass", "match 1:\n pass", "match 1:\n case 1+1: pass"):
    show(code.replace("\n", ";"), lambda: exec(code))
