"""Telling a text's language when nothing states it.

A vote of function words: seven languages and those known by their script are all that rule packs are likely to be
written in, and a page's text is long enough for such a vote to be safe. The libraries that tell a hundred languages
ship models of several megabytes and need NumPy; nothing here does.
"""

from __future__ import annotations

import re
from collections import Counter

#: Fewer words than this say nothing.
ENOUGH_WORDS = 8
#: Characters of a text that are looked at.
SAMPLE = 20_000

_WORDS = {
    "en": "the and of to is are with for that this in it you your we our was were have has not be can from by on as at or "
    "an which will what how no side patients there their been may about who when",
    "es": "el la los las de del y que en un una es son con para por se no su sus como más pero al lo este esta nuestra nuestro "
    "está están muy sin sobre también cuando hay puede ser qué",
    "tr": "ve bir bu için ile de da olarak çok daha olan gibi en her ne kadar sonra hastalar tedavi tedavisi değil var yok mi mı "
    "biz sizin ancak veya olan ise edilir tarafından",
    "de": "der die das und ist sind nicht mit für von den dem ein eine einer wir sie ihre unser unsere auf zu im bei auch wird "
    "werden kann oder aus nach als sich haben keine wie",
    "fr": "le la les des du de et est sont une un pour dans que qui nous vous avec sur pas par plus votre notre vos nos ce cette "
    "au aux ou être il elle sans ne peut",
    "it": "il lo la gli le di del della dei e è sono un una per con che non si nel nella più come anche ma da al alla i nostri "
    "nostra questo questa senza può essere ha hanno",
    "pt": "o a os as de do da dos das e é são um uma para com que não se em no na nos nas mais por como mas ao sua seu nossa "
    "nosso este esta sem pode ser você também",
}
_VOTES: dict[str, tuple[str, ...]] = {}
for _language, _list in _WORDS.items():
    for _word in dict.fromkeys(_list.split()):
        _VOTES[_word] = (*_VOTES.get(_word, ()), _language)

# Scripts that one language has to itself, or that one language writes most of.
_SCRIPTS = {
    "el": "[\u0370-\u03ff]", "ru": "[\u0400-\u04ff]", "he": "[\u0590-\u05ff]", "ar": "[\u0600-\u06ff]", "hi": "[\u0900-\u097f]",
    "th": "[\u0e00-\u0e7f]", "ko": "[\uac00-\ud7af]", "ja": "[\u3040-\u30ff]", "zh": "[\u4e00-\u9fff]",
}
_TELLING = {"uk": ("ru", "[\u0456\u0457\u0454\u0491]"), "fa": ("ar", "[\u067e\u0686\u06af\u06cc]")}
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def _by_script(text: str) -> str:
    letters = len(_LETTER.findall(text))
    counts = {language: len(re.findall(script, text)) for language, script in _SCRIPTS.items()}
    language = max(counts, key=counts.__getitem__)
    if counts["ja"] * 10 > counts["zh"] > 0:
        counts["ja"] += counts["zh"]
        language = "ja"
    if counts[language] < ENOUGH_WORDS or counts[language] * 2 < letters:
        return ""
    for other, (script, telling) in _TELLING.items():
        if language == script and len(re.findall(telling, text)) * 50 > counts[language]:
            return other
    return language


def guess_language(text: str) -> str:
    """Tell the language of a text.

    In: any text; only its first `SAMPLE` characters count. Out: a language tag of two letters, or "" when the text is
    too short or two languages are too close. Raises nothing.
    """
    text = _UNSEEN.sub("", text[:SAMPLE]).lower()
    if language := "" if text.isascii() else _by_script(text):
        return language
    words = _WORD.findall(text)
    if len(words) < ENOUGH_WORDS:
        return ""
    votes: Counter[str] = Counter()
    for word in words:
        speaks_for = _VOTES.get(word, ())
        for language in speaks_for:
            votes[language] += 1 / len(speaks_for)
    (first, most), (_, next_most) = (*votes.most_common(2), ("", 0.0), ("", 0.0))[:2]
    # One word in eight is a function word even in headings and lists; and half as many again as the next language has.
    return first if most * 8 >= len(words) and most >= next_most * 1.5 else ""
