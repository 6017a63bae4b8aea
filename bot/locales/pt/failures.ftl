# O que deu errado, e o que fazer.

failures-apology = Desculpe, algo deu errado do meu lado. Tente mais uma vez, por favor; quem cuida do bot consegue ver por quê.
failures-why =
    .no_engine = A IA não responde no momento. Não custou nada para você; tente mais tarde, por favor.
    .operator = O serviço de imagens está fora do ar; só o dono deste bot pode consertar. Não custou nada para você.
    .unknown = A IA não respondeu a tempo, duas vezes. Parei para você não pagar de novo e de novo.
    .cap_paused = Quem cuida deste bot parou as imagens por enquanto. Nada foi cobrado, e o botão abaixo guarda o seu pedido: toque nele mais tarde.
    .reference_missing = Não consegui ler a referência do rosto, então não criei nada e nada foi cobrado. Faça o modelo de novo com /new, por favor.
    .refused_input = A IA não aceitou estas imagens ou palavras. Tente outras fotos ou outra cena, por favor.
    .refused_safety = O filtro de segurança da IA parou esta imagem, mesmo com palavras mais suaves. Tente outra cena, por favor.
    .refused_policy = Isso a IA não cria. Tente outra cena, por favor; esta não custou nada para você.
    .refused_words = A IA respondeu com palavras em vez de uma imagem:
    .refused_other = A IA não deu nenhuma imagem. Muitas vezes é por causa de nomes reais na cena; tente sem eles, por favor.
    .refused_recitation = A IA achou isso parecido demais com uma imagem conhecida. Descreva do seu jeito, por favor.
    .refused_rubbish = Não deu para ler a resposta da IA. Não custou nada para você; tente mais uma vez, por favor.
    .surprise = { failures-apology }
failures-cap-pictures = Suas imagens de hoje acabaram ({ $limit } por dia). A contagem recomeça às { $renewal }.
failures-cap-budget = O orçamento de hoje acabou. Ele recomeça às { $renewal }.
failures-cap-own-budget = Sua parte do orçamento de hoje acabou (${ $limit } por dia). Ela recomeça às { $renewal }.
failures-renewal-minutes = 00:00 UTC, daqui a uns { $minutes } min
failures-renewal-hours = 00:00 UTC, daqui a { $hours ->
        [one] mais ou menos { $hours } hora
       *[other] umas { $hours } horas
    }

failures-not-a-photo = Esse arquivo não é uma imagem que eu consiga ler. Mande JPEG, PNG, WEBP, HEIC ou AVIF, por favor.
failures-damaged-photo = Essa imagem está danificada ou incompleta. Mande mais uma vez, ou mande outra, por favor.
failures-too-many-pixels = Essa imagem é grande demais ({ $width } × { $height } pixels). Mande uma com no máximo { $megapixels } megapixels, por favor.
failures-too-small = Essa imagem é pequena demais ({ $width } × { $height } pixels): para um rosto nítido, cada lado precisa de pelo menos { $side } pixels.
failures-too-many-bytes = Esse arquivo é grande demais. Mande no máximo { $megabytes } MB, por favor.
failures-same-photo = Essa é a mesma imagem que a foto { $place }. Mande outra, por favor.
failures-photos-complete = Este modelo já tem as três fotos, então deixei esta de fora. Para outra pessoa, mande primeiro /new e depois as fotos. Com um rosto fixado, uma foto com legenda empresta a pose e o lugar a uma cena.

failures-photos-first =
    Primeiro as fotos, depois cada texto vira uma imagem.

    { beginning-send-photos }
failures-photos-missing = Primeiro as fotos: tenho { $have } de { $of }. Depois cada texto vira uma imagem.
failures-still-drawing = Seus retratos ainda estão sendo criados. Fixe um quando chegarem; depois cada texto é uma cena.
failures-not-locked = Primeiro fixe um rosto: marque um retrato acima e confirme. Depois cada texto é uma cena.
failures-scene-too-long = Essa cena tem { $length } caracteres; o máximo é { $most }. Encurte, por favor.
failures-too-many-waiting = { $most ->
        [one] Já há { $most } cena esperando. Mande esta de novo quando ela tiver chegado.
       *[other] Já há { $most } cenas esperando. Mande esta de novo quando algumas tiverem chegado.
    }
failures-stale = Este botão não vale mais. /models mostra seus modelos e /start, onde você está.
failures-model-gone = Este botão não vale mais. Esse modelo não está mais aqui; a lista mostra os que estão.
failures-name-taken = Outro modelo seu já tem esse nome. Responda à minha pergunta com outro.
failures-no-candidates = Este modelo vem do sistema web antigo e não tem retratos para escolher. A referência atual fica; /new cria um modelo com retratos próprios.
failures-away = Um momento, por favor: estou colocando tudo em dia e respondo assim que puder.
