// What the trainer is told of each slide, in French, as HTML.

/** @type {Record<keyof typeof import('../en/notes.js').words, string>} */
export const words = {
  title: `
    <p>
      Touches : flèches ou espace pour avancer, O pour la vue d’ensemble, F pour le plein écran, B
      pour un écran noir, S pour ces notes, Ctrl+P pour un PDF.
    </p>
    <p>
      Demandez à la salle quel mot elle choisirait pour ce portrait avant de montrer les barres. Le
      mot est celui que des gens donneraient à ce genre d’image ; personne ici ne sait ce que
      ressentait l’astronaute.
    </p>
  `,
  problem: `
    Les six expressions de base viennent de la psychologie des années 1960 et 1970, et sont
    discutées. Ce qui compte ici : le réseau choisit parmi les classes qu’on lui a données, et ne
    peut rien répondre d’autre.
  `,
  data: `
    FER2013 (Goodfellow et al. 2013) est à usage de recherche : aucune de ses images n’est dans ces
    diapositives. Le portrait vient de la NASA (domaine public), réduit sous vos yeux à ce que
    reçoit le réseau.
  `,
  neuron: `
    Faites calculer l’exemple, puis demandez : et si w₂ vaut −1 ? (f(−3) = 0 : le neurone se tait.)
    C’est la fonction d’activation qui rend les couches utiles : sans elle, plusieurs couches n’en
    vaudraient qu’une.
  `,
  'neuron-live': `
    Bougez les poids : où va la droite ? Puis apprenez point par point, les sommes sont posées en
    dessous. Choisissez le OU exclusif et laissez chercher : aucune droite n’y suffit. Deux neurones
    avant le dernier y arrivent.
  `,
  layers: `
    Chaque trait est un poids. Nos réseaux en ont <span data-figure="articleParameters"></span> et
    <span data-figure="pageParameters"></span>, ce qui est peu : les modèles de langage en ont des
    milliards.
  `,
  convolutional: `
    Un contour est un contour où qu’il soit : un filtre sert à toute l’image. Couche après couche,
    on en voit davantage : d’abord le détail, comme à la loupe, puis des formes entières ; pour des
    chiffres manuscrits, les dernières couches montrent presque des chiffres. En quelques années,
    ces réseaux ont rendu caduques des décennies d’analyse d’image.
  `,
  convolution: `
    L’image est une fonction, le filtre (celui de Sobel, pour les contours verticaux) est l’autre.
    Des colonnes sombres à côté d’une claire : forte réponse. Demandez ce que donne un bloc uniforme
    (0). Les bibliothèques d’apprentissage profond omettent la rotation et parlent quand même de
    convolution : les poids s’apprennent, un filtre tourné s’apprend aussi bien qu’un autre.
  `,
  edges: `
    Calculé à l’instant, dans cette page, sur l’exemple : la taille de la réponse de Sobel, claire
    où elle est grande. Comparez le col, les yeux, le bord de la combinaison dans les deux.
  `,
  kernels: `
    Écrivez dans les cases, ou choisissez un autre noyau : la carte suit, sur la caméra aussi.
    Demandez d’abord : que fera un noyau avec un seul 1 au milieu ? Et un noyau dont la somme est 0
    ?
  `,
  filters: `
    Blanc : poids positifs, noir : négatifs. Cherchez les parents de Sobel : moitié blancs, moitié
    noirs, debout, couchés ou penchés. Personne ne les a demandés.
  `,
  networks: `
    Chaque bloc filtre, applique ReLU et, le plus souvent, réduit les cartes (÷2 : de moitié) :
    largeur et hauteur diminuent, le nombre de cartes augmente. LeNet a été fait pour lire des
    caractères (LeCun et al. 1998). Les formes viennent des modèles eux-mêmes.
  `,
  maps: `
    Le réseau de l’article sur l’exemple, calculé dans cette page. Une image par filtre : une carte
    de caractéristiques. La première couche montre encore un visage ; la seconde répond à des
    combinaisons, et n’est plus faite pour nos yeux.
  `,
  'layers-live': `
    Toutes les cartes de toutes les couches, sur le visage du moment. Cliquez sur un pixel d’une
    carte : sa somme s’ouvre, et chaque terme mène une couche plus bas, jusqu’au visage. La caméra
    se libère quand vous quittez la diapositive.
  `,
  training: `
    Le journal de notre entraînement sur les images de l’article, environ deux minutes sur deux
    cœurs. Les pas raccourcissent vers la fin : d’abord trouver la vallée, puis son point le plus
    bas.
  `,
  result: `
    53 % est le chiffre de l’article, sur son propre choix d’images. La même recette donne un point
    de plus ou de moins (intervalle à 95 % : de <span data-figure="article7Low"></span> à
    <span data-figure="article7High"></span>). Pas formidable, dit l’article ; le but était un
    exercice qui montre la puissance, les pièges et les limites.
  `,
  confusion: `
    Un seul chiffre dit peu ; la matrice de confusion dit où cela se trompe. Pointez une case, ou
    passez de l’une à l’autre avec les flèches. La joie est bien lue, la surprise et le neutre assez
    bien ; peur, tristesse, colère et dégoût se confondent, surtout entre eux.
  `,
  'results-live': `
    Choisissez un réseau et un second à côté ; les parts de la ligne sont le rappel, celles de la
    colonne la précision. Avec vos données (votre fer2013.csv, sur la page de la leçon), une case
    montre ses images.
  `,
  imbalance: `
    La joie a au moins 900 images de plus que toute autre classe, le dégoût 176 en tout. ImageNet,
    par comparaison, en a environ 3 000 par classe. Deux conséquences : trop peu pour séparer les
    classes, et les rares images sont apprises par cœur.
  `,
  'data-live': `
    Demandez d’abord : de combien l’exactitude baisse-t-elle si le réseau ne dit jamais « dégoût » ?
    Mettez le curseur à 0. Sur la page de la leçon, les participants déposent leurs données et y
    trouvent lignes abîmées et doublons.
  `,
  overfitting: `
    La courbe des images d’entraînement est mesurée pendant qu’on les perturbe et qu’on éteint des
    neurones ; sans cela, elle serait plus haute encore. L’écart est ce qui a été appris par cœur.
  `,
  'overfitting-live': `
    Laissez deviner la salle, puis appuyez : un LeNet s’entraîne dans ce navigateur sur 50 visages
    dessinés, une dizaine de secondes. Cinq autres expériences se trouvent sur la page du labo ; son
    adresse, après un clic, suffit pour une diapositive.
  `,
  groups: `
    Positif : joie. Négatif : colère, dégoût, peur, tristesse. Neutre : surprise, neutre. Les
    classes prises l’une pour l’autre sont désormais dans un même groupe. Un réseau entraîné sur
    trois groupes ne fait pas mieux que les sommes de celui à sept classes (<span
      data-figure="article3Sums"
    ></span
    >) : c’est le problème qui est plus facile.
  `,
  'groups-live': 'Passez de 7 classes à 3 groupes : les trois barres sont des sommes des sept.',
  'room-live': `
    Chaque score part de son propre « toujours la plus fournie » : 25 % pour sept, 47 % pour trois.
    Ce qui compte est la part prise de la marge au-dessus. À cette échelle, trois s’apprennent à
    peine plus vite que sept.
  `,
  'votes-live': `
    Même réseau, mêmes visages : 68 % face à une étiquette, 84 % face à la majorité de dix. Les
    étiquettes d’un test plafonnent tous les scores.
  `,
  ladder: `
    Les traits sont des intervalles à 95 % : s’ils se recouvrent largement, la différence peut tenir
    au hasard. Le plus utile : davantage d’images, puis la profondeur et de meilleures étiquettes
    (les votes de FER+). Avec le bruit d’une webcam, un réseau qui n’a jamais vu de bruit perd
    <span data-figure="noiseLossUnseen"></span> points, celui de la page
    <span data-figure="noiseLoss"></span>.
  `,
  'your-face': `
    La caméra s’allume quand vous appuyez sur le bouton, pas avant (ou ajoutez ?autostart à
    l’adresse des diapositives), et se libère quand vous quittez la diapositive. Seulement des
    volontaires, et seulement leur propre visage. Les images restent sur cet appareil. À essayer :
    quel mot est difficile à obtenir ? Que changent des lunettes, une tête tournée, peu de lumière ?
  `,
  'fooled-live': `
    Deux fois moins de lumière ne change presque rien : chaque visage est d’abord ramené à la même
    moyenne et au même contraste. Une rotation de 60°, un flou marqué, un bandeau sur la bouche
    changent davantage. Demandez chaque fois avant de bouger le curseur. La leçon elle-même montre
    ce qui a été mesuré sur des milliers d’images.
  `,
  unsure: `
    Chaque point de la courbe est un seuil. Demandez où le mettre : pour un jeu, pour un sondage,
    pour une décision sur quelqu’un (là, nulle part : voir la diapositive suivante). Un réseau sûr
    de lui peut se tromper, et rien ici ne dit ce qu’il vaut sur d’autres visages.
  `,
  limits: `
    Le règlement (UE) 2024/1689 parle d’émotions ; ce réseau lit des étiquettes d’images, ce qui est
    moins ambitieux. S’en servir pour juger quelqu’un serait pourtant bien ce que l’article
    interdit. Montrer comment il marche, et comment il se trompe : il est fait pour cela.
  `,
  conclusion: `
    Demandez à chacun une chose qui l’a surpris. Puis laissez choisir : la page avec ses propres
    photos, ou leur propre entraînement avec une seule chose changée ; c’est ainsi que l’échelle a
    été gravie.
  `,
};
