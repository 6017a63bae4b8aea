# Sprachnachrichten.

voice-heard = 🎤 „{ $words }“
voice-cannot-listen = Sprachnachrichten kann ich hier nicht anhören. Schreib die Szene bitte: Jede Sprache ist recht.
voice-too-long = Diese Sprachnachricht ist länger als { $minutes ->
        [one] { $minutes } Minute
       *[other] { $minutes } Minuten
    }. Beschreib die Szene bitte mit weniger Worten; oft genügt ein Satz.
voice-not-a-sound = Diese Art Tondatei kann ich nicht abspielen. Nimm bitte eine Sprachnachricht auf, oder schreib die Szene.
voice-nothing-heard = Ich habe darin keine Worte verstanden. Sag es bitte noch einmal, etwas näher am Mikrofon, oder schreib es.
voice-not-heard = Ich kann gerade nicht zuhören. Schreib die Szene bitte, oder sag sie später noch einmal. Es hat dich nichts gekostet.
voice-used-up = Mehr Sprachnachrichten gehen heute nicht ({ $limit }). Schreib bitte, bis es wieder losgeht: { $renewal }.
