"""Cleans the raw text of a file before it is typed: outer blanks, words for nothing, a source's words for our codes."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

# NONE is a disability code and "none" may be an answer, so it is not blank.
YES, NO = ("y", "yes", "true", "t", "1", "1.0"), ("n", "no", "false", "f", "0", "0.0")
BLANKS = ("", "#n/a", "n/a", "na", "null", "none recorded", "nan", "-")


def clean(texts: Sequence[str | None], aliases: Mapping[str, str] | None = None) -> pa.Array:
    """Return texts without outer blanks (no-break spaces too), blank words as null, and words of `aliases` as codes.

    `aliases` maps lower-case text with single spaces to a code; text that it does not hold stays as it is. An array
    that is not of text is returned as it is.

    >>> clean([" a) Female", "#N/A", None], {"a) female": "F"}).to_pylist()
    ['F', None, None]
    """
    if isinstance(texts, pa.Array) and not pa.types.is_string(texts.type):
        return texts
    text = pc.utf8_trim_whitespace(texts if isinstance(texts, pa.Array) else pa.array(texts, pa.string()))
    blank = pc.is_in(pc.utf8_lower(text), value_set=pa.array(BLANKS))
    text = pc.if_else(blank, pa.scalar(None, pa.string()), text)
    if not aliases:
        return text
    # Each distinct text is looked up once: a column of codes has few.
    coded = text.dictionary_encode()
    words = coded.dictionary.to_pylist()
    codes = pa.array([aliases.get(" ".join(word.lower().split()), word) for word in words], pa.string())
    return codes.take(coded.indices)
