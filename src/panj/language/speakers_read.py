"""The patterns of attribution: for each word that the scan finds, who is the speaker and on which side they stand."""

import re
from collections.abc import Callable

from panj.language import speakers_names as names
from panj.language import speakers_phrases as phrases
from panj.language.speakers_phrases import Pair
from panj.language.speakers_rules import Reading
from panj.language.speakers_scopes import Hit
from panj.language.speakers_words import words
from panj.language.wordscan import last_match

BY_REACH = 48
"""Characters between a participle and the "by" that names who did it."""
LEAD = 25
"""Characters before the speaker of a statement that opens a text: a place and a date at the most."""
OWNER_REACH = 80
"""Characters between the owner of a count and the count."""
BEFORE_REACH = 32
"""Characters before a speaker in which a word that changes their part is looked for."""
TOUCH = 12
"""Characters before a speaker that are too few to be what they said."""


def _previous_word(text: str, low: int, at: int) -> str:
    tokens = text[max(low, at - 24) : at].split()
    return tokens[-1].lower() if tokens else ""


def verb(reading: Reading, word: str, start: int, end: int) -> Hit | None:
    """A verb of saying or counting with its subject before or behind it."""
    r, text = reading.rules, reading.text
    low, high = reading.sentence(start)
    needs = r.needs.get(word)
    if needs and not needs.match(text, end, high):
        return None
    previous = _previous_word(text, low, start)
    if word in r.minded and previous in r.passive:
        start -= len(text[low:start]) - len(text[low:start].rstrip()) + len(previous)
        previous = ""
    if previous in r.negation or previous.endswith(r.negation_endings):
        return None
    if r.role[word] == "quoted" and r.by.match(text, end, high):
        return None
    if previous in r.passive:
        return _by(reading, start, end, low, high) if word in r.by_verbs else None
    strong = r.role[word] == "say" or r.that.match(text, end, high) is not None
    if strong and needs is None:
        hit = _inverted(reading, start, end, low, high)
        if hit:
            return hit
    subject = phrases.left(text, low, start, reading.language, strong)
    if subject is None or not (strong or _counts(reading, subject, end, high, needs is not None)):
        return _by(reading, start, end, low, high) if word in r.by_verbs else None
    hit = _subject_hit(reading, word, subject, (start, end), low, high)
    hit.heading = (
        word in r.issuing and subject[0] - reading.starts[0] < LEAD and not hit.post if reading.starts else False
    )
    return hit


def _counts(reading: Reading, subject: Pair, end: int, high: int, witnesses: bool) -> bool:
    """Whether the subject of a verb of counting is a speaker: a known kind, or a list, register or tally of one."""
    phrase = reading.words(subject)
    group = words(reading.language).pronouns.get(phrase.lower())
    if group:
        return group in ("thing", "plural", "person") and bool(reading.rules.counted.match(reading.text, end, high))
    if any(token in reading.rules.nouns for token in phrase.lower().split()[1:]):
        return True
    kind, strength = names.classify(phrase, reading.language)
    if strength == "noun":
        return witnesses
    if strength == "named":
        return phrase[:1].islower() and sum(token[0].isupper() for token in phrase.split()) > 1
    return strength == "acronym" or (strength == "known" and (kind != "witness" or witnesses))


def _subject_hit(reading: Reading, word: str, subject: Pair, cue: Pair, low: int, high: int) -> Hit:
    r, text = reading.rules, reading.text
    via, content = _outlet(reading, word, subject, cue, high)
    aside = r.aside.match(text, content, high)
    if aside:
        content = aside.end()
    citing = (r.learned_from if word in r.learned else r.citing).match(text, content, high)
    if citing:
        cited = phrases.right(text, citing.end(), high, reading.language)
        if cited:
            return Hit(cited, cue, _is_post(reading, subject[0], cited[1], low, high), cited[1], subject)
    before = r.cited_before.search(text, max(low, subject[0] - BEFORE_REACH), subject[0])
    if before:
        via = phrases.left(text, low, before.start(), reading.language, True) or via
    reached = r.reached.search(text, *subject)
    if reached and _is_outlet(reading, (reached.end(), subject[1])):
        subject, via = (subject[0], reached.start()), (reached.end(), subject[1])
    relative = r.relative_before.search(text, max(low, subject[0] - BEFORE_REACH), subject[0])
    if relative and relative.group(1).lower() not in r.role and not r.that.match(text, content, high):
        return Hit(subject, cue, True, content, via, local="," not in relative.group())
    post = _is_post(reading, subject[0], content, low, high) or _set_off(reading, subject[0], cue[1], low)
    return Hit(subject, cue, post, content, via)


def _outlet(reading: Reading, word: str, subject: Pair, cue: Pair, high: int) -> tuple[Pair | None, int]:
    """Through whom ("told X", "in a statement carried by X", "X, quoted by Y, said"), and where the content begins."""
    r, text = reading.rules, reading.text
    via, content = _listener(reading, cue[1], high) if word in r.told else (None, cue[1])
    behind = r.via.match(text, content, high)
    between = None if behind else r.via.search(text, subject[1], cue[0])
    if behind:
        carrier = phrases.right(text, behind.end(), high, reading.language)
        if carrier and _is_outlet(reading, carrier):
            return carrier, carrier[1]
    elif between:
        carrier = phrases.right(text, between.end(), cue[0], reading.language)
        if carrier and _is_outlet(reading, carrier):
            return carrier, content
    return via, content


def _listener(reading: Reading, at: int, high: int) -> tuple[Pair | None, int]:
    """Who was told, if they are an outlet, and where the content begins behind them."""
    listener = phrases.right(reading.text, at, high, reading.language)
    if listener is None:
        return None, at
    outlet = words(reading.language).names.match(reading.text, *listener)
    if outlet and names.classify(outlet.group(), reading.language)[0] == "media":
        return outlet.span(), outlet.end()
    cut = reading.rules.listener_end.search(reading.text, *listener)
    if cut:
        listener = listener[0], cut.start()
    unlisted = names.classify(reading.words(listener), reading.language)[1] == "named"
    return (listener if unlisted or _is_outlet(reading, listener) else None), listener[1]


def _is_outlet(reading: Reading, phrase: Pair) -> bool:
    name = reading.words(phrase)
    return names.classify(name, reading.language)[0] == "media" or bool(reading.rules.outlet.search(name))


_DIGIT = re.compile(r"\d")


def _is_post(reading: Reading, subject: int, content: int, low: int, high: int) -> bool:
    """Whether the words of the speaker stand before them: "…, X said."."""
    text = reading.text
    if subject - low < TOUCH or reading.rules.that.match(text, content, high):
        return False
    rest = text[content:high].lstrip()
    if rest[:1] in (":", "“", '"'):
        return False
    if not rest or rest[0] in ".,;)—–”-?!":
        return True
    before = text[low:subject].rstrip()
    fronted = before.split(" ", 1)[0].lower() in words(reading.language).fronting and not _DIGIT.search(before)
    if before[-1:] == "," and not fronted and len(before) > TOUCH and reading.rules.aside_follow.match(rest):
        return True
    return before[-1:] in ("”", '"') and rest[0].islower()


def _set_off(reading: Reading, subject: int, cue: int, low: int) -> bool:
    """Whether speaker and verb stand between two commas behind a clause with a figure: "500 fled, X said, two
    days after"."""
    before = reading.text[low:subject].rstrip()
    return before[-1:] == "," and reading.text[cue : cue + 1] == "," and _DIGIT.search(before) is not None


def _inverted(reading: Reading, start: int, end: int, low: int, high: int) -> Hit | None:
    """ "…, said X." """
    text = reading.text
    before = text[low:start].rstrip()
    auxiliary = reading.rules.inverted.search(before)
    if auxiliary:
        before = before[: auxiliary.start()].rstrip()
        aside = reading.rules.aside.match(text, end, high)
        end = aside.end() if aside else end
    if (before and before[-1] not in ",”\"’'—–-»") or not (before or text[start].islower()):
        return None
    speaker = phrases.right(text, end, high, reading.language)
    if speaker is None:
        return None
    follows = text[speaker[1] : high].lstrip()
    first = follows.split(None, 1)[0].lower() if follows else ""
    if first in words(reading.language).finite or first in reading.rules.content:
        return None
    carried = reading.rules.carried.search(text, *speaker)
    if carried:
        carrier = phrases.right(text, carried.end(), high, reading.language)
        return Hit((speaker[0], carried.start()), (start, end), True, speaker[1], carrier)
    closed = not follows or follows[0] in '.,;:—–”"-)' or reading.rules.aside_follow.match(follows)
    return Hit(speaker, (start, end), True, speaker[1], None) if closed or before[-1:] in '”"’' else None


def _by(reading: Reading, start: int, end: int, low: int, high: int) -> Hit | None:
    """ "recorded by UNHCR": only a known kind of speaker counts, and only for the clause."""
    by = reading.rules.by.match(reading.text, end, min(high, end + BY_REACH))
    hit = _named(reading, start, by.end(), low, high, known=True) if by else None
    if hit:
        hit.local = True
    return hit


