"""Our scripts in one file: what it runs, in which order, and which forms it refuses."""

import json
import shutil
import subprocess

import pytest

from annotator.operations.bundle import BundleRefused, bundled

MODULES = {
    "page/entry.js": """import { add } from "../sum.js";
import {
  Counter,
  start as first,
} from "./counter.js";
const counter = new Counter();
await counter.count();
console.log(JSON.stringify([add(2, 3), first, counter.value]));
""",
    "sum.js": "export function add(one, other) {\n  return one + other;\n}\n",
    "page/counter.js": """import { add } from "../sum.js";
export const start = 41;
const hidden = 1;
export class Counter {
  value = start;
  async count() {
    this.value = add(this.value, hidden);
  }
}
""",
}


def test_each_module_is_written_once_before_whoever_imports_it_and_runs():
    told = bundled("page/entry.js", MODULES.__getitem__)
    assert told.count("function add") == 1
    assert told.index("function add") < told.index("class Counter") < told.index("new Counter")
    if not shutil.which("node"):
        pytest.skip("no node here to run it")
    ran = subprocess.run(
        ["node", "--input-type=module"], input=told, capture_output=True, text=True, check=True
    )
    assert json.loads(ran.stdout) == [5, 41, 42]


@pytest.mark.parametrize(
    "text, told",
    [
        ("export default 3;\n", "sum.js: “export default 3;”"),
        ("export let a = 3;\n", "sum.js: “export let a = 3;”"),
        ('import * as x from "./x.js";\n', "sum.js: “import \\*"),
        ('import "./x.js";\n', 'sum.js: “import "./x.js";”'),
        ('import { start } from "./page/counter.js";\n', "a circle"),
        ("await 3;\n", "only the entry may"),
    ],
)
def test_a_form_that_it_does_not_know_is_refused_by_place_and_words(text, told):
    with pytest.raises(BundleRefused, match=told):
        bundled("page/entry.js", (MODULES | {"sum.js": text}).__getitem__)
