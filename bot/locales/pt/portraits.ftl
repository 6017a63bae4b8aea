# Os três retratos: andamento, escolha, referência fixa.

portraits-studying = As três fotos já estão aqui. 🔎 Estou estudando …
portraits-drawing = 🎨 Criando seus retratos: { $done } de { $of } prontos …
portraits-busy = ⏳ A IA está ocupada. Tento de novo em { $seconds ->
        [one] { $seconds } segundo
       *[other] { $seconds } segundos
    }; você não precisa fazer nada.
portraits-done = ✅ { $done } de { $of } retratos prontos.

portraits-select =
    <b>Escolha sua imagem de referência.</b> Escolha UMA imagem; ela será a referência fixa deste modelo em todas as próximas imagens.
    📌 Fique com a de rosto mais nítido, boa luz e maior semelhança.
portraits-scores = Semelhança <b>{ $scores }</b>
portraits-nearest = O retrato { $n } é o mais próximo das suas fotos.
portraits-automatic = Uma estimativa automática, de 0 a 100.
portraits-not-measured = Semelhança não medida.
portraits-missing = { $count ->
        [one] O retrato { $numbers } não deu certo. Não custou nada para você; o botão cria de novo.
       *[other] Os retratos { $numbers } não deram certo. Não custaram nada para você; o botão cria de novo.
    }
portraits-confirm = Confirmar a escolha
portraits-new-three = Três novos
portraits-more = Mais como …
portraits-more-like = Mais como o { $n }
portraits-draw-missing = Criar o que falta: { $numbers }
portraits-show = Mostrar os retratos
portraits-choose-again = Outra referência
portraits-mark-first = Toque primeiro em um número e depois confirme.
portraits-mark-first-more = Toque primeiro em um número: aí eu crio mais como aquele.
portraits-relock = Escolha outra referência para este modelo. A atual continua até você confirmar.

portraits-chosen = O retrato { $n } é a sua referência fixa.
portraits-locked = 🔒 <b>Fixado.</b> O retrato { $n } agora é o rosto de todas as imagens.
portraits-locked-likeness = Semelhança com as suas fotos: { $score }/100.
portraits-locked-low = ⚠ É pouco: todas as cenas vão mostrar este rosto. Em /models você pode escolher outro.
