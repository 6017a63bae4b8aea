# The cards of models, their list, the sets of portraits, the locks of before, and all pictures as files.

models-use = Use this one
models-list-button = ☰ List
models-lock-history = Lock history
models-gallery = Gallery
models-delete = Delete …
models-name-it = ✎ Give it a name
models-older-set = ◀ Older set
models-newer-set = Newer set ▶
models-lock-again = Use this one again
models-undo-lock = ↶ Undo: the one before
models-to-card = ◀ Model
models-months = Months
models-download = ⬇ Download

models-card-active = { $name } · ✓ active
models-no-pictures = no pictures yet
models-kept = { $kept } kept
models-place = model { $place } of { $of }
models-photos = { $have } of { $of } photos
models-stage =
    .drawing = portraits are being drawn
    .drawing-locked = 🔒 face locked, new portraits are being drawn
    .choosing = waits for your choice
    .choosing-locked = 🔒 face locked, another one may be chosen
    .unlocked = no locked reference: its first photo serves
    .locked = 🔒 face locked
models-choose-next = “{ portraits-show }” brings them once more: mark one and confirm it.
models-list = <b>Your models</b> ({ $models }). Tap one to see it.
models-list-page = <b>Your models</b> ({ $models }), page { $page } of { $pages }. Tap one to see it.
models-ask-first-name = What is this person called? Reply to this message with a name, or tap the button. Or just go on: <b>{ $name }</b> will do.

models-set = <i>Set { $place } of { $of }. Every portrait of every set can be chosen.</i>
models-newest-set = <i>Set { $place } of { $of }, the newest. Every portrait of every set can be chosen.</i>

models-lock = { $name }: lock { $place } of { $of }
models-lock-origin = Portrait { $n } of set { $set }
models-lock-present = 🔒 The present one
models-lock-present-since = 🔒 The present one since { $when }
models-lock-former = Last locked on { $when }
models-lock-only = It is the only one so far. “{ portraits-choose-again }” on the model's card adds to this.
models-no-other-lock = This model has had no other locked reference.

models-unreadable = Could not be read and left out: { $pictures }.
models-which-month = The months in which { $name } got pictures (UTC). Tap one to go there.
models-which-month-kept = The months in which { $name } got kept pictures (UTC). Tap one to go there.

models-packing = I pack { privacy-pictures } of { $name }. All of it arrives here in one or several zip files; you can go on meanwhile.
models-packing-kept = I pack what you kept of { $name }: { privacy-pictures }. All of it arrives here in one or several zip files; you can go on meanwhile.
models-packing-already = The pictures of { $name } are being packed already. They arrive here in a moment.
models-packed = That is all: { privacy-pictures } of { $name } in { $files ->
        [one] { $files } file
       *[other] { $files } files
    }, named by date and number. The files are not encrypted: keep them safe.
models-packed-with-gaps = Could not be read: { $unreadable }; <code>could-not-be-read.txt</code> has a list.
models-packing-failed = The pictures of { $name } could not be packed. Please try “{ models-download }” in /gallery again; if it keeps failing, write to the owner.
