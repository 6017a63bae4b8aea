"""What a row of models says: of ours, or of the older web system, which is read with care."""

from collections.abc import Sequence
from typing import Any, get_args

from pydantic import ValidationError

from core.models import Analysis, Gate, Model, Ratio, ReferencePhoto, Stage

COLUMNS = """
    models.id::text AS id, coalesce(telegram_id, 0) AS owner, name, stage, reference_images,
    ai_analysis::text AS ai_analysis, merged_prompt, locked_reference_image,
    aspect_ratio::text AS aspect_ratio, num_images, negative_prompt, strength, likeness_gate,
    image_engine
"""


def photos_of(stored: Any) -> tuple[ReferencePhoto, ...]:
    """Ours are objects; the older system stored plain URLs and data URLs, or objects that hold one."""
    photos = []
    for item in stored if isinstance(stored, list) else []:
        if isinstance(item, str):
            photos.append(ReferencePhoto(item))
        elif isinstance(item, dict) and isinstance(item.get("key"), str):
            photos.append(
                ReferencePhoto(
                    item["key"],
                    str(item.get("fingerprint", "")),
                    int(item.get("message") or 0),
                    item.get("faces"),
                    item.get("turn"),
                    item.get("alike"),
                )
            )
        elif isinstance(item, dict) and isinstance(item.get("url"), str):
            photos.append(ReferencePhoto(item["url"]))
    return tuple(photos)


def written(photos: Sequence[ReferencePhoto]) -> list[dict[str, Any]]:
    """As `photos_of` reads them."""
    return [
        {
            "key": one.source,
            "fingerprint": one.fingerprint,
            "message": one.message_id,
            "faces": one.faces,
            "turn": one.turn,
            "alike": one.alike,
        }
        for one in photos
    ]


def model_of(row: dict[str, Any] | None) -> Model | None:
    if not row:
        return None
    locked = row["locked_reference_image"] or None
    ratio: Ratio = row["aspect_ratio"] if row["aspect_ratio"] in get_args(Ratio) else "3:4"
    return Model(
        id=row["id"],
        owner=row["owner"],
        name=row["name"] or "Model",
        stage=Stage(row["stage"]) if row["stage"] else Stage.LOCKED if locked else Stage.UNLOCKED,
        reference_images=photos_of(row["reference_images"]),
        analysis=_analysis(row["ai_analysis"]),
        portrait_prompt=row["merged_prompt"] or None,
        locked_reference_image=locked,
        aspect_ratio=ratio,
        pictures_per_scene=min(max(int(row["num_images"] or 1), 1), 4),
        negative_prompt=row["negative_prompt"] or "",
        strength=min(max(float(row["strength"] if row["strength"] is not None else 0.6), 0.0), 1.0),
        gate=Gate(row["likeness_gate"]) if row["likeness_gate"] in set(Gate) else Gate.NORMAL,
        engine=row["image_engine"] or "",
    )


def _analysis(stored: str | None) -> Analysis | None:
    """None for what the older system wrote in a shape of its own: the neutral identity block serves then."""
    try:
        return Analysis.model_validate_json(stored) if stored else None
    except ValidationError:
        return None
