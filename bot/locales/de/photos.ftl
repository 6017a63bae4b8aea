# Die drei Fotos: angekommen, beraten, angezweifelt, zurückgenommen.

photos-taken = Foto { $have } von { $of } ✓ { photos-more }
photos-here = Foto { $have } von { $of } ist da. { photos-more }
photos-more = { $left ->
        [0] Alle drei sind da.
        [one] Noch eins, bitte.
       *[other] Noch { $left }, bitte.
    }
photos-may-keep = Du kannst es behalten, oder es zurücknehmen und ein besseres schicken.
photos-advice =
    .no_face = Ich sehe darauf kein Gesicht. Am besten eignet sich ein Foto mit dem ganzen Gesicht, aufrecht und gut beleuchtet.
    .several = Darauf ist mehr als ein Gesicht. Am besten ist ein Foto ohne andere, oder ein Ausschnitt nur mit dieser Person.
    .small = Das Gesicht ist klein. Ein näheres Foto wird ähnlicher.
    .covered = Ein Teil des Gesichts scheint verdeckt, von Sonnenbrille, Maske oder Hand. Ein freies Gesicht eignet sich besser.
    .turned = Das Gesicht ist weit weggedreht. Eine solche Ansicht ist gut, wenn die anderen Fotos in die Kamera schauen.
    .blurred = Das Gesicht ist unscharf. Ein schärferes Foto wird ähnlicher.
    .soft = Das Gesicht ist etwas unscharf. Ein schärferes Foto würde helfen.
    .dark = Das Gesicht ist sehr dunkel. Mehr Licht würde helfen.
    .glaring = Das Gesicht ist sehr hell. Weicheres Licht würde helfen.
photos-take-back = ✕ Dieses Foto zurücknehmen
photos-dropped = Zurückgenommen. { $have } von { $of } Fotos sind da; schick noch { $left }.
photos-replace = Foto { $place } ersetzen

photos-doubt-no-face = 🤔 Ich sehe auf keinem der drei Fotos ein Gesicht, also gibt es nichts, was ich festhalten könnte. Ersetz bitte mindestens eins: ein ganzes Gesicht, aufrecht, in gutem Licht. Es wurde nichts berechnet.
photos-doubt-all-differ = 🤔 Die Gesichter auf diesen Fotos sehen für mich nicht nach einer Person aus. Ersetz bitte die, auf denen jemand anderes ist, oder sag mir, dass es dieselbe Person ist: Haare, Alter und Licht können mich täuschen. Es wurde noch nichts berechnet.
photos-doubt-stranger = 🤔 Foto { $stranger } sieht für mich nach jemand anderem aus. Ersetz es, oder sag mir, dass es dieselbe Person ist: Haare, Alter und Licht können mich täuschen. Es wurde noch nichts berechnet.
photos-doubt-stranger-of-three = 🤔 Foto { $stranger } sieht für mich nach jemand anderem aus. Foto { $agreeing } passen zusammen. Ersetz es, oder sag mir, dass es dieselbe Person ist: Haare, Alter und Licht können mich täuschen. Es wurde noch nichts berechnet.
photos-it-is-the-same = Es ist dieselbe Person
photos-same-person = Danke: Ich glaube dir. Die Porträts sind in Arbeit.
photos-question-open = Zu deinen Fotos ist noch eine Frage offen. /start zeigt sie noch einmal.
