import typing
from typing import *
def show(label, f):
    try: print(label, "->", repr(f()))
    except BaseException as e: print(label, "!!", type(e).__name__, str(e))
def ex(*codes):
    for code in codes: show(code, lambda: eval(code))
T = TypeVar("T"); K = TypeVar("K", bound=int); C = TypeVar("C", int, str); P = ParamSpec("P")
ex("List[int]", "Dict[str, int]", "Optional[int]", "Union[int, str]", "Union[int, None]", "Union[int]", "Union[int, int]", "Union[int, Union[str, float]]", "Tuple[int, ...]", "Tuple[()]", "Callable[[int, str], bool]", "Callable[..., int]", "Callable[[], None]", "Literal[1, 'a', True]", "Any", "ClassVar[int]", "Final[int]", "Type[int]", "Iterable[T]", "Sequence[List[int]]", "List['Foo']", "Annotated[int, 'meta']", "T", "K", "K.__bound__", "C.__constraints__", "List[T][int]", "Dict[T, K][str, int]", "get_origin(List[int])", "get_args(Dict[str, int])", "get_args(Callable[[int], str])", "get_origin(Union[int, str])", "get_args(Optional[int])", "get_origin(int)", "get_args(int)", "List", "Optional", "NoReturn", "List[int] == List[int]", "hash(List[int]) == hash(List[int])", "List[int] == List[str]", "isinstance([], List)", "isinstance([], List[int])", "List[int]()", "Dict", "Mapping[str, int]", "DefaultDict[str, list]", "Deque[int]", "Generator[int, None, str]", "Iterator[int]", "Set[int]", "FrozenSet[int]", "AnyStr", "Text", "Union[int, str] | None", "int | List[int]", "Optional[List[int]]", "NewType('UserId', int)", "NewType('UserId', int)(5)", "cast(int, 'a')", "TYPE_CHECKING", "list[int]", "dict[str, list[int]]", "tuple[int, ...]", "list[int] | None", "int | str", "int | None", "list[T]", "list[T][int]", "type[int]", "isinstance(5, int | str)", "isinstance(None, int | None)", "(int | str).__args__", "list[int].__origin__", "list[int].__args__", "list[int]()", "list[int] == list[int]", "isinstance([], list[int])", "get_origin(list[int])", "get_args(int | str)", "int[int]", "List[int, str]", "Optional[int, str]", "Any()", "Self", "Never", "Concatenate[int, P]", "P", "Required[int]", "ForwardRef('X')", "Callable[[T], T][int]", "typing.Hashable", "Counter[str]", "Awaitable[int]")
class Stack(Generic[T]):
    def __init__(self): self.items: List[T] = []
    def push(self, x: T) -> None: self.items.append(x)
    def pop(self) -> T: return self.items.pop()
s = Stack[int](); s.push(1); print(s.pop(), Stack[int], Stack.__parameters__, Stack[int].__args__, Stack[int].__origin__, s.__orig_class__, type(s).__name__, isinstance(s, Stack)); show("notgen", lambda: Stack[int, str])
class Sub(Stack[int]): pass
print(Sub.__mro__[1].__name__, Sub.__orig_bases__)
class Pair(Generic[T, K]): pass
print(Pair[str, int], Pair.__parameters__)
class Proto(Protocol):
    def meth(self) -> int: ...
@runtime_checkable
class RP(Protocol):
    name: str
    def meth(self) -> int: ...
class Impl:
    name = "x"
    def meth(self): return 1
print(isinstance(Impl(), RP), isinstance(5, RP)); show("proto", lambda: isinstance(Impl(), Proto)); show("inst", lambda: Proto())
class Ex(Proto):
    def meth(self): return 2
print(Ex().meth(), isinstance(Ex(), Proto) if 0 else "")
class Movie(TypedDict):
    title: str
    year: int
m: Movie = {"title": "x", "year": 1}; print(m, Movie(title="a", year=2), Movie.__annotations__, Movie.__required_keys__ == frozenset({"title", "year"}), Movie.__total__)
class M2(Movie, total=False): rating: float
print(sorted(M2.__optional_keys__), sorted(M2.__annotations__))
def f(a: int, b: "Optional[str]" = None, *c: float, **d: bool) -> List[int]: ...
print(get_type_hints(f)); print(f.__annotations__)
class A:
    x: int
    y: "List[A]" = []
    z: ClassVar[int] = 5
print(get_type_hints(A), A.__annotations__)
@overload
def g(x: int) -> int: ...
@overload
def g(x: str) -> str: ...
def g(x): return x
print(g(5), g("a"))
@final
class Fin: pass
print(Fin.__final__)
def first[T](xs: list[T]) -> T: return xs[0]
print(first([1, 2]), first.__type_params__, first.__annotations__)
class Box[T]:
    def __init__(self, v: T): self.v = v
    def get(self) -> T: return self.v
print(Box(5).get(), Box[int](3).v, Box.__type_params__, Box[int], Box.__parameters__)
type IntList = list[int]
type Pair2[A, B] = tuple[A, B]
print(IntList, IntList.__value__, Pair2.__type_params__, type(IntList).__name__, Pair2.__value__, IntList.__name__)
def bounded[N: (int, float), M: int = bool](n: N) -> N: return n
print(bounded.__type_params__, bounded.__type_params__[0].__constraints__, bounded.__type_params__[1].__bound__)
def va[*Ts, **Q](*args: *Ts) -> None: pass
print(va.__type_params__)
class Child[T](Box[T]): pass
print(Child[str]("x").get(), Child.__mro__[1].__name__)
Point = NamedTuple("Point", [("x", int), ("y", int)]); print(Point(1, 2), Point.__annotations__)
class NT(NamedTuple):
    a: int
    b: str = "z"
print(NT(1), NT.__annotations__, NT._field_defaults)
def nt():
    class Bad(NamedTuple):
        a: int = 1
        b: int
show("ntbad", nt); show("never", lambda: assert_never(5)); print(get_type_hints(NT))
