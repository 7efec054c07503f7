"""Who says what, through whom. The words and their order are data (`data/<language>/speakers.toml`)."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from panj.language import speakers_names as names
from panj.language.speakers_scopes import Hit, scoped
from panj.language.speakers_titles import labelled
from panj.language.wordscan import cased, pattern
from panj.model.annotation import Attribution, Sentence
from panj.model.text import Span

BY_REACH = 48
"""Characters between a participle and the "by" that names who did it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the scan looks for, and what each word found asks for."""

    scan: re.Pattern[str]
    role: dict[str, str]
    needs: dict[str, re.Pattern[str]]
    told: frozenset[str]
    passive: frozenset[str]
    negation: frozenset[str]
    by: re.Pattern[str]
    that: re.Pattern[str]
    after: re.Pattern[str]
    via: re.Pattern[str]
    citing: re.Pattern[str]
    cited_before: re.Pattern[str]
    as_saying: re.Pattern[str]
    heading: frozenset[str]
    outlet: re.Pattern[str]


@cache
def rules(language: str) -> Rules:
    """The compiled rules of one language."""
    w = names.words(language)
    raw = w.raw
    role: dict[str, str] = {}
    for key, group in (("say", raw["verbs"]["say"]), ("count", raw["verbs"]["count"]), ("noun", raw["nouns"]["words"])):
        for word in group:
            role.setdefault(word, key if word not in role else role[word])
    role.update(dict.fromkeys(raw["words"]["quoted"], "quoted"))
    role.update(dict.fromkeys(raw["prefixes"]["any"], "any"))
    role.update(dict.fromkeys(raw["prefixes"]["known"], "known"))
    time = f"(?:{raw['words']['time']})"
    return Rules(
        scan=re.compile(rf"(?:{pattern(cased(role))})(?![\w’'-])"),
        role=role,
        needs={word: re.compile(rule, re.I) for word, rule in raw["verbs"]["needs"].items()},
        told=frozenset(raw["words"]["told"]),
        passive=frozenset(raw["words"]["passive"]),
        negation=frozenset(raw["words"]["negation"]),
        by=re.compile(raw["words"]["by"], re.I),
        that=re.compile(raw["words"]["that"], re.I),
        after=re.compile(rf"(?:,?\s+(?:{time}|{raw['words']['aside']}))+(?![\w-])", re.I),
        via=re.compile(rf"[,\s]+(?:{raw['via']['after']})", re.I),
        citing=re.compile(rf",?\s(?:{raw['words']['citing']})\s", re.I),
        cited_before=re.compile(rf",?\s(?:{raw['words']['citing']})\s$", re.I),
        as_saying=re.compile(raw["words"]["as_saying"], re.I),
        heading=frozenset(raw["prefixes"]["heading"]),
        outlet=re.compile(rf"\b(?:{raw['via']['outlet_heads']})\b", re.I),
    )


@dataclass(slots=True)
class Reading:
    """One text while its speakers are being found."""

    text: str
    sentences: Sequence[Sentence]
    starts: list[int]
    language: str
    rules: Rules

    def sentence(self, offset: int) -> tuple[int, int]:
        """The bounds of the sentence that holds the offset; the gap between two belongs to the first."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return 0, len(self.text)
        end = self.sentences[index].end
        return self.sentences[index].start, end if end > offset else len(self.text)


def find(text: str, sentences: Sequence[Sentence], language: str = "en") -> tuple[Attribution, ...]:
    """All attributions, in order of their speaker. A stretch belongs to the shortest scope that covers it."""
    r = rules(language)
    reading = Reading(text, sentences, [s.start for s in sentences], language, r)
    hits: list[Hit] = []
    for match in r.scan.finditer(text):
        start = match.start()
        if start and (text[start - 1].isalnum() or text[start - 1] in "-_’'"):
            continue
        word = match.group()
        key = word if word in r.role else re.sub(r"\s+", " ", word[:1].lower() + word[1:])
        hit = READ[r.role[key]](reading, key, start, match.end())
        if hit:
            hits.append(hit)
    hits.extend(labelled(text, sentences, language))
    hits.sort(key=lambda hit: (hit.cue[0], hit.speaker[0]))
    return _attributions(reading, hits)


