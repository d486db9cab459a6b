"""The demo's lead picture: the lattice inside a bone, close on the left and thinned on the right."""

import io
import math
import random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

WIDTH, HEIGHT, CELL, SCALE = 1200, 520, 86, 2
BONE, HOLE, TINT = "#ead9b8", "#0a4a4c", "#17645f"
ALT = "Drawing: the fine lattice inside a bone, close on the left, thinned on the right."
CREDIT = "Inside a bone: a close lattice on the left, and one that has thinned on the right. Drawing: BoneCommunity."


def lattice() -> ContentFile:
    """Return the drawing as PNG; the same each time."""
    chance = random.Random(7)  # noqa: S311 - a drawing, not a secret
    sheet = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), BONE)
    pen = ImageDraw.Draw(sheet)
    for row in range(-1, HEIGHT // CELL + 2):
        for column in range(-1, WIDTH // CELL + 2):
            x = (column + 0.5 * (row % 2)) * CELL + chance.uniform(-9, 9)
            y = row * CELL + chance.uniform(-9, 9)
            size = CELL * (0.30 + 0.17 * min(max(x / WIDTH, 0), 1))
            pen.polygon(_pore(chance, x, y, size), fill=TINT if chance.random() < 0.2 else HOLE)
    out = io.BytesIO()
    sheet.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(out, "PNG")
    return ContentFile(out.getvalue(), name="lattice.png")


def _pore(chance, x, y, size):
    """Return the outline of one pore: a circle pulled about, smooth enough to look grown."""
    pulls = [chance.uniform(0.82, 1.16) for _ in range(6)]
    points = []
    for step in range(36):
        place = step / 36 * len(pulls)
        first, second = pulls[int(place)], pulls[(int(place) + 1) % len(pulls)]
        blend = (1 - math.cos((place % 1) * math.pi)) / 2
        radius = size * (first * (1 - blend) + second * blend)
        angle = step / 36 * 2 * math.pi
        points.append(((x + radius * math.cos(angle)) * SCALE, (y + radius * math.sin(angle)) * SCALE))
    return points
