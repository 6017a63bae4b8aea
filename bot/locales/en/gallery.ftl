# The models, their pictures, and scenes to try.

gallery-no-models =
    You have no model yet.

    { beginning-send-photos }
# The name of a new model, with a number behind it.
gallery-model = Model
gallery-new-model = + New model
gallery-rename = Rename
gallery-settings = Settings
gallery-ask-name = What shall { $name } be called? Reply to this message with the name.
gallery-renamed = Done: <b>{ $name }</b>. With several models, <i>@{ $word } on a beach</i> draws this one without switching.

gallery-page = { $name }: pictures { $first } to { $last } of { $total }, newest first. { $days }
gallery-page-kept = { $name }: kept pictures { $first } to { $last } of { $total }, newest first. { $days }
gallery-empty = { $name } has no pictures yet. { beginning-now-type }
gallery-empty-kept = { $name } has no kept pictures yet: ☆ under a picture keeps it.
gallery-stars-only = ★ only
gallery-all-pictures = All pictures

gallery-ideas = Scenes to try with { $name }. One tap draws one; or type your own, in any language.
# Before a numbered list that the analyst made for this person.
gallery-ideas-own = Made for { $name }, by number:
gallery-idea =
    .portrait = Portrait
    .street = Street
    .beach = Beach
    .office = Office
    .evening = Evening
    .mountains = Mountains
    .cafe = Café
    .concert = Concert
# What is drawn then, as if it had been typed.
gallery-scene =
    .portrait = a calm studio portrait, soft side light, plain grey background, looking into the camera
    .street = walking down a narrow street in an old town, candid, golden evening light
    .beach = on a beach at sunset, linen shirt, wind in the hair
    .office = at a desk in a bright modern office, smart casual, laptop open, morning light
    .evening = at an elegant dinner table in the evening, candle light, dark clothes
    .mountains = on a mountain trail with a small backpack, wide valley behind, clear morning
    .cafe = in a small café by the window with a cup of coffee, rain outside
    .concert = in the crowd at an open-air concert at night, stage lights behind
