"""What editors know of the files that people write: every key described, every shipped file sound, each fault told once."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Self

import pytest

from dtiscore.inputs.file_schemas import FILES, undescribed
from dtiscore.methodology.documents.document import parse_document
from dtiscore.questions.schema.python import schema
from dtiscore.render.forms.json_text import to_json
from tests.conftest import ROOT, Run

jsonschema = pytest.importorskip("jsonschema")

EDITIONS = sorted((ROOT / "weights").glob("*.yaml"))
SCHEMES = sorted((ROOT / "weights" / "units").glob("*.yaml"))
PROJECTS = sorted((ROOT / "examples").rglob("dtiscore.toml"))


@cache
def validator(name: str) -> Any:
    return jsonschema.Draft202012Validator(schema(name))


def read(file: Path) -> Any:
    text = file.read_text(encoding="utf-8")
    return tomllib.loads(text) if file.suffix == ".toml" else parse_document(text, "yaml", file.name).data


@pytest.mark.parametrize("name", FILES)
def test_every_key_says_what_it_means(name: str) -> None:
    assert [*undescribed(schema(name))] == []


@pytest.mark.parametrize(
    ("name", "files"), [("weighting-file", EDITIONS), ("unit-scheme", SCHEMES), ("project", PROJECTS)]
)
def test_every_file_that_is_shipped_is_sound(name: str, files: list[Path]) -> None:
    assert files
    for file in files:
        assert [error.message for error in validator(name).iter_errors(read(file))] == [], file


def edited(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """A sound weighting file with a fault."""
    data = copy.deepcopy(read(ROOT / "weights" / "hdi-2022.yaml"))
    change(data)
    return data


def first(data: dict[str, Any]) -> dict[str, Any]:
    """The first indicator."""
    node: dict[str, Any] = data["index"]["children"][0]
    return node


FAULTS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "a parameter of a rule": (lambda it: first(it)["rule"].update(low="twenty"), "'twenty' is not of type 'number'"),
    "a rule too many words": (lambda it: first(it)["rule"].update(hihg=1), "'hihg' was unexpected"),
    "no such rule": (lambda it: first(it)["rule"].update(kind="goalpost"), "'goalpost' is not one of"),
    "a rule without a kind": (lambda it: first(it)["rule"].pop("kind"), "'kind' is a required property"),
    "no such aggregation": (lambda it: it["index"].update(aggregate="mean"), "'mean' is not one of"),
    "an aggregation": (lambda it: it["index"].update(aggregate={"kind": "power"}), "'power' is a required property"),
    "a missing rule": (lambda it: it.update(missing={"kind": "reweight", "min_share": 2}), "2 is greater than the maximum"),
    "a word for it": (lambda it: it.update(missing="ignore"), "'ignore' is not one of"),
    "a language": (lambda it: first(it).update(name={"English": "Health"}), "'English' does not match"),
    "a point of a curve": (lambda it: first(it).update(rule={"kind": "piecewise-linear", "points": [[0, 0], [1, "all"]]}), "'all' is not of type 'number'"),
    "a code without quotes": (lambda it: first(it).update(code=4.1), "4.1 is not of type 'string'"),
    "bands": (lambda it: it.update(bands={"kind": "quantiles", "of": "HDI", "count": 1}), "1 is less than the minimum"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_once_where_it_is(fault: str) -> None:
    change, message = FAULTS[fault]
    (error,) = validator("weighting-file").iter_errors(edited(change))
    assert message in error.message


def test_commands_print_the_schemas_of_files(run: Run) -> None:
    listed = json.loads(run("schema", "-f", "json").stdout)["rows"]
    assert {row["name"]: row["command"] for row in listed}.items() >= {
        ("weighting-file", "weights"),
        ("unit-scheme", "units"),
        ("project", "run"),
    }
    for name, other in (("weighting-file", ("weights", "schema")), ("project", ("config", "--schema"))):
        assert run("schema", name).stdout == run(*other).stdout == to_json(schema(name))


@pytest.mark.slow
def test_a_validator_of_files_finds_them_sound_and_faults_in_others(tmp_path: Path) -> None:
    program = Path(sys.executable).parent / "check-jsonschema"
    if not program.exists():
        pytest.skip("check-jsonschema is not installed")
    for name, files in (("weighting-file", EDITIONS), ("unit-scheme", SCHEMES), ("project", PROJECTS)):
        (tmp_path / f"{name}.json").write_text(to_json(schema(name)), encoding="utf-8")
        broken = tmp_path / f"broken{files[0].suffix}"
        for checked, code in ((files, 0), ([broken], 1)):
            broken.write_text('title = ""\n' if broken.suffix == ".toml" else "title: ''\n", encoding="utf-8")
            done = subprocess.run(
                [program, "--schemafile", tmp_path / f"{name}.json", *checked], capture_output=True, check=False
            )  # fmt: skip
            assert done.returncode == code, done.stdout


@pytest.mark.slow
def test_the_language_server_of_editors_tells_a_fault_explains_a_key_and_completes(
    tmp_path: Path, run: Run
) -> None:
    server = shutil.which("yaml-language-server")
    if server is None:
        pytest.skip("yaml-language-server is not installed")
    run("schema", "weighting-file", "-o", "weighting-file.schema.json", cwd=tmp_path)
    text = (ROOT / "weights" / "hdi-2022.yaml").read_text(encoding="utf-8")
    lines = ["# yaml-language-server: $schema=weighting-file.schema.json", *text.splitlines()]
    with LanguageServer(server, tmp_path) as talking:
        assert talking.faults("sound.yaml", lines) == []
        (fault,) = talking.faults("faulty.yaml", [line.replace("low: 20,", "low: twenty,") for line in lines])
        assert 'Expected "number"' in fault
        talking.faults(
            "short.yaml",
            [lines[0], "index:", "  code: A", "  aggregate: ", "  rule:", "    kind: goalposts", "    hi"],
        )
        explained = talking.ask("hover", "short.yaml", 3, 4)["contents"]["value"]
        assert "How the children are put together" in explained
        assert "geometric" in {
            one["label"] for one in talking.ask("completion", "short.yaml", 3, 13)["items"]
        }
        assert {"high", "clip"} <= {
            one["label"] for one in talking.ask("completion", "short.yaml", 6, 6)["items"]
        }


class LanguageServer:
    """A server that speaks the language server protocol on its standard streams."""

    def __init__(self, program: str, folder: Path) -> None:
        self._folder = folder
        self._last = 0
        self._process = subprocess.Popen([program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __enter__(self) -> Self:
        able = {"textDocument": {"hover": {"contentFormat": ["markdown"]}}}
        self._request("initialize", {"rootUri": self._folder.as_uri(), "capabilities": able})
        self._send({"method": "initialized", "params": {}})
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def faults(self, name: str, lines: list[str]) -> list[str]:
        """What is wrong with a file that is opened."""
        document = {"uri": self._uri(name), "languageId": "yaml", "version": 1, "text": "\n".join(lines)}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        told = self._next(
            lambda it: (
                it.get("method") == "textDocument/publishDiagnostics"
                and it["params"]["uri"] == self._uri(name)
            )
        )
        return [one["message"] for one in told["params"]["diagnostics"]]

    def ask(self, what: str, name: str, line: int, character: int) -> Any:
        """What there is to say of a place in an open file."""
        place = {"position": {"line": line, "character": character}, "textDocument": {"uri": self._uri(name)}}
        return self._request(f"textDocument/{what}", place)

    def _uri(self, name: str) -> str:
        return (self._folder / name).as_uri()

    def _request(self, method: str, params: dict[str, Any]) -> Any:
        self._last += 1
        number = self._last
        self._send({"id": number, "method": method, "params": params})
        return self._next(lambda it: it.get("id") == number and "method" not in it)["result"]

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self._process.stdin.flush()

    def _next(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        assert self._process.stdout is not None
        while True:
            length = 0
            while line := self._process.stdout.readline().strip():
                if line.startswith(b"Content-Length: "):
                    length = int(line.split()[1])
            assert length, "the server has ended"
            message: dict[str, Any] = json.loads(self._process.stdout.read(length))
            if wanted(message):
                return message
            if "id" in message and "method" in message:  # it asks for settings, of which there are none
                items = message["params"].get("items", []) if isinstance(message.get("params"), dict) else []
                self._send({"id": message["id"], "result": [None] * len(items)})
