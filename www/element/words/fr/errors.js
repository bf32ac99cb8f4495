// What went wrong and what to do, in French.

/** @type {Record<import('../words.js').ErrorKey, string>} */
export const words = {
  'camera-denied':
    'La caméra n’a pas été autorisée. Autorisez-la dans la barre d’adresse, ou utilisez une photo.',
  'camera-absent': 'Aucune caméra trouvée. Branchez-en une et réessayez, ou utilisez une photo.',
  'camera-busy': 'Un autre logiciel utilise la caméra. Fermez-le et réessayez, ou utilisez une photo.',
  'camera-unplugged':
    'La caméra s’est arrêtée : débranchée, ou l’autorisation a été retirée. Rebranchez-la, ou utilisez une photo.',
  'camera-insecure':
    'Le navigateur réserve la caméra aux pages https ou localhost. Ouvrez-la ainsi, ou utilisez une photo.',
  'camera-blocked':
    'La page qui contient celle-ci bloque la caméra : son iframe doit porter allow="camera". Une photo marche aussi.',
  'camera-failed': 'La caméra n’a pas pu démarrer. Réessayez, ou utilisez une photo.',
  'photo-unreadable': 'Ce fichier ne s’ouvre pas comme une image. Essayez un JPEG ou un PNG.',
  'photo-unreachable': 'La photo n’a pas pu être chargée. Vérifiez son adresse, ou choisissez-en une autre.',
  'weights-missing': 'Le modèle n’est pas à l’adresse prévue. Vérifiez-la, puis réessayez.',
  'weights-unreachable': 'Le modèle n’a pas pu être chargé. Vérifiez la connexion, puis réessayez.',
  'weights-html': 'Une page web est arrivée à la place du modèle. Vérifiez son adresse, puis réessayez.',
  'engine-missing': 'Une partie de cette page (WebAssembly) manque sur le serveur.',
  'engine-unreachable':
    'Une partie de cette page n’a pas pu être chargée. Vérifiez la connexion, puis réessayez.',
  'engine-html':
    'Une page web est arrivée à la place du fichier WebAssembly. Vérifiez l’installation du site.',
  'engine-damaged':
    'Une partie de cette page (WebAssembly) est arrivée incomplète. Réessayez ; si cela dure, vérifiez l’installation du site.',
  'engine-unsupported':
    'Ce navigateur est trop ancien pour faire tourner le réseau. Mettez-le à jour ou changez-en.',
  'pixels-blocked':
    'La protection contre le pistage de ce navigateur modifie les images que lisent les pages. Autorisez cette page à lire son canevas, ou changez de navigateur.',
  'engine-crashed': 'Le réseau s’est arrêté de façon inattendue et a été remplacé. Réessayez.',
  'worker-failed': 'Le réseau n’a pas pu démarrer. Réessayez, ou rechargez la page.',
  'weights-foreign':
    'Ce lien demande un modèle qui ne vient pas de ce site ({message}) : il n’a pas été chargé. Réessayez pour utiliser le modèle par défaut.',
  'head-missing':
    'Ce modèle ne donne que l’étiquette de FER2013, mais cette page demande {message}. Prenez un autre modèle, ou réessayez pour lire l’étiquette.',
  'attribute-unknown':
    'Un réglage de ce composant est inconnu : {message}. L’auteur de la page peut le corriger.',
  other: 'Cela n’a pas marché : {message}',

  // What is not as it should be, though nothing has failed.
  silent: 'La caméra n’envoie pas d’image : son cache est peut-être fermé, ou un autre logiciel l’utilise.',
  partMissing:
    'Cette partie de la page n’a pas pu être chargée. Vérifiez la connexion, puis appuyez de nouveau sur le bouton.',
};
