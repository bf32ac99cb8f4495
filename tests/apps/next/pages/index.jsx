import { loadClassifier } from 'mimique';
import 'mimique/element';
import { useEffect, useRef, useState } from 'react';

const weights = new URL('mimique/weights/lenet-tiny.safetensors', import.meta.url);

export default function Page() {
  const photo = useRef(null);
  const [result, setResult] = useState('');
  useEffect(() => {
    const leaving = new AbortController();
    read(photo.current, leaving.signal).then(setResult, (error) => {
      if (!leaving.signal.aborted) throw error;
    });
    return () => leaving.abort();
  }, []);
  return (
    <>
      <expression-meter />
      <img ref={photo} src="/photo.jpg" alt="A portrait" />
      <output>{result}</output>
    </>
  );
}

async function read(photo, signal) {
  await photo.decode();
  const classifier = await loadClassifier({ weights, signal });
  const { label } = await classifier.classify(photo, { signal });
  classifier.close();
  return `${label}, says ${classifier.metadata.name}`;
}

/** Makes Next render the page on the server for every request. */
export const getServerSideProps = () => ({ props: {} });
