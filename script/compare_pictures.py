"""Which of two folders' pictures differ: script/screenshots --compare BEFORE AFTER.

Beside AFTER, in AFTER-differences, stands for each that differs: before, after, and where.
"""

import shutil
import sys
from pathlib import Path

from PIL import Image, ImageChops

WHITE, RED = (255, 255, 255), (200, 0, 40)


def padded(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    whole = Image.new("RGB", size, WHITE)
    whole.paste(picture, (0, 0))
    return whole


def compare(before: Image.Image, after: Image.Image) -> tuple[float, Image.Image]:
    """The share of pixels that differ, and both beside a picture of where they do."""
    width, height = max(before.width, after.width), max(before.height, after.height)
    first, second = padded(before, (width, height)), padded(after, (width, height))
    red, green, blue = ImageChops.difference(first, second).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    differs = most.point(lambda value: 255 * (value > 0))
    share = differs.histogram()[255] / (width * height)
    where = Image.blend(second, padded(Image.new("RGB", (1, 1)), second.size), 0.7)
    where.paste(RED, mask=differs)
    beside = Image.new("RGB", (3 * width + 20, height), (90, 90, 90))
    for column, picture in enumerate((first, second, where)):
        beside.paste(picture, (column * (width + 10), 0))
    return share, beside


def report(before: Path, after: Path) -> list[str]:
    """A line for each picture that differs or is in one folder only."""
    differences = after.with_name(f"{after.name}-differences")
    shutil.rmtree(differences, ignore_errors=True)
    names = {folder: {path.name for path in folder.glob("*.png")} for folder in (before, after)}
    lines = [f"  only before  {name}" for name in sorted(names[before] - names[after])]
    lines += [f"  only after   {name}" for name in sorted(names[after] - names[before])]
    for name in sorted(names[before] & names[after]):
        with Image.open(before / name) as first, Image.open(after / name) as second:
            if first.size == second.size and first.tobytes() == second.tobytes():
                continue
            share, beside = compare(first.convert("RGB"), second.convert("RGB"))
        differences.mkdir(exist_ok=True)
        beside.save(differences / name)
        lines.append(f"{share:11.3%}  {name}")
    return lines


def main(before: str, after: str) -> None:
    folders = Path(before), Path(after)
    for folder in folders:
        if not any(folder.glob("*.png")):
            raise SystemExit(f"There is no picture in {folder}.")
    lines = report(*folders)
    print("\n".join(lines) or "All pictures are the same.")
    raise SystemExit(1 if lines else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
