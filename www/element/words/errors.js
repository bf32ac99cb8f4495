// What went wrong and what to do, by code, in English and French; loaded with the first error. `meter.texts` overrides any.

/** @typedef {keyof typeof errorWords} ErrorKey */

/** @satisfies {Record<string, [en: string, fr: string]>} */
export const errorWords = {
  'camera-denied': [
    'The camera was not allowed. Allow it in the address bar and try again, or use a photo.',
    'La caméra n’a pas été autorisée. Autorisez-la dans la barre d’adresse, ou utilisez une photo.',
  ],
  'camera-absent': [
    'No camera was found. Plug one in and try again, or use a photo.',
    'Aucune caméra trouvée. Branchez-en une et réessayez, ou utilisez une photo.',
  ],
  'camera-busy': [
    'Another program is using the camera. Close it and try again, or use a photo.',
    'Un autre logiciel utilise la caméra. Fermez-le et réessayez, ou utilisez une photo.',
  ],
  'camera-unplugged': [
    'The camera has stopped: it was unplugged, or the permission was withdrawn. Reconnect it, or use a photo.',
    'La caméra s’est arrêtée : débranchée, ou l’autorisation a été retirée. Rebranchez-la, ou utilisez une photo.',
  ],
  'camera-insecure': [
    'Browsers give the camera only to https or localhost pages. Open it that way, or use a photo.',
    'Le navigateur réserve la caméra aux pages https ou localhost. Ouvrez-la ainsi, ou utilisez une photo.',
  ],
  'camera-blocked': [
    'The page around this one blocks the camera: its iframe needs allow="camera". A photo works too.',
    'La page qui contient celle-ci bloque la caméra : son iframe doit porter allow="camera". Une photo marche aussi.',
  ],
  'camera-failed': [
    'The camera could not be started. Try again, or use a photo.',
    'La caméra n’a pas pu démarrer. Réessayez, ou utilisez une photo.',
  ],
  'photo-unreadable': [
    'This file could not be opened as a picture. Try a JPEG or a PNG.',
    'Ce fichier ne s’ouvre pas comme une image. Essayez un JPEG ou un PNG.',
  ],
  'photo-unreachable': [
    'The photo could not be fetched. Check its address, or choose another one.',
    'La photo n’a pas pu être chargée. Vérifiez son adresse, ou choisissez-en une autre.',
  ],
  'weights-missing': [
    'The checkpoint is not where it should be. Check its address, then try again.',
    'Le modèle n’est pas à l’adresse prévue. Vérifiez-la, puis réessayez.',
  ],
  'weights-unreachable': [
    'The checkpoint could not be fetched. Check the connection, then try again.',
    'Le modèle n’a pas pu être chargé. Vérifiez la connexion, puis réessayez.',
  ],
  'weights-html': [
    'A web page came in place of the checkpoint. Check its address, then try again.',
    'Une page web est arrivée à la place du modèle. Vérifiez son adresse, puis réessayez.',
  ],
  'engine-missing': [
    'A part of this page (WebAssembly) is missing on the server.',
    'Une partie de cette page (WebAssembly) manque sur le serveur.',
  ],
  'engine-unreachable': [
    'A part of this page could not be fetched. Check the connection, then try again.',
    'Une partie de cette page n’a pas pu être chargée. Vérifiez la connexion, puis réessayez.',
  ],
  'engine-html': [
    'A web page came in place of the WebAssembly file. Check how the site is installed.',
    'Une page web est arrivée à la place du fichier WebAssembly. Vérifiez l’installation du site.',
  ],
  'engine-damaged': [
    'A part of this page (WebAssembly) arrived incomplete. Try again; if it lasts, check how the site is installed.',
    'Une partie de cette page (WebAssembly) est arrivée incomplète. Réessayez ; si cela dure, vérifiez l’installation du site.',
  ],
  'engine-unsupported': [
    'This browser is too old to run the network. Update it, or try another one.',
    'Ce navigateur est trop ancien pour faire tourner le réseau. Mettez-le à jour ou changez-en.',
  ],
  'pixels-blocked': [
    'This browser’s protection against tracking alters the pictures that pages read. Allow this page to read its canvas, or use another browser.',
    'La protection contre le pistage de ce navigateur modifie les images que lisent les pages. Autorisez cette page à lire son canevas, ou changez de navigateur.',
  ],
  'engine-crashed': [
    'The network stopped unexpectedly and was replaced. Try again.',
    'Le réseau s’est arrêté de façon inattendue et a été remplacé. Réessayez.',
  ],
  'worker-failed': [
    'The network could not be started. Try again, or reload the page.',
    'Le réseau n’a pas pu démarrer. Réessayez, ou rechargez la page.',
  ],
  'weights-foreign': [
    'This link asks for a model that is not on this site ({message}), so it was not loaded. Try again to use the default model.',
    'Ce lien demande un modèle qui ne vient pas de ce site ({message}) : il n’a pas été chargé. Réessayez pour utiliser le modèle par défaut.',
  ],
  'head-missing': [
    'This model answers with FER2013’s label alone, but this page asks for {message}. Take another model, or try again to read the label.',
    'Ce modèle ne donne que l’étiquette de FER2013, mais cette page demande {message}. Prenez un autre modèle, ou réessayez pour lire l’étiquette.',
  ],
  'attribute-unknown': [
    'A setting of this widget is not known: {message}. Whoever wrote the page can mend it.',
    'Un réglage de ce composant est inconnu : {message}. L’auteur de la page peut le corriger.',
  ],
  other: ['This did not work: {message}', 'Cela n’a pas marché : {message}'],
};

// What is not as it should be, though nothing has failed.
/** @satisfies {Record<string, [en: string, fr: string]>} */
export const notices = {
  silent: [
    'The camera sends no picture: its cover may be closed, or another program may have it.',
    'La caméra n’envoie pas d’image : son cache est peut-être fermé, ou un autre logiciel l’utilise.',
  ],
  partMissing: [
    'This part of the page could not be fetched. Check the connection, then press the button again.',
    'Cette partie de la page n’a pas pu être chargée. Vérifiez la connexion, puis appuyez de nouveau sur le bouton.',
  ],
};
