# The three candidates: progress, selection, lock.

portraits-studying = All three photos are here. 🔎 Studying them …
portraits-drawing = 🎨 Drawing your portraits: { $done } of { $of } finished …
portraits-busy = ⏳ The picture engine is busy. I try again in { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }; you need not do anything.
portraits-done = ✅ { $done } of { $of } portraits are ready.

portraits-select =
    <b>Select your reference image.</b> Choose ONE image; it becomes this model's locked reference for all future pictures.
    📌 Pick the one with the clearest face, good lighting, and the best likeness.
portraits-scores = Likeness <b>{ $scores }</b>
portraits-nearest = Portrait { $n } is nearest to your photos.
portraits-automatic = An automatic estimate, 0 to 100.
portraits-not-measured = Likeness not measured.
portraits-missing = { $count ->
        [one] Portrait { $numbers } did not come about. It cost you nothing; the button draws it again.
       *[other] Portraits { $numbers } did not come about. It cost you nothing; the button draws them again.
    }
portraits-confirm = Confirm selection
portraits-new-three = New three
portraits-more = More like …
portraits-more-like = More like { $n }
portraits-draw-missing = Draw the missing { $numbers }
portraits-show = Show the portraits
portraits-choose-again = Choose another reference
portraits-mark-first = Tap a number first, then confirm.
portraits-mark-first-more = Tap a number first: then I draw more like that one.
portraits-relock = Choose another reference for this model. The present one stays until you confirm.

portraits-chosen = Portrait { $n } is your locked reference.
portraits-locked = 🔒 <b>Locked.</b> Portrait { $n } is now the face of every picture.
portraits-locked-likeness = Its likeness to your photos: { $score }/100.
portraits-locked-low = ⚠ That is low: every scene will show this face. /models lets you choose another one.
