// The words of the page that makes snippets, by section, in French.

/** @type {import('../table.js').Like<typeof import('../en/snippets.js').words>} */
export const words = {
  page: {
    heading: 'Dans vos diapositives',
    lede: `
      Choisissez, regardez, copiez. Quitter une diapositive libère la caméra, et aucune ne s’allume sans
      qu’on le demande. Un diaporama complet pour commencer :
      <a href="./index.html?lang=fr">les réseaux convolutifs, sur les expressions d’un visage</a>.
    `,
    legendSource: 'Source',
    camera: 'caméra',
    sample: 'exemple',
    legendLabels: 'Étiquettes',
    groups: '3 groupes',
    legendAnswer: 'Réponse',
    answerUsual: 'de dix personnes',
    label: 'étiquette de FER2013',
    legendLanguage: 'Langue',
    langUsual: 'du visiteur',
    legendColours: 'Couleurs',
    themeUsual: 'du visiteur',
    light: 'clair',
    dark: 'sombre',
    legendButtons: 'Boutons',
    source: 'sources',
    classes: 'étiquettes',
    answer: 'réponses',
    onStage: 'de la caméra',
    faces: 'tous les visages',
    model: 'à propos du modèle',
    legendStart: 'À l’arrivée de la diapositive',
    autostart: 'la caméra s’allume d’elle-même',
    stills: `
      Ils n’affichent pas de page interactive. Prenez une image du composant ci-dessus avec ses
      barres, ou un petit film en boucle ; faits ici, envoyés nulle part. Tous deux disent ce qu’est
      une étiquette. Insérez-le, avec un lien vers l’adresse de l’iframe.
    `,
    picture: 'Image (PNG)',
    film: 'Film, 6 secondes',
    reveal: 'reveal.js charge l’iframe à l’arrivée de la diapositive et la retire à son départ.',
    slidev: 'La condition libère la caméra au départ, et évite que la vue du présentateur l’ouvre deux fois.',
    headingIframe: 'N’importe quelle page, par une iframe',
    iframe: 'La caméra demande une page en https, ou servie par cette machine (localhost).',
    headingTag: 'N’importe quelle page, par une balise',
    tag: `
      Depuis le paquet mimique, avec un bundler comme Vite. Les événements et les couleurs sont alors à
      votre disposition.
    `,
    title: 'Dans vos diapositives · mimique',
    frame: 'Ce que montre l’extrait',
  },
};
