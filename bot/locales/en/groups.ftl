# Groups and inline mode.

groups-private = { $name }, let us meet in private first: I draw only people who have agreed to it.
groups-personal = That is between you and me. Let us go on in our private chat.
groups-not-ready = Your face is not ready yet. Let us finish it in our private chat; then I draw you here too.
groups-no-photos = I do not look at photos in groups, so that nobody is drawn unasked. Send it to me in our private chat.
groups-anonymous = You write as the group, so I cannot tell whose face to draw. Write under your own name and ask me again.
groups-what-scene = What shall I draw? For example: <code>/scene in a small café, rain outside</code>
groups-help =
    Here I draw whoever asks, with their own face:

    • <code>/scene@{ $bot } on a beach at sunset</code>, or mention me: <code>@{ $bot } on a beach</code>
    • Reply to a picture of yours to change it.
    • /scene as a reply to somebody’s picture draws the same scene with your face.
    • /gallery shows your newest pictures.

    Only you can use the buttons under your pictures. Photos, models and settings stay in our private chat.
groups-whose-buttons = These are { $name }’s buttons.
groups-somebodys-buttons = These buttons are somebody else’s.
groups-addressed = { $name }, { $text }
groups-open-private = Open our private chat
groups-command =
    .scene = Draw me in a scene
    .gallery = My newest pictures
    .help = What I do in this group
groups-no-pictures = No pictures yet: make some with me
groups-meet-first = Let us meet first
groups-inline-caption = AI-generated with Keepface
