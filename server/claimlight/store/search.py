"""Full-text search that means the same in SQLite and PostgreSQL.

Text is folded here and kept beside what it was folded from; each database keeps an index of the folded words in step by itself: a
table of FTS5 with its triggers, or a tsvector beside them with its GIN index. `index` makes it, `having` asks it.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from sqlalchemy import ColumnElement, column, false, func, literal_column, select, table
from sqlalchemy.orm import InstrumentedAttribute

#: Letters that Unicode does not take apart, as people type them who do not have them on their keyboards.
_LETTERS = str.maketrans({"\u0131": "i", "\u00f8": "o", "\u0111": "d", "\u00f0": "d", "\u0142": "l", "\u00e6": "ae", "\u0153": "oe", "\u00fe": "th"})
_WORD = re.compile(r"[^\W_]+")
_QUOTE = "\"\u201c\u201d\u201e\u00ab\u00bb"
_ASKED = re.compile(rf"[{_QUOTE}](?P<phrase>[^{_QUOTE}]*)(?P<end>.?)|(?P<word>[^\s{_QUOTE}]+)", re.DOTALL)
#: How many words are kept of a text, letters of a word, terms of a question: PostgreSQL refuses what is too long, and so no step fails.
_MOST_WORDS, _MOST_LETTERS, _MOST_TERMS = 10_000, 100, 50


def folded(written: str) -> str:
    """The words of a text in small letters without accents, one space between them: `K\u00f6k h\u00fccre, \u00a1Se\u00f1or!` is `kok hucre senor`."""
    plain = unquote(written).casefold()
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain).translate(_LETTERS)
        plain = "".join(char for char in apart if unicodedata.category(char) not in ("Mn", "Cf"))
    return " ".join(word[:_MOST_LETTERS] for word in _WORD.findall(plain)[:_MOST_WORDS])


def terms(asked: str) -> list[tuple[list[str], bool]]:
    """What is asked for, each term as (words that follow each other, whether the last one is only a beginning).

    A word finds those that begin with it; words in quotation marks follow each other and are whole. A word with signs in it, such
    as an address, is words that follow each other.
    """
    made = []
    for found in _ASKED.finditer(asked):
        words = folded(found["phrase"] if found["word"] is None else found["word"]).split()
        if words:
            made.append((words, not found["end"]))
    return made[:_MOST_TERMS]


def having(kind: str, key: InstrumentedAttribute, words: InstrumentedAttribute, asked: str) -> ColumnElement[bool]:
    """The condition that a row has all that is asked for, in a database of a kind (`sqlite` or `postgresql`).

    `key` is the row's number and `words` its folded text, with an index that `index` made. What is asked without any word finds nothing.
    """
    wanted = terms(asked)
    if not wanted:
        return false()
    if kind == "sqlite":
        name = f"{words.table.name}_words"
        indexed = table(name, column("rowid"), column(name))
        query = " AND ".join(f'"{" ".join(term)}"{" *" if begins else ""}' for term, begins in wanted)
        return key.in_(select(indexed.c.rowid).where(indexed.c[name].match(query)))
    query = " & ".join(f"({' <-> '.join(term)}{':*' if begins else ''})" for term, begins in wanted)
    return literal_column(f"{words.table.name}.words_indexed").op("@@")(func.to_tsquery(literal_column("'simple'::regconfig"), query))


def index(kind: str, name: str) -> list[str]:
    """The statements that make the index of a table's column `words`; what is in the table already is taken in."""
    if kind != "sqlite":
        return [
            f"ALTER TABLE {name} ADD COLUMN words_indexed tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, words)) STORED",
            f"CREATE INDEX ix_{name}_words ON {name} USING gin (words_indexed)",
        ]
    into = f"INSERT INTO {name}_words"
    added, taken = f"{into} (rowid, words) VALUES (new.id, new.words);", f"{into} ({name}_words, rowid, words) VALUES ('delete', old.id, old.words);"
    return [
        f"CREATE VIRTUAL TABLE {name}_words USING fts5(words, content='{name}', content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
        f"{into} ({name}_words) VALUES ('rebuild')",
        f"CREATE TRIGGER {name}_words_added AFTER INSERT ON {name} BEGIN {added} END",
        f"CREATE TRIGGER {name}_words_taken AFTER DELETE ON {name} BEGIN {taken} END",
        f"CREATE TRIGGER {name}_words_changed AFTER UPDATE OF words ON {name} BEGIN {taken} {added} END",
    ]
