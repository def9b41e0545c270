"""Words that may mean that somebody is at risk. A hint to the person who writes, and to nobody else: no list finds all,
and nobody is told but them."""

import re

_WORDS = r"""
    abus\w* assault\w* attack\w* danger\w* groom\w* harm\w* hits?_(?:me|him|her|them) hurt\w* kill\w* neglect\w*
    overdos\w* rap(?:e|ed|ist) scared_of self.?harm\w* suicid\w* threat\w* touched_(?:me|him|her) unsafe violen\w*
    want_to_die bygyth\w* ch?am-?drin\w* hunan-?niwed\w* hunanladd\w* niwed\w* perygl\w* trais
"""
_ANY = "|".join(_WORDS.split()).replace("_", " ")
_RISK = re.compile(rf"\b(?:{_ANY})\b", re.IGNORECASE)


def sounds_like_risk(text: str) -> bool:
    """Say whether the text has a word that may mean that somebody is at risk."""
    return bool(_RISK.search(text))
