# Die Karten der Modelle, ihre Liste, die Porträtreihen, frühere feste Referenzbilder und alle Bilder als Dateien.

models-use = Dieses nehmen
models-list-button = ☰ Liste
models-lock-history = Frühere Referenzen
models-gallery = Galerie
models-delete = Löschen …
models-name-it = ✎ Namen geben
models-older-set = ◀ Ältere Reihe
models-newer-set = Neuere Reihe ▶
models-lock-again = Wieder dieses nehmen
models-undo-lock = ↶ Zurück zum vorigen
models-to-card = ◀ Modell
models-months = Monate
models-download = ⬇ Alle laden

models-card-active = { $name } · ✓ aktiv
models-no-pictures = noch keine Bilder
models-kept = { $kept } gemerkt
models-place = Modell { $place } von { $of }
models-photos = { $have } von { $of } Fotos
models-stage =
    .drawing = Porträts entstehen gerade
    .drawing-locked = 🔒 Gesicht festgelegt, neue Porträts entstehen gerade
    .choosing = wartet auf deine Wahl
    .choosing-locked = 🔒 Gesicht festgelegt, du kannst ein anderes wählen
    .unlocked = kein festes Referenzbild: das erste Foto dient
    .locked = 🔒 Gesicht festgelegt
models-choose-next = „{ portraits-show }“ bringt sie noch einmal: markier eins und bestätige es.
models-list = <b>Deine Modelle</b> ({ $models }). Tipp auf eins, um es zu sehen.
models-list-page = <b>Deine Modelle</b> ({ $models }), Seite { $page } von { $pages }. Tipp auf eins, um es zu sehen.
models-ask-first-name = Wie heißt diese Person? Antworte auf diese Nachricht mit einem Namen oder tipp auf den Knopf. Oder mach einfach weiter: <b>{ $name }</b> tut es auch.

models-set = <i>Reihe { $place } von { $of }. Jedes Porträt jeder Reihe kann gewählt werden.</i>
models-newest-set = <i>Reihe { $place } von { $of }, die neueste. Jedes Porträt jeder Reihe kann gewählt werden.</i>

models-lock = { $name }: Referenz { $place } von { $of }
models-lock-origin = Porträt { $n } aus Reihe { $set }
models-lock-present = 🔒 Die jetzige
models-lock-present-since = 🔒 Die jetzige, seit { $when }
models-lock-former = Zuletzt festgelegt: { $when }
models-lock-only = Bisher ist es die einzige. „{ portraits-choose-again }“ auf der Karte des Modells fügt weitere hinzu.
models-no-other-lock = Dieses Modell hatte bisher kein anderes festes Referenzbild.

models-unreadable = Nicht lesbar und darum weggelassen: { $pictures }.
models-which-month = Die Monate, in denen { $name } Bilder bekam (UTC). Tipp auf einen, um dorthin zu springen.
models-which-month-kept = Die Monate, in denen { $name } gemerkte Bilder bekam (UTC). Tipp auf einen, um dorthin zu springen.

models-packing = Ich packe { privacy-pictures } von { $name }. Alles kommt hier in einer oder mehreren ZIP-Dateien an; du kannst inzwischen weitermachen.
models-packing-kept = Ich packe, was du von { $name } gemerkt hast: { privacy-pictures }. Alles kommt hier in einer oder mehreren ZIP-Dateien an; du kannst inzwischen weitermachen.
models-packing-already = Die Bilder von { $name } werden schon gepackt. Sie kommen gleich hier an.
models-packed = Das ist alles: { privacy-pictures } von { $name } in { $files ->
        [one] { $files } Datei
       *[other] { $files } Dateien
    }, nach Datum und Nummer benannt. Die Dateien sind nicht verschlüsselt: Bewahr sie sicher auf.
models-packed-with-gaps = Nicht lesbar: { $unreadable }; eine Liste steht in <code>could-not-be-read.txt</code>.
models-packing-failed = Die Bilder von { $name } ließen sich nicht packen. Versuch „{ models-download }“ in /gallery bitte noch einmal; klappt es weiter nicht, schreib dem Betreiber.
