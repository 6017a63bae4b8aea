# What went wrong, and what to do about it.

failures-apology = Sorry, something went wrong on my side. Please try once more; the person who runs this bot can see why.
failures-why =
    .no_engine = The picture engines do not answer at the moment. It cost you nothing; please try again later.
    .operator = The picture service is out of order; only the owner of this bot can mend that. It cost you nothing.
    .unknown = The picture engine did not answer in time, twice. I stopped so that you do not pay again and again.
    .cap_paused = The person who runs this bot has stopped drawing for the moment. Nothing was charged, and the button below keeps your request: tap it later.
    .reference_missing = I could not read the face reference, so I drew nothing and nothing was charged. Please make the model again with /new.
    .refused_input = The engine did not accept these pictures or words. Please try other photos or another scene.
    .refused_safety = The engine's safety filter stopped this picture, also in a softer wording. Please try another scene.
    .refused_policy = The engine does not draw this. Please try another scene; this one cost you nothing.
    .refused_words = The engine answered in words instead of a picture:
    .refused_other = The engine gave no picture. Real names in a scene are often the reason; please try it without.
    .refused_recitation = The engine found this too close to a known picture. Please describe it in your own way.
    .refused_rubbish = The engine's answer could not be read. It cost you nothing; please try once more.
    .surprise = { failures-apology }
failures-cap-pictures = Your pictures of today are used up ({ $limit } a day). The count begins anew at { $renewal }.
failures-cap-budget = The budget of today is used up. It begins anew at { $renewal }.
failures-cap-own-budget = Your share of today's budget is used up (${ $limit } a day). It begins anew at { $renewal }.
failures-renewal-minutes = 00:00 UTC, in about { $minutes } min
failures-renewal-hours = 00:00 UTC, in about { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }

# Photos that cannot be taken.
failures-not-a-photo = That file is no picture that I can read. Please send JPEG, PNG, WEBP, HEIC or AVIF.
failures-damaged-photo = That picture is damaged or incomplete. Please send it once more, or another one.
failures-too-many-pixels = That picture is too large ({ $width } × { $height } pixels). Please send one with at most { $megapixels } megapixels.
failures-too-small = That picture is too small ({ $width } × { $height } pixels): each side needs at least { $side } pixels for a clear face.
failures-too-many-bytes = That file is too large. Please send at most { $megabytes } MB.
failures-same-photo = That is the same picture as photo { $place }. Please send a different one.
failures-photos-complete = This model already has its three photos, so I left this one out. For another person, send /new first and then the photos. Once a face is locked, a photo with a caption lends its pose and place to a scene.

# Scenes that come too early, or are too much.
failures-photos-first =
    Photos first, then every text becomes a picture.

    { beginning-send-photos }
failures-photos-missing = Photos first: I have { $have } of { $of }. Then every text becomes a picture.
failures-still-drawing = Your portraits are still being drawn. Lock one when they arrive; then every text is a scene.
failures-not-locked = First lock a face: mark one of the portraits above and confirm it. Then every text is a scene.
failures-scene-too-long = That scene has { $length } characters; { $most } is the most. Please shorten it.
failures-too-many-waiting = { $most ->
        [one] { $most } scene is already waiting. Please send this one again when it has arrived.
       *[other] { $most } scenes are already waiting. Please send this one again when some have arrived.
    }
failures-stale = This button is no longer valid. /models shows your models, /start where you are.
failures-model-gone = This button is no longer valid. The model is not here any more; the list shows the ones that are.
failures-name-taken = Another model of yours has this name already. Reply to my question with another one.
failures-no-candidates = This model comes from the older web system and has no portraits to choose from. Its present reference stays; /new makes a model with portraits of its own.
failures-away = One moment, please: I am catching up and answer as soon as I can.
