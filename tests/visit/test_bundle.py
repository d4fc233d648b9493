"""Modules become one script, or are refused with what is wrong."""

from __future__ import annotations

import json
import re
import subprocess

import pytest

from plantwright.errors import OutputError
from plantwright.visit.bundle import bundle, script

A = """import { one, Two } from "./b.js";
import {
  three,
} from "./c.js";
process.stdout.write(JSON.stringify([one(), new Two().n, three]));
"""
B = """import { three } from "./c.js";
export function one() {
  return three - 2;
}
export class Two {
  n = hidden;
}
const hidden = 2;
"""
C = """const hidden = 3;
export const three = hidden;
"""
MODULES = {"a.js": A, "b.js": B, "c.js": C}


def test_a_bundle_does_what_its_modules_do(node):
    """Imports are met in order, and equal names of two modules do not meet."""
    done = subprocess.run([node, "-e", bundle("a.js", MODULES.__getitem__)], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('import * as all from "./b.js";\n', "import"),
        ("export default 3;\n", "export default"),
        ("const x = await import('./b.js');\n", "import"),
        ('export { x } from "./b.js";\n', "export"),
        ("const a = '</script>';\n", "</script"),
        ("const a = '<!--';\n", "<!--"),
    ],
)
def test_what_is_not_understood_is_refused(text, said):
    """A form of import or export that would be bundled wrongly, or text that would end the script, is no bundle."""
    with pytest.raises(OutputError, match=re.escape(said)):
        bundle("a.js", {"a.js": text, "b.js": ""}.__getitem__)


def test_a_circle_is_refused():
    """Modules that import each other have no order."""
    circle = {"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\nexport const b = 1;\n'}
    with pytest.raises(OutputError, match="circle"):
        bundle("a.js", circle.__getitem__)


def test_every_script_of_a_visit_is_in_the_page(static):
    """No module is written and never used; those that the page does not import are grade.js and nothing else."""
    text = bundle("page.js")
    unused = [one.name for one in static.glob("*.js") if f"m_{one.stem} =" not in text]
    assert unused == ["grade.js"]


def test_no_script_makes_markup_of_names(static):
    """Names of the records reach the page as text only: no innerHTML and its like, no eval, no network."""
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|fetch\(|XMLHttp|WebSocket"
    )
    found = [one.name for one in static.glob("*.js") if re.search(forbidden, script(one.name))]
    assert found == []
