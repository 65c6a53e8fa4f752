"""Finding post-mortems by words: SQLite's FTS5 where it is compiled in, PostgreSQL's text search; else plainly.

Both hold no more than `postmortem_text` says, which whoever renders a post-mortem keeps (migration 0007).
"""

import re
from collections.abc import Callable, Sequence

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.found import Found, Piece
from incidents.incident import Incident
from incidents.visible import may_see
from incidents.wording import storable
from storage.database import Transaction
from storage.keeping import insert
from storage.loading import along
from storage.postmortems import with_postmortem
from storage.tables import PostmortemText
from storage.threads import Threads

LONGEST = 200_000
"""Characters of one that can be found: as many as PostgreSQL takes for sure."""
MOST_WORDS = 20
MOST = 200
"""The best that are looked at: of private ones those go that somebody may not see."""
OPENS, CLOSES = "\ue000", "\ue001"
"""Around a word that was found, in what databases answer; no text holds them."""
_WORD = re.compile(r"\w+")
_UNFIT = str.maketrans("", "", OPENS + CLOSES)


class Searching(Threads):
    """What people have learnt before."""

    async def search_postmortems(self, words: str, *, seen_by: str, limit: int) -> list[Found]:
        """Those with all these words (each may go on), the best first, of what this person may see."""
        return await self._read(lambda s: search(s, words, seen_by=seen_by, limit=limit))

    async def not_findable(self, *, limit: int) -> list[int]:
        """The numbers of incidents whose post-mortem nobody has made findable yet, the newest first."""
        return await self._read(lambda s: _not_findable(s, limit))

    async def keep_postmortem_text(self, incident_id: int, words: str | None) -> None:
        """What can be found of it from now on; None: nothing."""
        await self._write(lambda s: _keep(s, incident_id, words))


def search(session: Session, words: str, *, seen_by: str, limit: int) -> list[Found]:
    wanted = _WORD.findall(storable(words).lower())[:MOST_WORDS]
    if not wanted:
        return []
    hits = _looks(session)(session, wanted)
    query = select(Incident).where(col(Incident.id).in_(hits)).options(*along())
    incidents = {incident.id: incident for incident in session.scalars(query)}
    return [
        Found(incident=incidents[number], snippet=_pieces(snippet))
        for number, snippet in hits.items()
        if number in incidents and may_see(incidents[number], seen_by)
    ][:limit]


def _keep(session: Transaction, incident_id: int, words: str | None) -> None:
    kept = session.get(PostmortemText, incident_id)
    if words is None:
        session.execute(delete(PostmortemText).where(col(PostmortemText.incident_id) == incident_id))
        return
    text = storable(words).translate(_UNFIT)[:LONGEST]
    if kept is None or kept.words != text:
        made = insert(session, PostmortemText).values(incident_id=incident_id, words=text)
        session.execute(made.on_conflict_do_update(index_elements=["incident_id"], set_={"words": text}))


def _not_findable(session: Session, limit: int) -> list[int]:
    kept = select(PostmortemText).where(col(PostmortemText.incident_id) == col(Incident.id)).exists()
    query = with_postmortem().with_only_columns(col(Incident.id)).where(~kept)
    found = session.scalars(query.order_by(col(Incident.id).desc()).limit(limit))
    return [number for number in found if number is not None]


Hits = dict[int, str]
"""The best first, each with what stands around the words."""


def _looks(session: Session) -> Callable[[Session, Sequence[str]], Hits]:
    if session.get_bind().dialect.name == "postgresql":
        return _in_postgres
    there = session.scalar(text("SELECT count(*) FROM sqlite_master WHERE name = 'postmortem_fts'"))
    return _in_sqlite if there else _plainly


def _in_sqlite(session: Session, words: Sequence[str]) -> Hits:
    query = text(
        "SELECT rowid, snippet(postmortem_fts, 0, :opens, :closes, '…', 28) FROM postmortem_fts"
        " WHERE postmortem_fts MATCH :words ORDER BY rank LIMIT :most"
    )
    wanted = " ".join(f'"{word}"*' for word in words)
    rows = session.execute(query, {"words": wanted, "opens": OPENS, "closes": CLOSES, "most": MOST})
    return dict(rows.tuples().all())


def _in_postgres(session: Session, words: Sequence[str]) -> Hits:
    """The words of the index are told apart as those of `words`: whatever is no letter and no digit parts them."""
    query = text(
        "WITH hit AS (SELECT incident_id, words, ts_rank(" + POSTGRES_WORDS + ", query) AS rank, query"
        " FROM postmortem_text, to_tsquery('simple', :words) AS query"
        " WHERE " + POSTGRES_WORDS + " @@ query ORDER BY rank DESC, incident_id DESC LIMIT :most)"
        " SELECT incident_id, ts_headline('simple', words, query, :shown) FROM hit ORDER BY rank DESC,"
        " incident_id DESC"
    )
    shown = f"StartSel={OPENS}, StopSel={CLOSES}, MaxFragments=2, MaxWords=20, MinWords=8, {BETWEEN}"
    wanted = " & ".join(f"{word}:*" for word in words)
    rows = session.execute(query, {"words": wanted, "shown": shown, "most": MOST})
    return dict(rows.tuples().all())


BETWEEN = 'FragmentDelimiter=" … "'
POSTGRES_WORDS = "to_tsvector('simple', regexp_replace(words, '\\W+', ' ', 'g'))"
"""As the index of migration 0007 has it."""


def _plainly(session: Session, words: Sequence[str]) -> Hits:
    """Where nothing better is there: the newest first."""
    query = select(PostmortemText).order_by(col(PostmortemText.incident_id).desc())
    hits: Hits = {}
    for kept in session.scalars(query.execution_options(yield_per=20)):
        found = [re.search(rf"(?<!\w){re.escape(word)}\w*", kept.words, re.IGNORECASE) for word in words]
        if all(found) and found[0] and len(hits) < MOST:
            start, end = found[0].span()
            before, after = kept.words[max(0, start - 80) : start], kept.words[end : end + 80]
            hits[kept.incident_id or 0] = f"…{before}{OPENS}{kept.words[start:end]}{CLOSES}{after}…"
    return hits


def _pieces(snippet: str) -> list[Piece]:
    parts = re.split(f"({OPENS}[^{CLOSES}]*{CLOSES})", " ".join(snippet.split()))
    return [(part.startswith(OPENS), part.strip(OPENS + CLOSES)) for part in parts if part.strip(OPENS + CLOSES)]
