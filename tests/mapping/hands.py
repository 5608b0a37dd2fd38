"""What the map's browser tests share: finding people in the picture, and moving them."""

from playwright.sync_api import expect

ANN = {"name": "Ann", "relationship": "sibling", "frequency": "daily", "work": [], "ring": 3}


def saved(page):
    expect(page.locator("[data-saved]")).to_have_text("Saved ✓")


def in_picture(page, name):
    return page.locator("[data-picture]").get_by_role("button", name=name)


def at(page, x, y):
    """Window coordinates of a place in the picture, given as stored (0 to 1)."""
    box = page.locator("[data-picture]").bounding_box()
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def drag(page, start, end, grab=(0, 0)):
    page.mouse.move(start[0] + grab[0], start[1] + grab[1])
    page.mouse.down()
    page.mouse.move(end[0] + grab[0], end[1] + grab[1], steps=6)
    page.mouse.up()
