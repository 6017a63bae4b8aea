# Scenes: captions, the buttons under a picture, what waits, what is known of a picture.

scenes-ai-generated = AI-generated
scenes-preview = offline preview
scenes-same-face = Same face { $score }/100 ✓
scenes-unsure = Not sure that it is the same face: { $score }/100
scenes-different = ⚠ Looks different: { $score }/100
scenes-unmeasured =
    .no_face = Likeness not measured: no face found in the picture
    .too_small = Likeness not measured: face too small
    .missing = Likeness not measured: not everybody's face found
    .no_reference = Likeness not measured: no face in the reference images
    .stylised = Likeness not measured: not a photo
    .unavailable = Likeness not measured
scenes-drawn-twice = The first try was less alike, so I drew it twice; it counts once.
scenes-some-drawn-twice = What was less alike was drawn twice; it counts once.
scenes-several = Here they are.
scenes-note =
    .not_studied = The analysis engine did not want to describe these photos, so I drew with a neutral prompt.
    .engine_gone = The engine that you chose is no longer there, so another one drew this. /settings shows which.
    .no_lock = This model has no locked reference yet: I used its first reference image.
    .some_missing = Not every picture came about; the others are here.
scenes-left = { $left ->
        [0] That was the last of your pictures of today. The count begins anew at 00:00 UTC.
        [1] One picture is left today.
        [one] { $left } picture is left today.
       *[other] { $left } pictures are left today.
    }
scenes-maybe-twice = Sent again after an interruption: you may see this twice.
scenes-maybe-missing = Telegram did not say whether the pictures arrived. If they did not, use the button below.

scenes-again = Again
scenes-file = File
scenes-variation = Variation
scenes-edit = Edit
scenes-ratio = Ratio
scenes-larger = HD
scenes-star = ☆ Keep
scenes-starred = ★ Kept
scenes-info = Info
scenes-back = ◀ Back
scenes-size = { $size } · about { $price }
scenes-send-again = Send the pictures again
scenes-try-again = Try again

scenes-waiting = Noted. { $place ->
        [1] One scene is ahead in your queue; yours begins by itself.
        [one] { $place } scene is ahead in your queue; yours begins by itself.
       *[other] { $place } scenes are ahead in your queue; yours begins by itself.
    }
scenes-drawing = 🎨 Drawing …
scenes-takes-seconds = { $seconds ->
        [one] It takes about { $seconds } second.
       *[other] It takes about { $seconds } seconds.
    }
scenes-takes-minutes = { $minutes ->
        [one] It takes about { $minutes } minute.
       *[other] It takes about { $minutes } minutes.
    }
scenes-give-up = ✕ Cancel this scene
scenes-given-up = Given up. It cost you nothing.
scenes-too-late = Too late to cancel: it is paid for already. The picture arrives and is yours.

scenes-ask-edit = What shall I change? Reply to this message, such as: <i>a red scarf instead</i>. You can also reply to any picture right away; the face stays.
# Stands in the empty input field: at most 64 characters.
scenes-placeholder =
    .edit = a red scarf instead
    .rename = Anna
    .avoid = hats, crowds

scenes-way =
    .plain = scene
    .variation = variation
    .edit = edit
    .larger = HD
    .pose = from your photo
scenes-info-engine = Engine: <code>{ $engine }</code>
scenes-info-pixels = { $width } × { $height } pixels
scenes-info-photos = Likeness to the photos: { $score }/100
scenes-info-lock = Likeness to the locked reference: { $score }/100
scenes-info-tries = { $tries ->
        [one] Drawn { $tries } time; this is the one nearest to your photos
       *[other] Drawn { $tries } times; this is the one nearest to your photos
    }
scenes-info-older = It is from before the rest was noted.
scenes-info-making = Size { $size }, ratio { $ratio }, seed { $seed }, ended with { $finish }
scenes-info-references = References: <code>{ $references }</code>
scenes-info-cost = Cost: { $price } · { $seconds } s
scenes-whole-prompt = The whole prompt as a file
scenes-info-prompt = Prompt as sent:
