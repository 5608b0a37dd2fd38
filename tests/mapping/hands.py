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


class Fingers:
    """Real touch points, as the screen reports them: the browser itself makes of them pointer
    events, taps, scrolling and pinching. Needs a page of a context that `has_touch`."""

    def __init__(self, page):
        self.page = page
        self.cdp = page.context.new_cdp_session(page)

    def touch(self, *points):
        self._send("touchStart", points)

    def move(self, *paths, steps=12):
        """Each finger along its path, given as start and end."""
        for step in range(1, steps + 1):
            share = step / steps
            along = [
                tuple(a + (b - a) * share for a, b in zip(start, end, strict=True))
                for start, end in paths
            ]
            self._send("touchMove", along)

    def lift(self):
        self._send("touchEnd", ())

    def swipe(self, *paths):
        self.touch(*(start for start, _ in paths))
        self.move(*paths)
        self.lift()

    def _send(self, kind, points):
        touches = [{"x": x, "y": y, "id": id} for id, (x, y) in enumerate(points)]
        self.cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})
