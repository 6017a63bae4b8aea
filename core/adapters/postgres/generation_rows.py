"""What a row of generations or of pictures says."""

from typing import Any

from core.adapters.postgres.users import LANGUAGE
from core.models import Generation, Kind, Likeness, Making, Picture, Status, Way

OWN_COLUMNS = f"""
    id, kind, user_id, chat_id, model_id::text AS model_id, status, run, prompt, wanted, alike, way, size, ratio,
    reply_to, status_message_id, marked, failure, drawn_at IS NOT NULL AS drawn, created_at, spoken,
    {LANGUAGE} AS language
"""
COLUMNS = f"""
    {OWN_COLUMNS},
    ARRAY(SELECT c.model_id::text FROM companions c WHERE c.generation_id = id ORDER BY c.place) AS companions
"""


def generation_of(row: dict[str, Any]) -> Generation:
    return Generation(
        **{
            **row,
            "kind": Kind(row["kind"]),
            "status": Status(row["status"]),
            "wanted": tuple(row["wanted"]),
            "companions": tuple(row["companions"]),
            "way": Way(row["way"]),
        }
    )


def picture_of(row: dict[str, Any]) -> Picture:
    likeness = Likeness(row.pop("likeness"), row.pop("likeness_lock"), row.pop("unmeasured"))
    making, faces = row.pop("making"), tuple(Likeness(**one) for one in row.pop("faces", None) or ())
    if making:
        making = Making(**{**making, "references": tuple(making["references"])})
    return Picture(**row, likeness=likeness, making=making, faces=faces)
