# Cenas: legendas, os botões de uma imagem, o que espera, o que se sabe de uma imagem.

scenes-ai-generated = gerada por IA
scenes-preview = prévia offline
scenes-same-face = O mesmo rosto { $score }/100 ✓
scenes-unsure = Sem certeza de que é o mesmo rosto: { $score }/100
scenes-different = ⚠ Parece diferente: { $score }/100
scenes-unmeasured =
    .no_face = Semelhança não medida: nenhum rosto na imagem
    .too_small = Semelhança não medida: rosto pequeno demais
    .missing = Semelhança não medida: nem todos os rostos foram encontrados
    .no_reference = Semelhança não medida: nenhum rosto nas fotos do modelo
    .stylised = Semelhança não medida: não é uma foto
    .unavailable = Semelhança não medida
scenes-drawn-twice = A primeira tentativa ficou menos parecida, então fiz duas vezes; conta uma.
scenes-some-drawn-twice = O que ficou menos parecido foi feito duas vezes; conta uma.
scenes-several = Aqui estão.
scenes-note =
    .not_studied = A IA não quis descrever estas fotos, então usei uma descrição neutra.
    .no_lock = Este modelo ainda não tem referência fixa: usei a primeira foto.
    .engine_gone = A IA que você escolheu não existe mais, então outra criou esta imagem. /settings mostra qual.
    .some_missing = Nem todas as imagens deram certo; as outras estão aqui.
scenes-left = { $left ->
        [0] Essa foi a última das suas imagens de hoje. A contagem recomeça às 00:00 UTC.
        [one] Resta { $left } imagem hoje.
       *[other] Restam { $left } imagens hoje.
    }
scenes-maybe-twice = Enviado de novo depois de uma interrupção: talvez você veja duas vezes.
scenes-maybe-missing = O Telegram não disse se as imagens chegaram. Se não chegaram, use o botão abaixo.

scenes-again = De novo
scenes-file = Arquivo
scenes-variation = Variação
scenes-edit = Mudar
scenes-ratio = Formato
scenes-larger = HD
scenes-star = ☆ Guardar
scenes-starred = ★ Guardada
scenes-info = Info
scenes-back = ◀ Voltar
scenes-size = { $size } · uns { $price }
scenes-send-again = Mandar as imagens de novo
scenes-try-again = Tentar de novo

scenes-drawing = 🎨 Criando …
scenes-waiting = Anotado. { $place ->
        [one] Há { $place } cena na frente na sua fila; esta começa sozinha.
       *[other] Há { $place } cenas na frente na sua fila; esta começa sozinha.
    }
scenes-takes-seconds = { $seconds ->
        [one] Leva mais ou menos { $seconds } segundo.
       *[other] Leva mais ou menos { $seconds } segundos.
    }
scenes-takes-minutes = { $minutes ->
        [one] Leva mais ou menos { $minutes } minuto.
       *[other] Leva mais ou menos { $minutes } minutos.
    }
scenes-give-up = ✕ Cancelar esta cena
scenes-given-up = Cancelada. Não custou nada para você.
scenes-too-late = Tarde demais para cancelar: ela já está paga. A imagem chega e é sua.

scenes-ask-edit = O que eu mudo? Responda a esta mensagem, por exemplo: <i>melhor um cachecol vermelho</i>. Você também pode responder direto a qualquer imagem; o rosto fica.
scenes-placeholder =
    .edit = melhor um cachecol vermelho
    .rename = Ana
    .avoid = chapéus, multidões

scenes-way =
    .plain = cena
    .variation = variação
    .edit = mudança
    .larger = HD
    .pose = a partir da sua foto
scenes-info-engine = IA: <code>{ $engine }</code>
scenes-info-pixels = { $width } × { $height } pixels
scenes-info-photos = Semelhança com as fotos: { $score }/100
scenes-info-lock = Semelhança com a referência fixa: { $score }/100
scenes-info-tries = { $tries ->
        [one] Feita { $tries } vez; esta é a mais próxima das suas fotos
       *[other] Feita { $tries } vezes; esta é a mais próxima das suas fotos
    }
scenes-info-older = É de antes de o resto ser anotado.
scenes-info-making = Tamanho { $size }, formato { $ratio }, semente { $seed }, terminou com { $finish }
scenes-info-references = Referências: <code>{ $references }</code>
scenes-info-cost = Custo: { $price } · { $seconds } s
scenes-info-prompt = O texto como foi enviado:
scenes-whole-prompt = O texto inteiro em um arquivo
