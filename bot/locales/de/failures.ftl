# Was schiefging, und was zu tun ist.

failures-apology = Entschuldige, bei mir ist etwas schiefgegangen. Versuch es bitte noch einmal; wer den Bot betreibt, kann sehen, warum.
failures-why =
    .no_engine = Die Bild-KI antwortet gerade nicht. Es hat dich nichts gekostet; versuch es bitte später noch einmal.
    .operator = Der Bilddienst ist außer Betrieb; nur der Besitzer dieses Bots kann das beheben. Es hat dich nichts gekostet.
    .unknown = Die Bild-KI hat zweimal nicht rechtzeitig geantwortet. Ich habe aufgehört, damit du nicht immer wieder zahlst.
    .cap_paused = Wer diesen Bot betreibt, hat das Erstellen gerade angehalten. Es wurde nichts berechnet, und der Knopf unten behält deinen Wunsch: Tipp später darauf.
    .reference_missing = Ich konnte das Referenzbild nicht lesen, also habe ich nichts erstellt und nichts berechnet. Leg das Modell bitte mit /new neu an.
    .refused_input = Die Bild-KI hat diese Bilder oder Worte nicht angenommen. Versuch es bitte mit anderen Fotos oder einer anderen Szene.
    .refused_safety = Der Sicherheitsfilter der Bild-KI hat dieses Bild gestoppt, auch in milderen Worten. Versuch bitte eine andere Szene.
    .refused_policy = Das erstellt die Bild-KI nicht. Versuch bitte eine andere Szene; diese hat dich nichts gekostet.
    .refused_words = Die Bild-KI hat mit Worten statt mit einem Bild geantwortet:
    .refused_other = Die Bild-KI hat kein Bild geliefert. Oft liegt es an echten Namen in der Szene; versuch es bitte ohne.
    .refused_recitation = Der Bild-KI war das zu nah an einem bekannten Bild. Beschreib es bitte in deinen eigenen Worten.
    .refused_rubbish = Die Antwort der Bild-KI war nicht lesbar. Es hat dich nichts gekostet; versuch es bitte noch einmal.
    .surprise = { failures-apology }
failures-cap-pictures = Deine Bilder für heute sind aufgebraucht ({ $limit } am Tag). Von vorn geht es los um { $renewal }.
failures-cap-budget = Das Budget für heute ist aufgebraucht. Von vorn geht es los um { $renewal }.
failures-cap-own-budget = Dein Anteil am Budget für heute ist aufgebraucht (${ $limit } am Tag). Von vorn geht es los um { $renewal }.
failures-renewal-minutes = 00:00 UTC, in etwa { $minutes } min
failures-renewal-hours = 00:00 UTC, in etwa { $hours ->
        [one] { $hours } Stunde
       *[other] { $hours } Stunden
    }

failures-not-a-photo = Diese Datei ist kein Bild, das ich lesen kann. Schick bitte JPEG, PNG, WEBP, HEIC oder AVIF.
failures-damaged-photo = Dieses Bild ist beschädigt oder unvollständig. Schick es bitte noch einmal, oder ein anderes.
failures-too-many-pixels = Dieses Bild ist zu groß ({ $width } × { $height } Pixel). Schick bitte eins mit höchstens { $megapixels } Megapixeln.
failures-too-small = Dieses Bild ist zu klein ({ $width } × { $height } Pixel): Für ein klares Gesicht braucht jede Seite mindestens { $side } Pixel.
failures-too-many-bytes = Diese Datei ist zu groß. Schick bitte höchstens { $megabytes } MB.
failures-same-photo = Das ist dasselbe Bild wie Foto { $place }. Schick bitte ein anderes.
failures-photos-complete = Dieses Modell hat schon seine drei Fotos, darum habe ich dieses weggelassen. Für eine andere Person schick erst /new und dann die Fotos. Ist ein Gesicht festgelegt, leiht ein Foto mit Text einer Szene seine Pose und seinen Ort.

failures-photos-first =
    Erst die Fotos, dann wird jeder Text zu einem Bild.

    { beginning-send-photos }
failures-photos-missing = Erst die Fotos: Ich habe { $have } von { $of }. Dann wird jeder Text zu einem Bild.
failures-still-drawing = Deine Porträts entstehen noch. Leg eins fest, wenn sie da sind; dann ist jeder Text eine Szene.
failures-not-locked = Leg erst ein Gesicht fest: Markiere oben ein Porträt und bestätige es. Dann ist jeder Text eine Szene.
failures-scene-too-long = Diese Szene hat { $length } Zeichen; mehr als { $most } gehen nicht. Kürz sie bitte.
failures-too-many-waiting = { $most ->
        [one] Es wartet schon { $most } Szene. Schick diese bitte noch einmal, wenn sie da ist.
       *[other] Es warten schon { $most } Szenen. Schick diese bitte noch einmal, wenn ein paar da sind.
    }
failures-stale = Dieser Knopf gilt nicht mehr. /models zeigt deine Modelle, /start sagt, wo du stehst.
failures-model-gone = Dieser Knopf gilt nicht mehr. Das Modell gibt es hier nicht mehr; die Liste zeigt die anderen.
failures-name-taken = Ein anderes deiner Modelle heißt schon so. Antworte auf meine Frage mit einem anderen Namen.
failures-no-candidates = Dieses Modell stammt aus dem älteren Websystem und hat keine Porträts zur Auswahl. Sein jetziges Referenzbild bleibt; /new legt ein Modell mit eigenen Porträts an.
failures-away = Einen Moment bitte: Ich hole auf und antworte, sobald ich kann.
