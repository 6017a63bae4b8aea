# O painel do dono. Os textos dos botões são curtos.

panel-allow = Deixar entrar
panel-deny = Recusar
panel-people = Pessoas
panel-invites = Convites
panel-money = Gastos e falhas
panel-engines = Motores
panel-caps = Limites
panel-storage = Armazenagem
panel-announce = Aviso
panel-stop-paying = ⏹ Parar as chamadas pagas
panel-pay-again = ▶ Permitir as chamadas pagas
panel-refresh = ↻ Atualizar
panel-back = ◀ Painel
panel-add-person = + Adicionar alguém
panel-as-in-settings = Como em .env

panel-title = <b>Painel do dono</b>
panel-paused = ⏹ <b>As chamadas pagas estão paradas.</b> Os pedidos são recusados sem custo, com um botão para tentar de novo.
panel-paying = ▶ As chamadas pagas estão permitidas.
panel-today = Hoje (UTC): <b>{ $spent }</b> de { $budget }, { panel-pictures }, { panel-calls } sem resultado
panel-queue = Fila: { $jobs ->
        [one] { $jobs } tarefa
       *[other] { $jobs } tarefas
    } esperando, { $running } em andamento; { $messages ->
        [one] { $messages } mensagem
       *[other] { $messages } mensagens
    } para atender
panel-accounts = Contas: { $people }
panel-pictures = { $pictures ->
        [one] { $pictures } imagem
       *[other] { $pictures } imagens
    }
panel-calls = { $calls ->
        [one] { $calls } chamada
       *[other] { $calls } chamadas
    }

panel-money-today = <b>Hoje: { $spent } de { $budget }</b>
panel-money-failures = Chamadas sem resultado hoje:
panel-money-days = Os últimos dias (UTC):
panel-money-day = <code>{ $day }  { $usd }</code>  { panel-pictures }
panel-reason =
    .EngineOverloaded = motor sobrecarregado
    .EngineRateLimited = limite de chamadas do motor
    .EngineRetired = motor desativado
    .EngineUnreachable = motor inalcançável
    .OutcomeUnknown = sem resposta a tempo
    .OperatorProblem = chave, cota ou cobrança
    .cut-off = cortada por uma parada do bot
panel-refused = recusada: { $why }

panel-engines-title = <b>Motores, a última hora</b>
panel-engines-others = outros
panel-engine-calls = { panel-calls }, { $failed } sem resultado
panel-engine-not-called = sem chamadas
panel-engine-median = mediana { $seconds } s
panel-engine-likeness = semelhança { $score }/100 ({ $pictures })
panel-engine-retired = desativado
panel-engine-retired-since = desativado desde { $day }
panel-engine-rests = descansa { $time }
panel-engine-ends = termina { $day }
panel-seconds = { $n } s
panel-minutes = { $n } min
panel-hours = { $n ->
        [one] { $n } hora
       *[other] { $n } horas
    }

panel-storage-title = <b>Armazenagem</b>
panel-storage-pictures = { $pictures ->
        [one] { $pictures } imagem gerada no banco de dados
       *[other] { $pictures } imagens geradas no banco de dados
    }
panel-storage-files = Imagens e fotos: { $megabytes } MB
panel-storage-database = Banco de dados: { $megabytes } MB
panel-storage-free = Livre em DATA_DIR: { $gigabytes } GB

panel-caps-yours =
    <b>Limites</b>
    Imagens por pessoa e dia: { $pictures }
    Orçamento por dia: { $budget }

    As duas primeiras linhas de botões são imagens, as duas seguintes dólares. Valem na hora, para todos os processos.
panel-cap-as-in-settings = <b>{ $cap }</b> (como em .env)
panel-cap-decided = <b>{ $cap }</b> (.env diz { $settings })

panel-people-page = <b>Contas</b>, página { $page } de { $pages }
panel-standing =
    .asked = pede para entrar
    .allowed = pode entrar
    .denied = fora
panel-person-new = ainda não concordou
panel-person-today = { panel-pictures } hoje
panel-person-seen = última vez { $when } UTC
panel-person-never = ainda sem visitas
panel-person-nameless = sem nome
panel-person-listed = (em ALLOWED_USERS)
panel-whom = Me mostre de quem você fala, nos próximos dez minutos: encaminhe uma mensagem da pessoa, ou compartilhe o contato. Ou escreva <code>/allow 12345</code> ou <code>/deny 12345</code> com o ID do Telegram.
panel-no-id = Escreva atrás o ID do Telegram, um número: <code>/allow 12345</code>.
panel-that-is-you = Esse é você, o dono: você sempre entra.
panel-no-person = Isso vem de um chat, de um canal ou de um bot, não de uma pessoa. Encaminhe uma mensagem da pessoa.
panel-no-account = Este contato não mostra nenhuma conta do Telegram. Peça à pessoa que escreva para este bot: aí eu pergunto a você, com dois botões.
panel-hidden-sender = { $name } esconde a conta em mensagens encaminhadas, então o Telegram não me diz quem é. Peça à pessoa que escreva para este bot: aí eu pergunto a você, com dois botões. Ou compartilhe o contato.
panel-hidden-nobody = Esta pessoa

panel-invites-title = <b>Convites</b>
panel-invite = • nº { $id }: { $used } de { $uses } usos, até { $when } UTC
panel-invites-another = Um link novo: para quantas pessoas, e por quanto tempo?
panel-invites-first = Nenhum está aberto. Um novo:
panel-invite-button = { $uses } × { panel-days }
panel-days = { $days ->
        [one] { $days } dia
       *[other] { $days } dias
    }
panel-invite-link = Para { $uses ->
        [one] { $uses } pessoa
       *[other] { $uses } pessoas
    }, { panel-days }. Mostro este link só uma vez:

panel-how-to-broadcast = <b>Aviso a todos.</b> Escreva <code>/broadcast</code> e atrás o texto, com a formatação que quiser. Você vê primeiro, e para quantos vai; nada é enviado antes de você confirmar.
panel-send-to = Enviar para { $users }
panel-drop-broadcast = Descartar
panel-stop-broadcast = Parar o envio
panel-draft = ☝️ É assim que fica. Vai para { $users ->
        [one] { $users } pessoa que aceitou
       *[other] { $users } pessoas que aceitaram
    } as condições.
panel-sending = 📣 Está sendo enviado. Aviso quando terminar.
panel-broadcast-done = 📣 Aviso terminado: { $how }.
panel-broadcast-stopped = Aviso parado: { $how }.
panel-copies-sent = recebido por { $n }
panel-copies-blocked = { $n ->
        [one] { $n } bloqueou o bot
       *[other] { $n } bloquearam o bot
    }
panel-copies-failed = { $n } recusados pelo Telegram
panel-copies-unsure = { $n } talvez recebidos (uma resposta se perdeu; ninguém recebe duas vezes)
panel-copies-left-out = { $n } deixados de fora
panel-copies-none = ninguém recebeu
