"""Ways out that messages propose, each typed from its message: the cases by what they are about, and what none can try."""

from dtiscore.questions.example.answer import SAMPLES
from tests.cli.ways_out import (
    given,
    headings,
    lists,
    numbers,
    pictures,
    questions,
    reading,
    robust,
    rows,
    sheets,
    weights,
)

TOPICS = (rows, reading, numbers, headings, sheets, questions, lists, weights, robust, pictures, given)
WAYS_OUT = tuple(case for topic in TOPICS for case in topic.CASES)

NOT_TYPED = {
    "analysis/movement.py: units restate in 'restate the earlier table first: dtiscore units restate'": "no built-in family of editions stands on two lists of units",
    "cli/terminal.py: --debug in 'this is a bug of dtiscore; run again with --debug before the command and report it'": "no line is known that brings an internal error about",
    "engines/spark/session.py: --master in 'check --master: local[2], spark://HOST:7077, yarn, k8s://... or sc://HOST'": "a process has one session, whatever cluster is named after it",
    "inputs/in_force.py: --period in '--period P'": "what Spark reads has no last period that is known beforehand; test_on_spark.py",
    "cli/consulting.py: --weights in '--weights='": "it is looked for among the words that were typed",
    **{
        f"cli/first_steps.py: {word} in '{line}'": "it is told where nothing is typed, and TABLE.xlsx stands for a table; test_help.py"
        for word, line in (
            ("example", "dtiscore example dti"),
            ("init", "dtiscore init TABLE.xlsx"),
            ("score", "dtiscore score TABLE.xlsx -w dti-province-2022"),
            ("weights list", "ranks the units of a table under a built-in edition; dtiscore weights list has all"),
            ("doctor", "dtiscore doctor TABLE.xlsx"),
            ("--help", "dtiscore --help"),
        )
    },
    "cli/outputs.py: --help in 'see {command} --help'": "its message is about an output of a project; tests of runs bring it about",
    "cli/outputs.py: --lang in '--lang='": "it is a word of a command line that a project makes",
    "cli/outputs.py: --output in '--output='": "it is a word of a command line that a project makes",
    "cli/outputs.py: --output in 'name a command with --output'": "its message is about an output of a project; tests of runs bring it about",
    "cli/outputs.py: --quiet in '--quiet'": "it is a word of a command line that a project makes",
    "cli/outputs.py: --weights in '--weights='": "it is a word of a command line that a project makes",
    "cli/project.py: --no-project in '--no-project'": "its message stands in the life of a project with a lock, which test_project_life.py goes through",
    "scoring/preparation.py: fit in 'make it again with dtiscore fit … -o reference.json'": "a saved reference that lacks steps is refused as a damaged one",
    "cli/outputs.py: run in 'give it to dtiscore run or dtiscore check'": "its message is about an output of a project; tests of runs bring it about",
    "cli/outputs.py: check in 'give it to dtiscore run or dtiscore check'": "its message is about an output of a project; tests of runs bring it about",
    **{
        f"{module}: --draws in {line!r}": "the study whose draws were lost has to be made again, with the options that it had"
        for module, line in (
            ("inputs/draws.py", "a line is lost or doubled; keep the draws again with --draws FILE"),
            ("questions/robustness/answer/draws.py", "keep the draws again with --draws FILE"),
        )
    },
    "questions/diff/command.py: check in 'give a second lock; dtiscore check compares one with how things are'": "its message stands in the life of a project with a lock, which test_project_life.py goes through",
    **{
        f"questions/example/answer.py: {word} in {line!r}": "a test of samples types what each of them begins with"
        for line in (sample.command for sample in SAMPLES)
        for word in (line.split("dtiscore ")[1].split()[0], "--allow-missing-units", "--weights-sheet", "--yes")
        if word in line
    },
    "problem_codes.py: --help in 'Correct it; `dtiscore COMMAND --help` lists the options.'": "it is told on a page about all problems",
    "project/lock.py: check in '# Made by dtiscore run: what the outputs were made from. dtiscore check holds the project against it.\\n# Do not edit it; after a merge that touched it, run dtiscore run again.\\n'": "its message stands in the life of a project with a lock, which test_project_life.py goes through",
    "project/lock.py: run in '# Made by dtiscore run: what the outputs were made from. dtiscore check holds the project against it.\\n# Do not edit it; after a merge that touched it, run dtiscore run again.\\n'": "its message stands in the life of a project with a lock, which test_project_life.py goes through",
    "project/lock.py: run in 'make it anew: dtiscore run'": "its message stands in the life of a project with a lock, which test_project_life.py goes through",
    "questions/check/command.py: --expect in 'name a table: check DATA -w ID --expect FILE; or begin a project: dtiscore.toml'": "its message stands in the life of a project with a lock, which test_project_life.py goes through",
    "questions/check/command.py: --expect in 'name it: check DATA -w ID --expect FILE'": "its message stands in the life of a project with a lock, which test_project_life.py goes through",
    "questions/check/drift/python.py: --expect in 'make the outputs and the lock: dtiscore run; or give a table and --expect'": "its message stands in the life of a project with a lock, which test_project_life.py goes through",
    "questions/check/drift/python.py: run in 'make the outputs and the lock: dtiscore run; or give a table and --expect'": "its message stands in the life of a project with a lock, which test_project_life.py goes through",
}  # fmt: skip
"""What no line typed here can try, and why."""
