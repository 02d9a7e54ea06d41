"""Studies in which suggestions were answered, without a model that makes them."""

from __future__ import annotations

from tests.studies import draft
from workbench.model.ids import CodeId, CodingId, SourceId
from workbench.model.proposal import Offered
from workbench.model.source import Segment, SpeakerChoice
from workbench.project.project import Project
from workbench.project.suggestions import Offer

WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class Answered:
    """So many turns of Maria, marked as read by who acts, to be answered one after another."""

    def __init__(self, project: Project, turns: int) -> None:
        lines = [f"P07: This is turn number {number}." for number in range(turns)]
        text = "\n".join(["INT: Well?", *lines])
        who = {"P07": SpeakerChoice("participant", "Maria"), "INT": SpeakerChoice("interviewer")}
        self.project = project
        self.source: SourceId = project.sources.add(draft(text), speakers=who)
        self.code: CodeId = project.codebook.create("limits")
        passages = [p for p in project.sources.passages(self.source) if p.voice == 1]
        self.turns = [Segment(p.start, p.end) for p in passages]
        project.reading.mark_all(self.source)

    def accept(self, turn: int) -> CodingId:
        """Accept the code for a turn."""
        at = self.turns[turn]
        return self.project.suggestions.accept(self.source, at, self.code, self._offer())

    def refuse(self, turn: int) -> None:
        """Refuse it for a turn."""
        self.project.suggestions.refuse(self.source, self.turns[turn], self._offer())

    def _offer(self) -> Offer:
        offered = (Offered(self.code, 300, CodingId("because")),)
        return Offer(WEIGHTS, self.project.head.seq, 50, offered)
