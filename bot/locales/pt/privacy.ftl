# De quem são os dados: consentimento, /privacy, /export e /delete.

privacy-consent =
    <b>Boas-vindas ao Keepface.</b> Entram três fotos, um rosto é fixado, e cada texto vira uma imagem com esse rosto.

    Antes de mandar fotos, concorde com isto, por favor:
    • Tenho 18 anos ou mais.
    • Nas fotos que mando estou eu, ou uma pessoa adulta que me deu permissão: declaro isso a cada modelo.
    • { $offline ->
        [yes] Este é o estúdio offline: suas fotos ficam na máquina do bot, onde as prévias são feitas. Os detalhes estão em /privacy.
       *[no] A OpenAI descreve o rosto e transforma mensagens de voz em texto, o Google cria as imagens; ambos guardam registros contra abuso (30 e 55 dias). Os detalhes estão em /privacy.
    }
    • Posso revogar isto, levar uma cópia e apagar tudo quando quiser: /privacy.
privacy-agree = Concordo, e tenho 18 anos ou mais
privacy-agreed =
    Combinado.

    { beginning-send-photos }

privacy-yours =
    <b>Suas fotos e imagens</b>

    • Os dados de lugar e de câmera são removidos assim que uma foto chega. As fotos, os retratos e as imagens ficam guardados, criptografados, no servidor de quem cuida deste bot, ou no armazenamento privado dessa pessoa no Supabase, para criar suas cenas. { $days ->
        [0] Tudo fica guardado até você apagar.
        [one] As cenas são apagadas { $days } dia depois de feitas; as fotos, os retratos e a referência fixa ficam enquanto o modelo existir.
       *[other] As cenas são apagadas { $days } dias depois de feitas; as fotos, os retratos e a referência fixa ficam enquanto o modelo existir.
    }
    { $offline ->
        [yes] • O estúdio offline está ligado: suas fotos não vão para ninguém, e as prévias são feitas nesta máquina, sem IA.
       *[no]
            • Suas fotos vão para a OpenAI (para descrever o rosto, com o armazenamento desligado; a OpenAI guarda registros contra abuso por 30 dias) e para o Google (para criar as imagens; o Google guarda registros contra abuso por 55 dias).
            • Uma mensagem de voz vai para a OpenAI para virar texto. O som não é guardado; as palavras ficam com a cena, como se você as tivesse escrito.
            • Cada imagem é gerada por IA; o arquivo diz isso às máquinas, e o Google acrescenta a sua marca invisível SynthID.
    }
    • O que se mede de um rosto fica só na memória; são guardadas apenas pontuações.
    • Use só fotos suas, ou de uma pessoa adulta que deu permissão a você.
    • /export manda uma cópia de tudo. /delete apaga um modelo ou tudo: imagens, textos e registros, na hora. Fica quanto foi gasto e quando, sem texto nem imagem; depois de “tudo”, também sem você.
privacy-revoke = Revogar meu consentimento
privacy-revoked = Seu consentimento foi revogado. Nada seu é mais criado nem enviado a ninguém. O que está guardado fica sem uso até você apagar com /delete; /export dá a você uma cópia. Para continuar, é só escrever de novo e concordar.
privacy-nothing-agreed = Não há consentimento seu em vigor, então nada é processado. /delete apaga o que está guardado.

privacy-export = Cópia
privacy-export-begun = Estou juntando tudo o que é guardado sobre você. Chega aqui em um ou vários arquivos ZIP.
privacy-export-under-way = Sua cópia já está a caminho, ou não há nada seu para copiar.
privacy-export-failed = Não deu para completar a sua cópia. Tente /export de novo; se continuar falhando, escreva para o dono.
privacy-export-part = Parte { $part }
privacy-exported = Isso é tudo: { privacy-pictures } em { $files ->
        [one] { $files } arquivo
       *[other] { $files } arquivos
    }; <code>data.json</code>, no primeiro, tem o resto. Os arquivos não são criptografados: guarde bem.
privacy-exported-with-gaps = Isso é tudo: { privacy-pictures } em { $files ->
        [one] { $files } arquivo
       *[other] { $files } arquivos
    }; <code>data.json</code>, no primeiro, tem o resto. { $unreadable ->
        [one] { $unreadable } imagem não pôde ser lida
       *[other] { $unreadable } imagens não puderam ser lidas
    }; há uma lista dentro. Os arquivos não são criptografados: guarde bem.

privacy-erase = Apagar …
privacy-erase-everything = Tudo
privacy-erase-model = { $name } e suas imagens
privacy-yes-erase = Sim, apagar para sempre
privacy-keep = Manter
privacy-kept = Nada foi apagado.
privacy-nothing-to-erase = Não há nada seu aqui para apagar.
privacy-what-to-erase = <b>O que você quer apagar?</b> Eu pergunto mais uma vez antes de sumir qualquer coisa.
privacy-sure = Isto apaga { $everything ->
        [yes] tudo o que é seu
       *[no] <b>{ $name }</b>
    }:
privacy-sure-models = • { privacy-models }: { $names }
privacy-sure-pictures = • { privacy-photos }, { privacy-pictures } e todos os retratos entre elas
privacy-sure-scenes = • { privacy-scenes } com seus textos, a descrição do rosto, as referências e a semelhança
privacy-sure-under-way = • { privacy-pictures } em andamento: nada disso chega
privacy-sure-account = • seu consentimento e sua conta aqui: onde o dono decide quem entra, vai ser preciso deixar você entrar de novo
privacy-sure-end = <b>Não dá para desfazer.</b> As mensagens deste chat é você quem apaga no Telegram.
privacy-older = De um modelo do antigo sistema web somem só as nossas cópias; as fotos dele, aquele sistema apaga.
privacy-being-erased = Daqui já sumiu, e os arquivos estão sendo apagados. Depois vem a confirmação. Número { $number }.
privacy-erasing-takes-longer = O armazenamento de imagens não responde no momento, então a exclusão { $number } demora mais. Ela continua sozinha até não sobrar nada; aí você recebe a confirmação.
privacy-receipt = ✅ <b>Apagado.</b> { privacy-models }, { privacy-photos }, { privacy-pictures }, { privacy-scenes }, com todos os textos e descrições. Depois olhei de novo: não sobrou nada.
privacy-receipt-stays = Fica quanto foi gasto e quando, { $everything ->
        [yes] sem você
       *[no] sem o modelo
    }.
privacy-receipt-times = Pedido { $asked } UTC, feito { $done } UTC, número <code>{ $number }</code>.

privacy-models = { $models ->
        [one] { $models } modelo
       *[other] { $models } modelos
    }
privacy-photos = { $photos ->
        [one] { $photos } foto
       *[other] { $photos } fotos
    }
privacy-pictures = { $pictures ->
        [one] { $pictures } imagem
       *[other] { $pictures } imagens
    }
privacy-scenes = { $scenes ->
        [one] { $scenes } cena
       *[other] { $scenes } cenas
    }
