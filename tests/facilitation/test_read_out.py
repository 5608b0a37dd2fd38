"""What screen readers read out goes through one place: static/facilitation/announce.js."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LIVE = re.compile(r"""aria-live|role="(status|alert|log)"|"role", "(status|alert|log)\"""")


def test_no_page_has_another_live_region():
    files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("static/**/*.js")]
    live = {str(file.relative_to(ROOT)) for file in files if LIVE.search(file.read_text())}

    ours = {name for name in live if "/admin/" not in name}
    assert ours == {"templates/base.html"}
