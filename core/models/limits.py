"""How much of everything there may be."""

import re
from typing import Literal, get_args

# A key of the picture store: a relative path that leads nowhere else and hides nothing.
STORED_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")
PHOTOS_NEEDED = 3
IDEA_LENGTH = 140
CANDIDATES = 3
FEW_LEFT = 5  # pictures of today: worth a word
SCENES_AT_ONCE = 2
SCENES_WAITING = 10
SCENE_LENGTH = 2000
VOICE_SECONDS = 120  # of a voice message
VOICE_BYTES = 20 * 1024 * 1024  # what a bot may download
Size = Literal["1K", "2K", "4K"]
Ratio = Literal["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"]
RATIOS: tuple[Ratio, ...] = get_args(Ratio)
SIZES: tuple[Size, ...] = get_args(Size)
STRENGTHS = (0.2, 0.4, 0.6, 0.8, 1.0)
NAME_LENGTH = 40
MOST_PICTURES = 4  # of one scene
MOST_PEOPLE = 3  # in one scene
