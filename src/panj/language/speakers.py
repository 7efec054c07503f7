"""Who says what, through whom. The words and their order are data (`data/<language>/speakers.toml`)."""

from collections import deque
from collections.abc import Sequence

from panj.language import speakers_names as names
from panj.language.speakers_read import READ, gaps
from panj.language.speakers_rules import Reading, rules
from panj.language.speakers_scopes import Hit, scoped
from panj.language.speakers_titles import labelled
from panj.lexicon.vocabulary import vocabulary
from panj.model.annotation import Attribution, Sentence
from panj.model.text import Span

DENSE, NEAR = 16, 400
"""Words of saying within so many characters behind which further ones are left out: no report is so thick with them,
and each costs a look around."""


def find(text: str, sentences: Sequence[Sentence], language: str = "en") -> tuple[Attribution, ...]:
    """All attributions, in order of their cue. A stretch belongs to the shortest scope that covers it."""
    reading = Reading(text, sentences, [s.start for s in sentences], language, rules(language))
    hits = _verbs_and_nouns(reading)
    hits.extend(labelled(text, sentences, language))
    hits.sort(key=lambda hit: (hit.cue[0], hit.speaker[0]))
    hits = _without_nested(hits)
    return _attributions(reading, hits)


def _verbs_and_nouns(reading: Reading) -> list[Hit]:
    text, role = reading.text, reading.rules.role
    hits: list[Hit] = []
    near: deque[int] = deque(maxlen=DENSE)
    for match in vocabulary(text).matches(reading.rules.scan, text, reading.rules.heads):
        start = match.start()
        if len(near) == DENSE and start - near[0] < NEAR:
            continue
        near.append(start)
        word = match.group()
        if word not in role:
            word = " ".join((word[:1].lower() + word[1:]).split())
        for read in READ[role[word]]:
            hit = read(reading, word, start, match.end())
            if hit:
                hits.append(hit)
                if not hit.post:
                    hits.extend(gaps(reading, hit))
                break
    return hits


def _without_nested(hits: list[Hit]) -> list[Hit]:
    """The hits without those whose cue is a part of another's speaker or of a bracket that already names one."""
    kept: list[Hit] = []
    for hit in hits:
        last = kept[-1] if kept else None
        inside = last is not None and min(last.cue[0], last.speaker[0]) <= hit.cue[0] < (last.fixed or last.speaker)[1]
        if last and hit.fixed and not last.fixed and hit.fixed[0] <= last.cue[0] and last.speaker[0] >= hit.speaker[0]:
            kept[-1] = hit
        elif not inside:
            kept.append(hit)
    return kept


def _attributions(reading: Reading, hits: list[Hit]) -> tuple[Attribution, ...]:
    text, language = reading.text, reading.language
    found: list[Attribution] = []
    for hit, scope in scoped(text, reading.sentences, reading.starts, hits, language):
        name, kind = names.resolve(text, hit.speaker, found, language)
        via, via_kind = names.resolve(text, hit.via, found, language) if hit.via else (None, None)
        if via and via_kind != "media" and reading.rules.outlet.search(via):
            via_kind = "media"
        found.append(Attribution(Span(*hit.speaker), name, kind, Span(*scope), Span(*hit.cue), via, via_kind))
    return tuple(found)


def at(attributions: Sequence[Attribution], span: Span) -> Attribution | None:
    """Whose words the stretch is: the attribution with the shortest scope that covers its end; None where nobody's."""
    covering = [a for a in attributions if a.scope.start < span.end <= a.scope.end]
    return min(covering, key=lambda a: a.scope.end - a.scope.start, default=None)
