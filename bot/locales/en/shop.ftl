# Packs of pictures for Telegram Stars; said only where they are sold.

shop-command =
    .buy = Buy pictures with Telegram Stars
    .paysupport = Your payments, and help with them
shop-help = /buy has pictures beyond the free ones of the day, for Telegram Stars · /paysupport helps with payments and gives unused packs back.

shop-pictures = { $pictures ->
        [one] { $pictures } picture
       *[other] { $pictures } pictures
    }
shop-left = { $free ->
        [0] Today's free ones are used up.
        [one] { $free } picture of today is free.
       *[other] { $free } pictures of today are free.
    } { $pictures ->
        [0] None is paid for: /buy has more.
       *[other] { shop-pictures } paid for.
    }
shop-offer =
    <b>Pictures for Telegram Stars</b>
    { $left }

    A picture beyond the free ones of the day takes one of a pack. It counts when it arrives: one that fails or is refused costs nothing, and a second try for likeness is free. Packs do not run out with time.
    Questions about a payment: /paysupport. A pack that you have not drawn from goes back within { $days } days.
shop-owner-needs-none = As the owner you need no packs: only the budget of the day holds for you. This is what your users see:
shop-pack = { shop-pictures } · { $stars } ⭐
# At most 32 characters.
shop-title = { shop-pictures }
# At most 255 characters.
shop-description = { shop-pictures } beyond the free ones of the day, drawn by AI with your locked face. Each counts when it arrives; they do not run out with time.
shop-used-up = Your free pictures of today are used up ({ $limit } a day). They begin anew at { $renewal }. With a pack you can go on at once: /buy.

# Instead of taking stars. Plain text.
shop-unpayable =
    .unknown = This invoice is not yours or no longer known. Please send /buy for a new one. Nothing was charged.
    .paid = This invoice is paid already. /buy has a new one. Nothing was charged this time.
    .over = This invoice is too old. Please send /buy for a new one. Nothing was charged.
    .paused = Drawing is stopped at the moment, so please do not pay now. Nothing was charged; try again later.
    .shut_out = You cannot use this bot at the moment, so it takes no stars from you. Nothing was charged.
    .not_agreed = Please agree to the terms first: write anything to the bot. Nothing was charged.
    .away = The bot is catching up. Please pay again in a minute. Nothing was charged.

shop-credited = ✅ <b>Thank you!</b> { $stars } ⭐ have arrived. You have { shop-pictures } paid for now; each counts when it arrives. Just type a scene.
shop-returned = Your { $stars } ⭐ have arrived, but I cannot draw for them: the order is no longer there, or you cannot use this bot. So they go back to you by themselves; I tell you when they are there.

# Payments and refunds.
shop-support =
    <b>Help with payments</b>
    Write to { $who } and name the payment by its id. Telegram's own support cannot help with payments to a bot.
shop-whoever = the person who runs this bot
shop-your-payments = Your last payments:
shop-no-payments = There is no payment of yours here.
shop-may-go-back = { $may ->
        [yes] A pack that you have not drawn from goes back within { $days } days, by its button.
       *[no] None of them can go back by itself: that takes an unused pack, within { $days } days.
    }
shop-state =
    .refunding = on its way back
    .refunded = given back
shop-erased = erased user
shop-refund-button = Give №{ $number } back · { $stars } ⭐
shop-refund-begun = { $done ->
        [yes] Payment №{ $number } is given back already.
       *[no] Payment №{ $number } is on its way back. I tell you when the stars are there.
    }
shop-late = That was more than { $days } days ago, so it does not go back by itself. /paysupport says whom to ask.
shop-spent = You have drawn from that pack already, so it does not go back by itself. /paysupport says whom to ask.
shop-back = ↩ { $stars } ⭐ are back in your account; the pictures of that pack are taken out.
shop-back-unknown = ↩ Your stars are back in your account.
shop-stay = Telegram did not let me give payment №{ $number } back. Its pictures are yours again; please write to the person who runs this bot: /paysupport.

# The owner.
shop-page-button = Stars
shop-page =
    <b>Telegram Stars</b>
    Kept: <b>{ $kept } ⭐</b> · given back: { $back } ⭐
shop-none = No payment yet.
shop-page-refund = Any other payment: <code>/refund ID</code>; of somebody who erased everything: <code>/refund ID USER</code>.
shop-owner-refund-button = Refund №{ $number } …
shop-sure = { $whole ->
        [yes] Refund this payment? Its pictures go.
       *[no] Refund this payment? Some of its pictures are drawn already, or it is old; what is left of them goes.
    }
shop-yes-refund = Yes, give { $stars } ⭐ back
shop-how-to-refund = Write the payment's id behind it: <code>/refund ID</code>. /admin has the last payments, with buttons.
shop-no-such-payment = I know no such payment. If its payer has erased everything here, write the payer's Telegram id behind it: <code>/refund ID USER</code>.
shop-whose-payment = Its payer has erased everything here. Write the payer's Telegram id behind it: <code>/refund ID USER</code>.
shop-refund-refused = ⚠️ Telegram refused to refund payment №{ $number }. Its pictures are credited again; it is in /admin.

# Whose data it is.
shop-privacy = • Payments: date, stars, pictures and Telegram's id of each are kept for the books, also after “everything”, then without you. Telegram handles the payment itself.
shop-credits-lost = ⚠️ <b>{ $pictures ->
        [one] You have { $pictures } picture paid for and not drawn: it is lost.
       *[other] You have { $pictures } pictures paid for and not drawn: they are lost.
    }</b> /paysupport gives unused packs back before.
shop-stays = { $payments ->
        [one] { $payments } payment
       *[other] { $payments } payments
    }: date, stars and id stay in the books, without you.
