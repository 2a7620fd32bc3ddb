/**
 * The words that posts are made of: twelve topics in two languages. Nobody wrote these posts; they are drawn from lists.
 */
export interface Topic {
  readonly name: string;
  /** Hour of the day at which it is most wanted. */
  readonly hour: number;
  /** By language. */
  readonly words: { readonly en: readonly string[]; readonly pt: readonly string[] };
}

const topic = (name: string, hour: number, en: string, pt: string): Topic => ({
  name,
  hour,
  words: { en: en.split(' '), pt: pt.split(' ') },
});

export const TOPICS: readonly Topic[] = [
  topic(
    'politics',
    7,
    'council vote mayor budget law debate party reform minister poll senate treaty',
    'conselho voto prefeito verba lei debate partido reforma ministro pesquisa senado tratado',
  ),
  topic(
    'sport',
    21,
    'match goal league coach final season striker stadium derby record medal team',
    'jogo gol liga tecnico final temporada atacante estadio classico recorde medalha time',
  ),
  topic(
    'music',
    19,
    'song album band concert guitar singer festival vinyl chorus tour drum stage',
    'cancao album banda concerto guitarra cantora festival vinil refrao turne bateria palco',
  ),
  topic(
    'film',
    22,
    'movie actor scene director sequel premiere script cinema studio trailer oscar cast',
    'filme ator cena diretor sequencia estreia roteiro cinema estudio trailer oscar elenco',
  ),
  topic(
    'science',
    10,
    'planet study cell telescope theory fossil lab physics gene comet sample orbit',
    'planeta estudo celula telescopio teoria fossil laboratorio fisica gene cometa amostra orbita',
  ),
  topic(
    'technology',
    9,
    'chip software robot startup browser battery cloud phone code network sensor update',
    'chip software robo startup navegador bateria nuvem telefone codigo rede sensor versao',
  ),
  topic(
    'health',
    8,
    'sleep diet doctor vaccine muscle stress clinic vitamin heart nurse therapy walk',
    'sono dieta medico vacina musculo estresse clinica vitamina coracao enfermeira terapia caminhada',
  ),
  topic(
    'food',
    12,
    'recipe bread soup chef market cheese spice oven harvest coffee salad bakery',
    'receita pao sopa cozinheiro mercado queijo tempero forno colheita cafe salada padaria',
  ),
  topic(
    'travel',
    18,
    'train island hotel beach passport trail border museum ferry castle valley harbour',
    'trem ilha hotel praia passaporte trilha fronteira museu balsa castelo vale porto',
  ),
  topic(
    'money',
    7,
    'bank rent stock tax wage loan inflation pension savings price debt invoice',
    'banco aluguel bolsa imposto salario emprestimo inflacao pensao poupanca preco divida fatura',
  ),
  topic(
    'games',
    23,
    'level quest console dragon puzzle player boss arcade map guild patch score',
    'nivel missao console dragao enigma jogador chefe fliperama mapa guilda correcao placar',
  ),
  topic(
    'weather',
    6,
    'storm rain heat frost wind flood cloud forecast snow drought thunder fog',
    'tempestade chuva calor geada vento enchente nuvem previsao neve seca trovao neblina',
  ),
];

export const LANGUAGES = ['en', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Between the words of a topic. */
export const COMMON: Readonly<Record<Language, readonly string[]>> = {
  en: 'the of and new in after for more with today how why one people from city'.split(' '),
  pt: 'o de e novo em depois para mais com hoje como por um gente da cidade'.split(' '),
};

/** What clickbait begins with. Honest posts now and then do too. */
export const LURES: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'you will not believe',
    'what happened next',
    'nobody tells you',
    'this one trick',
    'doctors are stunned',
  ],
  pt: [
    'voce nao vai acreditar',
    'o que houve depois',
    'ninguem te conta',
    'este truque simples',
    'medicos em choque',
  ],
};
