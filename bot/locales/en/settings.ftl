# /settings: how the pictures of the active model are made. /language: how its user is spoken to.

settings-likeness = { $pictures ->
        [1] Likeness of the last picture: <b>{ $mean }/100</b> on average.
        [one] Likeness of the last { $pictures } picture: <b>{ $mean }/100</b> on average.
       *[other] Likeness of the last { $pictures } pictures: <b>{ $mean }/100</b> on average.
    }
settings-number = <b>Pictures for each scene</b> (first row): { $number }. Each one counts.
settings-strength = <b>Strength</b> (second row): from the face alone (20%) to hair and styling as in your photos (100%).
settings-check = <b>Face check</b> (third row): every picture is compared with your photos, on the bot's own machine. Normally one that may show someone else is drawn once more, you get the better one, and it counts once; strictly also one that is only a little off, which is about every second one.
settings-avoid = <b>Avoid</b>: { $words }.
settings-avoid-nothing = <b>Avoid</b>: nothing in particular.
settings-engine = <b>Engine</b>: <code>{ $engine }</code>, about { $price } a picture.
settings-engine-gone = Your choice, <code>{ $engine }</code>, is no longer there; this one takes its place.
settings-engine-button = Engine …
# The engine that is used when the user has chosen none.
settings-any-engine = Whichever is in use
settings-engine-offer = { $engine } · { $price }
# A switch: new models begin with the settings of this one.
settings-defaults-button = Defaults for new models
settings-gate =
    .strict = Check strictly
    .normal = Normally
    .off = Not
settings-ratio-button = Ratio { $ratio }
settings-avoid-button = Avoid …
settings-ask-avoid = What should the pictures of { $name } avoid? Reply to this message; a dash (-) clears it.
settings-avoids-now = At the moment: <i>{ $words }</i>.
settings-avoided = Noted. From now on the pictures avoid: <i>{ $words }</i>.
settings-avoided-nothing = Nothing is avoided any more.

settings-language = 🌐 I speak English now. In which language shall I speak?
settings-language-of-client = As in Telegram
