# Szenen: Bildtexte, die Knöpfe unter einem Bild, was wartet, was man über ein Bild weiß.

scenes-ai-generated = von KI erzeugt
scenes-preview = Offline-Vorschau
scenes-same-face = Dasselbe Gesicht { $score }/100 ✓
scenes-unsure = Nicht sicher, ob es dasselbe Gesicht ist: { $score }/100
scenes-different = ⚠ Sieht anders aus: { $score }/100
scenes-unmeasured =
    .no_face = Ähnlichkeit nicht gemessen: kein Gesicht im Bild gefunden
    .too_small = Ähnlichkeit nicht gemessen: Gesicht zu klein
    .missing = Ähnlichkeit nicht gemessen: nicht alle Gesichter gefunden
    .no_reference = Ähnlichkeit nicht gemessen: kein Gesicht auf den Fotos des Modells
    .stylised = Ähnlichkeit nicht gemessen: kein Foto
    .unavailable = Ähnlichkeit nicht gemessen
scenes-drawn-twice = Der erste Versuch war weniger ähnlich, darum habe ich es zweimal gemacht; es zählt einmal.
scenes-some-drawn-twice = Was weniger ähnlich war, habe ich zweimal gemacht; es zählt einmal.
scenes-several = Hier sind sie.
scenes-note =
    .not_studied = Die KI wollte diese Fotos nicht beschreiben, darum habe ich eine neutrale Beschreibung genommen.
    .engine_gone = Die Bild-KI, die du gewählt hast, gibt es nicht mehr; eine andere hat dieses Bild gemacht. /settings zeigt, welche.
    .no_lock = Dieses Modell hat noch kein festes Referenzbild: Ich habe sein erstes Foto genommen.
    .some_missing = Nicht jedes Bild hat geklappt; die anderen sind hier.
scenes-left = { $left ->
        [0] Das war das letzte deiner Bilder für heute. Um 00:00 UTC geht es von vorn los.
        [one] Heute hast du noch { $left } Bild.
       *[other] Heute hast du noch { $left } Bilder.
    }
scenes-maybe-twice = Nach einer Unterbrechung noch einmal geschickt: Vielleicht siehst du es doppelt.
scenes-maybe-missing = Telegram hat nicht gesagt, ob die Bilder angekommen sind. Wenn nicht, nimm den Knopf unten.

scenes-again = Nochmal
scenes-file = Datei
scenes-variation = Variante
scenes-edit = Ändern
scenes-ratio = Format
scenes-larger = HD
scenes-star = ☆ Merken
scenes-starred = ★ Gemerkt
scenes-info = Info
scenes-back = ◀ Zurück
scenes-size = { $size } · etwa { $price }
scenes-send-again = Die Bilder noch einmal schicken
scenes-try-again = Noch einmal versuchen

scenes-drawing = 🎨 Das Bild entsteht …
scenes-waiting = Notiert. { $place ->
        [one] Vor dir ist noch { $place } deiner Szenen dran; diese beginnt dann von selbst.
       *[other] Vor dir sind noch { $place } deiner Szenen dran; diese beginnt dann von selbst.
    }
scenes-takes-seconds = { $seconds ->
        [one] Das dauert etwa { $seconds } Sekunde.
       *[other] Das dauert etwa { $seconds } Sekunden.
    }
scenes-takes-minutes = { $minutes ->
        [one] Das dauert etwa { $minutes } Minute.
       *[other] Das dauert etwa { $minutes } Minuten.
    }
scenes-give-up = ✕ Diese Szene zurücknehmen
scenes-given-up = Zurückgenommen. Es hat dich nichts gekostet.
scenes-too-late = Zu spät zum Zurücknehmen: Das Bild ist schon bezahlt. Es kommt und gehört dir.

scenes-ask-edit = Was soll ich ändern? Antworte auf diese Nachricht, etwa mit: <i>lieber ein roter Schal</i>. Du kannst auch direkt auf ein Bild antworten; das Gesicht bleibt.
scenes-placeholder =
    .edit = lieber ein roter Schal
    .rename = Anna
    .avoid = Hüte, Menschenmengen

scenes-way =
    .plain = Szene
    .variation = Variante
    .edit = Änderung
    .larger = HD
    .pose = nach deinem Foto
scenes-info-engine = Bild-KI: <code>{ $engine }</code>
scenes-info-pixels = { $width } × { $height } Pixel
scenes-info-photos = Ähnlichkeit mit den Fotos: { $score }/100
scenes-info-lock = Ähnlichkeit mit dem Referenzbild: { $score }/100
scenes-info-tries = { $tries ->
        [one] { $tries } Versuch; das ist der, der deinen Fotos am nächsten kommt
       *[other] { $tries } Versuche; das ist der, der deinen Fotos am nächsten kommt
    }
scenes-info-older = Es stammt aus der Zeit, bevor der Rest notiert wurde.
scenes-info-making = Größe { $size }, Format { $ratio }, Startwert { $seed }, beendet mit { $finish }
scenes-info-references = Referenzen: <code>{ $references }</code>
scenes-info-cost = Kosten: { $price } · { $seconds } s
scenes-whole-prompt = Der ganze Text als Datei
scenes-info-prompt = Der Text, wie er geschickt wurde:
