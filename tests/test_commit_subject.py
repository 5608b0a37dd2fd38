"""The hook that holds commit subjects to CONTRIBUTING.md."""

import pytest

from tests.test_scripts import run


def checked(tmp_path, message: str) -> tuple[int, str]:
    file = tmp_path / "message"
    file.write_text(message, encoding="utf-8")
    return run("script/commit-subject", str(file))


@pytest.mark.parametrize(
    "message",
    [
        "Add a glossary\n",
        "Use one lock for a session\n\nIt was written four times. The check comes after it.\n",
        "Name things " + "a" * 48 + "\n",
        "Merge branch 'a-branch-whose-name-is-longer-than-sixty-characters-in-all'\n",
        "Add a glossary\n# Please enter the commit message for your changes.\n",
    ],
)
def test_a_good_subject(tmp_path, message):
    assert checked(tmp_path, message) == (0, "")


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("", "The commit has no subject."),
        ("Name things " + "a" * 49, "A subject has at most 60 characters; this has 61"),
        ("Add a glossary.", "A subject ends without a full stop"),
        ("add a glossary", "A subject begins with a capital letter"),
        ("The glossary says each term once", "A subject is an instruction"),
        ("Added a glossary", "A subject is an instruction"),
        ("Add a glossary\nand a changelog", "An empty line stands between"),
    ],
)
def test_a_bad_subject(tmp_path, message, told):
    status, error = checked(tmp_path, message)

    assert status == 1
    assert error.startswith(told)
