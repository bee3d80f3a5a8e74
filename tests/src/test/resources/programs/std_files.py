import errno
import fnmatch
import glob
import io
import os
import shutil
import stat
import sys
import tempfile
from pathlib import Path, PurePath, PurePosixPath


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, str(e).replace(str(root), "ROOT"))


root = Path(tempfile.mkdtemp(prefix="jacobi"))
here = os.getcwd()

# names of paths
print(os.path.join("a", "b", "c.txt"), os.path.join("a/", "b"), os.path.join("a", "/b"), os.path.join("", "x"), os.path.join("a", ""))
print(os.path.split("/a/b/c.txt"), os.path.split("/"), os.path.split("//x"), os.path.basename("/x/y/"), os.path.dirname("x"))
print([os.path.splitext(n) for n in ("a.txt", ".bashrc", "a.", "..a", "a.b/c", "a.tar.gz", "/.x/y.z")])
print([os.path.normpath(n) for n in ("a/./b/../c//d/", "../a/..", "/../x", "", ".", "//a", "///a", "a/..")])
print(os.path.relpath("/a/b/c", "/a/d"), os.path.relpath("/a", "/a"), os.path.commonpath(["/a/b/c", "/a/b/d"]), os.path.commonprefix(["abc", "abd"]))
print(os.path.isabs("/a"), os.path.isabs("a"), os.path.expanduser("x"), os.path.expandvars("$NO_SUCH_VARIABLE/x"), os.sep, os.linesep == "\n")
show(os.path.join, "a", 1)
show(os.path.commonpath, ["/a", "b"])

# pure paths
p = PurePosixPath("/usr/lib/python3/site.tar.gz")
print(p.parts, p.name, p.stem, p.suffix, p.suffixes, p.parent, p.root, p.anchor, p.is_absolute(), list(p.parents)[:2], len(p.parents))
print(p.with_name("x.py"), p.with_suffix(".zip"), p.with_suffix(""), p.with_stem("q"), p / "sub" / "f", "/start" / PurePosixPath("end"))
print(p.relative_to("/usr"), p.is_relative_to("/usr/lib"), p.match("*.gz"), p.match("/usr/*"), PurePath("a/b/c").match("b/*"), PurePath("a//b/./c"), PurePath("."))
print(repr(Path("x/y")), PurePosixPath("a") < PurePosixPath("b"), PurePosixPath("a/b") == PurePosixPath("a//b"), hash(Path("a")) == hash(Path("a")), str(Path()), bool(Path("")))
print(PurePath("a", "b", "/c", "d"), PurePath(PurePath("a"), "b"), PurePosixPath("/a/b").relative_to("/a/c", walk_up=True), PurePath("a/.hidden").suffix, PurePath("a.").suffix)
show(p.relative_to, "/etc")
show(p.with_suffix, "zip")
show(p.with_name, "a/b")
show(Path, 5)

# files
f = root / "data.txt"
print(f.exists(), f.write_text("one\ntwo\nthree é\n"), f.read_text(), f.stat().st_size, f.is_file(), f.is_dir(), os.path.getsize(f))
with open(f) as file:
    print(file.readline(), [line.rstrip() for line in file], file.read(), file.closed, file.mode, file.encoding.lower(), os.path.basename(file.name))
print(file.closed)
with open(f, "a", encoding="utf-8") as file:
    print(file.write("four\n"), file.writelines(["5\n", "6\n"]), file.tell())
with open(f, "r+") as file:
    print(repr(file.read(5)), file.seek(0), repr(file.read(3)), file.tell(), file.readlines())
    file.seek(0)
    file.write("ONE")
print(f.read_bytes())
with f.open("rb") as file:
    print(file.read(4), file.seek(-4, 2), file.read(), file.tell(), file.seek(2), file.readline(), type(file).__name__)
print(f.open(newline="").read().count("\n"), len(open(f, "rb").read()))
crlf = root / "crlf.txt"
crlf.write_bytes(b"a\r\nb\rc\n")
print(crlf.read_text().split("\n"), open(crlf, newline="").readlines(), open(crlf).readlines())
with open(crlf, "w", newline="\r\n") as file:
    print("x", 1, 2.5, sep="|", file=file)
print(crlf.read_bytes())
print(open(root / "lat.txt", "w", encoding="latin-1").write("é"), (root / "lat.txt").read_bytes())
show(open(root / "lat.txt").read)
print(open(root / "lat.txt", errors="replace").read())
show(open, root / "none.txt")
show(open, root)
show(open, f, "q")
show(open, f, "rw")
show(open, f, "rb", encoding="utf-8")
show(open, f, "x")
show(open(f).write, "x")
show(open(f, "w").read)
show(open(f, "wb").write, "text")
show(open(f, "w").write, b"bytes")
show(file.read)
# folders
(root / "sub" / "deep").mkdir(parents=True)
for n in ("a.py", "b.py", "c.txt", ".hidden"):
    (root / "sub" / n).touch()
