// A React app that esbuild bundles: it follows no `new URL(…, import.meta.url)`, so the app says where the files are.
import { useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { loadClassifier } from 'mimique';
import 'mimique/element';
import wasm from 'mimique/wasm/mimique_bg.wasm';
import weights from 'mimique/weights/lenet-tiny.safetensors';
import detector from 'mimique/weights/face.safetensors';

function App() {
  const [said, say] = useState('');
  const [heard, hear] = useState('');
  const photo = useRef(null);
  useEffect(() => {
    const life = new AbortController();
    const { signal } = life;
    async function read() {
      const classifier = await loadClassifier({ weights, detector, wasm, worker: './worker.js', signal });
      const { label } = await classifier.classify(photo.current, { signal });
      say(`${label}, says ${classifier.metadata.name}`);
      classifier.close();
    }
    read().catch((error) => signal.aborted || say(`${error.code}: ${error.message}`));
    return () => life.abort();
  }, []);
  return (
    <>
      <img ref={photo} src="./photo.jpg" alt="" />
      <output>{said}</output>
      <expression-meter source="camera" controls="source,stop" texts={{ happiness: 'smile' }} />
      <expression-meter source="camera" controls={false} id="none" />
      <expression-meter
        source="camera"
        controls
        id="all"
        onexpression-error={({ detail }) => hear(detail.code)}
      />
      <p>{heard}</p>
    </>
  );
}

createRoot(document.querySelector('main')).render(<App />);
