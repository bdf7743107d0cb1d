"""Documents read as models with closed keys; what pydantic finds is told in words for people who write the files."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from streams.yaml12.document import Document, Loc, did_you_mean, shown

Model = TypeVar("Model", bound=BaseModel)


def validate(model: type[Model], document: Document, *, spare: Mapping[str, Any] | None = None) -> Model | None:
    """Read a document as a model; its mistakes are noted in the document. See `validate_part`."""
    if not document.readable:
        return None
    if document.data is None:
        document.mistake((), "empty", "the file is empty")
        return None
    return validate_part(model, document, (), document.data, spare=spare)


def validate_part(
    model: type[Model], document: Document, at: Loc, data: Any, *, spare: Mapping[str, Any] | None = None
) -> Model | None:
    """Read data that stands at ``at`` in a document as a model; its mistakes are noted.

    With mistakes, what is right of it comes back, so that it can be read on and no mistake hides another. ``spare``
    stands in for required keys that are missing or wrong, its own or those of what it lists; None comes back when they
    do not suffice.
    """
    data = _without_nothing(document, at, data)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems = error.errors(include_url=False)
    for problem in problems:
        _note(problem, model, document, at)
    wrong = {_path(problem): problem["type"] for problem in problems}
    document.dropped.update((*at, *loc) for loc in wrong if any(isinstance(part, int) for part in loc))
    return _rest(model, data, wrong, spare or {})


def _without_nothing(document: Document, loc: Loc, data: Any) -> Any:
    """Data without the keys behind which nothing stands: `places:` alone would silently mean every place."""
    if isinstance(data, list):
        return [_without_nothing(document, (*loc, number), part) for number, part in enumerate(data)]
    if not isinstance(data, dict):
        return data
    for key, value in data.items():
        if value is None:
            text = f"nothing stands behind {shown(key)}"
            document.drop((*loc, key), "empty-value", text, "write a value, or leave the key out", key=True)
    return {key: _without_nothing(document, (*loc, key), value) for key, value in data.items() if value is not None}


def _path(problem: Any) -> Loc:
    """Where a problem stands, without the names that pydantic gives to its own steps."""
    return tuple(
        part
        for part in problem["loc"]
        if not isinstance(part, str) or not (part.startswith("function-") or part == "[key]")
    )


def _rest(model: type[Model], data: Any, wrong: Mapping[Loc, str], spare: Mapping[str, Any]) -> Model | None:
    """A model of what is left without the wrong parts: first without the parts alone, then without their whole keys."""
    if not isinstance(data, dict):
        return None
    rest, coarser = copy.deepcopy(data), copy.deepcopy(data)
    for loc, kind in wrong.items():
        _clear(rest, loc, spare, kind)
        _remove(coarser, loc)
    own = {key: value for key, value in spare.items() if key in _names(model)}
    touched = {loc[0] for loc in wrong if loc}
    for instead in (coarser, {}, {}):
        try:
            return model.model_validate({**own, **rest})
        except ValidationError as error:
            failing = {problem["loc"][0] for problem in error.errors() if problem["loc"]} or touched
        rest = {
            key: instead.get(key, value) if key in failing else value
            for key, value in rest.items()
            if key in instead or key not in failing
        }
    return None


def _clear(data: dict[str, Any], loc: Loc, spare: Mapping[str, Any], kind: str) -> None:
    """Take out what is wrong at the end of a path, as pydantic calls the problem, or put what is spare there.

    In a list something blank takes its place: taking out of a list would renumber the others.
    """
    inner: Any = data
    holder: Any = data
    name: Any = None
    for part in loc:
        if isinstance(inner, dict) and part not in inner and part in spare:
            inner[part] = spare[str(part)]
            return
        if not _holds(inner, part):
            if isinstance(inner, dict) and kind != "missing":
                return  # what it stood in is taken out already
            break
        holder, name, inner = inner, part, inner[part]
    if isinstance(holder, list):
        holder[name] = {**spare} if kind == "model_type" else ""
    elif name in spare:
        holder[name] = spare[name]
    elif name in holder:
        del holder[name]


def _holds(data: Any, part: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(part, int) and part < len(data)
    return isinstance(data, dict) and part in data


def _remove(data: dict[str, Any], loc: Loc) -> None:
    """Remove the innermost key on a path that no list leads to: taking out of a list would renumber the others."""
    inner: Any = data
    holder, name = data, loc[0] if loc else None
    for part in loc:
        if not isinstance(inner, dict) or part not in inner:
            break
        holder, name, inner = inner, part, inner[part]
    if name in holder:
        del holder[name]


def _note(problem: Any, model: type[BaseModel], document: Document, at: Loc) -> None:
    within = _path(problem)
    loc, kind = (*at, *within), problem["type"]
    if kind == "extra_forbidden":
        document.unknown_key(loc, _keys_beside(within, model))
    elif "[key]" in problem["loc"]:
        document.unknown_key(loc, _listed(problem))
    elif kind == "missing":
        if loc not in document.dropped:
            document.mistake(loc[:-1], "missing-key", f"the key {shown(loc[-1])} is missing")
    else:
        text, hint = _in_words(problem)
        document.mistake(loc, "wrong-value", text, hint)


def _listed(problem: Any) -> list[str]:
    """The words of a closed list."""
    return re.findall(r"'([^']*)'", str(problem.get("ctx", {}).get("expected", "")))


def hint_of(problem: Any) -> str:
    """What a closed list of words allows, for pydantic's `literal_error` and `enum`."""
    given = problem.get("input")
    close = get_close_matches(given, _listed(problem), n=1) if isinstance(given, str) else []
    return f"did you mean {close[0]!r}?" if close else ""


