# Wem die Daten gehören: Einwilligung, /privacy, /export und /delete.

privacy-consent =
    <b>Willkommen bei Keepface.</b> Drei Fotos hinein, ein Gesicht fest, und aus jedem Text wird ein Bild mit diesem Gesicht.

    Bevor du Fotos schickst, stimm bitte zu:
    • Ich bin 18 oder älter.
    • Auf den Fotos bin ich selbst oder eine erwachsene Person, die es mir erlaubt hat: Das erkläre ich mit jedem Modell.
    • { $offline ->
        [yes] Das ist das Offline-Studio: Deine Fotos bleiben auf dem Rechner des Bots, dort entstehen die Vorschauen. Mehr dazu unter /privacy.
       *[no] OpenAI beschreibt das Gesicht und macht aus Sprachnachrichten Text, Google erstellt die Bilder; beide führen Protokolle gegen Missbrauch (30 und 55 Tage). Mehr dazu unter /privacy.
    }
    • Ich kann das jederzeit widerrufen, eine Kopie bekommen und alles löschen: /privacy.
privacy-agree = Ich stimme zu und bin 18+
privacy-agreed =
    Danke.

    { beginning-send-photos }

privacy-yours =
    <b>Deine Fotos und Bilder</b>

    • Orts- und Kameradaten werden entfernt, wenn ein Foto ankommt. Fotos, Porträts und Bilder liegen verschlüsselt auf dem Server dessen, der diesen Bot betreibt, oder in dessen privatem Speicher bei Supabase, um deine Szenen zu erstellen. { $days ->
        [0] Alles bleibt, bis du es löschst.
        [one] Szenen werden { $days } Tag nach ihrer Entstehung gelöscht; Fotos, Porträts und das feste Referenzbild bleiben, solange es ihr Modell gibt.
       *[other] Szenen werden { $days } Tage nach ihrer Entstehung gelöscht; Fotos, Porträts und das feste Referenzbild bleiben, solange es ihr Modell gibt.
    }
    { $offline ->
        [yes] • Das Offline-Studio ist an: Deine Fotos gehen an niemanden, und die Vorschauen entstehen ohne KI auf diesem Rechner.
       *[no]
            • Deine Fotos gehen an OpenAI (um das Gesicht zu beschreiben, mit abgeschalteter Speicherung; OpenAI führt 30 Tage lang Protokolle gegen Missbrauch) und an Google (um Bilder zu erstellen; Google führt 55 Tage lang Protokolle gegen Missbrauch).
            • Eine Sprachnachricht geht an OpenAI und wird dort zu Text. Der Ton wird nicht behalten; der Text bleibt bei seiner Szene, als hättest du ihn geschrieben.
            • Jedes Bild ist von KI erzeugt; seine Datei sagt das Maschinen, und Google fügt sein unsichtbares SynthID-Zeichen hinzu.
    }
    • Was an einem Gesicht gemessen wird, bleibt nur im Arbeitsspeicher; gespeichert werden Punktzahlen.
    • Nimm nur Fotos von dir selbst oder von einer erwachsenen Person, die es dir erlaubt hat.
    • /export schickt dir eine Kopie von allem. /delete löscht ein Modell oder alles: Bilder, Texte und Einträge, sofort. Was bleibt, ist, wann wie viel ausgegeben wurde, ohne Text und Bild; nach „alles“ auch ohne dich.
privacy-revoke = Einwilligung widerrufen
privacy-revoked = Deine Einwilligung ist widerrufen. Von dir wird nichts mehr erstellt und nichts mehr an irgendwen geschickt. Was gespeichert ist, bleibt ungenutzt, bis du es mit /delete löschst; /export gibt dir eine Kopie. Wenn du weitermachen willst, schreib einfach wieder und stimm zu.
privacy-nothing-agreed = Von dir gilt keine Einwilligung, also wird nichts verarbeitet. /delete löscht, was gespeichert ist.

