import configparser
import io


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


text = """
# a comment
[DEFAULT]
home = /data
Retries: 3

[train]
epochs = 10
rate = 1e-3
dir = %(home)s/runs
verbose = yes
long = first
    second
    third
percent = 50%%

[empty]
; nothing here
"""
c = configparser.ConfigParser()
c.read_string(text)
print(c.sections(), c.options("train"), c["train"]["dir"], c["train"].getint("epochs"), c.getfloat("train", "rate"), c.getboolean("train", "verbose"), repr(c["train"]["long"]), c["train"]["percent"])
print(c.get("train", "missing", fallback="fb"), c["train"].get("nope"), c["train"].getint("nope", 5), "train" in c, "epochs" in c["train"], c.has_option("train", "home"), c["train"]["EPOCHS"], dict(c["empty"]), c.defaults(), c["train"])
print(c.items("train"), list(c), len(c))
c["new"] = {"a": "1", "b": "x y"}
c.set("new", "c", "3")
c.remove_option("new", "a")
c.remove_section("empty")
out = io.StringIO()
c.write(out)
print(out.getvalue())
for f in (lambda: c["nope"], lambda: c.get("nope", "x"), lambda: c.get("train", "nope"), lambda: c.add_section("train"), lambda: c.set("new", "k", 5), lambda: c.getint("train", "dir"), lambda: c.getboolean("train", "epochs"),
          lambda: configparser.ConfigParser().read_string("a = 1"), lambda: configparser.ConfigParser().read_string("[a]\nx=1\nx=2"), lambda: configparser.ConfigParser().read_string("[a]\n[a]"),
          lambda: configparser.ConfigParser().read_string("[a]\njunk\n"), lambda: c.set("new", "p", "5%")):
    show(f)
c.read_string("[bad]\nx = %(nope)s\ny = %(y)s\n")
show(c.get, "bad", "x")
show(c.get, "bad", "y")
print(c.get("bad", "x", raw=True), configparser.ConfigParser().read("no-such-file.ini"))
e = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation(), allow_no_value=True, inline_comment_prefixes=("#",))
e.read_string("[a]\nx = 1 # note\nflag\n[b]\ny = ${a:x}/${z}\nz = 2\n")
print(e["b"]["y"], e["a"]["x"], e["a"]["flag"], e.items("b"))
