import base64
import binascii
import gzip
import hashlib
import hmac
import io
import os
import secrets
import struct
import tempfile
import uuid
import zlib


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


print(struct.pack("<ihb", 1, -2, 3), struct.pack(">d", 1.5), struct.unpack("<ihb", b"\x01\x00\x00\x00\xfe\xff\x03"), struct.calcsize("bhi"), struct.calcsize("=bhi"), struct.pack("5s", b"abc"))
print(struct.pack("!Hq?c", 513, -1, True, b"x"), struct.unpack("<Q", b"\xff" * 8), struct.pack("<e", 0.1), struct.unpack("<f", struct.pack("<f", 0.1)), struct.pack("3x2B", 1, 2), struct.pack("4p", b"hello"))
print(list(struct.iter_unpack("<H", b"\1\0\2\0")), struct.Struct("<if").size, struct.Struct("<if").pack(1, 2), struct.unpack_from("<H", b"xx\5\0", 2))
show(struct.pack, "b", 200)
show(struct.pack, "B", -1)
show(struct.pack, "h", 40000)
show(struct.pack, "i", 2 ** 40)
show(struct.pack, "i", 1.5)
show(struct.pack, "d", "x")
show(struct.pack, "ii", 1)
show(struct.pack, "z", 1)
show(struct.unpack, "i", b"abc")
show(struct.unpack_from, "i", b"abc", 1)
show(struct.pack, "s", "text")
print(hashlib.md5(b"abc").hexdigest(), hashlib.sha1(b"abc").hexdigest(), hashlib.sha256(b"").hexdigest())
h = hashlib.new("sha512", b"a")
h.update(b"bc")
print(h.hexdigest()[:32], h.name, h.digest_size, h.block_size, hashlib.sha3_256(b"abc").hexdigest()[:16], h.copy().digest() == h.digest(), "sha256" in hashlib.algorithms_guaranteed)
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 10).hex(), hmac.new(b"key", b"msg", "sha256").hexdigest(), hmac.compare_digest("a", "a"), hmac.digest(b"k" * 100, b"m", hashlib.md5).hex())
show(hashlib.sha256, "text")
show(hashlib.new, "nope")
print(base64.b64encode(b"hello \xff\xfe?"), base64.b64decode("aGVsbG8="), base64.urlsafe_b64encode(b"\xff\xfe\xfd"), base64.urlsafe_b64decode(b"__79"), base64.b64encode(b"a", altchars=b"-_"))
print(base64.b32encode(b"hello"), base64.b32decode("NBSWY3DP"), base64.b16encode(b"\xab\xcd"), base64.b16decode("ABCD"), base64.b85encode(b"hello world"), base64.b85decode(b"Xk~0{Zv"), base64.a85encode(b"hello\0\0\0\0"), base64.a85decode(b"BOu!rDZ"))
print(base64.encodebytes(b"x" * 60), base64.decodebytes(b"eHh4\neA==\n"))
show(base64.b64decode, "abc")
show(base64.b64decode, "a")
show(base64.b64decode, "ab!c=", validate=True)
show(base64.b32decode, "ABC")
show(base64.b16decode, "abcd")
print(binascii.hexlify(b"\x01\xff"), binascii.unhexlify("01ff"), binascii.crc32(b"hello"), binascii.b2a_base64(b"hi"))
show(binascii.unhexlify, "abc")
show(binascii.unhexlify, "zz")
data = b"the same text again and again, " * 20
packed = zlib.compress(data)
print(len(packed) < len(data), zlib.decompress(packed) == data, zlib.crc32(b"abc"), zlib.adler32(b"abc"), zlib.crc32(b"c", zlib.crc32(b"ab")) == zlib.crc32(b"abc"), zlib.adler32(b"c", zlib.adler32(b"ab")) == zlib.adler32(b"abc"))
print(gzip.decompress(gzip.compress(data)) == data)
show(zlib.decompress, b"nonsense")
show(zlib.decompress, packed[:10])
show(gzip.decompress, b"nonsense")
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "x.gz")
    with gzip.open(path, "wt") as f:
        f.write("line 1\nline 2\n")
    with gzip.open(path, "rt") as f:
        print(f.readlines())
    with gzip.open(path) as f:
        print(f.read(), open(path, "rb").read(2))
u = uuid.UUID("12345678-1234-5678-1234-567812345678")
print(u, repr(u), u.hex, u.int, u.bytes, u.version, u.variant, u.urn, u.fields, u == uuid.UUID(int=u.int), uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid3(uuid.NAMESPACE_URL, "x"))
r = uuid.uuid4()
print(r.version, len(str(r)), uuid.uuid1().version, r != uuid.uuid4())
show(uuid.UUID, "123")
show(uuid.UUID)
print(len(secrets.token_bytes(5)), len(secrets.token_hex(4)), secrets.randbelow(10) < 10, secrets.choice([1]), len(secrets.token_urlsafe(8)) > 8)
show(secrets.randbelow, 0)
