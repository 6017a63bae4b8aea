# Voice messages.

voice-heard = 🎤 “{ $words }”
voice-cannot-listen = I cannot listen to voice messages here. Please type the scene: any language will do.
voice-too-long = That voice message is longer than { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }. Please describe the scene in fewer words; one sentence is often enough.
voice-not-a-sound = I cannot play that kind of sound file. Please record a voice message, or type the scene.
voice-nothing-heard = I could not make out any words in that. Please say it once more, a little closer, or type it.
voice-not-heard = I cannot listen at the moment. Please type the scene, or say it again later. It cost you nothing.
voice-used-up = That is the limit of voice messages for today ({ $limit }). Please type until { $renewal }.
