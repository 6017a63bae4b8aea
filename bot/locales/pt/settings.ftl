# /settings: como são feitas as imagens do modelo ativo. /language: em que idioma se fala.

settings-likeness = { $pictures ->
        [one] Semelhança da última imagem: <b>{ $mean }/100</b> em média.
       *[other] Semelhança das últimas { $pictures } imagens: <b>{ $mean }/100</b> em média.
    }
settings-number = <b>Imagens por cena</b> (primeira linha): { $number }. Cada uma conta.
settings-strength = <b>Força</b> (segunda linha): de só o rosto (20%) até cabelo e estilo como nas suas fotos (100%).
settings-check = <b>Conferência do rosto</b> (terceira linha): cada imagem é comparada com as suas fotos, na máquina do bot. No normal, a que pode mostrar outra pessoa é feita mais uma vez, você recebe a melhor e conta uma; no rigoroso, também a que se afasta só um pouco, o que é mais ou menos uma em cada duas.
settings-avoid = <b>Evitar</b>: { $words }.
settings-avoid-nothing = <b>Evitar</b>: nada em especial.
settings-engine = <b>IA</b>: <code>{ $engine }</code>, uns { $price } por imagem.
settings-engine-gone = Sua escolha, <code>{ $engine }</code>, não existe mais; esta fica no lugar.
settings-engine-button = IA …
settings-any-engine = A que estiver em uso
settings-engine-offer = { $engine } · { $price }
settings-defaults-button = Para novos modelos
settings-gate =
    .strict = Rigoroso
    .normal = Normal
    .off = Nada
settings-ratio-button = Formato { $ratio }
settings-avoid-button = Evitar …
settings-ask-avoid = O que as imagens de { $name } devem evitar? Responda a esta mensagem; um traço (-) limpa tudo.
settings-avoids-now = No momento: <i>{ $words }</i>.
settings-avoided = Anotado. Daqui em diante as imagens evitam: <i>{ $words }</i>.
settings-avoided-nothing = Nada mais é evitado.

settings-language = 🌐 Agora eu falo português. Em que idioma você quer que eu fale?
settings-language-of-client = Como no Telegram
