# Ankommen: Befehle, erste Schritte, Fremde an der Tür. Angesprochen wird mit du.
#
# model: Modell · locked reference: festes Referenzbild · lock: festlegen · scene: Szene · portrait: Porträt ·
# likeness: Ähnlichkeit · draw: erstellen, entstehen · picture: Bild · photo: Foto · engine: Bild-KI (für die
# Besitzerin oder den Besitzer: Engine) · owner: Besitzer · photo with a caption: Foto mit Text

beginning-command =
    .new = Ein Modell anlegen: drei Fotos einer Person
    .models = Deine Modelle, und welches gerade aktiv ist
    .settings = Format, Anzahl, Bindung und Gesichtsprüfung
    .language = Die Sprache, die ich spreche
    .gallery = Die Bilder des aktiven Modells
    .ideas = Szenen zum Ausprobieren
    .usage = Bilder von heute: erstellt und übrig
    .cancel = Fotos oder Szenen zurücknehmen, die noch nicht begonnen haben
    .help = So funktioniert es
    .privacy = Wer deine Fotos sieht, und wie lange
    .export = Eine Kopie von allem, was von dir gespeichert ist
    .delete = Ein Modell löschen, oder alles
    .start = Anfangen, oder sehen, wo du stehst

beginning-send-photos =
    <b>Schick mir drei Fotos von einer Person.</b>
    Als Album, einzeln oder als Dateien (JPEG, PNG, WEBP, HEIC, AVIF). Am besten: ein klares Gesicht, gutes Licht, drei verschiedene Blickwinkel und sonst niemand im Bild.
beginning-now-type = Jetzt schreib einfach, was du möchtest: <i>im Café am Fenster</i>
beginning-help =
    <b>Ein festes Gesicht, in jeder Szene.</b>

    1. Schick drei Fotos von einer Person.
    2. Ich sehe sie mir an und mache drei Porträts. Du legst das fest, das am besten passt.
    3. Ab dann ist jeder Text eine Szene, mit genau diesem Gesicht: <i>im Café am Fenster</i>, <i>am Strand bei Sonnenuntergang, Leinenhemd</i>.

    Antworte auf ein Bild, um etwas daran zu ändern; ein Foto mit Text leiht der Szene seine Pose und seinen Ort. Eine Sprachnachricht ist so gut wie ein Text.

    /ideas hat Szenen zum Ausprobieren · /gallery zeigt, was du hast · /settings hat Format, Anzahl, Bindung und Gesichtsprüfung · /usage sagt, wie viele Bilder heute übrig sind · /new legt ein weiteres Modell an · /models zeigt und wechselt sie · /cancel nimmt zurück, was noch nicht begonnen hat · /privacy sagt, wer deine Fotos sieht · /export gibt dir eine Kopie von allem · /delete löscht es.
beginning-offline = <i>Das ist das Offline-Studio: Vorschauen aus deinen eigenen Fotos, ganz ohne KI. Mit echten Schlüsseln führen dieselben Schritte zu echten Bildern.</i>

beginning-has-photos = { $name } hat { $have } von { $of } Fotos. Schick { $left ->
        [one] noch eins
       *[other] noch { $left }
    }, oder /cancel.
beginning-drawing = Die Porträts von { $name } entstehen gerade. Sie sind gleich hier.
beginning-choosing = { $name } wartet auf deine Wahl: Markiere oben ein Porträt und bestätige es. /models zeigt sie noch einmal.
beginning-unlocked = { $name } ist aktiv. Es gibt kein festes Referenzbild, darum dient das erste Foto. { beginning-now-type }
beginning-locked = { $name } ist aktiv, das Gesicht ist festgelegt. { beginning-now-type }
beginning-cancelled = Zurückgenommen: { $what ->
        [photos] { beginning-cancelled-photos }
        [scenes] { beginning-cancelled-scenes }
       *[both] { beginning-cancelled-photos } und { beginning-cancelled-scenes }
    }. Es hat dich nichts gekostet.
beginning-cancelled-photos = { $photos ->
        [one] dein Foto ist weg
       *[other] deine { $photos } Fotos sind weg
    }
beginning-cancelled-scenes = { $scenes ->
        [one] { $scenes } Szene, die noch nicht begonnen hatte
       *[other] { $scenes } Szenen, die noch nicht begonnen hatten
    }
beginning-nothing-to-cancel = Es gibt nichts zurückzunehmen. Bilder, die gerade entstehen, kommen noch.

beginning-stranger = Dieser Bot ist privat. Deine Telegram-ID ist <code>{ $id }</code>: Gib sie der Person, die den Bot betreibt; sie kann dich hereinlassen. Falls du das bist: Schick /start mit dem Code, den der Bot beim Start ausgegeben hat.
beginning-shut-out = Wer diesen Bot betreibt, hat ihn für dich geschlossen. Hier wird nichts mehr für dich erstellt oder berechnet.
beginning-invited = Willkommen: Deine Einladung gilt.
beginning-no-invitation = Diese Einladung ist aufgebraucht oder abgelaufen. Bitte die Person, die sie dir gegeben hat, um eine neue.
beginning-let-in = Willkommen: Wer diesen Bot betreibt, hat dich hereingelassen. /start fängt an.
beginning-owner-now = 👑 Dieser Bot gehört jetzt dir. /admin öffnet deine Übersicht; nur du hast sie.

beginning-stray =
    .sticker = Ein schöner Sticker, aber ich brauche Fotos: drei von einer Person. Danach schreibst du einfach eine Szene.
    .video = Mit Videos kann ich nichts anfangen. Schick bitte Fotos: Am besten eignet sich ein Bild mit klarem Gesicht.
    .animation = Mit Animationen kann ich nichts anfangen. Schick bitte Fotos: Am besten eignet sich ein Bild mit klarem Gesicht.
    .other = Ich verstehe nur Fotos und Text. /help zeigt, wie es geht.
beginning-unknown-command = Diesen Befehl kenne ich nicht. /help zeigt, was ich kann.
