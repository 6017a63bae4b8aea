# Mensagens de voz.

voice-heard = 🎤 “{ $words }”
voice-cannot-listen = Aqui não consigo ouvir mensagens de voz. Escreva a cena, por favor: vale qualquer idioma.
voice-too-long = Essa mensagem de voz dura mais de { $minutes ->
        [one] { $minutes } minuto
       *[other] { $minutes } minutos
    }. Descreva a cena com menos palavras, por favor; muitas vezes basta uma frase.
voice-not-a-sound = Não consigo tocar esse tipo de arquivo de som. Grave uma mensagem de voz, por favor, ou escreva a cena.
voice-nothing-heard = Não entendi nenhuma palavra. Fale de novo, um pouco mais perto, ou escreva.
voice-not-heard = No momento não consigo ouvir. Escreva a cena, por favor, ou fale mais tarde. Não custou nada para você.
voice-used-up = Por hoje acabaram as mensagens de voz ({ $limit }). Escreva, por favor, até as { $renewal }.
