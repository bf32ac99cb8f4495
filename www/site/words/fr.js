// The words of the start page, by section, in French.

/** @type {import('../../course/words/table.js').Like<typeof import('./en.js').words>} */
export const words = {
  page: {
    title: 'mimique : l’expression que montre un visage, lue dans votre navigateur',
    update: 'Une nouvelle version de cette page est prête. <button type="button">Recharger</button>',
    heading: 'L’expression que montre un visage, lue par un petit réseau de neurones.',
    lede: 'Tout se passe dans cette page. Ni image, ni vidéo, ni lecture ne quitte cet appareil.',
    onward: `
      <a href="./lessons.html?lang=fr">Les leçons</a> : modifiez un noyau, regardez dans chaque couche, sur
      votre propre visage.
      <br />
      <a href="./lab.html?lang=fr">Le labo</a> : entraînez un LeNet dans ce navigateur et regardez-le
      apprendre.
    `,
    foot: `
      Code : MIT ou Apache-2.0. FER2013 : usage de recherche. Image d’exemple : NASA, domaine public.
      <a href="./licences.txt">Licences de tout ce qui est livré</a>,
      <a href="./SHA256SUMS">sommes de contrôle</a>.
    `,
  },
  bar: {
    heading: 'Ce que dit une barre',
    label: `
      FER2013 est un jeu public de 35 887 petites images de visages, chacune étiquetée par des personnes
      avec un mot parmi sept. Une barre est la probabilité qu’une telle image ait reçu ce mot.
    `,
    votes: `
      Plus tard, dix personnes ont chacune étiqueté à nouveau les mêmes images (FER+). Avec
      <em>Dix personnes</em>, une barre dit combien sur dix diraient ce mot : sept dixièmes d’une barre,
      c’est environ sept personnes. Les votes pour le mépris et pour « pas un visage » sont laissés de
      côté.
    `,
    looks: `
      Une étiquette dit donc de quoi une image a l’air, pour des gens qui n’en savaient rien d’autre.
      Elle ne dit pas ce que ressent la personne.
    `,
  },
  good: {
    heading: 'Ce qu’il vaut',
    label: `
      de réponses justes sur <span data-figure="n"></span> images jamais vues à l’entraînement, avec
      sept mots au choix. Des personnes à qui l’on confie la même tâche retrouvent l’étiquette dans 65 %
      des cas environ.
    `,
    labelGroups: `
      Avec trois groupes (positif, négatif, neutre) : <span data-figure="groups"></span> de réponses
      justes.
    `,
    votes: `
      du temps, il est de l’avis de la majorité de dix personnes, sur
      <span data-figure="n"></span> images jamais vues à l’entraînement, avec sept mots au choix.
    `,
    votesGroups: 'Avec trois groupes (positif, négatif, neutre) : <span data-figure="groups"></span>.',
    worse: 'Peu de lumière, une tête tournée ou un cadre trop large, et il se trompe davantage.',
  },
  people: {
    heading: 'Pas pour évaluer des personnes',
    text: `
      C’est fait pour apprendre comment un tel réseau fonctionne et où il se trompe. Ne jugez personne
      avec. Dans l’Union européenne, déduire par l’IA les émotions de personnes au travail ou dans
      l’enseignement, hors raisons médicales ou de sécurité, est interdit depuis le 2 février 2025
      (règlement sur l’IA, art. 5, § 1, f).
    `,
  },
  reads: {
    heading: 'Comment il lit',
    crop: 'Le visage est découpé dans l’image et réduit à 48 × 48 pixels gris.',
    scores: `
      Un LeNet<span data-needs="parameters" hidden> de <span data-figure="parameters"></span> paramètres
      appris</span> en tire sept scores, filtre après filtre.
    `,
    probabilities: `
      Les scores deviennent des probabilités, réglées pour qu’un « 70 % » se vérifie environ 70 fois
      sur 100.
    `,
  },
  runs: {
    heading: 'Ce qui tourne, et où',
    text: `
      Votre navigateur fait tout : il ouvre la caméra ou la photo et fait tourner le réseau (du Rust
      compilé en WebAssembly). Le serveur n’envoie que les fichiers de cette page. Ni compte, ni cookie,
      ni mesure d’audience.
    `,
  },
  embed: {
    heading: 'Dans une diapositive, dans une page',
    course: `
      <a href="./www/course/?lang=fr">Le cours en diapositives</a> va du neurone à la matrice de
      confusion, avec ce composant dedans. Une ligne suffit pour l’insérer dans votre diaporama ;
      quitter la diapositive libère la caméra.
    `,
    frame: 'L’expression que montre un visage',
    more: `
      <a href="./www/course/snippets.html?lang=fr">D’autres façons de l’intégrer, et des images pour PowerPoint</a>.
      Pour une salle sans réseau : <a href="./mimique-offline.zip" download>le tout dans un zip</a>.
    `,
  },
};
