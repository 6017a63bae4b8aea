# O que o dono ouve sem perguntar.

-tried = Eu mesmo tento de novo e aviso quando funcionar.
news-quota = ⚠️ A cota do motor { $name } acabou. Enquanto isso trabalha o próximo da cadeia. { -tried }
news-engine = ⚠️ No motor { $name } falha metade das chamadas ({ $reason }). Enquanto isso trabalha o próximo da cadeia. { -tried }
news-account =
    .key = ⚠️ <b>{ $name }</b> recusa a chave. Ponha uma boa em { $key } e inicie o bot de novo. Até lá nada é criado com ele. { -tried }
    .billing = ⚠️ <b>{ $name }</b> está sem crédito, ou um limite de gasto seu foi atingido. Até lá nada é criado com ele. { -tried }
    .account = ⚠️ <b>{ $name }</b> limitou a conta. O console dele diz por quê. Até lá nada é criado com ele. { -tried }
    .region = ⚠️ <b>{ $name }</b> não atende a região deste servidor. Até lá nada é criado com ele. { -tried }
news-storage-refuses = ⚠️ O armazenamento de imagens nos recusa: { $reason }. Até isso ser consertado, nenhuma imagem é criada.
news-storage-away = ⚠️ O armazenamento de imagens não responde há minutos. As cenas esperam. { -tried }
news-budget = ⚠️ O orçamento de hoje, { $budget }, acabou: nada mais é criado antes das 00:00 UTC. /admin muda na hora; DAILY_BUDGET_USD define.
news-surprise = ⚠️ Uma imagem foi abandonada depois de um erro que ninguém previu: { $name }. O registro tem o rastro.

news-engine-over = ✅ O motor { $name } voltou a funcionar depois de { $after }.
news-account-over = ✅ { $name } voltou a funcionar depois de { $after }.
news-storage-over = ✅ O armazenamento de imagens voltou a responder depois de { $after }.
news-database-over = ✅ O banco de dados ficou fora por { $after }; voltou, e o que chegou nesse tempo está sendo atendido.

news-likeness = ⚠️ As imagens do motor { $engine } se parecem menos com os modelos do que antes: a semelhança média das últimas { $pictures } é <b>{ $recent }/100</b>, a das { $pictures_before } anteriores era { $before }. Veja algumas; outra ordem em GEMINI_ENGINES usa outro motor primeiro.
news-retired = O motor { $name } foi desativado.
news-retired-on = O motor { $name } foi desativado em { $day }.
news-ending = O motor { $name } vai ser desligado.
news-ending-on = O motor { $name } vai ser desligado em { $day }.
news-no-next = ⚠️ { $what } Não sobra outro na cadeia: indique um nas configurações.
news-next-now = ⚠️ { $what } { $next } assume. Tire { $name } das configurações, por favor.
news-next-then = ⚠️ { $what } Aí { $next } assume. Tire { $name } das configurações, por favor.

news-stranger-asks = 🚪 { $who } (<code>{ $id }</code>) quer usar o bot.
news-somebody = Alguém
