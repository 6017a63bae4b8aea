# Chegar: os comandos, os primeiros passos e os desconhecidos na porta. Português do Brasil, com você.
#
# model: modelo · locked reference: referência fixa · lock: fixar · scene: cena · portrait: retrato ·
# likeness: semelhança · draw: criar · picture: imagem · photo: foto · engine: a IA (para o dono: motor) · owner: dono ·
# photo with a caption: foto com legenda

beginning-command =
    .new = Criar um modelo: três fotos de uma pessoa
    .models = Seus modelos, e qual está ativo
    .settings = Formato, quantidade, força e conferência do rosto
    .usage = Imagens de hoje: feitas e restantes
    .language = O idioma que eu falo
    .gallery = As imagens do modelo ativo
    .ideas = Cenas para experimentar
    .cancel = Cancelar fotos ou cenas que ainda não começaram
    .help = Como funciona
    .privacy = Quem vê suas fotos, e por quanto tempo
    .export = Uma cópia de tudo o que é guardado sobre você
    .delete = Apagar um modelo, ou tudo
    .start = Começar, ou ver onde você está

beginning-send-photos =
    <b>Me mande três fotos de uma pessoa.</b>
    Em um álbum, uma a uma ou como arquivos (JPEG, PNG, WEBP, HEIC, AVIF). O melhor: um rosto nítido, boa luz, três ângulos diferentes e mais ninguém na foto.
beginning-now-type = Agora é só escrever o que você quer: <i>em um café, perto da janela</i>
beginning-help =
    <b>Um rosto fixo, em todas as cenas.</b>

    1. Mande três fotos de uma pessoa.
    2. Eu estudo as fotos e crio três retratos. Você fixa o que ficou mais parecido.
    3. Daí em diante cada texto é uma cena, com esse mesmo rosto: <i>em um café, perto da janela</i>, <i>na praia ao pôr do sol, camisa de linho</i>.

    Responda a uma imagem para mudar algo nela; uma foto com legenda empresta a pose e o lugar. Uma mensagem de voz vale tanto quanto um texto.

    /ideas tem cenas para experimentar · /gallery mostra o que você tem · /settings tem formato, quantidade, força e conferência do rosto · /usage diz quantas imagens restam hoje · /new cria outro modelo · /models mostra e troca de modelo · /cancel cancela o que não começou · /privacy diz quem vê suas fotos · /export dá a você uma cópia de tudo · /delete apaga.
beginning-offline = <i>Este é o estúdio offline: prévias feitas com as suas próprias fotos, sem nenhuma IA. Com chaves de verdade, os mesmos passos dão imagens de verdade.</i>

beginning-has-photos = { $name } tem { $have } de { $of } fotos. Mande { $left ->
        [one] mais uma
       *[other] mais { $left }
    }, ou /cancel.
beginning-drawing = Os retratos de { $name } estão sendo criados. Já chegam.
beginning-choosing = { $name } espera a sua escolha: marque um retrato acima e confirme. /models mostra de novo.
beginning-unlocked = { $name } está ativo. Não tem referência fixa, então serve a primeira foto. { beginning-now-type }
beginning-locked = { $name } está ativo e o rosto está fixado. { beginning-now-type }
beginning-cancelled = Cancelado: { $what ->
        [photos] { beginning-cancelled-photos }
        [scenes] { beginning-cancelled-scenes }
       *[both] { beginning-cancelled-photos } e { beginning-cancelled-scenes }
    }. Não custou nada para você.
beginning-cancelled-photos = { $photos ->
        [one] a foto que você tinha mandado
       *[other] as { $photos } fotos que você tinha mandado
    }
beginning-cancelled-scenes = { $scenes ->
        [one] { $scenes } cena que não tinha começado
       *[other] { $scenes } cenas que não tinham começado
    }
beginning-nothing-to-cancel = Não há nada para cancelar. As imagens que já estão sendo criadas vão chegar.

beginning-stranger = Este bot é privado. Seu ID do Telegram é <code>{ $id }</code>: passe para quem cuida do bot, que pode deixar você entrar. Se for você: mande /start com o código que o bot mostrou ao iniciar.
beginning-shut-out = Quem cuida deste bot o fechou para você. Nada mais é criado nem cobrado aqui para você.
beginning-invited = Boas-vindas: seu convite vale.
beginning-no-invitation = Este convite já foi usado ou venceu. Peça outro a quem deu este a você.
beginning-let-in = Boas-vindas: quem cuida deste bot deixou você entrar. Comece com /start.
beginning-owner-now = 👑 Agora este bot é seu. /admin abre o seu painel; só você tem.

beginning-stray =
    .sticker = Bela figurinha, mas preciso de fotos: três de uma pessoa. Depois é só escrever uma cena.
    .video = Não consigo usar vídeos. Mande fotos, por favor: o melhor é uma imagem com o rosto nítido.
    .animation = Não consigo usar animações. Mande fotos, por favor: o melhor é uma imagem com o rosto nítido.
    .other = Eu só entendo fotos e texto. /help mostra como funciona.
beginning-unknown-command = Não conheço esse comando. /help mostra o que eu sei fazer.
