# Grupos e modo inline.

groups-private = { $name }, vamos conversar primeiro no privado: só faço imagens de quem concordou.
groups-personal = Isso fica entre nós. Vamos continuar no nosso chat privado.
groups-not-ready = Seu rosto ainda não está pronto. Vamos terminar no nosso chat privado; depois faço suas imagens aqui também.
groups-no-photos = Em grupos eu não olho fotos, para não usar o rosto de ninguém sem permissão. Mande no nosso chat privado.
groups-anonymous = Você escreve como o grupo, então não sei qual rosto usar. Escreva com o seu próprio nome e peça de novo.
groups-what-scene = O que eu crio? Por exemplo: <code>/scene em um café pequeno, chuva lá fora</code>
groups-help =
    Aqui eu faço imagens de quem pedir, com o próprio rosto:

    • <code>/scene@{ $bot } na praia ao pôr do sol</code>, ou me mencione: <code>@{ $bot } na praia</code>
    • Responda a uma imagem sua para mudá-la.
    • /scene em resposta à imagem de outra pessoa cria a mesma cena com o seu rosto.
    • /gallery mostra suas imagens mais novas.

    Só você pode usar os botões das suas imagens. Fotos, modelos e ajustes ficam no nosso chat privado.
groups-whose-buttons = Estes botões são de { $name }.
groups-somebodys-buttons = Estes botões são de outra pessoa.
groups-addressed = { $name }, { $text }
groups-open-private = Abrir o chat privado
groups-command =
    .scene = Me coloque em uma cena
    .gallery = Minhas imagens mais novas
    .help = O que eu faço neste grupo
groups-no-pictures = Ainda não há imagens: crie algumas comigo
groups-meet-first = Vamos conversar primeiro
groups-inline-caption = Gerada por IA com o Keepface
