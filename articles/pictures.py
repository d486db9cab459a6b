"""Pictures as editors send them, made safe and small: read, turned upright, scaled, written anew without metadata."""

import io
import secrets
import warnings

from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
WIDEST = 1600
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 84


class NotAPicture(ValueError):
    """The file is not a picture that can be shown."""


class PictureTooLarge(ValueError):
    """The file has more than MOST_BYTES bytes or MOST_PIXELS pixels."""


def prepare(upload) -> ContentFile:
    """Read a picture and write it anew as JPEG, so that nothing of the sent file is ever served.

    Args:
        upload: a Django file with `size`; JPEG, PNG or WebP, at most MOST_BYTES and MOST_PIXELS.

    Returns:
        A JPEG at most WIDEST pixels wide, upright, without metadata (place, camera, thumbnails), under a random name.

    Raises:
        PictureTooLarge: too many bytes or pixels.
        NotAPicture: any other file.
    """
    if upload.size > MOST_BYTES:
        raise PictureTooLarge
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(upload, formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise PictureTooLarge
            return _written(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, PictureTooLarge):
            raise
        raise NotAPicture from error
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise PictureTooLarge from error


def _written(picture):
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    if upright.width > WIDEST:
        upright.thumbnail((WIDEST, WIDEST * 4))
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return ContentFile(out.getvalue(), name=f"{secrets.token_hex(8)}.jpg")
