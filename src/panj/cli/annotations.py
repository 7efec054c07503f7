"""What is seen in a document before anything is claimed, as one JSON object for benchmarks and debugging."""

from typing import Any

from panj.model import Annotation, Attribution, Date, Document, Number, PlaceMention, to_wire


def annotation_to_wire(document: Document, annotation: Annotation) -> dict[str, Any]:
    """The spans with their values; offsets count Unicode code points of the document's stored text.

    Words that name a people or belong to a country ("Afghan") stand apart from places, in `demonyms`.
    """
    return {
        "document": document.label,
        "document_id": document.id,
        "published": document.published,
        "language": document.language,
        "sentences": [{"start": sentence.start, "end": sentence.end} for sentence in annotation.sentences],
        "numbers": [_number(number) for number in annotation.numbers],
        "dates": [_date(found) for found in annotation.dates],
        "places": [_place(place) for place in annotation.places if not place.demonym],
        "demonyms": [_place(place) for place in annotation.places if place.demonym],
        "speakers": [_speaker(attribution) for attribution in annotation.attributions],
    }


def _number(number: Number) -> dict[str, Any]:
    return {
        "start": number.start,
        "end": number.end,
        "value": number.value,
        "low": number.low,
        "high": number.high,
        "qualifier": number.qualifier,
        "unit": number.unit,
        "shape": number.shape,
        "doubtful": number.doubtful,
    }


def _date(found: Date) -> dict[str, Any]:
    return {
        "start": found.start,
        "end": found.end,
        "type": found.type,
        "value": found.value,
        "period": to_wire(found.period),
        "relation": found.relation,
    }


def _place(mention: PlaceMention) -> dict[str, Any]:
    best = mention.best
    return {
        "start": mention.start,
        "end": mention.end,
        "name": best.name if best else mention.name,
        "id": best.id if best else None,
        "country": best.country if best else None,
        "latitude": best.latitude if best else None,
        "longitude": best.longitude if best else None,
        "level": best.level if best else None,
        "score": best.score if best else 0.0,
        "candidates": [
            {
                "id": other.id,
                "name": other.name,
                "country": other.country,
                "latitude": other.latitude,
                "longitude": other.longitude,
                "level": other.level,
                "score": other.score,
            }
            for other in mention.candidates[1:]
        ],
    }


def _speaker(attribution: Attribution) -> dict[str, Any]:
    return {
        "start": attribution.speaker.start,
        "end": attribution.speaker.end,
        "name": attribution.name,
        "type": attribution.type,
        "via": attribution.via,
        "scope": {"start": attribution.scope.start, "end": attribution.scope.end},
    }