(root / "sub" / "deep" / "d.py").write_text("x")
print(sorted(os.listdir(root)), sorted(x.name for x in (root / "sub").iterdir()))
print(sorted(str(x.relative_to(root)) for x in root.glob("*/*.py")), sorted(x.name for x in root.rglob("*.py")), sorted(x.name for x in root.glob("sub/**")))
print(sorted(os.path.relpath(x, root) for x in glob.glob(str(root / "sub" / "*"))), sorted(os.path.relpath(x, root) for x in glob.glob(str(root / "**" / "*.py"), recursive=True)))
for folder, dirs, files in os.walk(root):
    dirs.sort()
    print(os.path.relpath(folder, root), dirs, sorted(files))
print(sorted((e.name, e.is_dir()) for e in os.scandir(root / "sub")))
show(os.mkdir, root / "sub")
show(os.makedirs, root / "sub")
os.makedirs(root / "sub" / "x" / "y", exist_ok=True)
show(os.rmdir, root / "sub")
show(os.remove, root / "none")
show(os.listdir, root / "none")
show(os.rmdir, f)
show(os.rename, root / "none", root / "b")
(root / "new").mkdir(exist_ok=True)
(root / "new").mkdir(exist_ok=True)
os.rename(f, root / "renamed.txt")
print(f.exists(), (root / "renamed.txt").exists(), (root / "renamed.txt").replace(f).name)
print(os.path.basename(shutil.copy(f, root / "copy.txt")), sorted(os.listdir(shutil.copytree(root / "sub", root / "tree", ignore=shutil.ignore_patterns("*.txt", "x")))))
print(os.path.basename(shutil.move(root / "copy.txt", root / "new")), os.listdir(root / "new"))
shutil.rmtree(root / "tree")
f.unlink()
f.unlink(missing_ok=True)
show(f.unlink)
os.symlink(root / "new", root / "link")
print(os.path.islink(root / "link"), (root / "link").is_symlink(), (root / "link").resolve().name, os.path.realpath(root / "link") == os.path.realpath(root / "new"))
os.chmod(crlf, 0o640)
print(stat.filemode(os.stat(crlf).st_mode), oct(stat.S_IMODE(crlf.stat().st_mode)), stat.S_ISDIR(root.stat().st_mode))
os.utime(crlf, (1000, 2000))
print(crlf.stat().st_mtime, os.path.getmtime(crlf), crlf.stat().st_mtime_ns)
os.chdir(root)
print(os.getcwd() == os.path.realpath(root), os.path.exists("sub"), Path.cwd().name == root.name, Path("sub/a.py").absolute() == root.resolve() / "sub/a.py", open("crlf.txt").read())
os.chdir(here)
with tempfile.TemporaryDirectory() as t:
    Path(t, "f").write_text("x")
    print(os.path.isdir(t))
print(os.path.exists(t))
with tempfile.NamedTemporaryFile("w+", suffix=".txt") as t:
    t.write("hello")
    t.seek(0)
    print(t.read(), t.name.endswith(".txt"), os.path.exists(t.name))
print(os.path.exists(t.name))
# matching
print([n for n in ("a.py", "ab.txt", "b.PY") if fnmatch.fnmatch(n, "a*")], fnmatch.filter(["x1", "x2", "y1"], "x[!1]"), fnmatch.translate("*.[ch]?"), fnmatch.fnmatchcase("A", "a"))
# memory
s = io.StringIO("line one\nline two\n")
print(s.readline(), s.read(4), s.tell(), s.getvalue(), list(io.StringIO("a\nb")), s.seek(0, 2))
s = io.StringIO()
print("x", 1, file=s, end="!")
s.write("more\n")
s.seek(0)
s.write("Y")
print(repr(s.getvalue()), s.truncate(3), repr(s.getvalue()), s.seekable(), s.closed, isinstance(s, io.TextIOBase), isinstance(s, io.IOBase))
s.close()
show(s.read)
show(io.StringIO().write, b"x")
show(io.StringIO, 5)
b = io.BytesIO(b"abc\ndef")
print(b.read(2), b.readline(), b.readlines(), b.seek(1), b.write(b"ZZ"), b.getvalue(), b.tell())
show(b.write, "x")
old, sys.stdout = sys.stdout, io.StringIO()
print("captured")
sys.stdout.write("text")
old, sys.stdout = sys.stdout, old
print(repr(old.getvalue()), sys.stdout.write("direct\n"))
old_in, sys.stdin = sys.stdin, io.StringIO("typed\nmore\n")
print(input(), sys.stdin.read(), end="")
sys.stdin = old_in
# the environment
os.environ["JACOBI_TEST"] = "1"
print(os.environ.get("JACOBI_TEST"), os.getenv("JACOBI_NONE", "default"), "JACOBI_TEST" in os.environ, os.environ.pop("JACOBI_TEST"), os.getenv("JACOBI_TEST"))
show(os.environ.__getitem__, "JACOBI_NONE")
show(os.environ.__setitem__, "A", 1)
print(errno.ENOENT, errno.errorcode[13], os.strerror(2), os.name, os.path.isdir(os.fspath(root)), isinstance(root, os.PathLike), os.cpu_count() > 0, os.getpid() > 0)
shutil.rmtree(root)
print(root.exists(), shutil.which("no-such-command-here"))