def _named(reading: Reading, start: int, at: int, low: int, high: int, *, known: bool) -> Hit | None:
    speaker = phrases.right(reading.text, at, high, reading.language)
    if speaker is None:
        return None
    if known:
        kind, strength = names.classify(reading.words(speaker), reading.language)
        if strength not in ("known", "acronym") or kind == "witness":
            return None
    post = start - low >= TOUCH and not reading.rules.that.match(reading.text, speaker[1], high)
    return Hit(speaker, (start, at), post, speaker[1], None)


def prefix(reading: Reading, word: str, start: int, end: int) -> Hit | None:
    """ "according to X", "figures from X", "released by X"."""
    low, high = reading.sentence(start)
    hit = _named(reading, start, end, low, high, known=reading.rules.role[word] == "known")
    if hit and word in reading.rules.heading and not reading.text[hit.speaker[1] : high].strip(" :."):
        hit.heading = True
    return hit


def quoted(reading: Reading, word: str, start: int, end: int) -> Hit | None:
    """ "X quoted Y as saying" and "Y was quoted by X as saying": Y speaks through X."""
    low, high = reading.sentence(start)
    text, r = reading.text, reading.rules
    saying = r.as_saying.search(text, end, min(high, end + phrases.REACH))
    if saying is None:
        return None
    previous = _previous_word(text, low, start)
    if previous in r.passive:
        subject = phrases.left(text, low, start - len(previous) - 1, reading.language, True)
        by = r.by.match(text, end, saying.start())
        via = phrases.right(text, by.end(), saying.start(), reading.language) if by else None
        return Hit(subject, (start, end), _ends(text, saying.end(), high), saying.end(), via) if subject else None
    speaker = phrases.right(text, end, saying.start(), reading.language)
    if speaker is None:
        return None
    outlet = phrases.left(text, low, start, reading.language, True)
    hit = Hit(speaker, (start, end), _ends(text, saying.end(), high), saying.end(), outlet)
    hit.opens = outlet[0] if outlet else start
    return hit


def _ends(text: str, at: int, high: int) -> bool:
    return not text[at:high].strip(" .") or text[at] in ",.;"


def noun(reading: Reading, word: str, start: int, end: int) -> Hit | None:
    """ "by the police's count", "UNHCR data"."""
    if word not in reading.rules.nouns:
        return None
    low, _ = reading.sentence(start)
    text = reading.text
    owner = reading.rules.possessive.search(text, max(low, start - OWNER_REACH), start)
    limit = owner.start() + (1 if text[owner.start()] == "s" else 0) if owner else start
    by = last_match(reading.rules.noun_by, text, max(low, limit - OWNER_REACH), limit)
    verb_before = last_match(words(reading.language).finite_word, text, low, limit)
    start_at = max(by.end() if by else low, verb_before.end() if verb_before else low)
    subject = phrases.left(text, start_at, limit, reading.language, False)
    if subject is None or subject[1] < limit - 1:
        return None
    phrase = reading.words(subject)
    kind, strength = names.classify(phrase, reading.language)
    if reading.rules.time_owner.search(phrase) or (strength not in ("known", "acronym") and not (by and owner)):
        return None
    follows = reading.rules.next_word.match(text, end)
    if kind in ("witness", "media") or (follows and reading.rules.role.get(follows.group(1)) in ("say", "count")):
        return None
    return Hit(subject, (start, end), True, end, None, local=True)


Reader = Callable[[Reading, str, int, int], Hit | None]


def gaps(reading: Reading, hit: Hit) -> list[Hit]:
    """The speakers of figures that lean on the hit's verb: "the volunteers count 300, the police 120"."""
    _, high = reading.sentence(hit.cue[0])
    found = []
    for match in reading.rules.gap.finditer(reading.text, hit.content, high):
        kind, strength = names.classify(reading.words(match.span(1)), reading.language)
        bare = names.strip_determiner(match.group(1), reading.language)
        clean = words(reading.language).finite.isdisjoint(bare.lower().split())
        known = strength in ("known", "acronym") and kind != "witness"
        if clean and known and bare not in words(reading.language).places:
            end = reading.rules.clause_end.search(reading.text, match.end(), high)
            scope = match.end(1), end.start() if end else high
            found.append(Hit(match.span(1), hit.cue, False, match.end(), None, fixed=scope))
    return found


READ: dict[str, tuple[Reader, ...]] = {
    "say": (verb, noun),
    "count": (verb, noun),
    "any": (prefix,),
    "known": (prefix,),
    "quoted": (quoted, verb),
    "citing": (quoted,),
    "noun": (noun,),
}
