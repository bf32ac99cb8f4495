// What JSX in TypeScript may write, and what the compiler has to refuse.
import type {} from 'mimique/react';

export const meter = (
  <expression-meter
    source="camera"
    classes="3"
    max-fps={10}
    controls="source,stop"
    lang="fr"
    texts={{ happiness: 'smile' }}
    onexpression-change={({ detail }) => detail.probability.toFixed(2)}
  />
);
// @ts-expect-error no source of that name
export const wrong = <expression-meter source="webcam" />;
// @ts-expect-error no word of that name
export const misspelt = <expression-meter texts={{ hapiness: 'smile' }} />;
