import { make } from '../../dom.js';

/**
 * Takes photos by file choice, drop and paste, and checkpoints by drop.
 * @param {HTMLElement} target where files may be dropped; gets the class `dropping` meanwhile
 * @param {(file: Blob) => void} onFile
 * @returns {{ choose: () => void, input: HTMLInputElement, paste: (event: ClipboardEvent) => void }}
 */
export function photoIntake(target, onFile) {
  const input = make('input', { type: 'file', accept: 'image/*', hidden: true });
  input.addEventListener('change', () => {
    if (input.files?.[0]) onFile(input.files[0]);
    input.value = ''; // so that the same file can be chosen again
  });

  /** @param {DragEvent} event */
  const hold = (event) => {
    event.preventDefault();
    target.classList.add('dropping');
  };
  target.addEventListener('dragenter', hold);
  target.addEventListener('dragover', hold);
  target.addEventListener('dragleave', (event) => {
    if (!target.contains(/** @type {Node | null} */ (event.relatedTarget)))
      target.classList.remove('dropping');
  });
  target.addEventListener('drop', (event) => {
    event.preventDefault();
    target.classList.remove('dropping');
    onFile(picture(event.dataTransfer) ?? new Blob()); // opening nothing says what is wrong
  });

  /** @param {ClipboardEvent} event */
  const paste = (event) => {
    const photo = picture(event.clipboardData);
    if (!photo || event.defaultPrevented) return;
    event.preventDefault();
    onFile(photo);
  };
  return { choose: () => input.click(), input, paste };
}

/**
 * @param {DataTransfer | null} transfer
 * @returns {File | null} the first picture, or else the first file, whose opening then says what is wrong
 */
function picture(transfer) {
  const files = [...(transfer?.files ?? [])];
  return files.find(({ type }) => type.startsWith('image/')) ?? files[0] ?? null;
}
