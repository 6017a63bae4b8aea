# Several people in one scene: who they are, how near each face is, and names that are not understood.

together-score =
    .same = { $name } { $score }/100 ✓
    .unsure = { $name } { $score }/100 (not sure)
    .different = ⚠ { $name } { $score }/100 (looks different)
together-unmeasured =
    .too_small = { $name }: face too small
    .no_reference = { $name }: no face in the reference images
together-faces-found = { $faces ->
        [1] ⚠ only one face found
        [one] ⚠ only { $faces } of { $people } faces found
       *[other] ⚠ only { $faces } of { $people } faces found
    }
together-info-photos = Likeness of { $name } to the photos: { $score }/100
together-info-lock = Likeness of { $name } to the locked reference: { $score }/100
together-without-lock = Without a locked reference yet: { $names }. There I used the first reference image.
together-idea = Two or three people in one picture: <i>{ $one } and { $other } on a bridge</i>.
together-erased-too = { $scenes ->
        [one] • among them { $scenes } scene that also shows somebody who stays
       *[other] • among them { $scenes } scenes that also show somebody who stays
    }

# Names that are not understood. Nothing was drawn.
together-unknown-name = I do not know <b>@{ $name }</b>, so I drew nothing. Your models: <i>{ $known }</i>. If it is no name, please write it without the @.
together-nobodys-name = None of your models is called <b>@{ $name }</b>, so I drew nothing. If it is no name of a model, please write it without the @.
together-ambiguous-name = Several of your models are called <b>{ $name }</b>, so I do not know whom you mean and drew nothing. /models lets you rename one.
together-too-many-people = { $people ->
        [one] That would be { $people } person; { $most } is the most in one picture.
       *[other] That would be { $people } people; { $most } is the most in one picture.
    }
together-scene-missing = And what is the scene? Write it behind the name: <i>{ $name } on a beach</i>.
together-not-ready =
    .photos = <b>{ $name }</b> is not ready: three photos of one person are needed first. Make { $name } active in /models and send them. Nothing was drawn.
    .drawing = <b>{ $name }</b> is not ready: the portraits are still being drawn. Lock one when they arrive, then send this again.
    .choosing = <b>{ $name }</b> is not ready: no face is locked. Make { $name } active in /models and choose a portrait, then send this again.
    .reference = <b>{ $name }</b> has neither a locked face nor a photo, so I drew nothing. Please make the model again with /new.