def _attributions(reading: Reading, hits: list[Hit]) -> tuple[Attribution, ...]:
    found: list[Attribution] = []
    for hit, scope in scoped(reading.text, reading.sentences, reading.starts, hits, reading.language):
        name, kind = names.resolve(reading.text, hit.speaker, found, reading.language)
        via, via_kind = None, None
        if hit.via:
            via, via_kind = names.resolve(reading.text, hit.via, found, reading.language)
            if via_kind == "unknown" and reading.rules.outlet.search(via):
                via_kind = "media"
        found.append(
            Attribution(
                speaker=Span(*hit.speaker),
                name=name,
                type=kind,
                scope=Span(*scope),
                cue=Span(*hit.cue),
                via=via,
                via_type=via_kind,
            )  # fmt: skip
        )
    return tuple(found)


def _previous_word(text: str, low: int, at: int) -> str:
    tokens = text[max(low, at - 24) : at].split()
    return tokens[-1].lower() if tokens else ""


def _verb(reading: Reading, word: str, start: int, end: int) -> Hit | None:
    """A verb of saying with its subject before or behind it."""
    r, text = reading.rules, reading.text
    strong = r.role[word] == "say"
    low, high = reading.sentence(start)
    needs = r.needs.get(word)
    if needs and not needs.match(text, end, high):
        return None
    previous = _previous_word(text, low, start)
    if previous in r.negation or previous.endswith(("n't", "n’t")):
        return None
    if previous in r.passive:
        return _by(reading, start, end, low, high)
    inverted = _inverted(reading, word, start, end, low, high) if strong else None
    if inverted:
        return inverted
    subject = names.left(text, low, start, reading.language, strong)
    if subject is None or not _speaks(reading, subject, strong):
        return None if strong else _by(reading, start, end, low, high)
    return _subject_hit(reading, word, subject, (start, end), low, high)


def _speaks(reading: Reading, subject: tuple[int, int], strong: bool) -> bool:
    """Whether the phrase may be a speaker: any for a verb of saying, a known kind for a verb of counting."""
    if strong:
        return True
    phrase = reading.text[subject[0] : subject[1]]
    group = names.words(reading.language).pronouns.get(phrase.lower())
    if group:
        return group in ("thing", "plural", "person")
    kind, strength = names.classify(re.sub(r"\s+", " ", phrase), reading.language)
    return strength == "known" and kind != "witness"


def _subject_hit(
    reading: Reading, word: str, subject: tuple[int, int], cue: tuple[int, int], low: int, high: int
) -> Hit:
    r, text = reading.rules, reading.text
    via, content = None, cue[1]
    if word in r.told:
        via, content = _listener(reading, cue[1], high)
    outlet = r.via.match(text, content, high)
    if outlet:
        carrier = names.right(text, outlet.end(), high, reading.language)
        if carrier and _is_outlet(reading, carrier):
            via, content = carrier, carrier[1]
    aside = r.after.match(text, content, high)
    if aside:
        content = aside.end()
    citing = r.citing.match(text, content, high)
    if citing:
        cited = names.right(text, citing.end(), high, reading.language)
        if cited:
            return Hit(cited, cue, _is_post(reading, subject[0], cited[1], low, high), cited[1], subject)
    before = r.cited_before.search(text, max(low, subject[0] - 24), subject[0])
    if before:
        via = names.left(text, low, before.start(), reading.language, True) or via
    return Hit(subject, cue, _is_post(reading, subject[0], content, low, high), content, via)


def _listener(reading: Reading, at: int, high: int) -> tuple[tuple[int, int] | None, int]:
    """Who was told: the outlet, if it is one, and where the content begins behind them."""
    listener = names.right(reading.text, at, high, reading.language)
    if listener is None:
        return None, at
    cut = re.compile(r"\s(?:on|in|over|at|from|by)\s").search(reading.text, listener[0], listener[1])
    if cut:
        listener = listener[0], cut.start()
    return (listener if _is_outlet(reading, listener) else None), listener[1]


def _is_outlet(reading: Reading, phrase: tuple[int, int]) -> bool:
    name = re.sub(r"\s+", " ", reading.text[phrase[0] : phrase[1]])
    return names.classify(name, reading.language)[0] == "media" or bool(reading.rules.outlet.search(name))


