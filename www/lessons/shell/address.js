// What a lesson shows is kept in the address: a link leads back to it, and so does Back.

/**
 * @typedef {object} Field one name of the address
 * @property {string} initial what holds where the address says nothing; never written
 * @property {(value: string) => boolean} allows
 */

/** A link may be long; what is told of it is not. */
const LONGEST_TOLD = 40;

/** A field with a few values. @param {string} initial @param {string[]} others @returns {Field} */
export const oneOf = (initial, ...others) => ({
  initial,
  allows: (value) => value === initial || others.includes(value),
});

/** A field with a number in a range. @param {number} initial @param {number} least @param {number} most @returns {Field} */
export const within = (initial, least, most) => ({
  initial: String(initial),
  allows: (value) => /^-?\d+(\.\d+)?$/.test(value) && Number(value) >= least && Number(value) <= most,
});

export class Address {
  /** What the address asked for and nobody gives, by name. @type {Record<string, string>} */
  refused = {};
  #fields;
  /** @type {Record<string, string>} */
  #values = {};

  /** @param {Record<string, Field>} fields */
  constructor(fields) {
    this.#fields = fields;
    this.read();
  }

  /** Takes over what the address says now. */
  read() {
    const asked = new URL(location.href).searchParams;
    this.refused = {};
    for (const [name, { initial, allows }] of Object.entries(this.#fields)) {
      const value = asked.get(name);
      this.#values[name] = value !== null && allows(value) ? value : initial;
      if (value !== null && !allows(value)) this.refused[name] = value.slice(0, LONGEST_TOLD);
    }
  }

  /** @param {string} name */
  get(name) {
    return this.#values[name];
  }

  /** @param {string} name */
  number(name) {
    return Number(this.#values[name]);
  }

  /** Keeps a choice, without a step for Back: a slider would fill the history. @param {string} name @param {string | number} value */
  set(name, value) {
    this.#values[name] = String(value);
    const url = new URL(location.href);
    if (String(value) === this.#fields[name].initial) url.searchParams.delete(name);
    else url.searchParams.set(name, String(value));
    if (url.href !== location.href) history.replaceState(history.state, '', url);
  }
}
