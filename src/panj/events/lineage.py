"""Who stands behind an event: one entry for each origin, and how many counted for themselves."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from panj.events.observe import Observation
from panj.events.stories import Story
from panj.model import Document, Lineage
from panj.model.copies import CopyGroup


def lineage_of(
    story: Story, documents: Mapping[str, Document], copies: Mapping[str, CopyGroup]
) -> tuple[tuple[Lineage, ...], int]:
    """One entry for each origin after folding, and how many of them counted for themselves."""
    counted = [o for k in story.counts for o in k.members] or story.members
    everyone = counted + [o for r in story.rivals for k in r.counts for o in k.members]
    by_origin: dict[str, list[Observation]] = defaultdict(list)
    for o in everyone:
        by_origin[story.folded.get(o.authority.key, (o.authority.key, None))[0]].append(o)
    out = []
    for key in sorted(by_origin, key=lambda k: (-len(by_origin[k]), k)):
        seen = by_origin[key]
        names = Counter(o.authority.name for o in seen if o.authority.key == key) or Counter(
            o.authority.name for o in seen
        )
        texts = sorted({o.claim.document_id for o in seen})
        groups = {copies[t].documents: None for t in texts if t in copies}
        named = [tuple(sorted(_label_of(d, documents, seen) for d in g)) for g in groups]
        name = min(names, key=lambda n: (-names[n], n))
        out.append(Lineage(name, tuple(sorted({o.claim.document for o in seen})), tuple(sorted(named))))
    own = {k for k, seen in by_origin.items() if any(o.authority.named for o in seen)}
    return tuple(out), max(1, len(own))


def _label_of(document_id: str, documents: Mapping[str, Document], seen: Sequence[Observation]) -> str:
    if document_id in documents:
        return documents[document_id].label
    return next((o.claim.document for o in seen if o.claim.document_id == document_id), document_id)