def _is_post(reading: Reading, subject: int, content: int, low: int, high: int) -> bool:
    """Whether the words of the speaker stand before them: "…, X said."."""
    text = reading.text
    if subject - low < 12:
        return False
    if reading.rules.that.match(text, content, high):
        return False
    rest = text[content:high].lstrip()
    if rest[:1] in (":", "“", '"'):
        return False
    if not rest or rest[0] in ".,;)—–”-":
        return True
    before = text[low:subject].rstrip()
    return before[-1:] in ("”", '"') and rest[0].islower()


def _inverted(reading: Reading, word: str, start: int, end: int, low: int, high: int) -> Hit | None:
    """ "…, said X." """
    text = reading.text
    before = text[low:start].rstrip()
    if before and before[-1] not in ",”\"’'—–-":
        return None
    if not before and start == low and word not in reading.rules.role:
        return None
    speaker = names.right(text, end, high, reading.language)
    if speaker is None:
        return None
    follows = text[speaker[1] : high].lstrip()
    first = follows.split(None, 1)[0].lower() if follows else ""
    if first in names.words(reading.language).finite or first in ("that", "to"):
        return None
    if not follows or follows[0] in '.,;:—–”"-' or follows[:3].lower() in ("who", "as ", "in ", "aft", "whe", "on "):
        return Hit(speaker, (start, end), True, speaker[1], None)
    return Hit(speaker, (start, end), True, speaker[1], None) if before[-1:] in '”"’' else None


def _by(reading: Reading, start: int, end: int, low: int, high: int) -> Hit | None:
    """ "recorded by UNHCR": only a known kind of speaker counts."""
    by = reading.rules.by.match(reading.text, end, min(high, end + BY_REACH))
    if not by:
        return None
    return _named(reading, start, by.end(), low, high, known=True)


def _named(reading: Reading, start: int, at: int, low: int, high: int, *, known: bool) -> Hit | None:
    speaker = names.right(reading.text, at, high, reading.language)
    if speaker is None:
        return None
    if known:
        phrase = re.sub(r"\s+", " ", reading.text[speaker[0] : speaker[1]])
        kind, strength = names.classify(phrase, reading.language)
        if strength != "known" or kind == "witness":
            return None
    return Hit(speaker, (start, at), start - low >= 12, speaker[1], None)


def _prefix(reading: Reading, word: str, start: int, end: int) -> Hit | None:
    low, high = reading.sentence(start)
    known = reading.rules.role[word] == "known"
    hit = _named(reading, start, end, low, high, known=known)
    if hit and word in reading.rules.heading and not reading.text[hit.speaker[1] : high].strip(" :."):
        hit.heading = True
    return hit


def _quoted(reading: Reading, word: str, start: int, end: int) -> Hit | None:
    """ "X quoted Y as saying": Y speaks through X. "Y was quoted by X as saying": the same."""
    low, high = reading.sentence(start)
    text, r = reading.text, reading.rules
    saying = r.as_saying.search(text, end, min(high, end + names.REACH))
    if saying is None:
        return _verb(reading, word, start, end) if word in r.needs or word.endswith("ed") else None
    previous = _previous_word(text, low, start)
    if previous in r.passive:
        subject = names.left(text, low, start - len(previous) - 1, reading.language, True)
        by = r.by.match(text, end, saying.start())
        via = names.right(text, by.end(), saying.start(), reading.language) if by else None
        return Hit(subject, (start, end), False, saying.end(), via) if subject else None
    speaker = names.right(text, end, saying.start(), reading.language)
    if speaker is None:
        return None
    outlet = names.left(text, low, start, reading.language, True)
    post = not text[saying.end() : high].strip(" .,") or text[saying.end() : saying.end() + 1] in ",."
    return Hit(speaker, (start, end), post, saying.end(), outlet)


_POSSESSIVE = re.compile(r"(?:[’']s|s[’'])\s+(?:[\w-]+\s+){0,2}$")


def _noun(reading: Reading, word: str, start: int, end: int) -> Hit | None:
    """ "by the police's count", "UNHCR data"."""
    low, high = reading.sentence(start)
    text = reading.text
    owner = _POSSESSIVE.search(text, max(low, start - 40), start)
    limit = owner.start() + (1 if owner and text[owner.start()] == "s" else 0) if owner else start
    subject = names.left(text, low, limit, reading.language, False)
    if subject is None or subject[1] < limit - 1 or not _speaks(reading, subject, False):
        return None
    return Hit(subject, (start, end), True, end, None)


READ = {"say": _verb, "count": _verb, "any": _prefix, "known": _prefix, "quoted": _quoted, "noun": _noun}
