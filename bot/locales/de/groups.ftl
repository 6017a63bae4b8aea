# Gruppen und Inline-Modus.

groups-private = { $name }, lass uns erst unter vier Augen reden: Ich mache nur Bilder von Leuten, die zugestimmt haben.
groups-personal = Das bleibt unter uns. Lass uns im privaten Chat weitermachen.
groups-not-ready = Dein Gesicht ist noch nicht fertig. Lass uns das im privaten Chat zu Ende bringen, dann mache ich auch hier Bilder von dir.
groups-no-photos = In Gruppen sehe ich mir keine Fotos an, damit von niemandem ungefragt Bilder entstehen. Schick es mir im privaten Chat.
groups-anonymous = Du schreibst als Gruppe, da weiß ich nicht, wessen Gesicht ich nehmen soll. Schreib unter deinem eigenen Namen und frag mich noch einmal.
groups-what-scene = Was soll auf dem Bild sein? Zum Beispiel: <code>/scene in einem kleinen Café, draußen Regen</code>
groups-help =
    Hier mache ich Bilder für alle, die darum bitten, mit ihrem eigenen Gesicht:

    • <code>/scene@{ $bot } am Strand bei Sonnenuntergang</code>, oder erwähne mich: <code>@{ $bot } am Strand</code>
    • Antworte auf ein Bild von dir, um es zu ändern.
    • /scene als Antwort auf das Bild von jemand anderem macht dieselbe Szene mit deinem Gesicht.
    • /gallery zeigt deine neuesten Bilder.

    Die Knöpfe unter deinen Bildern kannst nur du benutzen. Fotos, Modelle und Einstellungen bleiben im privaten Chat.
groups-whose-buttons = Das sind die Knöpfe von { $name }.
groups-somebodys-buttons = Diese Knöpfe gehören jemand anderem.
groups-addressed = { $name }, { $text }
groups-open-private = Zum privaten Chat
groups-command =
    .scene = Zeichne mich in einer Szene
    .gallery = Meine neuesten Bilder
    .help = Was ich in dieser Gruppe mache
groups-no-pictures = Noch keine Bilder: mach welche mit mir
groups-meet-first = Lass uns erst reden
groups-inline-caption = KI-generiert mit Keepface
