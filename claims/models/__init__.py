"""Statements, doubts about them, and how they end."""

from claims.models.anchors import ArticleMarks, Quotation, Resolution, Ripple
from claims.models.disputes import Caution, Dispute, Report
from claims.models.people import ArticlePopulation, CitationFit, Facet, FacetValue, Population, StudiedPopulation
from claims.models.rulings import Ruling, RulingAnchor, RulingEvidence
from claims.models.sides import Evidence, FairMark, Position, Response, ResponseVersion
from claims.models.statements import Appearance, Claim, Thing

__all__ = [
    "Appearance",
    "ArticleMarks",
    "ArticlePopulation",
    "Caution",
    "CitationFit",
    "Claim",
    "Dispute",
    "Evidence",
    "Facet",
    "FacetValue",
    "FairMark",
    "Population",
    "Position",
    "Quotation",
    "Report",
    "Resolution",
    "Response",
    "ResponseVersion",
    "Ripple",
    "Ruling",
    "RulingAnchor",
    "RulingEvidence",
    "StudiedPopulation",
    "Thing",
]