Words = Callable[[Any, dict[str, Any]], tuple[str, str]]


def _text_expected(given: Any, _ctx: dict[str, Any]) -> tuple[str, str]:
    if given is None:
        return "a text is expected here, and nothing stands here", "write one, or leave the key out"
    if isinstance(given, bool | int | float):
        return f"a text is expected here, not {shown(given)}", "put quotes around it"
    return "a text is expected here", ""


_WORDS: Mapping[str, Words] = {
    "string_type": _text_expected,
    "bool_type": lambda given, _: (f"`true` or `false` is expected here, not {shown(given)}", "write true or false"),
    "bool_parsing": lambda given, _: (f"`true` or `false` is expected here, not {shown(given)}", "write true or false"),
    "list_type": lambda given, _: (f"a list is expected here, not {shown(given)}", "write it in brackets: [a, b]"),
    "tuple_type": lambda given, _: (f"a list is expected here, not {shown(given)}", "write it in brackets: [a, b]"),
    "dict_type": lambda given, _: (f"keys and values are expected here, not {shown(given)}", "write {key: value}"),
    "model_type": lambda given, _: (f"keys and values are expected here, not {shown(given)}", "write {key: value}"),
    "greater_than": lambda given, ctx: (f"{shown(given)} is too small: more than {ctx['gt']:g} is expected", ""),
    "greater_than_equal": lambda given, ctx: (f"{shown(given)} is too small: {ctx['ge']:g} is the least", ""),
    "less_than": lambda given, ctx: (f"{shown(given)} is too large: less than {ctx['lt']:g} is expected", ""),
    "less_than_equal": lambda given, ctx: (f"{shown(given)} is too large: {ctx['le']:g} is the most", ""),
    "string_too_long": lambda _, ctx: (f"the text is too long: {ctx['max_length']} characters are the most", ""),
    "string_too_short": lambda _, ctx: (f"the text is too short: {ctx['min_length']} characters are the least", ""),
    "too_short": lambda _, ctx: (f"the list is too short: {ctx['min_length']} is the least", "add to it"),
    "too_long": lambda _, ctx: (f"the list is too long: {ctx['max_length']} is the most", "shorten it"),
}


def _in_words(problem: Any) -> tuple[str, str]:
    """A problem that pydantic found, and what to do about it, without Python's words."""
    kind, given, ctx = problem["type"], problem.get("input"), problem.get("ctx", {})
    if kind in {"literal_error", "enum"}:
        words = _listed(problem)
        if not isinstance(given, str):
            return f"one of {', '.join(words)} is expected here, not {shown(given)}", ""
        return f"{shown(given)} is none of the words that may stand here", did_you_mean(given, words, "one of")
    if kind == "value_error":
        text, _, hint = problem["msg"].removeprefix("Value error, ").partition("\n")
        return text, hint
    if kind.startswith(("int", "float", "decimal", "finite")):
        whole = "a whole number" if kind.startswith("int") else "a number"
        return f"{whole} is expected here, not {shown(given)}", ""
    if kind in _WORDS:
        return _WORDS[kind](given, ctx)
    return f"{shown(given)} cannot stand here", ""


def _keys_beside(loc: Loc, model: type[BaseModel]) -> list[str]:
    """The keys known where an unknown one stands, found by walking the model."""
    current: Any = model
    for part in loc[:-1]:
        found = _field(current, part)
        annotation = found.annotation if found else None
        options = [annotation, *getattr(annotation, "__args__", ())]
        current = next(
            (option for option in options if hasattr(option, "model_fields")),
            current if isinstance(part, int) else None,
        )
    return _names(current)


def _names(model: Any) -> list[str]:
    """The keys of a model as they are written."""
    return [info.alias or name for name, info in getattr(model, "model_fields", {}).items()]


def _field(model: Any, key: str | int) -> Any:
    fields = getattr(model, "model_fields", {})
    return fields.get(key) or next((info for info in fields.values() if info.alias == key), None)
