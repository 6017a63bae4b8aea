# Packs of pictures for Telegram Stars; said only where they are sold.

shop-command =
    .buy = Bilder mit Telegram Stars kaufen
    .paysupport = Deine Zahlungen, und Hilfe dazu
shop-help = /buy hat Bilder über die kostenlosen des Tages hinaus, für Telegram Stars · /paysupport hilft bei Zahlungen und gibt unbenutzte Pakete zurück.

shop-pictures = { $pictures ->
        [one] { $pictures } Bild
       *[other] { $pictures } Bilder
    }
shop-left = { $free ->
        [0] Die kostenlosen von heute sind aufgebraucht.
        [one] { $free } Bild ist heute noch kostenlos.
       *[other] { $free } Bilder sind heute noch kostenlos.
    } { $pictures ->
        [0] Bezahlt ist keins: /buy hat mehr.
       *[other] Bezahlt: { shop-pictures }.
    }
shop-offer =
    <b>Bilder für Telegram Stars</b>
    { $left }

    Ein Bild über die kostenlosen des Tages hinaus nimmt eins aus einem Paket. Es zählt, wenn es ankommt: Was misslingt oder abgelehnt wird, kostet nichts, und ein zweiter Versuch für die Ähnlichkeit ist frei. Pakete verfallen nicht.
    Fragen zu einer Zahlung: /paysupport. Ein Paket, aus dem du nichts genommen hast, geht innerhalb von { $days } Tagen zurück.
shop-owner-needs-none = Als Besitzer brauchst du keine Pakete: Für dich gilt nur das Budget des Tages. Das sehen deine Nutzer:
shop-pack = { shop-pictures } · { $stars } ⭐
# At most 32 characters.
shop-title = { shop-pictures }
# At most 255 characters.
shop-description = { shop-pictures } über die kostenlosen des Tages hinaus, von KI erzeugt mit deinem festen Gesicht. Jedes zählt, wenn es ankommt; sie verfallen nicht.
shop-used-up = Deine kostenlosen Bilder von heute sind aufgebraucht ({ $limit } am Tag). Neu gezählt wird ab { $renewal }. Mit einem Paket geht es sofort weiter: /buy.

# Instead of taking stars. Plain text.
shop-unpayable =
    .unknown = Diese Rechnung ist nicht deine oder nicht mehr bekannt. Bitte schick /buy für eine neue. Es wurde nichts abgebucht.
    .paid = Diese Rechnung ist schon bezahlt. /buy hat eine neue. Diesmal wurde nichts abgebucht.
    .over = Diese Rechnung ist zu alt. Bitte schick /buy für eine neue. Es wurde nichts abgebucht.
    .paused = Gerade entstehen keine Bilder, also bezahl bitte jetzt nicht. Es wurde nichts abgebucht; versuch es später noch einmal.
    .shut_out = Du kannst diesen Bot gerade nicht benutzen, also nimmt er keine Stars von dir. Es wurde nichts abgebucht.
    .not_agreed = Bitte stimm zuerst den Bedingungen zu: Schreib dem Bot irgendetwas. Es wurde nichts abgebucht.
    .away = Der Bot kommt gerade nicht nach. Bitte bezahl in einer Minute noch einmal. Es wurde nichts abgebucht.

shop-credited = ✅ <b>Danke!</b> { $stars } ⭐ sind da. Bezahlt hast du jetzt { shop-pictures }; jedes zählt, wenn es ankommt. Schreib einfach eine Szene.
shop-returned = Deine { $stars } ⭐ sind da, aber ich kann dafür keine Bilder machen: Die Bestellung gibt es nicht mehr, oder du kannst diesen Bot nicht benutzen. Sie gehen also von selbst an dich zurück; ich sage dir, wenn sie da sind.

# Payments and refunds.
shop-support =
    <b>Hilfe bei Zahlungen</b>
    Schreib an { $who } und nenn die Zahlung mit ihrer Kennung. Telegrams eigener Support kann bei Zahlungen an einen Bot nicht helfen.
