"""Gold, scores and floors: what `panj evaluate` runs. Claims come from the caller; this room reads no text itself."""

from panj.evaluation.components import score_dates, score_numbers, score_places
from panj.evaluation.events import score_events
from panj.evaluation.figures import score_figures
from panj.evaluation.gold import Gold, load
from panj.evaluation.scores import Fault, Outcome, Refusal, Row, Scores, breakdown
from panj.evaluation.security import score_security
from panj.evaluation.seeds import score_seeds

__all__ = [
    "Fault",
    "Gold",
    "Outcome",
    "Refusal",
    "Row",
    "Scores",
    "breakdown",
    "load",
    "score_dates",
    "score_events",
    "score_figures",
    "score_numbers",
    "score_places",
    "score_security",
    "score_seeds",
]
