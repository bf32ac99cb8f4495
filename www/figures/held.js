/**
 * French puts a space before some marks and inside its quotes, at which no line may end. They are written as plain spaces, which
 * an editor can see, and made to hold here.
 * @param {string} text
 */
export const held = (text) =>
  text.replace(/ (?=[:;?!%»])|(?<=«) |(?<=\d) (?=\d{3})|(?<=\d) (?=×)|(?<=[×±]) (?=\d)/g, '\u00a0');
