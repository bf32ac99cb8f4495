// The words of the lesson on convolution, in French.

/** @type {Record<keyof typeof import('./en.js').words, string>} */
export const words = {
  intro:
    'Un noyau est un petit tableau de nombres. On le pose sur chaque fenêtre de l’image : chaque pixel est multiplié par le nombre qui le couvre, et l’on additionne les produits. Les sommes forment une nouvelle image, qui montre une caractéristique : ici, les contours verticaux.',
  question: 'Vous posez le noyau de Sobel vertical sur un mur d’un gris uniforme. Que vaut la somme ?',
  answer1: 'le gris du mur',
  answer2: '0',
  answer3: 'quatre fois le gris',
  why: 'Les nombres du noyau ont pour somme 0 : des pixels égaux s’annulent, et il ne reste que les différences entre la gauche et la droite.',

  input: 'L’image',
  kernel: 'Le noyau',
  output: 'La carte de caractéristiques',
  inputAlt: 'L’image en gris, {n} × {n} pixels. Les flèches déplacent la fenêtre.',
  outputAlt:
    'Ce que le noyau fait de l’image : bleu où la somme est négative, gris à 0, orange où elle est positive.',
  preset: 'Noyau',
  'sobel-vertical': 'Sobel, contours verticaux',
  'sobel-horizontal': 'Sobel, contours horizontaux',
  blur: 'Flou',
  sharpen: 'Netteté',
  emboss: 'Relief',
  identity: 'Identité',
  own: 'Le vôtre',
  learnedArticle: 'Appris par LeNet-5 : filtre {n}',
  learnedPage: 'Appris par le réseau de la page : filtre {n}',
  handmade: 'Conçus à la main',
  learned: 'Appris sur des images',
  side: 'Taille',
  cell: 'ligne {row}, colonne {column}',
  bad: '« {text} » n’est pas un nombre accepté : écrivez par exemple 2, −1 ou 0,25.',
  notLoaded: 'Les noyaux appris n’ont pas pu être chargés.',

  flip: 'Posé',
  convolution: 'retourné : convolution',
  correlation: 'tel quel : corrélation',
  flipNote:
    'Par définition, le pixel en haut à gauche rencontre le nombre en bas à droite. Les réseaux omettent le demi-tour : les nombres sont appris de toute façon.',
  padding: 'Marge',
  stride: 'Pas',
  picture: 'Pixels',
  face: 'le visage, 48 × 48',
  whole: 'toute l’image, 144 × 144',
  size: 'Sortie : ⌊({side} + 2 × {padding} − {kernel}) / {stride}⌋ + 1 = {out}, donc {out} × {out}',

  window: 'Une fenêtre, pas à pas',
  pixels: 'pixels',
  laid: 'noyau tel que posé',
  products: 'produits',
  sum: 'somme',
  back: 'Reculer d’un pas',
  forward: 'Avancer d’un pas',
  play: 'Lecture',
  pause: 'Pause',
  at: 'colonne {x}, ligne {y} : somme {sum}',
  savedInput: 'image',
};
