/** @type {import('../shell/words.js').Words} */
export const words = {
  name: ['Inside the network', 'Dans le réseau'],
  intro: [
    'Every layer at once, on the face of the moment: a picture per filter, its feature map. Click any pixel of any map: its sum opens, and each term leads one layer down, as far as the face.',
    'Toutes les couches à la fois, sur le visage du moment : une image par filtre, sa carte de caractéristiques. Cliquez sur un pixel d’une carte : sa somme s’ouvre, et chaque terme mène une couche plus bas, jusqu’au visage.',
  ],
  question: [
    'How much of the face does one unit of the second convolution depend on?',
    'De quelle part du visage dépend une unité de la deuxième convolution ?',
  ],
  answer1: ['5 × 5 pixels, the size of its kernel', '5 × 5 pixels, la taille de son noyau'],
  answer2: ['14 × 14 pixels', '14 × 14 pixels'],
  answer3: ['the whole face', 'tout le visage'],
  why: [
    'Its window of 5 × 5 lies on maps that were halved by a pool: 10 × 10 of the first maps, each of which saw 5 × 5 of the face. That is its receptive field (in LeNet-5).',
    'Sa fenêtre de 5 × 5 est posée sur des cartes réduites de moitié par un pooling : 10 × 10 sur les premières cartes, dont chaque unité voyait 5 × 5 pixels du visage. C’est son champ récepteur (dans LeNet-5).',
  ],

  network: ['Network', 'Réseau'],
  file: ['Your checkpoint…', 'Votre fichier de poids…'],
  dropped: ['your checkpoint', 'votre fichier de poids'],
  scale: ['Colours', 'Couleurs'],
  map: ['per map', 'par carte'],
  layer: ['per layer', 'par couche'],
  locked: ['locked', 'figées'],
  stage: ['Maps', 'Cartes'],
  relu: ['after ReLU', 'après ReLU'],
  conv: ['before ReLU', 'avant ReLU'],

  compare: ['Two frames, one scale', 'Deux images, une échelle'],
  now: ['now', 'maintenant'],
  kept: ['kept', 'gardée'],
  difference: ['difference', 'différence'],
  keep: ['Keep this frame', 'Garder cette image'],
  letGo: ['Let go of the frame', 'Oublier l’image'],

  attention: ['Which part counts', 'Quelle partie compte'],
  attentionNote: [
    'Two answers to one question, and neither is the whole truth: cover parts of the face and see what the probability loses, or ask in which direction each pixel would move the logit.',
    'Deux réponses à une même question, dont aucune n’est toute la vérité : couvrir des parties du visage et voir ce que perd la probabilité, ou demander dans quel sens chaque pixel ferait bouger le logit.',
  ],
  compute: ['Compute for this face', 'Calculer pour ce visage'],
  covering: ['{n} places are covered in turn…', '{n} endroits sont couverts tour à tour…'],
  mapsFailed: [
    'The maps could not be computed: {message}',
    'Les cartes n’ont pas pu être calculées : {message}',
  ],
  faceOfMap: ['the face they are of', 'le visage dont il s’agit'],
  occlusion: ['occlusion map', 'carte d’occlusion'],
  gradient: ['gradient map', 'carte de gradient'],
  occlusionAlt: ['Where covering takes most from “{label}”', 'Où couvrir enlève le plus à « {label} »'],
  gradientAlt: [
    'How each pixel moves the logit of “{label}”',
    'Comment chaque pixel fait bouger le logit de « {label} »',
  ],
  occlusionNote: [
    'A square of 8 × 8 pixels, in the face’s mean grey, covers one place after another. Orange: “{label}” loses probability there; blue: it gains. Brightest: {most} points.',
    'Un carré de 8 × 8 pixels, du gris moyen du visage, couvre un endroit après l’autre. Orange : « {label} » y perd en probabilité ; bleu : il y gagne. Au plus vif : {most} points.',
  ],
  gradientNote: [
    'The exact gradient of the logit of “{label}” by each input value. Orange: lighter would raise it; blue: darker would. It holds for tiny changes only. Brightest: {most}.',
    'Le gradient exact du logit de « {label} » par rapport à chaque valeur d’entrée. Orange : plus clair le ferait monter ; bleu : plus sombre. Il ne vaut que pour de très petits changements. Au plus vif : {most}.',
  ],
  mostNeeded: [
    '“{label}” loses most, {fall} points, when columns {left} to {right}, rows {top} to {bottom} are covered.',
    '« {label} » perd le plus, {fall} points, quand on couvre les colonnes {left} à {right}, lignes {top} à {bottom}.',
  ],
  occlusionTable: [
    'Change of the probability of “{label}”, in points, by the place that is covered',
    'Variation de la probabilité de « {label} », en points, selon l’endroit couvert',
  ],
  rowsAndColumns: ['rows ↓ columns →', 'lignes ↓ colonnes →'],

  layers: ['The layers', 'Les couches'],
  colours: [
    'Blue is negative, grey is 0, orange is positive.',
    'Le bleu est négatif, le gris vaut 0, l’orange est positif.',
  ],
  input: [
    'the face: {side} × {side}, mean 0, standard deviation about 1',
    'le visage : {side} × {side}, moyenne 0, écart type d’environ 1',
  ],
  convLayer: [
    '{name}: {maps} maps of {side} × {side}, kernels {kernel} × {kernel}',
    '{name} : {maps} cartes de {side} × {side}, noyaux {kernel} × {kernel}',
  ],
  pooled: ['{text}; then pooled to {pooled} × {pooled}', '{text} ; puis réduites à {pooled} × {pooled}'],
  denseLayer: ['{name}: {maps} units, fully connected', '{name} : {maps} unités, complètement connectées'],
  logitsLayer: ['logits: one per label', 'logits : un par étiquette'],
  keys: [
    '{text}. Arrow keys choose a unit, Page Up and Page Down a map.',
    '{text}. Les flèches choisissent une unité, Page haut et Page bas une carte.',
  ],

  unit: ['One unit, opened', 'Une unité, ouverte'],
  convUnit: ['{name}, map {map}, column {x}, row {y}', '{name}, carte {map}, colonne {x}, ligne {y}'],
  denseUnit: ['{name}, unit {map}', '{name}, unité {map}'],
  logitUnit: ['logit of “{label}”', 'logit de « {label} »'],
  votesUnit: ['votes’ logit of “{label}”', 'logit des votes pour « {label} »'],
  inputUnit: ['the face, column {x}, row {y}', 'le visage, colonne {x}, ligne {y}'],
  sees: ['sees {width} × {height} pixels of the face', 'voit {width} × {height} pixels du visage'],
  range: ['value {value}; colours from −{most} to {most}', 'valeur {value} ; couleurs de −{most} à {most}'],
  faceAlt: [
    'The face, with a frame round the receptive field',
    'Le visage, avec un cadre autour du champ récepteur',
  ],
  pixel: [
    'Grey {grey}. The network gets ({grey} − {mean}) / ({deviation} + 4) = {value}: every face with the same light and contrast.',
    'Gris {grey}. Le réseau reçoit ({grey} − {mean}) / ({deviation} + 4) = {value} : chaque visage avec la même lumière et le même contraste.',
  ],
  sumCaption: ['The terms of the sum', 'Les termes de la somme'],
  termMap: ['map {map}', 'carte {map}'],
  termFace: ['the face', 'le visage'],
  termUnit: ['unit {map}', 'unité {map}'],
  termPlace: ['map {map} at {x}, {y}', 'carte {map} en {x}, {y}'],
  others: ['{n} others', '{n} autres'],
  bias: ['bias', 'biais'],
  rounding: ['rounding of what is printed', 'arrondi de ce qui est affiché'],
  total: ['sum', 'somme'],
  windowOf: [
    'Products on {name}, {sum} in all. Press one to go down to its source.',
    'Produits sur {name}, {sum} au total. Choisissez-en un pour descendre à sa source.',
  ],
  product: ['{value} × {weight} = {product}', '{value} × {weight} = {product}'],
  up: ['↑ Back up', '↑ Remonter'],
  outside: [
    'That lies outside the map: padding, which is 0.',
    'C’est en dehors de la carte : la marge, qui vaut 0.',
  ],

  softmax: ['From logits to probabilities', 'Des logits aux probabilités'],
  softmaxNote: [
    'Each logit is divided by the temperature, {t}, which was fitted so that 70% comes true about 70 times in 100. e to the power of it, over the sum of all ({sum}), is the probability.',
    'Chaque logit est divisé par la température, {t}, ajustée pour qu’un « 70 % » se vérifie environ 70 fois sur 100. L’exponentielle du résultat, divisée par la somme de toutes ({sum}), est la probabilité.',
  ],
  label: ['label', 'étiquette'],
  logit: ['logit', 'logit'],
  divided: ['÷ temperature', '÷ température'],
  power: ['e to the power', 'exponentielle'],
  probability: ['probability', 'probabilité'],
  refusedFile: [
    'The network before stays in use. {message}',
    'Le réseau précédent reste en service. {message}',
  ],
  loadingNetwork: ['Loading the network…', 'Chargement du réseau…'],
};
