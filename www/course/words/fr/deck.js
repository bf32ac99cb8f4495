// The words of the slides, in French: by slide, as HTML.

/** @type {import('../table.js').Like<typeof import('../en/deck.js').words>} */
export const words = {
  title: {
    heading: 'L’apprentissage profond et les expressions du visage',
    lede: 'D’un seul neurone aux limites d’un réseau. Celui ci-dessous tourne dans la diapositive.',
    frame: 'Le composant en direct sur le visage d’exemple',
  },
  problem: {
    heading: 'Sept mots pour un visage',
    item: 'colère',
    item2: 'dégoût',
    item3: 'peur',
    item4: 'joie',
    item5: 'tristesse',
    item6: 'surprise',
    item7: 'neutre',
    text: `
      <p>
        <strong>La tâche.</strong> Devant une image, retrouver le mot que des gens lui ont donné : son
        <strong>étiquette</strong>, parmi sept <strong>classes</strong>.
      </p>
      <p>Six expressions de base, et neutre. D’autres prennent plus de mots, ou des échelles.</p>
      <p class="quiet">
        Où cela pourrait mener : lire les relations entre personnalités dans les photos de presse.
      </p>
    `,
  },
  data: {
    heading: 'Les données : de petites images, une étiquette chacune',
    columns: `
      <p><strong>FER2013 :</strong> 35 887 images, 48 × 48, un visage chacune, de près.</p>
      <p>
        <strong>L’étiquette</strong> est le mot que des gens ont donné, pas ce que ressentait la
        personne.
      </p>
      <p>
        <strong>Des gens</strong> à qui l’on confie la tâche retrouvent l’étiquette dans 65 % des cas
        environ.
      </p>
    `,
  },
  neuron: {
    heading: 'Un neurone est une petite fonction',
    text: `
      <p><strong>x</strong> : ce qui entre. <strong>y</strong> : ce qui sort.</p>
      <p>
        <strong>w</strong> : les poids, ses paramètres. Personne ne les saisit, ils s’apprennent.
      </p>
      <p><strong>f</strong> : la fonction d’activation. Ici ReLU : au-dessous de 0, c’est 0.</p>
    `,
  },
  'neuron-live': {
    heading: 'Faites apprendre un neurone',
    still: `
      En direct dans les diapositives : la leçon sur un neurone, à l’adresse
      lessons.html?lesson=neuron.
    `,
    frame: 'la leçon sur un neurone',
  },
  layers: {
    heading: 'Des couches, des pixels à la réponse',
    text: `
      <p>Les réponses d’une couche sont les questions de la suivante.</p>
      <p><strong>Profond</strong> : il y a des couches entre l’entrée et la sortie.</p>
      <p><strong>Appris</strong> : les poids viennent d’exemples dont la réponse est connue.</p>
    `,
  },
  convolutional: {
    heading: 'Convolutif : un petit filtre, partout',
    number: '276 480',
    words: 'poids, si 120 neurones regardent chacun les 2 304 pixels',
    words2: 'pour un filtre de 5 × 5 qui parcourt toute l’image',
    item: 'contours',
    item2: 'coins, courbes',
    item3: 'yeux, bouches',
    item4: 'une étiquette',
  },
  convolution: {
    heading: 'Une convolution : tourner, multiplier, additionner',
    words: `
      <strong>Le piège :</strong> le pixel en haut à gauche rencontre le nombre en bas à droite. Puis le
      bloc suivant, et le suivant : les résultats font une nouvelle image.
    `,
  },
  edges: {
    heading: 'Sur toute une image : ses contours',
  },
  kernels: {
    heading: 'Changez le noyau',
    still: `
      En direct dans les diapositives : la leçon sur la convolution, à l’adresse
      lessons.html?lesson=convolution.
    `,
    frame: 'la leçon sur la convolution',
  },
  filters: {
    heading: 'Le réseau trouve ses filtres',
    text: `
      <p>Pendant des décennies, on a conçu les filtres à la main.</p>
      <p>
        Désormais on dit à une couche combien et de quelle taille, par exemple dix de 5 × 5.
        L’entraînement trouve les poids.
      </p>
      <p class="quiet">À droite : les filtres de la première couche, lus dans les modèles.</p>
    `,
  },
  networks: {
    heading: 'LeNet, et son cadet',
  },
  maps: {
    heading: 'Ce que chaque couche fait d’un visage',
  },
  'layers-live': {
    heading: 'Toutes les couches, en direct',
    still:
      'En direct dans les diapositives : la leçon dans le réseau, à l’adresse lessons.html?lesson=network.',
    frame: 'la leçon dans le réseau',
  },
  training: {
    heading: 'L’entraînement : deviner, comparer, corriger',
    list: `
      <li>Deviner l’étiquette de quelques images : un <strong>lot</strong>.</li>
      <li>Comparer aux vraies étiquettes : la <strong>perte</strong>.</li>
      <li>Corriger chaque poids pour la réduire.</li>
      <li>Toutes les images une fois : une <strong>époque</strong>.</li>
    `,
  },
  result: {
    heading: 'Le résultat : environ une sur deux',
    span: '%',
    text: `
      <p>de réponses justes dans l’article, avec un LeNet à peine modifié.</p>
      <p>Le nôtre, sur autant d’images : <strong data-figure="article7"></strong>.</p>
      <p class="quiet">
        Mesuré sur <span data-figure="pictures"></span> images jamais vues à l’entraînement.
      </p>
    `,
  },
  confusion: {
    heading: 'Quelle classe est prise pour quelle autre',
  },
  'results-live': {
    heading: 'À vous de lire la matrice',
    still: `
      En direct dans les diapositives : la leçon sur les résultats, à l’adresse
      lessons.html?lesson=results.
    `,
    frame: 'la leçon sur les résultats',
  },
  imbalance: {
    heading: 'Une classe rare s’apprend à peine',
    quiet: 'Effectifs : ceux de l’article. Retrouvé : par notre copie de son réseau.',
  },
  'data-live': {
    heading: 'Comptez avant d’entraîner',
    still: `
      En direct dans les diapositives : la leçon sur les données, à l’adresse
      lessons.html?lesson=data.
    `,
    frame: 'la leçon sur les données',
  },
  overfitting: {
    heading: 'Surapprentissage : il connaît mieux ses propres images',
    text: `
      <p><strong data-figure="seen"></strong> de réponses justes sur ses images,</p>
      <p><strong data-figure="unseen"></strong> sur d’autres.</p>
      <p class="quiet">
        Ce qui aide : plus d’images, des images un peu déplacées et tournées, des neurones éteints
        au hasard, un arrêt précoce.
      </p>
    `,
  },
  'overfitting-live': {
    heading: 'À vous de le faire surapprendre',
    still: `
      En direct dans les diapositives : un réseau qui apprend 50 visages par cœur, à l’adresse
      lab.html?experiment=overfit.
    `,
    frame: 'le labo : apprendre par cœur',
  },
  groups: {
    heading: 'Un problème plus simple : trois groupes',
    number: '&gt; 70 %',
    text: `
      <p>de réponses justes dans l’article, en 100 itérations environ au lieu de 1 000.</p>
      <p>Le nôtre : <strong data-figure="article3"></strong>.</p>
      <p class="quiet">La peur compte ici comme négative ; l’article la laisse de côté.</p>
    `,
  },
  'groups-live': {
    heading: 'Trois groupes, en direct',
    text: `
      <p>Chacune des trois barres est une somme des sept :</p>
      <ul class="list">
        <li><strong>positif</strong><br />joie</li>
        <li><strong>négatif</strong><br />colère, dégoût, peur, tristesse</li>
        <li><strong>neutre</strong><br />surprise, neutre</li>
      </ul>
      <p>Passez à 7 classes et additionnez.</p>
    `,
    frame: 'Le composant en direct avec trois groupes',
  },
  'room-live': {
    heading: 'Plus de 70 % : de quoi ?',
    still: `
      En direct dans les diapositives : la leçon sept ou trois, à l’adresse
      lessons.html?lesson=seven-or-three.
    `,
    frame: 'la leçon sept ou trois',
  },
  'votes-live': {
    heading: 'Un annotateur, ou dix personnes',
    still: `
      En direct dans les diapositives : la leçon un annotateur ou dix personnes, à l’adresse
      lessons.html?lesson=seven-or-three.
    `,
    frame: 'la leçon un annotateur ou dix personnes',
  },
  ladder: {
    heading: 'Ce qui l’a amélioré, un changement à la fois',
  },
  'your-face': {
    heading: 'Votre propre visage',
    text: `
      <p>Quel mot est difficile à obtenir ?</p>
      <p>Que change une tête tournée ? Des lunettes ? Peu de lumière ?</p>
    `,
    frame: 'Le composant en direct sur votre caméra',
  },
  'fooled-live': {
    heading: 'Ce qui le trompe',
    still: `
      En direct dans les diapositives : la leçon sur ce qui trompe le réseau, à l’adresse
      lessons.html?lesson=what-fools-it.
    `,
    frame: 'la leçon sur ce qui trompe le réseau',
  },
  unsure: {
    heading: 'Savoir ne pas répondre',
    text: `
      <p>S’il répond toujours : <strong data-figure="always"></strong> justes, selon la majorité de dix personnes.</p>
      <p>
        Sous <span data-figure="unsureBelow"></span> % des votes, il dit « incertain », et deux mots. Il
        répond alors à <strong data-figure="answered"></strong> des images, et
        <strong data-figure="answeredRight"></strong> de ces réponses sont justes.
      </p>
      <p class="quiet">Le seuil divise par deux la part des réponses fausses.</p>
    `,
  },
  limits: {
    heading: 'Ses limites',
    cards: `
      <div>
        <h3>Un mot, pas un sentiment</h3>
        <p>Ce que montre un visage, ce qu’on en dit et ce que ressent la personne sont trois choses.</p>
      </div>
      <div>
        <h3>Des visages, pas tous</h3>
        <p>Posés, cadrés serré, pris sur le web de 2013. Ailleurs, attendez-vous à moins bien.</p>
      </div>
      <div class="strong">
        <h3>Pas pour évaluer des personnes</h3>
        <p>
          Dans l’UE, déduire les émotions au travail ou dans l’enseignement est interdit, hors raisons
          médicales ou de sécurité.
        </p>
        <p class="quiet">Règlement sur l’IA, art. 5, § 1, f), depuis le 2 février 2025</p>
      </div>
    `,
  },
  conclusion: {
    heading: 'Pas pour l’industrie. Excellent pour apprendre.',
    text: `
      <p>Sur un PC de bureau, en quelques minutes :</p>
      <ul class="list">
        <li>un réseau parti de rien, un autre chargé déjà entraîné</li>
        <li>le surapprentissage, rencontré et mesuré</li>
        <li>l’effet des classes rares</li>
      </ul>
    `,
    text2: `
      <p>À essayer ensuite :</p>
      <ul class="list">
        <li><a href="../../index.html">votre caméra, vos photos</a></li>
        <li><a href="./snippets.html?lang=fr">le composant dans vos propres diapositives</a></li>
        <li>
          entraîner le vôtre : <code>mimique train --data fer2013.csv --out my.safetensors</code>
        </li>
      </ul>
    `,
  },
  page: {
    title: 'L’apprentissage profond et les expressions du visage · mimique',
    previous: 'Diapositive précédente',
    next: 'Diapositive suivante',
  },
};
