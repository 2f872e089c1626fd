"""Makes the golden images in ../resources/golden with Pillow: python make_golden.py

Made with Python 3.11, Pillow 13.0.0. Each file in formats/ has its expected pixels beside it, as
NAME.expected.png; resize/ holds a source and what Pillow makes of it.
"""

import io
import math
import pathlib
import struct
import zlib

from PIL import Image, ImageDraw, ImageOps

GOLDEN = pathlib.Path(__file__).parent.parent / "resources" / "golden"


def picture(width, height):
    """A gradient with shapes: smooth places, hard edges, every colour, and no symmetry."""
    image = Image.new("RGB", (width, height))
    pixels = image.load()
    for y in range(height):
        for x in range(width):
            pixels[x, y] = (
                int(255 * x / width),
                int(255 * y / height),
                int(127 + 120 * math.sin(x * 0.7 + y * 0.3)),
            )
    draw = ImageDraw.Draw(image)
    draw.ellipse((2, 3, width // 2, height // 2), fill=(250, 220, 30))
    draw.rectangle((width * 2 // 3, height // 2, width - 3, height - 6), fill=(20, 30, 200))
    return image


def on_white(image):
    rgba = image.convert("RGBA")
    white = Image.new("RGBA", image.size, (255, 255, 255, 255))
    return Image.alpha_composite(white, rgba).convert("RGB")


def save(name, data, expected):
    (GOLDEN / "formats" / name).write_bytes(data)
    expected.convert("RGB").save(GOLDEN / "formats" / (name + ".expected.png"))


def encoded(image, format, **options):
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def decoded(data):
    return Image.open(io.BytesIO(data))


def png(width, height, depth, colour, rows, extra=b""):
    """A PNG of raw samples, for what Pillow does not write."""

    def chunk(kind, content):
        return (
            struct.pack(">I", len(content)) + kind + content
            + struct.pack(">I", zlib.crc32(kind + content))
        )

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
        + extra
        + chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows)))
        + chunk(b"IEND", b"")
    ), chunk


