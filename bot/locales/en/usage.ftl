# /usage: pictures of today and of the month.

usage-left = { $left ->
        [0] <b>No picture is left today.</b>
        [one] You have <b>{ $left } picture</b> left today.
       *[other] You have <b>{ $left } pictures</b> left today.
    }
usage-today = Drawn today: { $pictures }.
usage-renewal = The count begins anew at { $renewal }.
usage-month = This month: { $pictures ->
        [one] { $pictures } picture
       *[other] { $pictures } pictures
    }.
# Only for the owner of the bot.
usage-cost = That cost about { $own }, studies and voice messages included; all users together { $all }.
