# /usage: Bilder von heute und vom Monat.

usage-left = { $left ->
        [0] <b>Für heute ist kein Bild mehr übrig.</b>
        [one] Du hast heute noch <b>{ $left } Bild</b>.
       *[other] Du hast heute noch <b>{ $left } Bilder</b>.
    }
usage-today = Heute erstellt: { $pictures }.
usage-renewal = Von vorn geht es los um { $renewal }.
usage-month = In diesem Monat: { $pictures ->
        [one] { $pictures } Bild
       *[other] { $pictures } Bilder
    }.
usage-cost = Das hat ungefähr { $own } gekostet, Fotostudium und Sprachnachrichten eingeschlossen; alle zusammen { $all }.
