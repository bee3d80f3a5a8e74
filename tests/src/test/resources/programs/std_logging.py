import io
import logging
import logging.config
import logging.handlers
import os
import re
import sys
import tempfile
import warnings


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


out = io.StringIO()


def flush():
    print(re.sub(r'File ".*?"', "File ...", out.getvalue()), end="")
    out.seek(0)
    out.truncate()


logging.basicConfig(stream=out, level=logging.INFO)
logging.info("hello %s", "world")
logging.debug("not shown")
logging.warning("%d items, %(x)s" if False else "%d items", 3)
logging.log(35, "between")
log = logging.getLogger("app.model")
log.info("loss=%.3f", 0.12345)
log.error("value %r", {"a": 1})
log.critical("%(name)s is %(age)d", {"name": "Ann", "age": 5})
try:
    1 / 0
except ZeroDivisionError:
    log.exception("failed")
flush()
print(log, logging.getLogger(), logging.getLogger("app"), log.parent is logging.getLogger("app"), log.getEffectiveLevel(), log.isEnabledFor(10), log.hasHandlers(), log.name)
print(logging.getLevelName(30), logging.getLevelName("ERROR"), logging.getLevelName(35), logging.getLogger("app.model") is log, logging.getLogger("app").getChild("model") is log)
logging.addLevelName(25, "NOTICE")
logging.log(25, "custom level")
logging.getLogger("app").setLevel("ERROR")
log.info("not shown")
log.error("shown")
log.setLevel(logging.DEBUG)
log.debug("now shown")
flush()
# formats and handlers
other = logging.getLogger("other")
other.propagate = False
handler = logging.StreamHandler(out)
handler.setFormatter(logging.Formatter("[%(levelname)-8s] %(name)s %(filename)s %(funcName)s: %(message)s"))
other.addHandler(handler)
other.setLevel(logging.DEBUG)


def work():
    other.debug("inside")


work()
text = out.getvalue()
print(re.sub(r"[\w.]+\.py|<string>|program", "FILE", text), end="")
out.seek(0)
out.truncate()
handler.setFormatter(logging.Formatter("{levelname} {message}", style="{"))
other.warning("braces")
handler.setFormatter(logging.Formatter("$levelname $message", style="$"))
other.warning("dollars")
handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", datefmt="%Y"))
other.warning("year")
print(re.sub(r"\d{4}", "YYYY", out.getvalue()), end="")
out.seek(0)
out.truncate()
handler.setFormatter(logging.Formatter("%(asctime)s|%(levelname)s|%(lineno)d|%(message)s"))
other.info("when")
print(bool(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}\|INFO\|\d+\|when\n", out.getvalue())), int(out.getvalue().split("|")[2]))
out.seek(0)
out.truncate()
handler.setFormatter(logging.Formatter("%(message)s %(user)s", defaults={"user": "nobody"}))
other.info("extra", extra={"user": "ann"})
other.info("default")
logging.LoggerAdapter(other, {"user": "adapter"}).info("adapted")


class Shout(logging.Filter):
    def filter(self, record):
        record.msg = record.msg.upper()
        return "secret" not in record.msg.lower()


handler.addFilter(Shout())
other.info("loud")
other.info("a secret")
other.removeHandler(handler)
flush()
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "log.txt")
    f = logging.FileHandler(path, mode="w")
    f.setFormatter(logging.Formatter("%(levelname)s:%(message)s"))
    f.setLevel(logging.WARNING)
    other.addHandler(f)
    other.info("no")
    other.error("yes")
    other.removeHandler(f)
    f.close()
    print(open(path).read(), end="")
    r = logging.handlers.RotatingFileHandler(path, maxBytes=20, backupCount=2)
    other.addHandler(r)
    for i in range(5):
        other.info("message %d", i)
    other.removeHandler(r)
    r.close()
    print(sorted(os.listdir(folder)))
memory = logging.handlers.MemoryHandler(10, target=logging.StreamHandler(out))
other.addHandler(memory)
other.info("kept")
flush()
other.error("flushed")
flush()
other.removeHandler(memory)
show(logging.getLogger, 5)
show(log.setLevel, "LOUD")
show(log.setLevel, 1.5)
show(logging.Formatter, "nothing", style="{")
show(logging.Formatter, "%(x)s", style="!")
show(logging.basicConfig, force=True, nonsense=1, stream=out)
show(log.info, "x", extra={"name": 1})
logging.disable(logging.CRITICAL)
log.critical("nothing")
logging.disable(logging.NOTSET)
logging.config.dictConfig({"version": 1, "disable_existing_loggers": False, "formatters": {"f": {"format": "<%(levelname)s> %(message)s"}},
                           "handlers": {"h": {"class": "logging.StreamHandler", "stream": out, "formatter": "f", "level": "INFO"}},
                           "loggers": {"conf": {"handlers": ["h"], "level": "DEBUG", "propagate": False}}, "root": {"level": "WARNING"}})
logging.getLogger("conf").info("configured")
logging.getLogger("conf").debug("no")
flush()
print(logging.makeLogRecord({"msg": "a %s", "args": ("b",)}).getMessage(), logging.StreamHandler(out), logging.NullHandler())
# warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("careful")
    warnings.warn("old", DeprecationWarning, stacklevel=1)
    print([(str(w.message), w.category.__name__, w.lineno > 100) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    show(warnings.warn, "raised", RuntimeWarning)
with warnings.catch_warnings(record=True) as caught:
    warnings.filterwarnings("ignore", message="skip")
    warnings.warn("skip this")
    warnings.warn("keep this", FutureWarning)
    for _ in range(3):
        warnings.warn("in a loop")
    print([str(w.message) for w in caught])
show(warnings.warn, "x", int)
show(warnings.simplefilter, "nope")
print(warnings.formatwarning("text", UserWarning, "file.py", 3, "x = 1"))
sys.stderr, err = io.StringIO(), sys.stderr
warnings.warn("to stderr")
logging.getLogger("unconfigured").warning("last resort")
got = sys.stderr.getvalue()
sys.stderr = err
print(re.sub(r"^.*:(\d+): ", r"FILE:\1: ", got.splitlines()[0]), got.splitlines()[-1])
