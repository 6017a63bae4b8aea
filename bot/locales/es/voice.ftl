# Mensajes de voz.

voice-heard = 🎤 «{ $words }»
voice-cannot-listen = Aquí no puedo escuchar mensajes de voz. Escribe la escena, por favor: vale cualquier idioma.
voice-too-long = Ese mensaje de voz dura más de { $minutes ->
        [one] { $minutes } minuto
       *[other] { $minutes } minutos
    }. Describe la escena con menos palabras, por favor; muchas veces basta una frase.
voice-not-a-sound = No puedo reproducir ese tipo de archivo de sonido. Graba un mensaje de voz, por favor, o escribe la escena.
voice-nothing-heard = No entendí ninguna palabra. Dilo otra vez, un poco más cerca, o escríbelo.
voice-not-heard = Ahora mismo no puedo escuchar. Escribe la escena, por favor, o dila más tarde. No te ha costado nada.
voice-used-up = Por hoy no hay más mensajes de voz ({ $limit }). Escribe, por favor, hasta las { $renewal }.