privacy-export = Kopie
privacy-export-begun = Ich packe alles ein, was von dir gespeichert ist. Es kommt hier als eine oder mehrere ZIP-Dateien an.
privacy-export-under-way = Deine Kopie ist schon unterwegs, oder es gibt nichts von dir.
privacy-export-failed = Deine Kopie wurde nicht fertig. Versuch bitte noch einmal /export; wenn es dabei bleibt, schreib dem Besitzer.
privacy-export-part = Teil { $part }
privacy-exported = Das ist alles: { privacy-pictures } in { $files ->
        [one] { $files } Datei
       *[other] { $files } Dateien
    }; <code>data.json</code> in der ersten enthält den Rest. Die Dateien sind nicht verschlüsselt: Bewahr sie sicher auf.
privacy-exported-with-gaps = Das ist alles: { privacy-pictures } in { $files ->
        [one] { $files } Datei
       *[other] { $files } Dateien
    }; <code>data.json</code> in der ersten enthält den Rest. { $unreadable ->
        [one] { $unreadable } Bild war nicht lesbar
       *[other] { $unreadable } Bilder waren nicht lesbar
    }; eine Liste liegt bei. Die Dateien sind nicht verschlüsselt: Bewahr sie sicher auf.

privacy-erase = Löschen …
privacy-erase-everything = Alles
privacy-erase-model = { $name } und alle Bilder davon
privacy-yes-erase = Ja, endgültig löschen
privacy-keep = Behalten
privacy-kept = Es wurde nichts gelöscht.
privacy-nothing-to-erase = Hier gibt es nichts von dir zu löschen.
privacy-what-to-erase = <b>Was soll gelöscht werden?</b> Ich frage noch einmal nach, bevor etwas verschwindet.
privacy-sure = Das löscht { $everything ->
        [yes] alles von dir
       *[no] <b>{ $name }</b>
    }:
privacy-sure-models = • { privacy-models }: { $names }
privacy-sure-pictures = • { privacy-photos }, { privacy-pictures } und alle Porträts darunter
privacy-sure-scenes = • { privacy-scenes } mit den Texten, die Beschreibung des Gesichts, Referenzbilder und Ähnlichkeit
privacy-sure-under-way = • { privacy-pictures } in Arbeit: Davon kommt nichts mehr an
privacy-sure-account = • deine Einwilligung und dein Konto hier: Wo der Besitzer Leute hereinlässt, musst du wieder hereingelassen werden
privacy-sure-end = <b>Das lässt sich nicht rückgängig machen.</b> Die Nachrichten in diesem Chat löschst du selbst in Telegram.
privacy-older = Von einem Modell aus dem älteren Websystem verschwinden nur unsere Kopien; seine eigenen Fotos löscht jenes System.
privacy-being-erased = Hier ist es weg, und die Dateien werden gerade gelöscht. Die Bestätigung folgt. Nummer { $number }.
privacy-erasing-takes-longer = Der Bildspeicher antwortet gerade nicht, darum dauert Löschung { $number } länger. Sie geht von selbst weiter, bis nichts mehr da ist; dann bekommst du die Bestätigung.
privacy-receipt = ✅ <b>Gelöscht.</b> { privacy-models }, { privacy-photos }, { privacy-pictures }, { privacy-scenes }, mit allen Texten und Beschreibungen. Ich habe danach noch einmal nachgesehen: Es ist nichts mehr da.
privacy-receipt-stays = Was bleibt, ist, wann wie viel ausgegeben wurde, { $everything ->
        [yes] ohne dich
       *[no] ohne das Modell
    }.
privacy-receipt-times = Verlangt { $asked } UTC, erledigt { $done } UTC, Nummer <code>{ $number }</code>.

privacy-models = { $models ->
        [one] { $models } Modell
       *[other] { $models } Modelle
    }
privacy-photos = { $photos ->
        [one] { $photos } Foto
       *[other] { $photos } Fotos
    }
privacy-pictures = { $pictures ->
        [one] { $pictures } Bild
       *[other] { $pictures } Bilder
    }
privacy-scenes = { $scenes ->
        [one] { $scenes } Szene
       *[other] { $scenes } Szenen
    }
