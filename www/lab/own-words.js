// The words of pictures of one's own, in English and French.

/** @type {import('../lessons/shell/words.js').Words} */
export const words = {
  own: ['Pictures of your own', 'Vos propres images'],
  ownLede: [
    'Make a face for a label, hold its button (or the space bar) while you move a little, let go. Do so at least twice for each label: whole bursts are kept aside to check with. The pictures stay on this machine.',
    'Faites une tête pour une étiquette, maintenez son bouton (ou la barre d’espace) en bougeant un peu, relâchez. Faites-le au moins deux fois par étiquette : des rafales entières sont gardées pour vérifier. Les images restent sur cet appareil.',
  ],
  camera: ['Turn the camera on', 'Allumer la caméra'],
  first: ['smile', 'sourire'],
  second: ['pout', 'moue'],
  another: ['label {n}', 'étiquette {n}'],
  nameOf: ['Name of label {n}', 'Nom de l’étiquette {n}'],
  hold: ['Hold to take pictures', 'Maintenir pour photographier'],
  taking: ['Taking pictures…', 'Photos en cours…'],
  after: ['Take some in {n} s', 'Photographier dans {n} s'],
  inSeconds: ['{n}…', '{n}…'],
  wait: ['Countdown, in seconds', 'Compte à rebours, en secondes'],
  undo: ['Undo the last burst', 'Annuler la dernière rafale'],
  dropLabel: ['Remove this label', 'Retirer cette étiquette'],
  addLabel: ['Add a label', 'Ajouter une étiquette'],
  held: ['{pictures} in {bursts}', '{pictures} en {bursts}'],
  onePicture: ['{n} picture', '{n} image'],
  manyPictures: ['{n} pictures', '{n} images'],
  oneBurst: ['{n} burst', '{n} rafale'],
  manyBursts: ['{n} bursts', '{n} rafales'],
  removeOne: ['{name}: remove this picture', '{name} : retirer cette image'],
  learn: ['Learn from these', 'Apprendre de ces images'],
  mine: ['my pictures', 'mes images'],
  needCamera: ['Turn the camera on first.', 'Allumez d’abord la caméra.'],
  needTwo: ['It takes two labels to tell apart.', 'Il faut au moins deux étiquettes à distinguer.'],
  needName: ['A label has no name yet.', 'Une étiquette n’a pas encore de nom.'],
  needOther: ['Two labels are called “{name}”.', 'Deux étiquettes s’appellent « {name} ».'],
  needPictures: ['“{name}” has no picture yet.', '« {name} » n’a pas encore d’image.'],
  full: [
    'There is no room left to keep these pictures in the browser: learn from them, then save the project as a file.',
    'Il ne reste plus de place pour garder ces images dans le navigateur : apprenez-en, puis enregistrez le projet dans un fichier.',
  ],
  notKept: [
    'This browser keeps nothing (a private window?): these pictures are gone when the page is closed.',
    'Ce navigateur ne garde rien (fenêtre privée ?) : ces images disparaîtront avec la page.',
  ],
  unchecked: [
    'With one burst of each label there is nothing to check with: take a second one.',
    'Avec une seule rafale par étiquette, rien ne permet de vérifier : prenez-en une seconde.',
  ],
};
