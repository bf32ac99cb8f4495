import { make } from '../../dom.js';

/**
 * Takes photos by file choice and drop, and checkpoints by drop.
 * @param {HTMLElement} target where files may be dropped; gets the class `dropping` meanwhile
 * @param {(file: Blob) => void} onFile
 * @returns {{ choose: () => void, input: HTMLInputElement }}
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
    const { dataTransfer } = event;
    // Any other file, or none, says what is wrong with it when it is opened.
    onFile(pictureIn(dataTransfer) ?? dataTransfer?.files[0] ?? new Blob());
  });

  return { choose: () => input.click(), input };
}

/**
 * The picture that is pasted, if it is for an element: pasted into it, or into no other place where the element is asked to
 * take the page's. Nothing is taken out of an editor.
 * @param {ClipboardEvent} event
 * @param {Element} element
 * @param {boolean} asked
 * @returns {File | null}
 */
export function pasted(event, element, asked) {
  const path = event.composedPath();
  const { isContentEditable, localName } = /** @type {HTMLElement} */ (path[0]);
  const editable = isContentEditable || /^(input|textarea|select)$/.test(localName);
  if (event.defaultPrevented || editable || !(asked || path.includes(element))) return null;
  const picture = pictureIn(event.clipboardData);
  if (picture) event.preventDefault();
  return picture ?? null;
}

/** @param {DataTransfer | null} transfer */
const pictureIn = (transfer) => [...(transfer?.files ?? [])].find(({ type }) => type.startsWith('image/'));
