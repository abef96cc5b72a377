"""What an option has by default, and a text, is what typer would read it as: it need not be asked."""

from __future__ import annotations

from dtiscore.cli.parameters import spare_readers
from tests.cli.whole_program import commands, program


def test_defaults_and_texts_are_what_typer_makes_of_them() -> None:
    looked_at = 0
    for name, command in [("dtiscore", program()), *commands().items()]:
        with command.make_context(name, [], resilient_parsing=True) as context:
            spare_readers(command, context)
            for parameter in command.get_params(context):
                if not hasattr(parameter, "get_runtime_param"):
                    return  # typer 0.26, which is asked always
                kind = parameter.type_descriptor.annotation
                for value in (
                    (None, parameter.default, "a text") if kind is str else (None, parameter.default)
                ):
                    spared = parameter.get_runtime_param().coerce(value, parameter, context)
                    made = type(parameter).get_runtime_param(parameter).coerce(value, parameter, context)
                    assert (type(spared), spared) == (type(made), made), (name, parameter.name)
                    looked_at += 1
    assert looked_at > 1000


def test_no_reader_is_made_where_nothing_needs_one() -> None:
    score = program.__wrapped__().commands["score"]  # built anew, so that none was made before
    with score.make_context("score", ["table.csv", "-w", "hdi-2022"]) as context:
        parameters = score.get_params(context)
    made = [one.name for one in parameters if getattr(one, "_runtime_param", None) is not None]
    assert made == []
