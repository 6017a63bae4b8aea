# Mehrere Leute in einer Szene: wer sie sind, wie ähnlich jedes Gesicht ist, und Namen, die nicht zu verstehen sind.

together-score =
    .same = { $name } { $score }/100 ✓
    .unsure = { $name } { $score }/100 (nicht sicher)
    .different = ⚠ { $name } { $score }/100 (sieht anders aus)
together-unmeasured =
    .too_small = { $name }: Gesicht zu klein
    .no_reference = { $name }: kein Gesicht auf den Fotos des Modells
together-faces-found = { $faces ->
        [1] ⚠ nur ein Gesicht gefunden
        [one] ⚠ nur { $faces } von { $people } Gesichtern gefunden
       *[other] ⚠ nur { $faces } von { $people } Gesichtern gefunden
    }
together-info-photos = Ähnlichkeit von { $name } mit den Fotos: { $score }/100
together-info-lock = Ähnlichkeit von { $name } mit dem festen Referenzbild: { $score }/100
together-without-lock = Noch ohne festes Referenzbild: { $names }. Da habe ich das erste Foto genommen.
together-idea = Zwei oder drei Leute in einem Bild: <i>{ $one } und { $other } auf einer Brücke</i>.
together-erased-too = { $scenes ->
        [one] • darunter { $scenes } Szene, auf der auch jemand ist, der bleibt
       *[other] • darunter { $scenes } Szenen, auf denen auch jemand ist, der bleibt
    }

together-unknown-name = <b>@{ $name }</b> kenne ich nicht, darum habe ich kein Bild erstellt. Deine Modelle: <i>{ $known }</i>. Wenn es kein Name ist, schreib es bitte ohne das @.
together-nobodys-name = Keins deiner Modelle heißt <b>@{ $name }</b>, darum habe ich kein Bild erstellt. Wenn es kein Modell ist, schreib es bitte ohne das @.
together-ambiguous-name = Mehrere deiner Modelle heißen <b>{ $name }</b>. Ich weiß nicht, wen du meinst, und habe kein Bild erstellt. Unter /models kannst du eins umbenennen.
together-too-many-people = { $people ->
        [one] Das wäre { $people } Person; mehr als { $most } gehen nicht in ein Bild.
       *[other] Das wären { $people } Leute; mehr als { $most } gehen nicht in ein Bild.
    }
together-scene-missing = Und was ist die Szene? Schreib sie hinter den Namen: <i>{ $name } am Strand</i>.
together-not-ready =
    .photos = <b>{ $name }</b> ist noch nicht so weit: Erst braucht es drei Fotos einer Person. Aktivier { $name } unter /models und schick sie. Es ist kein Bild entstanden.
    .drawing = <b>{ $name }</b> ist noch nicht so weit: Die Porträts entstehen noch. Leg eins fest, wenn sie da sind, und schick das hier dann noch einmal.
    .choosing = <b>{ $name }</b> ist noch nicht so weit: Es ist kein Gesicht festgelegt. Aktivier { $name } unter /models, such ein Porträt aus und schick das hier dann noch einmal.
    .reference = <b>{ $name }</b> hat weder ein festes Gesicht noch ein Foto, darum habe ich kein Bild erstellt. Mach das Modell bitte mit /new neu.
