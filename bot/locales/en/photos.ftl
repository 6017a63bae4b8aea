# The three photos: taken, advised, doubted, taken back.

photos-taken = Photo { $have } of { $of } ✓ { photos-more }
photos-here = Photo { $have } of { $of } is here. { photos-more }
photos-more = { $left ->
        [0] All three are here.
        [one] One more, please.
       *[other] { $left } more, please.
    }
photos-may-keep = You may keep it, or take it back and send a better one.
photos-advice =
    .no_face = I see no face in it. A photo with the whole face, upright and well lit, serves best.
    .several = There is more than one face in it. Best is a photo with nobody else, or a crop of this person alone.
    .small = The face is small. A closer photo gives a better likeness.
    .covered = Part of the face seems covered, by sunglasses, a mask or a hand. An uncovered face serves better.
    .turned = The face is turned far away. One such view is fine if the other photos look into the camera.
    .blurred = The face is blurred. A sharper photo gives a better likeness.
    .soft = The face is a little soft. A sharper photo would help.
    .dark = The face is very dark. More light would help.
    .glaring = The face is very bright. Softer light would help.
photos-take-back = ✕ Take this photo back
photos-dropped = Taken back. { $have } of { $of } photos are here; send { $left } more.
photos-replace = Replace photo { $place }

photos-doubt-no-face = 🤔 I see no face in any of the three photos, so there is nothing that I could keep. Please replace at least one: a whole face, upright, in good light. Nothing was charged.
photos-doubt-all-differ = 🤔 The faces in these photos do not look like one person to me. Please replace the ones that show somebody else, or tell me that it is the same person: hair, age and light can mislead me. Nothing was charged yet.
photos-doubt-stranger = 🤔 Photo { $stranger } looks like someone else to me. Replace it, or tell me that it is the same person: hair, age and light can mislead me. Nothing was charged yet.
photos-doubt-stranger-of-three = 🤔 Photo { $stranger } looks like someone else to me. Photos { $agreeing } agree. Replace it, or tell me that it is the same person: hair, age and light can mislead me. Nothing was charged yet.
photos-it-is-the-same = It is the same person
photos-same-person = Thank you: I take your word for it. The portraits are begun.
photos-question-open = There is an open question about your photos. /start shows it again.
