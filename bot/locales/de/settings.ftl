# /settings: wie die Bilder des aktiven Modells entstehen. /language: wie gesprochen wird.

settings-likeness = { $pictures ->
        [one] Ähnlichkeit des letzten Bilds: <b>{ $mean }/100</b> im Mittel.
       *[other] Ähnlichkeit der letzten { $pictures } Bilder: <b>{ $mean }/100</b> im Mittel.
    }
settings-number = <b>Bilder pro Szene</b> (erste Reihe): { $number }. Jedes zählt.
settings-strength = <b>Bindung</b> (zweite Reihe): vom Gesicht allein (20%) bis zu Haaren und Stil wie auf deinen Fotos (100%).
settings-check = <b>Gesichtsprüfung</b> (dritte Reihe): Jedes Bild wird mit deinen Fotos verglichen, auf dem Rechner des Bots. Normal wird ein Bild, das jemand anderen zeigen könnte, noch einmal gemacht; du bekommst das bessere, und es zählt einmal. Streng auch eins, das nur ein wenig abweicht, das ist etwa jedes zweite.
settings-avoid = <b>Vermeiden</b>: { $words }.
settings-avoid-nothing = <b>Vermeiden</b>: nichts Bestimmtes.
settings-engine = <b>Bild-KI</b>: <code>{ $engine }</code>, etwa { $price } pro Bild.
settings-engine-gone = Deine Wahl, <code>{ $engine }</code>, gibt es nicht mehr; diese springt ein.
settings-engine-button = Bild-KI …
settings-any-engine = Die gerade übliche
settings-engine-offer = { $engine } · { $price }
settings-defaults-button = Vorgabe für neue Modelle
settings-gate =
    .strict = Streng
    .normal = Normal
    .off = Gar nicht
settings-ratio-button = Format { $ratio }
settings-avoid-button = Vermeiden …
settings-ask-avoid = Was sollen die Bilder von { $name } vermeiden? Antworte auf diese Nachricht; ein Strich (-) leert es.
settings-avoids-now = Im Moment: <i>{ $words }</i>.
settings-avoided = Notiert. Ab jetzt vermeiden die Bilder: <i>{ $words }</i>.
settings-avoided-nothing = Es wird nichts mehr vermieden.

settings-language = 🌐 Ich spreche jetzt Deutsch mit dir. In welcher Sprache soll ich sprechen?
settings-language-of-client = Wie in Telegram
