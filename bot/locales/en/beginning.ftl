# Coming in: the commands, the first steps, and strangers at the door.

beginning-command =
    .new = Make a model: three photos of one person
    .models = Your models, and which one is active
    .settings = Ratio, number, strength and face check
    .language = The language that I speak
    .gallery = The pictures of the active model
    .ideas = Scenes to try
    .usage = Pictures of today: drawn, and left
    .cancel = Give up photos or scenes that have not begun
    .help = How it works
    .privacy = Who sees your photos, and for how long
    .export = A copy of everything that is kept of you
    .delete = Erase a model, or everything
    .start = Begin, or see where you are

beginning-send-photos =
    <b>Send me three photos of one person.</b>
    As an album, one by one, or as files (JPEG, PNG, WEBP, HEIC, AVIF). Best: a clear face, good light, three different angles, nobody else in the picture.
beginning-now-type = Now just type what you want: <i>standing in a coffee shop</i>
beginning-help =
    <b>One locked face, every scene.</b>

    1. Send three photos of one person.
    2. I study them and draw three close-up portraits. You lock the one that looks right.
    3. From then on every text you type is a scene, drawn with exactly that face: <i>standing in a coffee shop</i>, <i>on a beach at sunset, linen shirt</i>.

    Reply to a picture to change something in it; send a photo with a caption to lend its pose and place. A voice message is as good as a text.

    /ideas has scenes to try · /gallery shows what you have · /settings has ratio, number, strength and face check · /usage says how many pictures are left today · /new makes another model · /models shows and switches them · /cancel gives up what has not begun · /privacy says who sees your photos · /export gives you a copy of everything · /delete erases it.
beginning-offline = <i>This is the offline studio: previews made from your own photos, without any AI. With real keys the same steps give real pictures.</i>

# Where the active model stands.
beginning-has-photos = { $name } has { $have } of { $of } photos. Send { $left ->
        [one] one more
       *[other] { $left } more
    }, or /cancel.
beginning-drawing = The portraits of { $name } are being drawn. They arrive here in a moment.
beginning-choosing = { $name } waits for your choice: mark a portrait above and confirm it. /models shows them again.
beginning-unlocked = { $name } is active. It has no locked reference, so its first photo serves. { beginning-now-type }
beginning-locked = { $name } is active and its face is locked. { beginning-now-type }
beginning-cancelled = Cancelled: { $what ->
        [photos] { beginning-cancelled-photos }
        [scenes] { beginning-cancelled-scenes }
       *[both] { beginning-cancelled-photos } and { beginning-cancelled-scenes }
    }. It cost you nothing.
beginning-cancelled-photos = { $photos ->
        [one] the photo you had sent is gone
       *[other] the { $photos } photos you had sent are gone
    }
beginning-cancelled-scenes = { $scenes ->
        [one] { $scenes } scene that had not begun
       *[other] { $scenes } scenes that had not begun
    }
beginning-nothing-to-cancel = There is nothing to cancel. Pictures that are being drawn still arrive.

# Strangers, and who is let in.
beginning-stranger = This bot is private. Your Telegram id is <code>{ $id }</code>: give it to the person who runs the bot, who can let you in. If that is you: send /start with the code that the bot printed when it was started.
beginning-shut-out = The person who runs this bot has closed it for you. Nothing more is drawn or charged for you here.
beginning-invited = Welcome: your invitation is good.
beginning-no-invitation = This invitation is used up or over. Ask the person who gave it to you for a new one.
beginning-let-in = Welcome: the person who runs this bot has let you in. /start begins.
beginning-owner-now = 👑 You are the owner of this bot now. /admin opens your panel; only you have it.

# What no journey wants.
beginning-stray =
    .sticker = A lovely sticker, but I need photos: three of one person. After that, just type a scene.
    .video = I cannot use videos. Please send photos: a still picture with a clear face works best.
    .animation = I cannot use animations. Please send photos: a still picture with a clear face works best.
    .other = I only understand photos and text. /help shows how it works.
beginning-unknown-command = I do not know this command. /help shows what I can do.
