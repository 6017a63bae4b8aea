# As três fotos: recebidas, com dicas, com dúvidas, retiradas.

photos-taken = Foto { $have } de { $of } ✓ { photos-more }
photos-here = Foto { $have } de { $of } recebida. { photos-more }
photos-more = { $left ->
        [0] As três já estão aqui.
        [one] Mais uma, por favor.
       *[other] Mais { $left }, por favor.
    }
photos-may-keep = Você pode deixar esta, ou retirar e mandar uma melhor.
photos-advice =
    .no_face = Não vejo nenhum rosto nela. O melhor é uma foto com o rosto inteiro, de frente e bem iluminado.
    .several = Há mais de um rosto nela. O melhor é uma foto sem mais ninguém, ou um recorte só desta pessoa.
    .small = O rosto está pequeno. Uma foto mais de perto fica mais parecida.
    .covered = Parte do rosto parece coberta, por óculos escuros, máscara ou mão. Um rosto descoberto serve melhor.
    .turned = O rosto está muito virado. Uma vista assim está bem se as outras fotos olham para a câmera.
    .blurred = O rosto está borrado. Uma foto mais nítida fica mais parecida.
    .soft = O rosto está um pouco borrado. Uma foto mais nítida ajudaria.
    .dark = O rosto está muito escuro. Mais luz ajudaria.
    .glaring = O rosto está muito claro. Uma luz mais suave ajudaria.
photos-take-back = ✕ Retirar esta foto
photos-dropped = Retirada. Há { $have } de { $of } fotos; mande mais { $left }.
photos-replace = Trocar a foto { $place }

photos-doubt-no-face = 🤔 Não vejo rosto em nenhuma das três fotos, então não há nada que eu possa manter. Troque pelo menos uma: o rosto inteiro, de frente, com boa luz. Nada foi cobrado.
photos-doubt-all-differ = 🤔 Os rostos destas fotos não me parecem ser de uma pessoa só. Troque as que mostram outra, ou me diga que é a mesma pessoa: cabelo, idade e luz podem me enganar. Nada foi cobrado ainda.
photos-doubt-stranger = 🤔 A foto { $stranger } me parece ser de outra pessoa. Troque, ou me diga que é a mesma pessoa: cabelo, idade e luz podem me enganar. Nada foi cobrado ainda.
photos-doubt-stranger-of-three = 🤔 A foto { $stranger } me parece ser de outra pessoa. As fotos { $agreeing } combinam. Troque, ou me diga que é a mesma pessoa: cabelo, idade e luz podem me enganar. Nada foi cobrado ainda.
photos-it-is-the-same = É a mesma pessoa
photos-same-person = Certo: acredito em você. Os retratos já começaram.
photos-question-open = Há uma pergunta em aberto sobre as suas fotos. /start mostra de novo.
