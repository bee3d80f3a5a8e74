import array
import codecs
import contextvars
import getopt
import graphlib
import html
import locale
import platform
import sched
import shlex
import signal
import time
import unicodedata
import urllib.parse as up
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


u = up.urlparse("https://user:pw@Example.com:8080/a/b;p?q=1&r=a%20b#frag")
print(u, u.scheme, u.netloc, u.hostname, u.port, u.username, u.password, u.geturl(), u.query)
print(up.urlsplit("mailto:x@y.z"), up.urlunsplit(("http", "h", "/p", "q=1", "")), up.quote("a b/ü?&"), up.quote("a/b", safe=""), up.quote_plus("a b+c"), up.unquote("a%20b%C3%BC%zz"), up.unquote_plus("a+b%2B"))
print(up.urlencode({"a": 1, "b": "x y", "c": [1, 2]}), up.urlencode([("k", [1, 2])], doseq=True), up.parse_qs("a=1&a=2&b=&c=%20x"), up.parse_qsl("a=1&b=", keep_blank_values=True))
print([up.urljoin("http://h/a/b/c?x", r) for r in ("d", "../d", "/d", "//k/d", "?y", "#z", "http://z/", "./", "../../../d", "")], up.urldefrag("http://a/b#c"))
print(html.escape("<a href='x'>\"&\"</a>"), html.escape("<'>", quote=False), html.unescape("&lt;b&gt; &amp; &#65; &#x42; &eacute; &unknown; &copy;"))
print(shlex.split("a 'b c' \"d \\\" e\" f\\ g # h"), shlex.split("a # b", comments=True), shlex.quote("it's"), shlex.quote("plain"), shlex.join(["a b", "c"]), list(shlex.shlex("x=1; y+'z'")))
show(shlex.split, "'open")
a = array.array("i", [1, 2, 3])
a.append(4)
a.extend([5])
print(a, a[1], a[1:3], len(a), a.typecode, a.itemsize, sum(a), a.tobytes()[:4], array.array("d", [1.5, 2]), array.array("B", b"ab"), a.tolist(), a.index(3), array.array("f", [0.1])[0], a == array.array("i", [1, 2, 3, 4, 5]), array.array("u", "hi"), array.array("b"))
show(a.append, "x")
show(array.array, "b", [200])
show(array.array, "z")
show(a.append, 2 ** 40)
print(getopt.getopt(["-a", "-b", "val", "--long=x", "--flag", "rest"], "ab:", ["long=", "flag"]), getopt.gnu_getopt(["f", "-a", "g"], "a"))
show(getopt.getopt, ["-z"], "a")
g = graphlib.TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}})
order = list(g.static_order())
print(order[0], order[-1], sorted(order[1:3]))
show(lambda: list(graphlib.TopologicalSorter({1: [2], 2: [1]}).static_order())[0:0])
v = contextvars.ContextVar("v", default=5)
token = v.set(6)
c = contextvars.copy_context()
print(v.get(), c.run(lambda: (v.set(7), v.get())[1]), v.get(), c[v])
v.reset(token)
print(v.get())
print(unicodedata.name("é"), unicodedata.category("a"), unicodedata.category(" "), unicodedata.lookup("GREEK SMALL LETTER ALPHA"), unicodedata.normalize("NFD", "é") == "e\u0301", unicodedata.normalize("NFKC", "ﬁ"), unicodedata.numeric("½"[0:0] or "5"), unicodedata.digit("7"), unicodedata.combining("\u0301"), unicodedata.bidirectional("a"), unicodedata.east_asian_width("中"))
show(unicodedata.name, "\n")
show(unicodedata.lookup, "NOPE")
print("".join(ch for ch in unicodedata.normalize("NFD", "àéîöū") if unicodedata.category(ch) != "Mn"))
print(codecs.encode("Hello", "rot13"), codecs.decode(b"68656c6c6f", "hex"), codecs.encode("é", "latin-1"), codecs.lookup("utf-8").name, codecs.BOM_UTF8)
ny = ZoneInfo("America/New_York")
d = datetime(2024, 7, 1, 12, tzinfo=ny)
print(d, d.tzname(), d.dst(), d.astimezone(timezone.utc), datetime(2024, 1, 1, tzinfo=timezone.utc).astimezone(ny), repr(ny), str(ny), datetime(2024, 3, 10, 7, 30, tzinfo=timezone.utc).astimezone(ny), d + timedelta(days=180), (d + timedelta(days=180)).utcoffset())
show(ZoneInfo, "Nowhere/City")
print(platform.system(), platform.python_version().startswith("3.13"), platform.machine() != "", locale.setlocale(locale.LC_ALL, "C"), locale.localeconv()["decimal_point"])
s = sched.scheduler(time.monotonic, time.sleep)
s.enter(0.02, 1, print, ("second",))
s.enter(0.01, 1, print, ("first",))
s.run()
print(signal.getsignal(signal.SIGTERM) in (0, signal.SIG_DFL), signal.SIGINT == 2, signal.strsignal(2))
