# Pacotes de imagens por Telegram Stars; só se fala disso onde são vendidos.

shop-command =
    .buy = Comprar imagens com Telegram Stars
    .paysupport = Seus pagamentos, e ajuda com eles
shop-help = /buy tem imagens além das gratuitas do dia, por Telegram Stars · /paysupport ajuda com pagamentos e devolve pacotes não usados.

shop-pictures = { $pictures ->
        [one] { $pictures } imagem
       *[other] { $pictures } imagens
    }
shop-left = { $free ->
        [0] As gratuitas de hoje acabaram.
        [one] Hoje ainda resta { $free } imagem grátis.
       *[other] Hoje ainda restam { $free } imagens grátis.
    } { $pictures ->
        [0] Pagas não há: /buy tem mais.
       *[other] Pago: { shop-pictures }.
    }
shop-offer =
    <b>Imagens por Telegram Stars</b>
    { $left }

    Uma imagem além das gratuitas do dia sai de um pacote. Ela conta quando chega: se falhar ou for recusada, não custa nada, e uma segunda tentativa pela semelhança é grátis. Os pacotes não vencem.
    Dúvidas sobre um pagamento: /paysupport. Um pacote do qual você não usou nada volta em até { $days } dias.
shop-owner-needs-none = Como dono você não precisa de pacotes: para você só vale o orçamento do dia. É isto que seus usuários veem:
shop-pack = { shop-pictures } · { $stars } ⭐
# At most 32 characters.
shop-title = { shop-pictures }
# At most 255 characters.
shop-description = { shop-pictures } além das gratuitas do dia, geradas por IA com o seu rosto fixo. Cada uma conta quando chega; elas não vencem.
shop-used-up = Suas imagens gratuitas de hoje acabaram ({ $limit } por dia). A contagem recomeça às { $renewal }. Com um pacote você continua já: /buy.

# Instead of taking stars. Plain text.
shop-unpayable =
    .unknown = Esta fatura não é sua ou não é mais conhecida. Envie /buy para ter outra. Nada foi cobrado.
    .paid = Esta fatura já está paga. /buy tem outra. Desta vez nada foi cobrado.
    .over = Esta fatura é antiga demais. Envie /buy para ter outra. Nada foi cobrado.
    .paused = No momento não se cria nada, então não pague agora. Nada foi cobrado; tente mais tarde.
    .shut_out = No momento você não pode usar este bot, então ele não aceita suas estrelas. Nada foi cobrado.
    .not_agreed = Primeiro aceite os termos: escreva qualquer coisa para o bot. Nada foi cobrado.
    .away = O bot está atrasado. Pague de novo daqui a um minuto. Nada foi cobrado.

shop-credited = ✅ <b>Obrigado!</b> Chegaram { $stars } ⭐. Agora você tem pago: { shop-pictures }; cada uma conta quando chega. É só escrever uma cena.
shop-returned = Suas { $stars } ⭐ chegaram, mas não posso criar nada por elas: o pedido não existe mais ou você não pode usar este bot. Então elas voltam sozinhas para você; eu aviso quando chegarem.

# Payments and refunds.
shop-support =
    <b>Ajuda com pagamentos</b>
    Escreva para { $who } e diga o identificador do pagamento. O suporte do próprio Telegram não pode ajudar com pagamentos a um bot.
shop-whoever = a pessoa que mantém este bot
shop-your-payments = Seus últimos pagamentos:
shop-no-payments = Não há nenhum pagamento seu aqui.
shop-may-go-back = { $may ->
        [yes] Um pacote do qual você não usou nada volta pelo botão dele em até { $days } dias.
       *[no] Nenhum deles pode voltar sozinho: para isso o pacote precisa estar sem uso e ter no máximo { $days } dias.
    }
shop-state =
    .refunding = a caminho de volta
    .refunded = devolvido
shop-erased = usuário apagado
shop-refund-button = Devolver №{ $number } · { $stars } ⭐
shop-refund-begun = { $done ->
        [yes] O pagamento №{ $number } já foi devolvido.
       *[no] O pagamento №{ $number } está voltando. Eu aviso quando as estrelas chegarem.
    }
shop-late = Isso foi há mais de { $days } dias, então não volta sozinho. /paysupport diz a quem perguntar.
shop-spent = Você já usou algo desse pacote, então ele não volta sozinho. /paysupport diz a quem perguntar.
shop-back = ↩ { $stars } ⭐ estão de volta na sua conta; as imagens desse pacote foram descontadas.
shop-back-unknown = ↩ Suas estrelas estão de volta na sua conta.
shop-stay = O Telegram não me deixou devolver o pagamento №{ $number }. As imagens dele são suas de novo; escreva para a pessoa que mantém este bot: /paysupport.

# The owner.
shop-page-button = Estrelas
shop-page =
    <b>Telegram Stars</b>
    Recebido: <b>{ $kept } ⭐</b> · devolvido: { $back } ⭐
shop-none = Ainda não há pagamentos.
shop-page-refund = Qualquer outro pagamento: <code>/refund ID</code>; de quem apagou tudo: <code>/refund ID USER</code>.
shop-owner-refund-button = Devolver №{ $number } …
shop-sure = { $whole ->
        [yes] Devolver este pagamento? As imagens dele se vão.
       *[no] Devolver este pagamento? Parte das imagens já foi feita, ou ele é antigo; o que resta se vai.
    }
shop-yes-refund = Sim, devolver { $stars } ⭐
shop-how-to-refund = Escreva depois o identificador do pagamento: <code>/refund ID</code>. /admin tem os últimos pagamentos, com botões.
shop-no-such-payment = Não conheço esse pagamento. Se quem pagou apagou tudo aqui, escreva depois o ID de Telegram da pessoa: <code>/refund ID USER</code>.
shop-whose-payment = Quem pagou apagou tudo aqui. Escreva depois o ID de Telegram da pessoa: <code>/refund ID USER</code>.
shop-refund-refused = ⚠️ O Telegram se recusou a devolver o pagamento №{ $number }. As imagens dele foram creditadas de novo; ele está em /admin.

# Whose data it is.
shop-privacy = • Pagamentos: data, estrelas, imagens e o identificador do Telegram ficam nos livros, também depois de “tudo”, e então sem você. Do pagamento em si cuida o Telegram.
shop-credits-lost = ⚠️ <b>{ $pictures ->
        [one] Você tem { $pictures } imagem paga e não usada: ela se perde.
       *[other] Você tem { $pictures } imagens pagas e não usadas: elas se perdem.
    }</b> Antes disso, /paysupport devolve pacotes não usados.
shop-stays = { $payments ->
        [one] { $payments } pagamento fica
       *[other] { $payments } pagamentos ficam
    } nos livros com data, estrelas e identificador, sem você.
