# Die Modelle, ihre Bilder und Szenen zum Ausprobieren.

gallery-no-models =
    Du hast noch kein Modell.

    { beginning-send-photos }
gallery-model = Modell
gallery-new-model = + Neues Modell
gallery-rename = Umbenennen
gallery-settings = Einstellungen
gallery-ask-name = Wie soll { $name } heißen? Antworte auf diese Nachricht mit dem Namen.
gallery-renamed = Fertig: <b>{ $name }</b>. Wenn du mehrere Modelle hast, nimmt <i>@{ $word } am Strand</i> dieses, ohne zu wechseln.

gallery-page = { $name }: Bilder { $first } bis { $last } von { $total }, die neuesten zuerst. { $days }
gallery-page-kept = { $name }: gemerkte Bilder { $first } bis { $last } von { $total }, die neuesten zuerst. { $days }
gallery-empty = { $name } hat noch keine Bilder. { beginning-now-type }
gallery-empty-kept = { $name } hat noch keine gemerkten Bilder: ☆ unter einem Bild merkt es.
gallery-stars-only = Nur ★
gallery-all-pictures = Alle Bilder

gallery-ideas = Szenen zum Ausprobieren mit { $name }. Ein Tipp genügt; oder schreib eine eigene, in jeder Sprache.
gallery-ideas-own = Für { $name } gemacht, nach Nummer:
gallery-idea =
    .portrait = Porträt
    .street = Straße
    .beach = Strand
    .office = Büro
    .evening = Abend
    .mountains = Berge
    .cafe = Café
    .concert = Konzert
gallery-scene =
    .portrait = ein ruhiges Studioporträt, weiches Seitenlicht, schlichter grauer Hintergrund, Blick in die Kamera
    .street = zu Fuß in einer engen Altstadtgasse, ungestellt, goldenes Abendlicht
    .beach = am Strand bei Sonnenuntergang, Leinenhemd, Wind in den Haaren
    .office = am Schreibtisch in einem hellen, modernen Büro, lässig-elegant, aufgeklappter Laptop, Morgenlicht
    .evening = abends an einem festlich gedeckten Tisch, Kerzenlicht, dunkle Kleidung
    .mountains = auf einem Bergpfad mit kleinem Rucksack, weites Tal im Hintergrund, klarer Morgen
    .cafe = in einem kleinen Café am Fenster mit einer Tasse Kaffee, draußen Regen
    .concert = in der Menge bei einem Freiluftkonzert in der Nacht, Bühnenlicht im Hintergrund
