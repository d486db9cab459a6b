"""Statements, doubts about them, and how they end."""

from claims.models.disputes import Caution, Dispute, Evidence, Position, Report, Ruling, RulingAnchor
from claims.models.statements import (
    Appearance,
    ArticleMarks,
    Claim,
    Facet,
    FacetValue,
    Population,
    Resolution,
    Thing,
)

__all__ = [
    "Appearance",
    "ArticleMarks",
    "Caution",
    "Claim",
    "Dispute",
    "Evidence",
    "Facet",
    "FacetValue",
    "Population",
    "Position",
    "Report",
    "Resolution",
    "Ruling",
    "RulingAnchor",
    "Thing",
]
