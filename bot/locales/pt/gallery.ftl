# Os modelos, suas imagens e cenas para experimentar.

gallery-no-models =
    Você ainda não tem nenhum modelo.

    { beginning-send-photos }
gallery-model = Modelo
gallery-new-model = + Novo modelo
gallery-rename = Mudar o nome
gallery-settings = Ajustes
gallery-ask-name = Como { $name } deve se chamar? Responda a esta mensagem com o nome.
gallery-renamed = Pronto: <b>{ $name }</b>. Se você tiver vários modelos, <i>@{ $word } na praia</i> usa este sem precisar trocar.

gallery-page = { $name }: imagens { $first } a { $last } de { $total }, as mais novas primeiro. { $days }
gallery-page-kept = { $name }: imagens guardadas { $first } a { $last } de { $total }, as mais novas primeiro. { $days }
gallery-empty = { $name } ainda não tem imagens. { beginning-now-type }
gallery-empty-kept = { $name } ainda não tem imagens guardadas: ☆ embaixo de uma imagem guarda.
gallery-stars-only = Só ★
gallery-all-pictures = Todas as imagens

gallery-ideas = Cenas para experimentar com { $name }. Um toque cria uma; ou escreva a sua, em qualquer idioma.
gallery-ideas-own = Feito para { $name }, por número:
gallery-idea =
    .portrait = Retrato
    .street = Rua
    .beach = Praia
    .office = Escritório
    .evening = Noite
    .mountains = Montanha
    .cafe = Café
    .concert = Show
gallery-scene =
    .portrait = um retrato de estúdio sereno, luz lateral suave, fundo cinza liso, olhando para a câmera
    .street = andando por uma rua estreita do centro antigo, espontâneo, luz dourada do fim da tarde
    .beach = na praia ao pôr do sol, camisa de linho, vento no cabelo
    .office = na mesa de um escritório moderno e claro, roupa casual elegante, notebook aberto, luz da manhã
    .evening = em uma mesa de jantar elegante à noite, luz de velas, roupa escura
    .mountains = em uma trilha de montanha com uma mochila pequena, um vale amplo atrás, manhã de céu limpo
    .cafe = em um café pequeno perto da janela com uma xícara de café, chuva lá fora
    .concert = no meio do público de um show ao ar livre à noite, luzes do palco ao fundo
