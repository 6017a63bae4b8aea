"""The mark that machines read: this picture was made by AI. Written beside the pixels, which stay as they are."""

import struct
import zlib

SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
WORD = b"trainedAlgorithmicMedia"
MANIFEST = b"jumdc2pa"  # content credentials
XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    f' Iptc4xmpExt:DigitalSourceType="{SOURCE}"/></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
).encode()
JPEG_XMP = b"http://ns.adobe.com/xap/1.0/\0"
APP0, APP1, START_OF_SCAN = 0xE0, 0xE1, 0xDA
HAS_XMP, HAS_ALPHA = 0x04, 0x10


def ai_marked(data: bytes) -> bytes:
    """The same picture with IPTC's digital source type; as it is if it says so already, or is of no known form.

    A mark of the vendor's own, such as a signed manifest, is left alone: its signature would break.
    """
    is_jpeg = data.startswith(b"\xff\xd8\xff")
    told = data[: _start_of_scan(data)] if is_jpeg else data
    if WORD in told or MANIFEST in told:
        return data
    if is_jpeg:
        return _jpeg(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    return data


def _start_of_scan(data: bytes) -> int:
    """Where the pixels begin: marks stand before them, and searching a megabyte of pixels takes a millisecond."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] not in (0xFF, START_OF_SCAN):
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return at if data[at : at + 2] == bytes((0xFF, START_OF_SCAN)) else len(data)


def _jpeg(data: bytes) -> bytes:
    """Behind the JFIF header, in place of another packet: a file has one."""
    at = 2
    pieces = [data[:2]]
    ours = struct.pack(">BBH", 0xFF, APP1, 2 + len(JPEG_XMP) + len(XMP)) + JPEG_XMP + XMP
    while at + 4 <= len(data) and data[at] == 0xFF and APP0 <= data[at + 1] <= 0xEF:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] != APP0 and ours:
            pieces.append(ours)
            ours = b""
        if not (data[at + 1] == APP1 and data[at + 4 : end].startswith(JPEG_XMP)):
            pieces.append(data[at:end])
        at = end
    return b"".join((*pieces, ours, data[at:]))


def _png(data: bytes) -> bytes:
    """Right behind the header chunk, which is 25 bytes long."""
    body = b"iTXtXML:com.adobe.xmp\0\0\0\0\0" + XMP
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return data[:33] + chunk + data[33:]


def _webp(data: bytes) -> bytes:
    """The extended form says in front what there is; a simple file becomes one."""
    chunks = list(_chunks(data))
    if chunks[0][0] == b"VP8X":
        head = bytes([chunks[0][1][0] | HAS_XMP]) + chunks[0][1][1:]
        rest = [one for one in chunks[1:] if one[0] != b"XMP "]
    else:
        kind, body = chunks[0]
        wide, high, alpha = _lossless(body) if kind == b"VP8L" else _lossy(body)
        flags = HAS_XMP | (HAS_ALPHA if alpha else 0)
        head = bytes([flags, 0, 0, 0]) + (wide - 1).to_bytes(3, "little") + (high - 1).to_bytes(3, "little")
        rest = chunks
    written = b"".join(_chunk(*one) for one in [(b"VP8X", head), *rest, (b"XMP ", XMP)])
    return b"RIFF" + struct.pack("<I", 4 + len(written)) + b"WEBP" + written


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    at, found = 12, []
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        found.append((data[at : at + 4], data[at + 8 : at + 8 + size]))
        at += 8 + size + size % 2
    return found


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _lossy(body: bytes) -> tuple[int, int, bool]:
    wide, high = struct.unpack("<HH", body[6:10])
    return wide & 0x3FFF, high & 0x3FFF, False


def _lossless(body: bytes) -> tuple[int, int, bool]:
    bits = int.from_bytes(body[1:5], "little")
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1)
