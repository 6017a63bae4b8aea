# Várias pessoas numa cena: quem são, quanto cada rosto se parece, e nomes que não se entendem.

together-score =
    .same = { $name } { $score }/100 ✓
    .unsure = { $name } { $score }/100 (não tenho certeza)
    .different = ⚠ { $name } { $score }/100 (parece diferente)
together-unmeasured =
    .too_small = { $name }: rosto pequeno demais
    .no_reference = { $name }: nenhum rosto nas fotos do modelo
together-faces-found = { $faces ->
        [1] ⚠ só encontrei um rosto
        [one] ⚠ só encontrei { $faces } de { $people } rostos
       *[other] ⚠ só encontrei { $faces } de { $people } rostos
    }
together-info-photos = Semelhança de { $name } com as fotos: { $score }/100
together-info-lock = Semelhança de { $name } com a referência fixa: { $score }/100
together-without-lock = Ainda sem referência fixa: { $names }. Aí usei a primeira foto.
together-idea = Duas ou três pessoas numa imagem: <i>{ $one } e { $other } numa ponte</i>.
together-erased-too = { $scenes ->
        [one] • entre elas { $scenes } cena que também mostra alguém que fica
       *[other] • entre elas { $scenes } cenas que também mostram alguém que fica
    }

together-unknown-name = Não conheço <b>@{ $name }</b>, então não criei nada. Seus modelos: <i>{ $known }</i>. Se não for um nome, escreva sem o @.
together-nobodys-name = Nenhum dos seus modelos se chama <b>@{ $name }</b>, então não criei nada. Se não for um modelo, escreva sem o @.
together-ambiguous-name = Vários dos seus modelos se chamam <b>{ $name }</b>: não sei quem você quer dizer e não criei nada. Em /models você pode mudar um nome.
together-too-many-people = { $people ->
        [one] Seria { $people } pessoa; numa imagem cabem no máximo { $most }.
       *[other] Seriam { $people } pessoas; numa imagem cabem no máximo { $most }.
    }
together-scene-missing = E qual é a cena? Escreva depois do nome: <i>{ $name } na praia</i>.
together-not-ready =
    .photos = <b>{ $name }</b> ainda não está pronto: primeiro são necessárias três fotos de uma pessoa. Ative { $name } em /models e envie as fotos. Não criei nada.
    .drawing = <b>{ $name }</b> ainda não está pronto: os retratos ainda estão sendo criados. Fixe um quando chegarem e envie isto de novo.
    .choosing = <b>{ $name }</b> ainda não está pronto: nenhum rosto está fixado. Ative { $name } em /models, escolha um retrato e envie isto de novo.
    .reference = <b>{ $name }</b> não tem nem rosto fixo nem foto, então não criei nada. Faça o modelo de novo com /new.
