// The words of the panel that tells of a checkpoint, in French.

/** @type {Record<keyof typeof import('../en/checkpoint.js').words, string>} */
export const words = {
  name: 'Nom',
  labels: 'Étiquettes',
  network: 'Réseau',
  size: 'Taille',
  sizes: '{parameters} paramètres appris, {mflop} millions d’opérations',
  data: 'Entraîné sur',
  figures: 'Mesuré',
  measured:
    '{accuracy} de réponses justes sur {n} images de {split} ; macro-F1 {f1} ; erreur de calibration {ece}',
  votes: 'Mesuré sur les votes de dix personnes',
  agreed:
    '{accuracy} comme la majorité sur {n} images de {split} ; macro-F1 {f1} ; erreur de calibration des parts {ece}. Les votes pour le mépris et « pas un visage » sont laissés de côté.',
  unsure: 'Incertain',
  below:
    'Au-dessous de {below}, il le dit : il répond pour {answered} des images, et {accuracy} de ces réponses sont justes.',
  belowOfVotes:
    'Au-dessous de {below}, il le dit : il répond pour {answered} des images, et {accuracy} de ces réponses sont celles de la majorité.',
  source: 'D’après',
  licence: 'Licence',
  command: 'Obtenu par',
  unnamed: 'un modèle sans nom',
  other: 'Charger un autre modèle',
  back: 'Revenir au premier modèle',
  close: 'Fermer',
  refused: 'Ce fichier a été refusé ; le modèle précédent reste en service. {message}',
  hint: 'Un fichier .safetensors écrit par mimique train, choisi ou déposé ici. Il reste sur cet appareil.',
};
