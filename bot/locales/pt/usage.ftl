# /usage: imagens de hoje e do mês.

usage-left = { $left ->
        [0] <b>Não resta nenhuma imagem hoje.</b>
        [one] Resta <b>{ $left } imagem</b> hoje.
       *[other] Restam <b>{ $left } imagens</b> hoje.
    }
usage-today = Criadas hoje: { $pictures }.
usage-renewal = A contagem recomeça às { $renewal }.
usage-month = Este mês: { $pictures ->
        [one] { $pictures } imagem
       *[other] { $pictures } imagens
    }.
usage-cost = Isso custou uns { $own }, com o estudo das fotos e as mensagens de voz; entre todos, { $all }.
