# Die drei Porträts: Fortschritt, Auswahl, Festlegen.

portraits-studying = Alle drei Fotos sind da. 🔎 Ich sehe sie mir an …
portraits-drawing = 🎨 Deine Porträts entstehen: { $done } von { $of } fertig …
portraits-busy = ⏳ Die Bild-KI ist ausgelastet. Ich versuche es in { $seconds ->
        [one] { $seconds } Sekunde
       *[other] { $seconds } Sekunden
    } wieder; du musst nichts tun.
portraits-done = ✅ { $done } von { $of } Porträts sind fertig.

portraits-select =
    <b>Wähl dein Referenzbild.</b> Wähl EIN Bild; es wird das feste Referenzbild dieses Modells für alle künftigen Bilder.
    📌 Nimm das mit dem klarsten Gesicht, gutem Licht und der größten Ähnlichkeit.
portraits-scores = Ähnlichkeit <b>{ $scores }</b>
portraits-nearest = Porträt { $n } kommt deinen Fotos am nächsten.
portraits-automatic = Automatisch geschätzt, 0 bis 100.
portraits-not-measured = Ähnlichkeit nicht gemessen.
portraits-missing = { $count ->
        [one] Porträt { $numbers } hat nicht geklappt. Es hat dich nichts gekostet; der Knopf holt es nach.
       *[other] Porträt { $numbers } haben nicht geklappt. Sie haben dich nichts gekostet; der Knopf holt sie nach.
    }
portraits-confirm = Auswahl bestätigen
portraits-new-three = Drei neue
portraits-more = Mehr wie …
portraits-more-like = Mehr wie { $n }
portraits-draw-missing = { $numbers } nachholen
portraits-show = Porträts zeigen
portraits-choose-again = Andere Referenz
portraits-mark-first = Tipp zuerst auf eine Nummer, dann bestätige.
portraits-mark-first-more = Tipp zuerst auf eine Nummer: Dann mache ich mehr, die so aussehen.
portraits-relock = Wähl ein anderes Referenzbild für dieses Modell. Das jetzige bleibt, bis du bestätigst.

portraits-chosen = Porträt { $n } ist dein festes Referenzbild.
portraits-locked = 🔒 <b>Festgelegt.</b> Porträt { $n } ist jetzt das Gesicht in jedem Bild.
portraits-locked-likeness = Ähnlichkeit mit deinen Fotos: { $score }/100.
portraits-locked-low = ⚠ Das ist wenig: Jede Szene wird dieses Gesicht zeigen. Mit /models kannst du ein anderes wählen.
