# Os cartões dos modelos, a lista, as séries de retratos, as referências anteriores e todas as imagens em arquivos.

models-use = Usar este
models-list-button = ☰ Lista
models-lock-history = Referências usadas
models-gallery = Galeria
models-delete = Apagar …
models-name-it = ✎ Dar um nome
models-older-set = ◀ Série anterior
models-newer-set = Série seguinte ▶
models-lock-again = Usar esta de novo
models-undo-lock = ↶ Desfazer: a anterior
models-to-card = ◀ Modelo
models-months = Meses
models-download = ⬇ Baixar tudo

models-card-active = { $name } · ✓ ativo
models-no-pictures = ainda sem imagens
models-kept = { $kept } guardadas
models-place = modelo { $place } de { $of }
models-photos = { $have } de { $of } fotos
models-stage =
    .drawing = os retratos estão sendo criados
    .drawing-locked = 🔒 rosto fixado, novos retratos estão sendo criados
    .choosing = espera a sua escolha
    .choosing-locked = 🔒 rosto fixado, você pode escolher outro
    .unlocked = sem referência fixa: vale a primeira foto
    .locked = 🔒 rosto fixado
models-choose-next = “{ portraits-show }” traz todos de novo: marque um e confirme.
models-list = <b>Seus modelos</b> ({ $models }). Toque em um para ver.
models-list-page = <b>Seus modelos</b> ({ $models }), página { $page } de { $pages }. Toque em um para ver.
models-ask-first-name = Como se chama esta pessoa? Responda a esta mensagem com um nome ou toque no botão. Ou siga em frente: <b>{ $name }</b> também serve.

models-set = <i>Série { $place } de { $of }. Você pode escolher qualquer retrato de qualquer série.</i>
models-newest-set = <i>Série { $place } de { $of }, a mais nova. Você pode escolher qualquer retrato de qualquer série.</i>

models-lock = { $name }: referência { $place } de { $of }
models-lock-origin = Retrato { $n } da série { $set }
models-lock-present = 🔒 A atual
models-lock-present-since = 🔒 A atual, desde { $when }
models-lock-former = Fixada pela última vez: { $when }
models-lock-only = Por enquanto é a única. “{ portraits-choose-again }”, no cartão do modelo, acrescenta outras.
models-no-other-lock = Este modelo não teve outra referência fixa.

models-unreadable = Não puderam ser lidas e ficaram de fora: { $pictures }.
models-which-month = Os meses em que { $name } recebeu imagens (UTC). Toque em um para ir até lá.
models-which-month-kept = Os meses em que { $name } recebeu imagens guardadas (UTC). Toque em um para ir até lá.

models-packing = Estou empacotando { privacy-pictures } de { $name }. Tudo chega aqui em um ou vários arquivos zip; enquanto isso você pode continuar.
models-packing-kept = Estou empacotando o que você guardou de { $name }: { privacy-pictures }. Tudo chega aqui em um ou vários arquivos zip; enquanto isso você pode continuar.
models-packing-already = As imagens de { $name } já estão sendo empacotadas. Elas chegam em instantes.
models-packed = É tudo: { privacy-pictures } de { $name } em { $files ->
        [one] { $files } arquivo
       *[other] { $files } arquivos
    }, com data e número no nome. Os arquivos não são criptografados: guarde-os bem.
models-packed-with-gaps = Não puderam ser lidas: { $unreadable }; <code>could-not-be-read.txt</code> tem uma lista.
models-packing-failed = Não foi possível empacotar as imagens de { $name }. Tente “{ models-download }” em /gallery de novo; se continuar falhando, escreva para quem cuida do bot.
