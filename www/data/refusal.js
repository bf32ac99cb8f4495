/** Why a reader gave up: the whole is not what it reads. `refusalText` says it in words. */
export class Refusal extends Error {
  /** @param {string} code @param {Record<string, string | number>} [values] */
  constructor(code, values = {}) {
    super(`${code} ${JSON.stringify(values)}`);
    this.code = code;
    this.values = values;
  }
}