shop-whoever = die Person, die diesen Bot betreibt
shop-your-payments = Deine letzten Zahlungen:
shop-no-payments = Von dir ist hier keine Zahlung.
shop-may-go-back = { $may ->
        [yes] Ein Paket, aus dem du nichts genommen hast, geht innerhalb von { $days } Tagen über seinen Knopf zurück.
       *[no] Keine davon kann von selbst zurück: Dafür muss ein Paket unbenutzt und höchstens { $days } Tage alt sein.
    }
shop-state =
    .refunding = auf dem Rückweg
    .refunded = zurückgegeben
shop-erased = gelöschter Nutzer
shop-refund-button = №{ $number } zurückgeben · { $stars } ⭐
shop-refund-begun = { $done ->
        [yes] Zahlung №{ $number } ist schon zurückgegeben.
       *[no] Zahlung №{ $number } ist auf dem Rückweg. Ich sage dir, wenn die Stars da sind.
    }
shop-late = Das ist mehr als { $days } Tage her, also geht es nicht von selbst zurück. /paysupport sagt, wen du fragen kannst.
shop-spent = Aus diesem Paket hast du schon etwas genommen, also geht es nicht von selbst zurück. /paysupport sagt, wen du fragen kannst.
shop-back = ↩ { $stars } ⭐ sind wieder auf deinem Konto; die Bilder dieses Pakets sind abgezogen.
shop-back-unknown = ↩ Deine Stars sind wieder auf deinem Konto.
shop-stay = Telegram hat mich Zahlung №{ $number } nicht zurückgeben lassen. Ihre Bilder gehören wieder dir; bitte schreib der Person, die diesen Bot betreibt: /paysupport.

# The owner.
shop-page-button = Stars
shop-page =
    <b>Telegram Stars</b>
    Behalten: <b>{ $kept } ⭐</b> · zurückgegeben: { $back } ⭐
shop-none = Noch keine Zahlung.
shop-page-refund = Jede andere Zahlung: <code>/refund ID</code>; von jemandem, der alles gelöscht hat: <code>/refund ID USER</code>.
shop-owner-refund-button = №{ $number } erstatten …
shop-sure = { $whole ->
        [yes] Diese Zahlung erstatten? Ihre Bilder gehen.
       *[no] Diese Zahlung erstatten? Ein Teil ihrer Bilder ist schon gemacht, oder sie ist alt; was davon übrig ist, geht.
    }
shop-yes-refund = Ja, { $stars } ⭐ zurückgeben
shop-how-to-refund = Schreib die Kennung der Zahlung dahinter: <code>/refund ID</code>. /admin hat die letzten Zahlungen, mit Knöpfen.
shop-no-such-payment = So eine Zahlung kenne ich nicht. Wenn hier alles von ihr gelöscht ist, schreib die Telegram-ID der Person dahinter, die bezahlt hat: <code>/refund ID USER</code>.
shop-whose-payment = Wer das bezahlt hat, hat hier alles gelöscht. Schreib die Telegram-ID dieser Person dahinter: <code>/refund ID USER</code>.
shop-refund-refused = ⚠️ Telegram hat sich geweigert, Zahlung №{ $number } zu erstatten. Ihre Bilder sind wieder gutgeschrieben; sie steht in /admin.

# Whose data it is.
shop-privacy = • Zahlungen: Datum, Stars, Bilder und Telegrams Kennung bleiben in den Büchern, auch nach „alles“, dann ohne dich. Die Zahlung selbst macht Telegram.
shop-credits-lost = ⚠️ <b>{ $pictures ->
        [one] Du hast noch { $pictures } bezahltes Bild, das noch nicht gemacht ist: Es ist verloren.
       *[other] Du hast noch { $pictures } bezahlte Bilder, die noch nicht gemacht sind: Sie sind verloren.
    }</b> /paysupport gibt unbenutzte Pakete vorher zurück.
shop-stays = { $payments ->
        [one] { $payments } Zahlung bleibt
       *[other] { $payments } Zahlungen bleiben
    } mit Datum, Stars und Kennung in den Büchern, ohne dich.