def formats():
    image = picture(40, 28)
    for name, options in {
        "baseline.jpg": {"quality": 90},
        "progressive.jpg": {"quality": 90, "progressive": True},
        "full-chroma.jpg": {"quality": 90, "subsampling": 0},
    }.items():
        data = encoded(image, "JPEG", **options)
        save(name, data, decoded(data))

    grey = encoded(image.convert("L"), "JPEG", quality=90)
    save("grey.jpg", grey, decoded(grey))

    profile = encoded(image, "JPEG", quality=90, icc_profile=b"\0" * 2000)
    save("broken-profile.jpg", profile, decoded(profile))

    # Pillow writes CMYK as Adobe does: inverted, with a marker.
    cmyk = encoded(image.convert("CMYK"), "JPEG", quality=95)
    save("cmyk.jpg", cmyk, decoded(cmyk))
    # The same samples, said to be YCCK; Pillow reads that, but does not write it.
    marker = cmyk.index(b"Adobe")
    assert cmyk[marker + 11] == 0
    ycck = cmyk[: marker + 11] + b"\x02" + cmyk[marker + 12 :]
    save("ycck.jpg", ycck, decoded(ycck))
    # And without the marker: not inverted.
    plain = cmyk[: marker - 4] + cmyk[marker + 12 :]
    save("cmyk-without-marker.jpg", plain, decoded(plain))

    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[274] = orientation
        data = encoded(image, "JPEG", quality=90, exif=exif)
        save(f"orientation-{orientation}.jpg", data, ImageOps.exif_transpose(decoded(data)))
    exif = Image.Exif()
    exif[274] = 6
    save("orientation-6.png", encoded(image, "PNG", exif=exif), image.transpose(Image.ROTATE_270))

    save("rgb.png", encoded(image, "PNG"), image)
    save("text.png", encoded(image, "PNG", icc_profile=b"x" * 500), image)
    save("grey.png", encoded(image.convert("L"), "PNG"), image.convert("L"))
    save("bilevel.png", encoded(image.convert("1"), "PNG"), image.convert("1").convert("L"))
    palette = image.quantize(16)
    save("palette.png", encoded(palette, "PNG"), palette)
    clear = palette.copy()
    clear.info["transparency"] = bytes([0, 100, 255] + [255] * 13)
    data = encoded(clear, "PNG")
    save("palette-alpha.png", data, on_white(decoded(data)))
    alpha = image.copy()
    alpha.putalpha(Image.linear_gradient("L").resize(image.size))
    save("alpha.png", encoded(alpha, "PNG"), on_white(alpha))
    grey_alpha = alpha.convert("LA")
    save("grey-alpha.png", encoded(grey_alpha, "PNG"), on_white(grey_alpha))
    save("interlaced.png", *interlaced())

    width, height = 16, 4
    values = [[(x * 4369 + y * 1000) % 65536 for x in range(width)] for y in range(height)]
    data, chunk = png(
        width, height, 16, 0, [b"".join(struct.pack(">H", v) for v in row) for row in values]
    )
    expected = Image.new("L", (width, height))
    expected.putdata([(v * 255 + 32767) // 65535 for row in values for v in row])
    save("grey-16.png", data, expected)
    data, _ = png(
        width, height, 16, 2,
        [b"".join(struct.pack(">HHH", v, 65535 - v, v // 2) for v in row) for row in values],
    )
    expected = Image.new("RGB", (width, height))
    expected.putdata(
        [
            tuple((c * 255 + 32767) // 65535 for c in (v, 65535 - v, v // 2))
            for row in values
            for v in row
        ]
    )
    save("rgb-16.png", data, expected)
    # A grey that counts as transparent.
    data, _ = png(4, 1, 8, 0, [bytes([0, 85, 170, 255])], chunk(b"tRNS", struct.pack(">H", 85)))
    expected = Image.new("L", (4, 1))
    expected.putdata([0, 255, 170, 255])
    save("grey-transparent.png", data, expected)

    frames = [palette, Image.new("RGB", image.size, (255, 0, 0)).quantize(2)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    save("animated.gif", data, decoded(data))

    save("rgb.bmp", encoded(image, "BMP"), image)
    save("palette.bmp", encoded(palette, "BMP"), palette)

    # Not supported, and said so.
    (GOLDEN / "formats" / "image.webp").write_bytes(encoded(image, "WEBP"))
    (GOLDEN / "formats" / "image.tif").write_bytes(encoded(image, "TIFF"))


def interlaced():
    """Adam7, 8-bit RGB; the pixels are the first 13 x 11 of the picture."""
    width, height = 13, 11
    image = picture(40, 28).crop((0, 0, width, height))
    rows = []
    for x0, y0, dx, dy in (
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
        (0, 1, 1, 2),
    ):
        for y in range(y0, height, dy):
            row = b"".join(bytes(image.getpixel((x, y))) for x in range(x0, width, dx))
            if row:
                rows.append(row)
    data, _ = png(width, height, 8, 2, rows)
    # The byte after the filter method in the header says "interlaced"; its checksum follows.
    header = data[12:28] + b"\x01"
    return data[:28] + b"\x01" + struct.pack(">I", zlib.crc32(header)) + data[33:], image


def resize():
    folder = GOLDEN / "resize"
    image = picture(61, 47)
    image.save(folder / "source.png")
    for width, height in ((149, 149), (20, 20), (7, 5), (61, 20), (1, 1), (40, 90)):
        for name, method in (("bilinear", Image.BILINEAR), ("nearest", Image.NEAREST)):
            image.resize((width, height), method).save(folder / f"{name}-{width}x{height}.png")
    # A part of it: columns 10-39, rows 5-27.
    part = image.crop((10, 5, 40, 28))
    for name, method in (("bilinear", Image.BILINEAR), ("nearest", Image.NEAREST)):
        part.resize((16, 16), method).save(folder / f"part-{name}-16x16.png")


for child in ("formats", "resize"):
    (GOLDEN / child).mkdir(parents=True, exist_ok=True)
formats()
resize()
