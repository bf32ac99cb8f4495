import { make } from './dom.js';
import { bitmap } from './frame.js';
import { explained } from './i18n.js';

/** @import { FrameSource } from './types.d.ts' */

/**
 * Takes photos by file choice, drop and paste.
 * @param {HTMLElement} target where photos may be dropped; gets the class `dropping` meanwhile
 * @param {(photo: Blob) => void} onPhoto
 * @returns {{ choose: () => void, input: HTMLInputElement, paste: (event: ClipboardEvent) => void }}
 */
export function photoIntake(target, onPhoto) {
  const input = make('input', { type: 'file', accept: 'image/*', hidden: true });
  input.addEventListener('change', () => {
    if (input.files?.[0]) onPhoto(input.files[0]);
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
    onPhoto(picture(event.dataTransfer) ?? new Blob()); // opening nothing says what is wrong
  });

  /** @param {ClipboardEvent} event */
  const paste = (event) => {
    const photo = picture(event.clipboardData);
    if (!photo || event.defaultPrevented) return;
    event.preventDefault();
    onPhoto(photo);
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

/**
 * @param {FrameSource | string} source a frame, or the address of a photo
 * @returns {Promise<ImageBitmap>} upright
 */
export async function openPhoto(source) {
  if (typeof source !== 'string') return bitmap(source);
  const response = await fetch(source).catch(() => null);
  if (!response?.ok) throw explained('photo-unreachable');
  return bitmap(await response.blob());
}
