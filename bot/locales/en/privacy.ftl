# Whose data it is: consent, /privacy, /export and /delete.

privacy-consent =
    <b>Welcome to Keepface.</b> Three photos in, one face locked, and every text becomes a picture of that face.

    Before you send photos, please agree:
    • I am 18 or older.
    • Whoever I send photos of is me, or an adult who has given me permission: with each model I state that.
    • { $offline ->
        [yes] This is the offline studio: your photos stay on the bot's own machine, where the previews are made. /privacy has the details.
       *[no] OpenAI describes the face and turns voice messages into words, Google draws the pictures; both keep logs against abuse (30 and 55 days). /privacy has the details.
    }
    • I can revoke this, take a copy and erase everything at any time: /privacy.
privacy-agree = I agree, and I am 18 or older
privacy-agreed =
    Thank you.

    { beginning-send-photos }

privacy-yours =
    <b>Your photos and pictures</b>

    • Location and camera data are removed when a photo arrives. The photos, the portraits and the pictures are kept, encrypted, on the server of whoever runs this bot or in their private storage at Supabase, to draw your scenes. { $days ->
        [0] All of it is kept until you erase it.
        [one] Scenes are erased { $days } day after they were made; photos, portraits and the lock stay while their model exists.
       *[other] Scenes are erased { $days } days after they were made; photos, portraits and the lock stay while their model exists.
    }
    { $offline ->
        [yes] • The offline studio is on: your photos go to nobody, and the previews are made on this machine without AI.
       *[no]
            • Your photos go to OpenAI (to describe the face, with storage switched off; OpenAI keeps logs against abuse for 30 days) and to Google (to draw; Google keeps logs against abuse for 55 days).
            • A voice message goes to OpenAI, to be turned into words. The sound is not kept; the words are kept with their scene, as if you had typed them.
            • Every picture is AI-generated; its file says so to machines, and Google adds its invisible SynthID mark.
    }
    • What is measured of a face is kept in memory alone; rows hold scores.
    • Only use photos of yourself, or of an adult who has given you permission.
    • /export sends you a copy of everything. /delete erases a model or everything: pictures, prompts and rows, at once. What stays is how much was spent when, without a prompt or a picture; after “everything”, without you.
privacy-revoke = Revoke my consent
privacy-revoked = Your consent is revoked. Nothing of yours is drawn or sent to anybody any more. What is stored stays, unused, until you erase it with /delete; /export gives you a copy. To go on, just write again and agree.
privacy-nothing-agreed = There is no consent of yours in force, so nothing is processed. /delete erases what is stored.

privacy-export = Export
privacy-export-begun = I pack everything that is kept of you. It arrives here as one or several zip files.
privacy-export-under-way = Your export is under way already, or there is nothing of yours to export.
privacy-export-failed = Your export could not be completed. Please try /export again; if it keeps failing, write to the owner.
privacy-export-part = Part { $part }
privacy-exported = That is everything: { privacy-pictures } in { $files ->
        [one] { $files } file
       *[other] { $files } files
    }; <code>data.json</code> in the first one has the rest. The files are not encrypted: keep them safe.
privacy-exported-with-gaps = That is everything: { privacy-pictures } in { $files ->
        [one] { $files } file
       *[other] { $files } files
    }; <code>data.json</code> in the first one has the rest. { $unreadable ->
        [one] { $unreadable } picture
       *[other] { $unreadable } pictures
    } could not be read; a list is inside. The files are not encrypted: keep them safe.

privacy-erase = Erase …
privacy-erase-everything = Everything
privacy-erase-model = { $name } and its pictures
privacy-yes-erase = Yes, erase it for good
privacy-keep = Keep it
privacy-kept = Nothing was erased.
privacy-nothing-to-erase = There is nothing of yours here to erase.
privacy-what-to-erase = <b>What shall be erased?</b> I ask once more before anything goes.
# The question before erasing, line by line.
privacy-sure = This erases { $everything ->
        [yes] everything of yours
       *[no] <b>{ $name }</b>
    }:
privacy-sure-models = • { privacy-models }: { $names }
privacy-sure-pictures = • { privacy-photos }, { privacy-pictures } and every portrait among them
privacy-sure-scenes = • { privacy-scenes } with their prompts, the description of the face, locks and likeness
privacy-sure-under-way = • { privacy-pictures } under way: nothing of it arrives
privacy-sure-account = • your consent and your account here: where the owner lets people in, you have to be let in again
privacy-sure-end = <b>It cannot be undone.</b> Messages in this chat are yours to delete in Telegram.
privacy-older = Of a model of the older web system only our copies go; its own photos are that system's to erase.
privacy-being-erased = It is gone from here, and its files are being erased. The receipt follows. Number { $number }.
privacy-erasing-takes-longer = The picture store does not answer at the moment, so erasure { $number } takes longer. It goes on by itself until nothing is left; then you get the receipt.
privacy-receipt = ✅ <b>Erased.</b> { privacy-models }, { privacy-photos }, { privacy-pictures }, { privacy-scenes }, with every prompt and description. I looked again afterwards: nothing is left.
privacy-receipt-stays = What stays is how much was spent when, { $everything ->
        [yes] without you
       *[no] without it
    }.
privacy-receipt-times = Asked { $asked } UTC, done { $done } UTC, number <code>{ $number }</code>.

privacy-models = { $models ->
        [one] { $models } model
       *[other] { $models } models
    }
privacy-photos = { $photos ->
        [one] { $photos } photo
       *[other] { $photos } photos
    }
privacy-pictures = { $pictures ->
        [one] { $pictures } picture
       *[other] { $pictures } pictures
    }
privacy-scenes = { $scenes ->
        [one] { $scenes } scene
       *[other] { $scenes } scenes
    }
