import json


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e, *getattr(e, "__notes__", []))


value = {"name": "Ada", "age": 36, "scores": [1.5, 2, -0.0, 1e100, 1e-7, 123456789012345678901234567890], "ok": True, "none": None,
         "nested": {"a": [], "b": {}, "c": [[]]}, "text": "tab\t\"quote\" \\ é 😀 \x01 \x7f", "tuple": (1, 2)}
print(json.dumps(value))
print(json.dumps(value, indent=2))
print(json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")))
print(json.dumps([1, [2, {"a": 3}]], indent="\t"), json.dumps([], indent=4), json.dumps({"a": {}}, indent=0))
print(json.dumps({1: "a", 2.5: "b", True: "c", None: "d"}), json.dumps({(1, 2): 3, "x": 1}, skipkeys=True))
print(json.dumps([float("nan"), float("inf"), -float("inf")]), json.dumps("a/b"), json.dumps(3), json.dumps(None), json.dumps("\u2028"))
back = json.loads(json.dumps(value))
print(back == {**value, "tuple": [1, 2]}, back["scores"], back["text"])
print(json.loads(' [1, 2.0, -3e2, "x", true, false, null, {"k": [1]}, NaN, -Infinity, 12345678901234567890] '))
print(json.loads('"\\u00e9\\ud83d\\ude00\\n\\/"'), json.loads(b'{"a": "\xc3\xa9"}'), json.loads("-0"), json.loads("-0.0"), json.loads("1E5"))
print(json.loads('{"a": 1, "b": {"c": 2}}', object_hook=lambda d: sorted(d.items())))
print(json.loads('{"a": 1, "a": 2}', object_pairs_hook=lambda p: p), json.loads('{"a": 1, "a": 2}'))
print(json.loads("[1.1, 2]", parse_float=str, parse_int=lambda s: s + "!"), json.loads("[NaN]", parse_constant=lambda s: "<" + s + ">"))


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, Point):
            return {"x": o.x, "y": o.y}
        if isinstance(o, set):
            return sorted(o)
        return super().default(o)


print(json.dumps([Point(1, 2), {3, 1}], cls=Encoder), json.dumps(Point(1, 2), default=vars), Encoder(indent=1).encode([Point(0, 1)]))
show(json.dumps, {"a": [1, {2, 3}]})
show(json.dumps, object)
show(json.dumps, {(1,): 2})
show(json.dumps, float("nan"), allow_nan=False)
loop = []
loop.append(loop)
show(json.dumps, loop)
show(json.dumps, {"b": 1, 2: 3}, sort_keys=True)
for bad in ["", "  ", "{", "[1,", "[1 2]", "[1,]", '{"a" 1}', '{"a": }', '{"a": 1,}', "{a: 1}", "nul", "01", "1.", "-", '"abc', '"a\nb"',
            '"\\x"', '"\\u12"', "[1] 2", "{'a': 1}", '{"a": 1 "b": 2}', "[", "tru", "\ufeff1", '["a",\n "b"\n "c"]', "+1", ".5", "Infinit"]:
    show(json.loads, bad)
try:
    json.loads('{"a": 1,\n  "b": oops}')
except json.JSONDecodeError as e:
    print(e.msg, e.pos, e.lineno, e.colno, repr(e.doc), isinstance(e, ValueError))
show(json.loads, 5)
print(json.loads('"a\tb"', strict=False), json.JSONDecoder().raw_decode('{"a": 1} rest'))


class Name(str):
    pass


class Level(int):
    pass


print(json.dumps({Name("k"): Level(3)}), "".join(json.JSONEncoder().iterencode([1, "a"])))
