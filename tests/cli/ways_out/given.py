"""What is laid, recovered or read in part."""

from __future__ import annotations

from pathlib import Path

from tests.cli.ways_out.case import WayOut, edition, of

PARTS = "{code: A, aggregate: arithmetic, weights: equal, children: [{code: p, rule: {kind: identity}}, {code: q, rule: {kind: identity}}]}"
R = "{code: r, rule: {kind: identity}}"
INDEX = {
    "mean.yaml": edition(of(PARTS, R, at="aggregate: arithmetic, weights: equal")),
    "least.yaml": edition(of(PARTS, R, at="aggregate: minimum")),
    "sum.yaml": edition(of("{code: p, rule: {kind: identity}}", R)),
    "published.csv": "unit,W\na,2.25\nb,2.25\nc,2.125\nd,5\n",
    "of_part.csv": "unit,W,A\na,1.5,1.5\nb,1,3.5\nc,2,2.25\nd,4,6\n",
    "s.csv": "unit,p,r\na,4,1\nb,1,5\n",
    "ranks.csv": "unit,rank\na,1\nb,2\n",
}
RECOVER = "weights recover r.csv -w"


def laid_otherwise(folder: Path) -> None:
    """A file of a sample, with something else in it."""
    other = folder / "x/examples/hdi"
    other.mkdir(parents=True)
    (other / "2022.csv").write_text("mine\n", encoding="utf-8")


CASES = (
    WayOut("weights of another node", f"{RECOVER} mean.yaml --published published.csv --node A", "says nothing of", "name another node with --node",
           f"{RECOVER} mean.yaml --published published.csv --node W", files=INDEX),
    WayOut("weights of a minimum", f"{RECOVER} least.yaml --published of_part.csv", "cannot be recovered", "name another node with --node",
           f"{RECOVER} least.yaml --published of_part.csv --node A", files=INDEX),
    WayOut("ranks that bound nothing", "weights recover s.csv -w sum.yaml --published ranks.csv --save n.yaml", "none can be written", "leave out --save",
           "weights recover s.csv -w sum.yaml --published ranks.csv", files=INDEX),
    WayOut("a sample beside files of one's own", "example hdi --into x", "not written over", "lay the sample into another folder with --into", "example hdi --into y", made=laid_otherwise),
    WayOut("a sample over files of one's own", "example hdi --into x", "not written over", "or declare --force", "example hdi --into x --force", made=laid_otherwise),
    WayOut("a table too many", "robustness t.csv r.csv -w w.yaml", "there is no place for", "dtiscore compare takes several", "compare t.csv r.csv -w w.yaml"),
    WayOut("no sample", "example --into x", "no sample is named", "name one, or all with --all", "example --into x --all"),
    WayOut("a range, piece by piece", "score t.csv -w w.yaml --engine stream --range A1:C4 -f csv", "is not streamed", "use --engine memory",
           "score t.csv -w w.yaml --engine memory --range A1:C4 -f csv"),
)  # fmt: skip
