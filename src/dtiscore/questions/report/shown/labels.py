"""The words of the page and its script; what a script fills in stands in braces."""

from __future__ import annotations

from collections.abc import Mapping

from dtiscore.said import said

_FILLED = (
    "unit", "rank", "of", "score", "node", "low", "high", "best", "worst", "own", "others", "edition", "list", "before", "now",
    "first", "last", "n", "value", "mean", "total", "share", "lost", "up", "down", "code", "parts",
)  # fmt: skip
_IN = {name: f"{{{name}}}" for name in _FILLED}

SECTION_TITLES: Mapping[str, str] = {
    "ranking": said("Ranking"),
    "table": said("Where each unit stands in each part"),
    "units": said("A unit"),
    "changes": said("What changed"),
    "lists": said("On another list of units"),
    "rules": said("Under the rules before"),
    "cuts": said("What the appraisal changed"),
    "leaders": said("What separates the leaders"),
    "firmness": said("How firm the ranks are"),
    "audit": said("What an audit found"),
    "method": said("Method"),
    "notes": said("Data and provenance"),
}

SHORT_TITLES: Mapping[str, str] = {
    "ranking": said("Ranking"),
    "table": said("Parts"),
    "units": said("A unit"),
    "changes": said("Changes"),
    "lists": said("List of units"),
    "rules": said("Rules"),
    "cuts": said("Appraisal"),
    "leaders": said("Leaders"),
    "firmness": said("Firmness"),
    "audit": said("Audit"),
    "method": said("Method"),
    "notes": said("Data"),
}
"""What leads to a section from the top of the page."""

MARKS: Mapping[str, str] = {
    "s": said("supplied by the data, not computed"),
    "p": said("computed without some parts"),
    "z": said("missing, counted as 0"),
    "m": said("missing"),
    "i": said("imputed"),
    "t": said("treated as an outlier"),
}
"""What a letter beside a value says of it."""

PAGE: Mapping[str, str] = {
    "language": said("Language"),
    "skip": said("Skip to the content"),
    "contents": said("Contents"),
    "in_short": said("In short"),
    "search": said("Search for a unit"),
    "unit": said("Unit"),
    "rank": said("Rank"),
    "move": said("Places gained or lost"),
    "band": said("Band"),
    "score": said("score"),
    "play": said("Other weights"),
    "play_how": said(
        "Move a weight: the ranking below follows at once. Weights of one group share its total."
    ),
    "reset": said("As decided"),
    "link": said("Address of this setting"),
    "choose": said("Choose a unit"),
    "no_script": said(
        "This page draws the section of a unit, sorts and searches by a script of its own, which is turned off here."
    ),
    "marks": said("Letters beside values"),
    "ranks_told": said("Each cell is a rank; the stronger its shade, the nearer to the first."),
    "fifths": said("first fifth"),
    "last_fifth": said("last fifth"),
    "sort_aid": said("A click on a heading sorts."),
    "whole_table": said("The whole table"),
    "not_played": said("No weights can be moved on this page"),
}
"""What the template says."""

SCRIPT: Mapping[str, str] = {
    "unit": said("Unit"),
    "standing": said("{unit}: rank {rank} of {of}, {score}", **_IN),
    "unranked": said("{unit}: not ranked", **_IN),
    "profile": said("Profile"),
    "profile_alt": said(
        "{unit} in {n} parts: best placed in {best}, worst in {worst}. Each line has all units, the mean and this unit.",
        **_IN,
    ),
    "profile_plain": said("{unit} in {n} parts. Each line has all units, the mean and this unit.", **_IN),
    "profile_even": said(
        "{unit}: rank {rank} in every part. Each line has all units, the mean and this unit.", **_IN
    ),
    "node": said("part"),
    "value": said("value"),
    "place": said("rank"),
    "mean": said("mean"),
    "times": said("times the mean"),
    "losses": said("Where points are lost"),
    "losses_alt": said("{unit} lost most in {node}: {lost} points of {total}.", **_IN),
    "neighbours": said("Neighbours in the ranking"),
    "lifts": said("What would improve it"),
    "lifts_note": said("One part made as good as that, all else as it is: the rank that follows."),
    "to_mean": said("to the mean"),
    "to_best": said("to the best unit's"),
    "to_full": said("to the most there is"),
    "above": said("as good already"),
    "history": said("History"),
    "history_alt": said("{unit}: rank {before} in {first}, rank {now} in {last}.", **_IN),
    "firm": said("How firm its rank is"),
    "firm_alt": said(
        "In 9 of 10 alternative rankings {unit} stands between ranks {low} and {high}; at best {best}, at worst {worst}.",
        **_IN,
    ),
    "firm_mostly": said(
        "In 9 of 10 alternative rankings {unit} has rank {low}; at best {best}, at worst {worst}.", **_IN
    ),
    "firm_always": said("In every alternative ranking {unit} has rank {best}.", **_IN),
    "firm_like": said("Cannot be told apart from {unit}.", **_IN),
    "firm_like_more": said("Cannot be told apart from {unit} and {n} others.", **_IN),
    "firm_all": said(
        "Ranges of ranks of {n} units, in 9 of 10 alternative rankings; the dot is the rank.", **_IN
    ),
    "changed": said("Why its score changed"),
    "changed_alt": said("The score of {unit} went from {before} to {now}; most came from {node}.", **_IN),
    "places": said(
        "Its own figures were worth {own} places, those of the others {others}: rank {before} to {now}.",
        **_IN,
    ),
    "places_same": said(
        "Its own figures were worth {own} places, those of the others {others}: rank {now} as before.",
        **_IN,
    ),
    "places_beside": said("The edition was worth {edition} places, the list of units {list}.", **_IN),
    "cut": said("What the appraisal changed"),
    "cut_alt": said(
        "By its own assessment {unit} has {before}, appraised {now}; most of it in {node}.", **_IN
    ),
    "whole_table": said("The whole table"),
    "edition": said("the edition"),
    "rest": said("all others"),
    "list": said("the list of units"),
    "course": said("Ranks over the periods"),
    "course_alt": said("Ranks of {n} units from {first} to {last}; in front {unit}.", **_IN),
    "play_alt": said(
        "Under these weights {unit} is first with {score}; units that rise: {up}, that fall: {down}.", **_IN
    ),
    "play_shared": said(
        "Under these weights {unit} share the first rank with {score}; units that rise: {up}, that fall: {down}.",
        **_IN,
    ),
    "play_zero": said("Every weight of a group is 0: no score can be made of it."),
    "found": said("{n} of {of} units", **_IN),
    "this": said("this unit"),
    "all": said("all units"),
    "show_all": said("Show all {n} units", **_IN),
    "some_shown": said("{n} of {of} are drawn.", **_IN),
}
"""What the script says."""
